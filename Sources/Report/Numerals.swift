public import Definitions

/// How numbers and days are written for readers of a language.
///
/// Vietnamese: `2.187`, `93,28%`, `31/08/2025`; English: `2,187`, `93.28%`, `31 August 2025`. Only
/// signs are exchanged: every digit is one that was published.
public struct Numerals: Hashable, Sendable {
  public let language: Language

  public init(_ language: Language) { self.language = language }

  private var isVietnamese: Bool { language == .vietnamese }

  /// A published number, such as `10684` or `-0.50`, with its digits in groups of three.
  ///
  /// What is no plain decimal, such as `1e-05`, is left as it is.
  public func number(_ text: String) -> String {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2,
      parts.allSatisfy({
        !$0.isEmpty && $0.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      })
    else { return text }
    var grouped: [UInt8] = text.utf8.first == UInt8(ascii: "-") ? Array("−".utf8) : []
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) {
        grouped.append(UInt8(ascii: isVietnamese ? "." : ","))
      }
      grouped.append(digit)
    }
    if parts.count == 2 {
      grouped.append(UInt8(ascii: isVietnamese ? "," : "."))
      grouped += parts[1]
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  public func number(_ count: some BinaryInteger) -> String { number("\(count)") }

  /// A published percentage, which has no sign of its own.
  public func percent(_ display: String) -> String { number(display) + "%" }

  /// A day: `31/08/2025` or `31 August 2025`.
  public func day(_ day: CivilDate) -> String {
    let (year, month, dayOfMonth) = day.components
    return isVietnamese
      ? "\(Self.twoDigits(dayOfMonth))/\(Self.twoDigits(month))/\(year)"
      : "\(dayOfMonth) \(Self.months[month - 1]) \(year)"
  }

  /// A published period: `tháng 8/2025` or `August 2025` of `2025-08`; also quarters, years and days.
  public func period(_ text: String) -> String {
    let parts = text.split(separator: "-").map(String.init)
    if parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = CivilDate(year: year, month: month, day: Int(parts[2]) ?? 0)
    {
      return self.day(day)
    }
    guard parts.count == 2 else {
      return parts.count == 1 && isVietnamese ? "năm \(text)" : text
    }
    if parts[1].hasPrefix("Q") {
      let quarter = parts[1].dropFirst()
      return isVietnamese ? "quý \(quarter)/\(parts[0])" : "Q\(quarter) \(parts[0])"
    }
    guard let month = Int(parts[1]), (1...12).contains(month) else { return text }
    return isVietnamese ? "tháng \(month)/\(parts[0])" : "\(Self.months[month - 1]) \(parts[0])"
  }

  /// Names in a row: `a, b và c` or `a, b and c`.
  public func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + (isVietnamese ? " và " : " and ") + last
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
