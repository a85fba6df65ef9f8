internal import Statistics

/// The values of one number in the cells of one table, as one worker has gathered them.
///
/// A number has mostly one denominator, or a few: those of its values are gathered as integers. Others
/// are counted one by one.
final class NumberLog {
  /// Numbers of more denominators than these are rare.
  private static let mostDenominators = 8

  /// The values of one denominator.
  private final class Series {
    let denominator: Int64
    /// Spans are counted in microseconds and mostly last whole seconds; what does not stays as it is.
    let unit: ExactDivisor
    let whole = ValueLog()
    let parts = ValueLog()

    init(_ denominator: Int64) {
      self.denominator = denominator
      unit = ExactDivisor(denominator % 1_000_000 == 0 ? 1_000_000 : 1)
    }
  }

  private struct RareValue: Hashable {
    let slot: Int
    let value: Exact
  }

  private var series: [Series] = []
  private var rare: [RareValue: Int64] = [:]

  /// Adds the numbers of rows that lie in the period; a denominator of 0 stands for none.
  func add(_ rows: RowStore, _ rowPlan: RowPlan, word: Int, slot: (_ row: Int) -> Int) {
    let words = rows.lane
    var row = 0
    while row < rows.count {
      let at = row &* rows.stride
      let denominator = Int64(bitPattern: words[at &+ word &+ 1])
      if denominator == 0 {
        row += 1
      } else if let series = series(of: denominator) {
        row = add(rows, from: row, to: series, rowPlan, word: word, slot: slot)
      } else {
        if RowHead(words[at &+ rowPlan.headPlace.word]).isInPeriod {
          addRare(Int64(bitPattern: words[at &+ word]), over: denominator, slot: slot(at))
        }
        row += 1
      }
    }
  }

  /// Adds numbers as long as they have the denominator of a series or none; gives the first other row.
  @inline(__always)
  private func add(
    _ rows: RowStore, from first: Int, to series: Series, _ rowPlan: RowPlan, word: Int,
    slot: (_ row: Int) -> Int
  ) -> Int {
    let (words, stride, head) = (rows.lane, rows.stride, rowPlan.headPlace.word)
    let (unit, whole, parts) = (series.unit, series.whole, series.parts)
    let own = series.denominator
    var at = first &* stride
    for row in first..<rows.count {
      defer { at &+= stride }
      let denominator = Int64(bitPattern: words[at &+ word &+ 1])
      guard denominator == own else {
        if denominator == 0 { continue }
        return row
      }
      guard RowHead(words[at &+ head]).isInPeriod else { continue }
      let numerator = Int64(bitPattern: words[at &+ word])
      if let quotient = unit.quotient(numerator) {
        whole.add(quotient, slot: slot(at))
      } else {
        parts.add(numerator, slot: slot(at))
      }
    }
    return rows.count
  }

  private func series(of denominator: Int64) -> Series? {
    if let known = series.first(where: { $0.denominator == denominator }) { return known }
    guard series.count < Self.mostDenominators else { return nil }
    let new = Series(denominator)
    series.append(new)
    return new
  }

  private func addRare(_ numerator: Int64, over denominator: Int64, slot: Int) {
    guard let value = Exact(numerator, over: denominator) else { return }
    rare[RareValue(slot: slot, value: value), default: 0] += 1
  }

  /// The integers gathered over each denominator.
  var logs: [(denominator: Int64, log: ValueLog)] {
    series.flatMap { series in
      [
        (series.denominator / series.unit.divisor, series.whole),
        (series.denominator, series.parts),
      ]
    }
  }

  /// What was counted one by one, by slot.
  var rareCounts: [Int: [Exact: Int64]] {
    rare.reduce(into: [:]) { $0[$1.key.slot, default: [:]][$1.key.value] = $1.value }
  }
}

/// Divides where nothing is left over, by a multiplication.
struct ExactDivisor {
  let divisor: Int64
  private let zeros: UInt64
  private let inverse: UInt64
  private let greatest: UInt64

  /// Takes a positive divisor.
  init(_ divisor: Int64) {
    self.divisor = divisor
    zeros = UInt64(divisor.trailingZeroBitCount)
    let odd = divisor.magnitude >> zeros
    // Newton's method: each step doubles the bits that are right, 3 at the start.
    var inverse = odd
    for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
    self.inverse = inverse
    greatest = .max / divisor.magnitude
  }

  /// The quotient; `nil` where the division leaves something over.
  @inline(__always)
  func quotient(_ number: Int64) -> Int64? {
    let product = number.magnitude &* inverse
    let turned = product &>> zeros | product &<< ((64 &- zeros) & 63)
    guard zeros == 0 ? product <= greatest : turned <= greatest else { return nil }
    let quotient = Int64(truncatingIfNeeded: zeros == 0 ? product : turned)
    return number < 0 ? 0 &- quotient : quotient
  }
}
