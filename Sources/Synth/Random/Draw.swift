/// Chance without a state: a pure hash of a seed, a record's number and a column.
///
/// The finisher is that of splitmix64. The same three numbers give the same value on every machine,
/// in any order and on any number of threads; nothing here asks the system for randomness.
struct Draw: Sendable {
  let seed: UInt64

  /// 64 evenly spread bits for one column of one record, in O(1).
  func bits(_ record: Int, _ column: Int) -> UInt64 {
    var z = UInt64(truncatingIfNeeded: record) &* 0x9E37_79B9_7F4A_7C15
    z &+= UInt64(truncatingIfNeeded: column) &* 0xD1B5_4A32_D192_ED03
    z &+= seed &* 0xD134_2543_DE82_EF95 &+ 0x2545_F491_4F6C_DD1D
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 up to, but not including, `bound`.
  func below(_ bound: Int, _ record: Int, _ column: Int) -> Int {
    Int(truncatingIfNeeded: ((bits(record, column) >> 32) &* UInt64(bound)) >> 32)
  }

  /// True for about `perMille` of 1,000 records.
  func chance(_ perMille: Int, _ record: Int, _ column: Int) -> Bool {
    below(1_000, record, column) < perMille
  }

  /// The numbers below `count` in an order that depends on seed and column alone, in O(n log n).
  func order(_ count: Int, _ column: Int) -> [Int] {
    let keys = (0..<count).map { bits($0, column) }
    return (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// Exactly `chosen` marks in `count` places, spread by chance.
  func marks(_ chosen: Int, of count: Int, _ column: Int) -> [Bool] {
    var marks = [Bool](repeating: false, count: count)
    for index in order(count, column).prefix(chosen) { marks[index] = true }
    return marks
  }
}

/// Picks among choices by whole-number weights, in O(1) and without division.
struct WeightedChoice: Sendable {
  private let choices: [UInt8]

  /// Lays out one place a unit of weight, so the memory is the sum of the weights.
  init(_ weights: [Int]) {
    choices = weights.enumerated().flatMap { choice, weight in
      repeatElement(UInt8(truncatingIfNeeded: choice), count: weight)
    }
  }

  func pick(_ draw: Draw, _ record: Int, _ column: Int) -> Int {
    Int(choices[draw.below(choices.count, record, column)])
  }
}
