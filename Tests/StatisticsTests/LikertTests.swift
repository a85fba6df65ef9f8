import Statistics
import Testing

/// Items, forms and reliability: R's numbers, and arithmetic by hand.
@Suite struct LikertTests {
  private struct Known: Decodable {
    let reliability: Answers

    struct Answers: Decodable {
      let items: [[Double?]]
      let n: Int
      let alpha, pairwise, standardized: Double
      let feldt, dropped: [Double]
    }
  }

  @Test func `reliability is that of R with answers missing`() throws {
    let known = try Fixture.read("comparisons.json", as: Known.self).reliability
    let listwise = try #require(Reliability(listwise: known.items))
    let pairwise = try #require(Reliability(pairwise: known.items))
    let feldt = try #require(listwise.interval(level: 0.95))
    #expect(listwise.rows == known.n && pairwise.rows == known.n)
    #expect(abs(listwise.alpha - known.alpha) < 1e-13)
    #expect(abs(listwise.standardized - known.standardized) < 1e-13)
    #expect(abs(pairwise.alpha - known.pairwise) < 1e-13)
    #expect(abs(feldt.lower - known.feldt[0]) < 1e-12 && abs(feldt.upper - known.feldt[1]) < 1e-12)
    for (item, alpha) in known.dropped.enumerated() {
      #expect(abs(try #require(listwise.dropping(item)).alpha - alpha) < 1e-13)
    }
  }

  @Test func `two items that say the same are fully reliable`() throws {
    let answers: [Double?] = [1, 4, 5, 2, nil]
    let twice = try #require(Reliability(listwise: [answers, answers]))
    #expect(abs(twice.alpha - 1) < 1e-15)
    #expect(twice.rows == 4)
    #expect(twice.dropping(0) == nil)
    #expect(Reliability(listwise: [answers]) == nil)
    #expect(Reliability(listwise: [[1, nil], [nil, 2]]) == nil)
    #expect(Reliability(pairwise: [[1, nil], [nil, 2]]) == nil)
  }

  @Test func `an item counts grades, what is missing, and what is no grade`() throws {
    let item = LikertItem([5, 4, nil, 1, 6, 0, 5, nil, 2], grades: 5)
    #expect(item.counts == [1, 1, 0, 1, 2])
    #expect(item.missing == 2 && item.invalid == 2 && item.answered == 5)
    #expect(item.count(from: 4) == 3 && item.count(upTo: 2) == 2)
    #expect(item.mean == 3.4)
    // Squares of the differences from 3.4 sum to 13.2.
    #expect(abs(try #require(item.deviation) - (13.2 / 4).squareRoot()) < 1e-15)
    #expect(item.bounds(from: 4) == Interval(lower: 3.0 / 7, upper: 5.0 / 7))
  }

  @Test func `an item without answers has no mean`() {
    let item = LikertItem([], grades: 5)
    #expect(item.mean == nil && item.deviation == nil && item.bounds(from: 4) == nil)
    #expect(LikertItem([3], grades: 5).deviation == nil)
  }

  @Test func `a form has a score where half of its items have an answer`() {
    #expect(LikertForm([5, nil, 4, nil]).score == 4.5)
    #expect(LikertForm([5, nil, 4, nil, nil]).score == nil)
    #expect(LikertForm([nil, nil]).score == nil)
  }

  @Test func `a straight line needs every answer, and a run passes over what is missing`() {
    #expect(LikertForm([5, 5, 5]).isStraightLine)
    #expect(!LikertForm([5, nil, 5]).isStraightLine)
    #expect(LikertForm([5, nil, 5]).longestRun == 2)
    #expect(LikertForm([5, 5, 4, 4, 4, 5]).longestRun == 3)
    #expect(LikertForm([nil]).longestRun == 0)
    #expect(!LikertForm([]).isStraightLine)
    #expect(LikertForm([5, 5, nil]).variability == 0)
    #expect(LikertForm([5, nil]).variability == nil)
  }
}
