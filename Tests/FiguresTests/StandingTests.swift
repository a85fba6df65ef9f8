import Definitions
import Figures
import Statistics
import Testing

@Suite struct StandingTests {
  private func figure(
    _ code: String, _ numerator: Int64, of denominator: Int64, level: Double? = 0.95,
    bounds: Interval? = nil, flags: Set<Figure.Flag> = []
  ) -> Figure {
    let interval = level.flatMap { Interval.wilson(numerator, of: denominator, level: $0) }
    return Figure(
      kpi: "rate", subject: Figure.Subject(.byProvince, provinceCode: code),
      numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      interval: interval, intervalMethod: interval == nil ? nil : "wilson", flags: flags,
      bounds: bounds)
  }

  private func ranking(
    _ figures: [Figure], better: KPI.Direction = .higher, top: Int = 1,
    incomplete: Set<String> = []
  ) -> Ranking {
    Ranking(
      figures, kpi: "rate", better: better, incomplete: incomplete,
      by: RankingDefinition(kpi: "rate", top: top))
  }

  private func sets(_ ranking: Ranking) -> [ClosedRange<Int>?] {
    ranking.rows.map { $0.standing?.ranks }
  }

  @Test func `what is far apart is settled, and what is close is not, whichever way is better`() {
    let figures = [
      figure("01", 900, of: 1_000), figure("02", 890, of: 1_000), figure("03", 500, of: 1_000),
    ]
    let high = ranking(figures)
    #expect(sets(high) == [1...2, 1...2, 3...3])
    #expect(high.confidentTop.map(\.figure.subject.provinceCode) == ["01", "02"])
    #expect(high.certainTop.isEmpty && !high.isTopSettled && high.isEstimated)
    let low = ranking(figures, better: .lower)
    #expect(low.rows.map(\.figure.subject.provinceCode) == ["03", "02", "01"])
    #expect(sets(low) == [1...1, 2...3, 2...3])
    #expect(low.isTopSettled && low.rows[0].standing?.isAmong(1) == true)
    #expect(ranking(figures, top: 2).isTopSettled)
  }

  @Test func `twelve of twelve are not certainly first`() throws {
    let ranking = ranking([figure("01", 12, of: 12), figure("02", 95, of: 100)])
    #expect(sets(ranking) == [1...2, 1...2])
    // p̃ = 12.5/13 of m = 12.
    let error = try #require(ranking.rows[0].standing?.error)
    #expect(abs(error - (12.5 / 13 * (0.5 / 13) / 12).squareRoot()) < 1e-15)
  }

  @Test func `chances of the top add up to its places, and the better has the larger`() {
    let figures = (1...9).map { figure("0\($0)", Int64(60 + 3 * $0), of: 100) }
    for top in 1...9 {
      let ranking = ranking(figures, top: top)
      let chances = ranking.rows.compactMap { $0.standing?.topProbability }
      #expect(abs(chances.reduce(0, +) - Double(top)) < 1e-9)
      #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 >= $1 - 1e-12 })
    }
  }

  @Test func `the set of one province alone is never wider than that for all together`() {
    let figures = (1...9).map { figure("0\($0)", Int64(10 + 9 * $0), of: 100) }
    for row in ranking(figures).rows {
      guard let standing = row.standing, let rank = row.rank else { continue }
      #expect(standing.ranks.contains(rank) && standing.ownRanks.contains(rank))
      #expect(standing.ranks.lowerBound <= standing.ownRanks.lowerBound)
      #expect(standing.ranks.upperBound >= standing.ownRanks.upperBound)
    }
  }

  @Test func `every pair is compared once, and what is settled is what the rank sets say`() {
    let figures = (1...6).map { figure("0\($0)", Int64(15 * $0), of: 100) }
    let ranking = ranking(figures)
    #expect(ranking.comparisons.count == 15)
    for (place, row) in ranking.rows.enumerated() {
      let code = row.figure.subject.provinceCode
      let settled = ranking.comparisons.filter(\.isSettled)
      let ahead = settled.count { $0.second.subject.provinceCode == code }
      let behind = settled.count { $0.first.subject.provinceCode == code }
      #expect(row.standing?.ranks == (1 + ahead)...(6 - behind), "\(place)")
    }
    for pair in ranking.comparisons {
      let both = TwoProportions(
        pair.first.numerator?.integer ?? 0, of: 100, and: pair.second.numerator?.integer ?? 0,
        of: 100)
      let interval = both?.newcombe(level: 0.95)
      #expect(pair.intervalMethod == "newcombe")
      #expect(abs((pair.interval?.lower ?? 9) - (interval?.lower ?? 0)) < 1e-12)
      #expect(abs((pair.interval?.upper ?? 9) - (interval?.upper ?? 0)) < 1e-12)
    }
  }

  @Test func `full counts rank exactly, and rejected records say what else is possible`() {
    let figures = [
      figure("01", 90, of: 100, level: nil, bounds: Interval(lower: 0.8, upper: 0.92)),
      figure("02", 85, of: 100, level: nil), figure("03", 50, of: 100, level: nil),
    ]
    let ranking = ranking(figures)
    #expect(!ranking.isEstimated && ranking.comparisons.isEmpty)
    #expect(sets(ranking) == [1...1, 2...2, 3...3])
    #expect(ranking.rows.map { $0.standing?.possible } == [1...2, 1...2, 3...3])
    #expect(ranking.rows.map { $0.standing?.topProbability } == [nil, nil, 0])
    #expect(!ranking.isTopSettled)
  }

  @Test func `a province without data, or with data of unknown gaps, may be anywhere`() {
    let figures = [
      figure("01", 90, of: 100, level: nil), figure("02", 50, of: 100, level: nil),
      figure("03", 0, of: 1, level: nil, flags: [.missing]),
    ]
    #expect(ranking(figures).rows.map { $0.standing?.possible } == [1...2, 2...3, nil])
    #expect(
      ranking(Array(figures.prefix(2)), incomplete: ["02"]).rows.map { $0.standing?.possible }
        == [1...2, 1...2])
  }

  @Test func `equal full counts share the rank, and nothing else is possible`() {
    let figures = ["01", "02"].map { figure($0, 1, of: 2, level: nil) }
    #expect(ranking(figures).rows.map { $0.standing?.possible } == [1...1, 1...1])
    #expect(ranking(figures).isTopSettled)
  }

  @Test func `of a survey without errors any rank is possible, and no chance is given`() {
    let figures = ["01", "02", "03"].enumerated().map { place, code in
      var figure = figure(code, Int64(90 - place), of: 100, level: nil)
      figure.uncertainty = Uncertainty(basis: .quickSurvey, responses: 100)
      return figure
    }
    let ranking = ranking(figures)
    #expect(sets(ranking) == [1...3, 1...3, 1...3])
    #expect(ranking.rows.allSatisfy { $0.standing?.topProbability == nil })
  }
}
