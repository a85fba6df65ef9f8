internal import Definitions
internal import Statistics

/// What a cell of a number column says.
enum WrittenNumber: Equatable {
  case settled(Exact)
  /// What each style makes of it, where that is not the same; never both `nil`.
  case styled(vietnamese: Exact?, english: Exact?)
}

/// Reads the numbers of one column, as people and spreadsheets write them.
///
/// ```
/// 1250  -3  +5  −3               digits alone are the same in every style
/// 1.234,5  1.234.567  12,5  0,125        Vietnamese: a point groups, a comma begins decimals
/// 1,234.5  1,234,567  12.5  0.125        English: the other way round
/// 1 234,5  1 234.5               spaces, also those without a line break, group in both
/// 93,27%  93.27%                 a unit; a share where the column ends at 1 or below
/// ```
///
/// A group has three digits, the first of them one to three and no zero at its front, so that most
/// numbers can be read in one style only. `2.187` in a column of decimals can be read in both, and
/// `2.187` in a column of integers as 2187 alone. At most 18 digits, nine of them decimals.
struct NumberReader {
  let isIntegral: Bool
  /// Whether `93%` is 0.93 here.
  let percentIsShare: Bool

  private static let mostDigits = 18
  private static let mostDecimals = 9

  init(_ scale: Scale, isIntegral: Bool) {
    self.isIntegral = isIntegral
    percentIsShare = scale.range.map { $0.upperBound <= Exact(1) } ?? false
  }

  /// Reads all of a cell that is not empty, or gives `nil`; O(bytes), no allocation.
  @inline(__always)
  func read(_ place: FieldPlace) -> WrittenNumber? {
    Self.digits(place).map { .settled(Exact($0)) } ?? separated(place)
  }

  /// Reads `-?digits`, as most numbers are, without trying more.
  @inline(__always)
  static func digits(_ place: FieldPlace) -> Int64? {
    let (bytes, end) = (place.bytes, place.end)
    let isNegative = bytes[place.start] == UInt8(ascii: "-")
    var index = place.start &+ (isNegative ? 1 : 0)
    guard index < end, end &- index <= mostDigits else { return nil }
    var value: Int64 = 0
    while index < end {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
      index &+= 1
    }
    return isNegative ? -value : value
  }

  /// Reads a number that is more than digits.
  @inline(never)
  func separated(_ place: FieldPlace) -> WrittenNumber? {
    let text = Digits(place)
    let readings = (
      read(text, group: .point, decimal: .comma), read(text, group: .comma, decimal: .point)
    )
    switch readings {
    case (nil, nil): return nil
    case (let vietnamese?, let english?) where vietnamese == english: return .settled(english)
    case (let vietnamese, let english):
      return .styled(vietnamese: vietnamese, english: english)
    }
  }

  private func read(_ text: Digits, group: Digits.Sign, decimal: Digits.Sign) -> Exact? {
    var text = text
    var (value, digits, run, decimals): (Int64, Int, Int, Int) = (0, 0, 0, 0)
    var grouped: Digits.Sign?
    var (isFraction, startsWithZero): (Bool, Bool) = (false, false)
    while true {
      guard let sign = text.next() else { return nil }
      switch sign {
      case .digit(let digit):
        guard digits < Self.mostDigits else { return nil }
        if digits == 0 { startsWithZero = digit == 0 }
        (value, digits, run) = (value * 10 + Int64(digit), digits + 1, run + 1)
        decimals += isFraction ? 1 : 0
      case .end:
        let isWhole = isFraction ? run > 0 : grouped == nil ? run > 0 : run == 3
        guard isWhole, decimals <= Self.mostDecimals else { return nil }
        return number(text.isNegative ? -value : value, decimals: decimals, text.isPercent)
      case decimal:
        guard !isFraction, grouped == nil ? run > 0 : run == 3 else { return nil }
        (isFraction, run) = (true, 0)
      case group, .space:
        guard !isFraction else { return nil }
        if let grouped {
          guard grouped == sign, run == 3 else { return nil }
        } else {
          guard 1...3 ~= run, !startsWithZero else { return nil }
        }
        (grouped, run) = (sign, 0)
      default: return nil
      }
    }
  }

  private func number(_ value: Int64, decimals: Int, _ isPercent: Bool) -> Exact? {
    let scale = (0..<decimals).reduce(Int64(1)) { unit, _ in unit * 10 }
    let number = Exact(value, over: scale * (isPercent && percentIsShare ? 100 : 1))
    return isIntegral && number?.denominator != 1 ? nil : number
  }
}

/// The digits and signs of a number, one after another.
private struct Digits {
  enum Sign: Equatable {
    case digit(UInt8)
    case point, comma, space, end
  }

  private let bytes: Bytes
  private var index: Int
  private let end: Int
  let isNegative: Bool
  let isPercent: Bool

  init(_ place: FieldPlace) {
    bytes = place.bytes
    var (start, end) = (place.start, place.end)
    let isMinus =
      end - start >= 3 && bytes[start] == 0xE2 && bytes[start + 1] == 0x88
      && bytes[start + 2] == 0x92
    isNegative = isMinus || bytes[start] == UInt8(ascii: "-")
    start += isMinus ? 3 : isNegative || bytes[start] == UInt8(ascii: "+") ? 1 : 0
    isPercent = end > start && bytes[end - 1] == UInt8(ascii: "%")
    if isPercent {
      end -= 1
      while end > start, let space = Self.space(before: end, in: bytes, from: start) {
        end -= space
      }
    }
    (index, self.end) = (start, end)
  }

  /// The next sign; `nil` for what stands in no number.
  mutating func next() -> Sign? {
    guard index < end else { return .end }
    let byte = bytes[index]
    let isOne = byte &- 0x30 < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
    guard let count = isOne ? 1 : Self.space(at: index, in: bytes, to: end) else { return nil }
    index += count
    switch byte {
    case 0x30...0x39: return .digit(byte & 15)
    case UInt8(ascii: "."): return .point
    case UInt8(ascii: ","): return .comma
    default: return .space
    }
  }

  /// The bytes of a space, or of one without a line break, that begins here.
  private static func space(at index: Int, in bytes: Bytes, to end: Int) -> Int? {
    if bytes[index] == 0x20 { return 1 }
    if end - index >= 2, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 { return 2 }
    let isNarrow =
      end - index >= 3 && bytes[index] == 0xE2 && bytes[index + 1] == 0x80
      && bytes[index + 2] == 0xAF
    return isNarrow ? 3 : nil
  }

  private static func space(before end: Int, in bytes: Bytes, from start: Int) -> Int? {
    for count in 1...3 where end - count >= start {
      if space(at: end - count, in: bytes, to: end) == count { return count }
    }
    return nil
  }
}
