/// How far the weights of a sum are varied, to see what hangs on them.
///
/// Each weight is multiplied by a number of its own, evenly spread from 1 − `spread` to 1 + `spread`; what
/// is left is scaled to a sum of 1. Source: Joint Research Centre and OECD, Handbook on Constructing
/// Composite Indicators (2008), chapter on robustness and sensitivity.
public struct WeightVariation: Hashable, Sendable {
  /// From 0 to 1.
  public let spread: Double
  public let draws: Int
  public let seed: UInt64

  public init(spread: Double = 0.5, draws: Int = 10_000, seed: UInt64 = 1) {
    self.spread = spread
    self.draws = draws
    self.seed = seed
  }

  /// Ranks rows by the sum of their values under every draw of the weights.
  ///
  /// Competition ranking ("1224"), the greatest sum first or the least. All rows have as many values as
  /// there are weights. The same for any order of the rows and on any machine.
  /// O(draws × rows × (values + log rows)).
  public func ranks(
    of rows: [[Double]], weights: [Double], greatestFirst: Bool = true, top: Int, leaders: Set<Int>
  ) -> DrawnRanks {
    let chance = SeededDraw(seed: seed)
    let (count, width) = (rows.count, weights.count)
    precondition(rows.allSatisfy { $0.count == width })
    let flat = rows.flatMap(\.self)
    var tally = DrawnRanks(rows: count, draws: draws)
    var drawn = weights
    var sums = [Double](repeating: 0, count: count)
    var order = Array(0..<count)
    for draw in 0..<draws {
      // A common factor leaves the order of the sums as it is: nothing need be scaled.
      for part in 0..<width {
        let factor = 1 + spread * (2 * chance.unit(draw, part) - 1)
        drawn[part] = (greatestFirst ? 1 : -1) * weights[part] * factor
      }
      for row in 0..<count {
        var sum = 0.0
        for part in 0..<width { sum += drawn[part] * flat[row * width + part] }
        sums[row] = sum
      }
      // Begun from the last draw's order, which is nearly this one's.
      order.sort { (sums[$1], $0) < (sums[$0], $1) }
      tally.add(order, sums, top: top, leaders: leaders)
    }
    return tally
  }
}

/// How often each of some rows had which rank.
public struct DrawnRanks: Hashable, Sendable {
  public let draws: Int
  /// In how many draws the leaders were the very same ones, ties with the last of them among them.
  public private(set) var sameLeaders = 0
  /// For each row in how many draws it was among the leaders.
  public private(set) var leading: [Int]
  /// For each row and rank from 1 in how many draws it had it.
  private var counts: [[Int]]

  fileprivate init(rows: Int, draws: Int) {
    self.draws = draws
    leading = Array(repeating: 0, count: rows)
    counts = Array(repeating: Array(repeating: 0, count: rows), count: rows)
  }

  fileprivate mutating func add(_ order: [Int], _ sums: [Double], top: Int, leaders: Set<Int>) {
    var (rank, isSame, found) = (0, true, 0)
    for (place, row) in order.enumerated() {
      if place == 0 || sums[order[place - 1]] != sums[row] { rank = place + 1 }
      counts[row][rank - 1] += 1
      guard rank <= top else { continue }
      leading[row] += 1
      found += 1
      isSame = isSame && leaders.contains(row)
    }
    if isSame, found == leaders.count { sameLeaders += 1 }
  }

  /// The share of draws whose leaders were the very same ones.
  public var sameShare: Double { draws > 0 ? Double(sameLeaders) / Double(draws) : 1 }

  public func leadingShare(_ row: Int) -> Double {
    draws > 0 ? Double(leading[row]) / Double(draws) : 0
  }

  /// The best and the worst rank of a row in any draw; `nil` without draws.
  public func extremes(_ row: Int) -> ClosedRange<Int>? {
    guard let best = counts[row].firstIndex(where: { $0 > 0 }),
      let worst = counts[row].lastIndex(where: { $0 > 0 })
    else { return nil }
    return best + 1...worst + 1
  }

  /// The smallest rank that a row does not exceed in at least this part of the draws; `nil` without draws.
  ///
  /// O(rows).
  public func quantile(_ probability: Double, _ row: Int) -> Int? {
    guard draws > 0 else { return nil }
    var seen = 0
    for (rank, count) in counts[row].enumerated() {
      seen += count
      if Double(seen) >= probability * Double(draws) { return rank + 1 }
    }
    return nil
  }
}
