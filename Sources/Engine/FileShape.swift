internal import CSV
internal import Definitions

/// How a file is written: its encoding, delimiter and header, and which column is which.
public struct FileShape: Sendable {
  /// `utf-8` or `utf-8-bom`.
  public let encoding: String
  public let delimiter: UInt8
  /// The 1-based line of the header's first row.
  public let headerLine: Int
  /// For each field of a record its header, empty where it has none.
  public let header: [String]
  /// For each column of the schema the field that holds it, or `nil` where the file has none.
  public let fields: [Int?]
  /// Headers that the schema does not name.
  public let ignoredColumns: [String]
  /// Rows up to the first record, by kind: `header`, `title`, `blank`, `sep`.
  let skipped: [String: Int]
  /// Where the first record after the header may start, and its 1-based line.
  let bodyStart: Int
  let bodyLine: Int
  /// Whether another file with the same bytes up to there has the same shape.
  fileprivate let isToldByHeader: Bool

  /// Why a file is left out as a whole, in one sentence with the remedy.
  public struct Refusal: Error, Hashable, Sendable {
    public let reason: String
  }

  /// The delimiters that are looked for when none is declared.
  public static let delimiters: [UInt8] = Array(",;\t|".utf8)

  /// The shape of a file that starts with `head`, as `dataset` expects it.
  init(
    head: [UInt8], isWhole: Bool, dataset: PipelineDefinition.Dataset, words: HeaderWords
  ) throws(Refusal) {
    try Self.checkIsText(head)
    if let encoding = dataset.encoding, !["utf-8", "utf8"].contains(encoding.lowercased()) {
      throw Refusal(reason: "encoding \(encoding) is not read; save the file as UTF-8")
    }
    let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
    encoding = hasMark ? "utf-8-bom" : "utf-8"
    let preface = Preface(
      head, from: hasMark ? 3 : 0, skippedLines: dataset.dialect.skippedLines)
    let candidates = (dataset.delimiter ?? preface.delimiter).map { [$0] } ?? Self.delimiters
    let rows = candidates.compactMap { delimiter in
      HeaderRows(
        head, from: preface.end, line: preface.line, above: preface.skipped, isWhole: isWhole,
        delimiter: delimiter, schema: dataset.schema, words: words)
    }
    // Of equals the first.
    guard let best = rows.reversed().max(by: { $0.score < $1.score }) else {
      guard (try? UTF8Span(validating: head.span.extracting(0..<head.lastLineEnd))) != nil else {
        throw Refusal(reason: "it is not UTF-8; save it as \"CSV UTF-8\"")
      }
      guard isWhole || head.contains(where: Lines.isLineEnd) else {
        throw Refusal(
          reason: "its first line is longer than \(head.count >> 20) MiB; is it a table of records?"
        )
      }
      throw Refusal(reason: "it has no header row that can be read; write one in line 1")
    }
    if let reason = best.mapping.refusal { throw Refusal(reason: reason) }
    delimiter = best.delimiter
    header = best.fields
    headerLine = best.line
    skipped = best.skipped
    bodyStart = best.end
    bodyLine = best.endLine
    fields = best.mapping.fields
    ignoredColumns = best.mapping.ignored
    isToldByHeader = best.isToldByHeader
  }

  private static func checkIsText(_ head: [UInt8]) throws(Refusal) {
    if head.isEmpty {
      throw Refusal(reason: "it is empty; a file without records still needs its header")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw Refusal(reason: "it is UTF-16, which is not read; save it as \"CSV UTF-8\"")
    }
    if GzipStream.isGzip(head) {
      throw Refusal(reason: "what it unpacks to is compressed, too; unpack it with gunzip")
    }
    if head.starts(with: Array("PK".utf8)) {
      throw Refusal(reason: "it is a workbook or an archive; save the sheet as \"CSV UTF-8\"")
    }
  }
}

extension FileShape {
  /// Shapes that were found before: most files of a dataset start with the same bytes.
  struct Known {
    fileprivate let words: HeaderWords
    private var shapes: [[UInt8]: FileShape] = [:]
    /// How many different headers are worth keeping.
    private static let limit = 64

    init(_ schema: Schema) { words = HeaderWords(schema) }

    /// The shape of a file whose first bytes are those of a file that was seen before.
    fileprivate func shape(of head: [UInt8]) -> FileShape? {
      shapes.first { head.starts(with: $0.key) }?.value
    }

    fileprivate mutating func add(_ shape: FileShape, of head: [UInt8]) {
      guard shape.isToldByHeader, shapes.count < Self.limit else { return }
      shapes[Array(head[..<shape.bodyStart])] = shape
    }
  }
}

extension SourceText {
  /// Bytes that most headers fit into, and those that every header has to.
  private static let headBytes = [1 << 13, 1 << 18, 1 << 22]

  /// Reads the head of the text, and finds its shape or why it has none.
  func shape(
    as dataset: PipelineDefinition.Dataset, known: inout FileShape.Known
  ) throws(IngestFailure) -> Result<FileShape, FileShape.Refusal> {
    var refusal = FileShape.Refusal(reason: "it is empty")
    for count in Self.headBytes {
      let head: [UInt8]
      do throws(IngestFailure) {
        head = try self.head(count)
      } catch .damaged(_, let reason) {
        return .failure(FileShape.Refusal(reason: reason))
      }
      if let shape = known.shape(of: head) { return .success(shape) }
      do {
        let shape = try FileShape(
          head: head, isWhole: isEnd(head.count), dataset: dataset, words: known.words)
        known.add(shape, of: head)
        return .success(shape)
      } catch { refusal = error }
    }
    return .failure(refusal)
  }
}

extension [UInt8] {
  /// Where the last whole line of the head ends; a character may be cut in two after it.
  fileprivate var lastLineEnd: Int {
    lastIndex { $0 == Lines.lineFeed || $0 == Lines.carriageReturn }.map { $0 + 1 } ?? count
  }
}
