import Statistics
import Testing

struct WeightVariationTests {
  private func leaders(_ rows: [[Double]], _ weights: [Double], top: Int) -> Set<Int> {
    let sums = rows.map { row in zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    return Set(rows.indices.filter { row in sums.count { $0 > sums[row] } < top })
  }

  @Test func `weights that are not varied leave every rank as it is`() {
    let rows: [[Double]] = [[0.9, 0.1], [0.5, 0.8], [0.2, 0.2], [0.5, 0.8]]
    let drawn = WeightVariation(spread: 0, draws: 200, seed: 7).ranks(
      of: rows, weights: [0.5, 0.5], top: 2, leaders: [1, 3])
    #expect(drawn.sameShare == 1)
    // The second and fourth are equal: both are first, and the first row third.
    #expect(rows.indices.map { drawn.extremes($0) } == [3...3, 1...1, 4...4, 1...1])
    #expect(drawn.leading == [0, 200, 0, 200])
  }

  @Test func `a share of draws is the probability that geometry gives`() {
    // 0.6 u₁ > 0.4 u₂ for even u from 0.5 to 1.5 fails on a triangle of area 3/16.
    let drawn = WeightVariation(spread: 0.5, draws: 100_000, seed: 1).ranks(
      of: [[1, 0], [0, 1]], weights: [0.6, 0.4], top: 1, leaders: [0])
    // Four standard errors of 100,000 draws.
    #expect(abs(drawn.sameShare - 13.0 / 16) < 0.005)
    #expect(drawn.leadingShare(0) == drawn.sameShare)
    #expect(abs(drawn.leadingShare(0) + drawn.leadingShare(1) - 1) < 1e-12)
    #expect(drawn.quantile(0.05, 0) == 1 && drawn.quantile(0.95, 0) == 2)
  }

  @Test(arguments: 1...20)
  func `ranks do not hang on the order of the rows, and no row passes one that is never better`(
    seed: UInt64
  ) {
    let chance = SeededDraw(seed: seed)
    let rows = (0..<9).map { row in (0..<4).map { chance.unit(row, $0) } }
    // Nowhere better than the first row.
    let all = rows + [rows[0].map { $0 * 0.9 }]
    let variation = WeightVariation(spread: 0.8, draws: 300, seed: seed)
    let weights = [0.4, 0.3, 0.2, 0.1]
    let leading = leaders(all, weights, top: 3)
    let drawn = variation.ranks(of: all, weights: weights, top: 3, leaders: leading)
    let turned = variation.ranks(
      of: all.reversed(), weights: weights, top: 3,
      leaders: Set(leading.map { all.count - 1 - $0 }))
    for row in all.indices {
      #expect(drawn.extremes(row) == turned.extremes(all.count - 1 - row))
      #expect(drawn.leading[row] == turned.leading[all.count - 1 - row])
    }
    #expect(drawn.sameLeaders == turned.sameLeaders)
    #expect((drawn.extremes(9)?.lowerBound ?? 0) > (drawn.extremes(0)?.lowerBound ?? 10))
    #expect(drawn.leading[9] <= drawn.leading[0])
  }

  @Test func `upside down the last are the first`() {
    let rows: [[Double]] = [[1, 2], [3, 4], [5, 6]]
    let variation = WeightVariation(draws: 100)
    let least = variation.ranks(
      of: rows, weights: [0.5, 0.5], greatestFirst: false, top: 1, leaders: [0])
    #expect(least.sameShare == 1)
    #expect(rows.indices.map { least.extremes($0) } == [1...1, 2...2, 3...3])
  }

  @Test func `draws are even, and the same wherever they are made`() {
    let chance = SeededDraw(seed: 20_250_831)
    var counts = [Int](repeating: 0, count: 10)
    for draw in 0..<20_000 { counts[Int(chance.unit(draw, draw % 7) * 10)] += 1 }
    // χ² with 9 degrees of freedom exceeds 33.7 once in 10,000.
    let deviation = counts.reduce(0.0) { $0 + (Double($1) - 2_000) * (Double($1) - 2_000) / 2_000 }
    #expect(deviation < 33.7)
    #expect(chance.unit(3, 4) == SeededDraw(seed: 20_250_831).unit(3, 4))
    #expect(chance.unit(3, 4) != chance.unit(4, 3))
    #expect(chance.unit(3, 4) != SeededDraw(seed: 1).unit(3, 4))
  }
}
