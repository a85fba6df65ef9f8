import Definitions
import Statistics
import Testing

@testable import Figures

/// Wards by a share: in order of what is likely, and out of the ordinary or not.
struct WardFunnelTests {
  private static let byWard = Grouping(province: true, ward: true)

  private func ward(
    _ province: String, _ ward: Int, _ numerator: Int64, of denominator: Int64,
    flags: Set<Figure.Flag> = [], effective: Double? = nil
  ) -> Figure {
    let value = WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact)
    return Figure(
      kpi: "online",
      subject: Figure.Subject(
        Self.byWard, provinceCode: province, province: "P\(province)",
        wardCode: ward < 0 ? "" : "\(10_000 + ward)", ward: "W\(ward)"),
      numerator: .integer(numerator), denominator: denominator, value: value, flags: flags,
      uncertainty: effective.map {
        Uncertainty(
          basis: .quickSurvey, weightedValue: value?.double, effectiveSize: $0 < 0 ? nil : $0)
      })
  }

  private func funnel(
    _ figures: [Figure], better: KPI.Direction = .higher
  ) throws -> WardFunnel {
    try #require(WardFunnel(figures, kpi: "online", better: better))
  }

  /// Twelve wards of a province, of very different shares.
  private func province(_ code: String, from first: Int = 0) -> [Figure] {
    (0..<12).map { ward(code, first + $0, Int64($0 * 5), of: 60) }
  }

  @Test func `a province of ten wards has its own prior, a smaller one that of the nation`() throws
  {
    let small = (0..<9).map { ward("02", 100 + $0, 50, of: 60) }
    let wards = try funnel(province("01") + small)
    let (large, few) = (wards.rows.prefix(12), wards.rows.suffix(9))
    for row in large { #expect(row.prior?.province == "01") }
    for row in few { #expect(row.prior?.province == "") }
    let own = BetaBinomial(shares: large.map(\.share))
    #expect(own != nil && large.first?.prior?.distribution == own)
    #expect(few.first?.prior?.distribution == BetaBinomial(shares: wards.rows.map(\.share)))
  }

  @Test func `the order is that of what is likely, not of raw shares, and in the KPI's direction`()
    throws
  {
    let figures = province("01") + [ward("01", 50, 1, of: 1)]
    for better in [KPI.Direction.higher, .lower] {
      let rows = try funnel(figures, better: better).rows
      #expect(rows.map(\.order) == rows.indices.map { $0 + 1 })
      let means = rows.compactMap(\.shrunken?.mean)
      #expect(means == means.sorted { better == .higher ? $0 > $1 : $0 < $1 })
      // One of one is the greatest raw share, and 55 of 60 is more likely to be high.
      let single = try #require(rows.firstIndex { $0.figure.subject.ward == "W50" })
      let large = try #require(rows.firstIndex { $0.figure.subject.ward == "W11" })
      #expect(better == .higher ? large < single : single < large)
    }
  }

  @Test func `equal wards share a place, and without differences there is none`() throws {
    let twins = try funnel(province("01") + [ward("01", 30, 55, of: 60)]).rows
    #expect(twins.map(\.order) == [1, 1] + (3...13).map { $0 })
    #expect(twins.prefix(2).map(\.figure.subject.ward) == ["W11", "W30"])
    let alike = try funnel((0..<10).map { ward("01", $0, 8, of: 10) })
    for row in alike.rows {
      #expect(row.order == nil && row.shrunken?.mean == 0.8 && row.shrunken?.interval == nil)
    }
  }

  @Test func `what is withheld, has no ward or nothing to divide by takes no part`() throws {
    let known = province("01")
    let others = [
      ward("01", 70, 0, of: 60, flags: [.suppressed]), ward("01", -1, 0, of: 6000),
      ward("01", 71, 0, of: 0), ward("01", 72, 0, of: 60, effective: -1),
    ]
    #expect(try funnel(known + others) == funnel(known))
    #expect(WardFunnel(others, kpi: "online", better: .higher) == nil)
  }

  @Test func `a survey's ward counts with its effective size`() throws {
    let rows = try funnel([
      ward("01", 0, 30, of: 40, effective: 12.5), ward("01", 1, 10, of: 40, effective: 8),
    ]).rows
    #expect(
      rows.map(\.share).sorted { $0.size < $1.size } == [
        CountedShare(2, of: 8), CountedShare(9.375, of: 12.5),
      ])
  }

  @Test func `flags and limits are those of the funnel of all wards`() throws {
    let calm = (0..<40).map { ward("01", $0, Int64(50 + $0 % 9 - 4), of: 100) }
    let wards = try funnel(calm + [ward("02", 90, 1, of: 100), ward("03", 91, 99, of: 100)])
    #expect(wards.flagged.map(\.figure.subject.ward).sorted() == ["W90", "W91"])
    for row in wards.rows {
      #expect(row.outer == wards.funnel.limits(of: row.share.size, Funnel.outer))
      #expect(row.side == wards.funnel.side(row.share))
      #expect(row.deviation == wards.funnel.deviation(row.share))
    }
  }

  @Test func `shares by ward are taken where the pipeline lists them, and only shares`() throws {
    var campaign = Campaign()
    campaign.kpis = [
      Campaign.kpi("online", Campaign.share), Campaign.kpi("received", .count(.flag(0))),
    ]
    let figures = province("01")
    #expect(campaign.definition.wards(of: figures).isEmpty)
    campaign.groupings.append(Self.byWard)
    #expect(campaign.definition.wards(of: figures).map(\.kpi) == ["online"])
    #expect(
      campaign.definition.wards(of: figures.reversed()) == campaign.definition.wards(of: figures))
  }
}
