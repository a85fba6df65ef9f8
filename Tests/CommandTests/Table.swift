import Foundation
import Testing

/// A CSV file as rows that are read by column name: this test's own reading, not the product's.
struct Table {
  let header: [String]
  let rows: [[String: String]]

  init(_ url: URL) throws {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var previous: UInt8?
    for byte in try Data(contentsOf: url) {
      switch byte {
      case UInt8(ascii: "\""):
        // A second quote in a quoted field stands for itself.
        if !isQuoted, previous == UInt8(ascii: "\"") { field.append(byte) }
        isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\n") where !isQuoted:
        record.append(String(decoding: field, as: UTF8.self))
        field = []
        guard byte == UInt8(ascii: "\n") else { break }
        records.append(record)
        record = []
      default: field.append(byte)
      }
      previous = byte
    }
    let header = try #require(records.first)
    self.header = header
    rows = records.dropFirst().map { record in
      Dictionary(zip(header, record)) { first, _ in first }
    }
  }
}

/// The figures of a kpis.csv, found by what they are figures of.
///
/// The file of the sample has more than a hundred thousand rows and not one quote: it is cut at its commas.
struct Figures {
  struct Figure {
    let numerator, denominator, value, low, high, method, display, flag: Substring
    let basis, plainLow, plainHigh: Substring

    fileprivate init(_ fields: [Substring]) {
      (numerator, denominator, value) = (fields[9], fields[10], fields[11])
      (low, high, method) = (fields[12], fields[13], fields[14])
      (display, flag) = (fields[15], fields[16])
      (basis, plainLow, plainHigh) = (fields[17], fields[27], fields[28])
    }
  }

  private(set) var all: [String: Figure] = [:]

  init(_ url: URL) throws {
    let content = try String(contentsOf: url, encoding: .utf8)
    try #require(!content.contains("\""))
    let lines = content.split(separator: "\n")
    let header = lines.first.map(String.init) ?? ""
    try #require(header == PublishedFolder.figureHeader + Self.surveyColumns)
    all.reserveCapacity(lines.count)
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(fields.count == 31)
      let key = Self.key(fields[0], fields[1], fields[2], fields[4], fields[7], fields[8])
      try #require(all.updateValue(Figure(fields), forKey: key) == nil, "\(key) is there twice")
    }
  }

  private static let surveyColumns =
    ",basis,n,weighted_value,standard_error,ci_level,effective_n,design_effect,design_effect_rule,"
    + "weighting_effect,df,plain_ci_low,plain_ci_high,bound_low,bound_high"

  static func key(
    _ kpi: Substring, _ grouping: Substring, _ province: Substring, _ ward: Substring,
    _ member: Substring, _ period: Substring
  ) -> String {
    [kpi, grouping, province, ward, member, period].joined(separator: "|")
  }

  func callAsFunction(
    _ kpi: Substring, by grouping: Substring = "national", province: Substring = "",
    ward: Substring = "", member: Substring = "", period: Substring = ""
  ) throws -> Figure {
    let key = Self.key(kpi, grouping, province, ward, member, period)
    return try #require(all[key], "there is no \(key)")
  }

  /// The values of a KPI in every cell of a grouping that the condition holds for.
  func values(
    _ kpi: String, by grouping: String, where condition: ([Substring]) -> Bool = { _ in true }
  ) throws -> [Int] {
    var values: [Int] = []
    for (key, figure) in all {
      let parts = key.split(separator: "|", omittingEmptySubsequences: false)
      guard parts[0] == kpi, parts[1] == grouping, condition(parts) else { continue }
      values.append(try #require(Int(figure.value), "\(key)"))
    }
    return values
  }
}
