public import Definitions
public import Engine
internal import Foundation

/// What the first bytes of a file tell without any schema: encoding, line ends, delimiter, columns.
public struct SniffedText: Sendable {
  public let encoding: Encoding
  public let lineEnds: [(name: String, count: Int)]
  /// For each delimiter what reading with it gives; the likeliest first.
  public let delimiters: [DelimiterEvidence]
  /// Where the header is; `nil` where there is no text.
  public let header: LikelyHeader?
  public let columns: [SniffedColumn]
  public let recordCount: Int

  public enum Encoding: Hashable, Sendable {
    case ascii
    case utf8(mark: Bool)
    /// UTF-16, by its byte order mark.
    case utf16(TextEncoding)
    /// A byte that UTF-8 does not allow, counted from 0.
    case invalid(byte: Int, line: Int)
    /// No text: what it is, and the remedy.
    case other(String)
  }

  public struct DelimiterEvidence: Sendable {
    public let delimiter: UInt8
    /// Fields of the first record.
    public let fields: Int
    /// Records with as many fields as the first, out of those read.
    public let alike: Int
    public let records: Int

    /// One field proves nothing; then agreement counts, then the number of fields.
    fileprivate var weight: (Int, Double, Int) {
      (fields > 1 ? 1 : 0, records > 0 ? Double(alike) / Double(records) : 0, fields)
    }
  }

  /// - Parameters:
  ///   - head: the first bytes of the text, decoded as far as is known how.
  ///   - isWhole: whether these are all.
  ///   - source: the bytes before they were decoded.
  ///   - header: where in the text the header is.
  ///   - damage: why there is no text, and the remedy.
  init(
    _ head: [UInt8], isWhole: Bool, source: (bytes: [UInt8], isWhole: Bool),
    header: LikelyHeader? = nil, damage: String? = nil
  ) {
    let encoding =
      damage.map { .other($0) } ?? Self.encoding(of: source.bytes, isWhole: source.isWhole)
    self.encoding = encoding
    lineEnds = Self.lineEnds(of: head)
    var isText = true
    if case .other = encoding { isText = false }
    guard isText, let header else {
      (self.header, delimiters, columns, recordCount) = (nil, [], [], 0)
      return
    }
    self.header = header
    let text = Self.wholeLines(Array(head[header.start...]), isWhole: isWhole)
    let samples = FileShape.delimiters.map {
      Self.sample(text, isWhole: isWhole, delimiter: $0, header: header)
    }
    .sorted { $1.evidence.weight < $0.evidence.weight }
    let chosen = samples.filter { $0.evidence.delimiter == header.delimiter }
    delimiters = (chosen + samples.filter { $0.evidence.delimiter != header.delimiter })
      .map(\.evidence)
    let records = (chosen.first?.records ?? []).dropFirst(header.rowCount)
    recordCount = records.count
    columns = header.fields.enumerated().map { index, name in
      SniffedColumn(
        name: name,
        values: records.compactMap { $0.indices.contains(index) ? $0[index] : nil })
    }
  }

  private static func encoding(of head: [UInt8], isWhole: Bool) -> Encoding {
    if head.isEmpty { return .other("empty") }
    if let foreign = ForeignFile(head) { return .other("\(foreign.kind); \(foreign.remedy)") }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16(.utf16LittleEndian) }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16(.utf16BigEndian) }
    if head.allSatisfy({ $0 < 0x80 }) { return .ascii }
    // A sample may end inside a character.
    let ends = isWhole ? [head.count] : (0...3).map { head.count - $0 }
    if ends.contains(where: { String(validating: head[..<$0], as: UTF8.self) != nil }) {
      return .utf8(mark: head.starts(with: [0xEF, 0xBB, 0xBF]))
    }
    var (low, high) = (0, head.count)
    // The longest beginning that is valid, up to an unfinished character.
    while low < high {
      let middle = (low + high + 1) / 2
      let valid = (0...3).contains { cut in
        cut <= middle && String(validating: head[..<(middle - cut)], as: UTF8.self) != nil
      }
      (low, high) = valid ? (middle, high) : (low, middle - 1)
    }
    let valid = (0...3).first { String(validating: head[..<(low - $0)], as: UTF8.self) != nil }
    let byte = low - (valid ?? 0)
    return .invalid(byte: byte, line: 1 + head[..<byte].count { $0 == 0x0A })
  }

  private static func lineEnds(of head: [UInt8]) -> [(name: String, count: Int)] {
    var (lf, crlf, cr) = (0, 0, 0)
    for index in head.indices {
      if head[index] == 0x0A {
        index > 0 && head[index - 1] == 0x0D ? (crlf += 1) : (lf += 1)
      } else if head[index] == 0x0D, index + 1 == head.count || head[index + 1] != 0x0A {
        cr += 1
      }
    }
    return [("LF", lf), ("CRLF", crlf), ("CR", cr)].filter { $0.1 > 0 }
      .map { (name: $0.0, count: $0.1) }
  }

  private static func wholeLines(_ head: [UInt8], isWhole: Bool) -> [UInt8] {
    guard !isWhole, let end = head.lastIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return head
    }
    return Array(head[...end])
  }

  private static func sample(
    _ text: [UInt8], isWhole: Bool, delimiter: UInt8, header: LikelyHeader
  ) -> (evidence: DelimiterEvidence, records: [[String]]) {
    let isChosen = delimiter == header.delimiter
    let records = sampleRows(
      of: text, isWhole: isWhole, delimiter: delimiter, header: header.rowCount,
      limit: isChosen ? 2000 : 200)
    let width = records.first?.count ?? 0
    let evidence = DelimiterEvidence(
      delimiter: delimiter, fields: width, alike: records.count { $0.count == width },
      records: records.count)
    return (evidence, records)
  }
}
