internal import Report
internal import Statistics

/// How a row of the stage file of cells tells several values.
///
/// `281/7200 35 1202*2` is 281/7200, 35 more over 7200, and twice 1202 more again: the first value, then
/// the distance of each numerator from the one before. A value that occurs once has no `*`.
enum ValueList {
  /// Rows do not get longer than this makes them.
  private static let mostValues = 1024
  /// A numerator, a denominator, or a count, with what stands before it.
  private static let mostDigits = 21

  /// Appends the rows of a run, each behind `start`.
  ///
  /// O(values).
  static func append(_ run: ValueRun, after start: [UInt8], to rows: inout [UInt8]) {
    var place = 0
    while place < run.numerators.count {
      let end = min(place + mostValues, run.numerators.count)
      let before = place == 0 ? 0 : run.upTo[place - 1]
      rows += start
      let capacity = 2 * mostDigits * (end - place + 1)
      rows += [UInt8](unsafeUninitializedCapacity: capacity) { digits, count in
        var text = DigitText(bytes: digits, count: 0)
        text.append(run, place..<end)
        count = text.count
      }
      rows.append(UInt8(ascii: ","))
      rows.append(run.upTo[end - 1] - before)
      rows.append(UInt8(ascii: "\n"))
      place = end
    }
  }

  /// Reads a list; `nil` where the text is none, or its counts are not `count` in all.
  ///
  /// A single value occurs `count` times. O(length).
  static func run(_ text: String, count: Int64) -> ValueRun? {
    let bytes = Array(text.utf8)
    guard let blank = bytes.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    let head = bytes[..<blank].split(
      separator: UInt8(ascii: "*"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = head.first.map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
    let parts = first.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = Int64(parts[0]),
      let denominator = parts.count == 2 ? Int64(parts[1]) : 1, denominator > 0,
      var total = head.count == 2 ? Int64(String(decoding: head[1], as: UTF8.self)) : 1, total > 0
    else { return nil }
    var (numerators, upTo) = ([numerator], [total])
    var reader = DigitReader(bytes: bytes, at: blank)
    while !reader.isAtEnd {
      guard reader.skip(" "), let distance = reader.number(), distance > 0,
        let times = reader.skip("*") ? reader.number() : 1, times > 0
      else { return nil }
      let (next, overflow) = numerators[numerators.count - 1].addingReportingOverflow(distance)
      let (sum, sumOverflow) = total.addingReportingOverflow(times)
      guard !overflow, !sumOverflow else { return nil }
      total = sum
      numerators.append(next)
      upTo.append(total)
    }
    return total == count ? ValueRun(numerators: numerators, upTo: upTo, over: denominator) : nil
  }
}

/// Writes integers into memory that has room for them.
private struct DigitText {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  var count: Int

  /// Appends a list of some values of a run; the only one stands there without its count.
  mutating func append(_ run: ValueRun, _ places: Range<Int>) {
    let (numerators, upTo) = (run.numerators, run.upTo)
    let first = places.lowerBound
    append(signed: numerators[first])
    if run.denominator != 1 {
      append("/")
      append(run.denominator.magnitude)
    }
    guard places.count > 1 else { return }
    var (last, before) = (numerators[first], first == 0 ? 0 : upTo[first - 1])
    for place in places {
      if place > first {
        append(" ")
        append(UInt64(bitPattern: numerators[place] &- last))
        last = numerators[place]
      }
      let times = upTo[place] &- before
      before = upTo[place]
      if times != 1 {
        append("*")
        append(times.magnitude)
      }
    }
  }

  @inline(__always)
  private mutating func append(_ character: Unicode.Scalar) {
    bytes[count] = UInt8(ascii: character)
    count &+= 1
  }

  private mutating func append(signed number: Int64) {
    if number < 0 { append("-") }
    append(number.magnitude)
  }

  @inline(__always)
  private mutating func append(_ number: UInt64) {
    var (length, bound): (Int, UInt64) = (1, 10)
    while length < 20, number >= bound {
      length &+= 1
      // Beyond 19 digits there is no next bound.
      bound = length < 20 ? bound &* 10 : .max
    }
    var (rest, place) = (number, count &+ length)
    count = place
    repeat {
      place &-= 1
      bytes[place] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
      rest /= 10
    } while rest > 0
  }
}

/// Reads integers out of bytes.
private struct DigitReader {
  let bytes: [UInt8]
  var at: Int

  var isAtEnd: Bool { at == bytes.count }

  /// Goes past a character, if it stands here.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  /// The number of the digits here; `nil` where there are none, or it needs more than 64 bits.
  mutating func number() -> Int64? {
    let start = at
    var number: Int64 = 0
    while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit < 10 {
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflow) = tens.addingReportingOverflow(Int64(digit))
      guard !overflow, !sumOverflow else { return nil }
      number = sum
      at += 1
    }
    return at > start ? number : nil
  }
}
