internal import CSV
internal import Definitions

/// How a file is written: its encoding, delimiter and header, and which column is which.
public struct FileShape: Sendable {
  /// The canonical name of its encoding; `utf-8-bom` where UTF-8 has a byte order mark.
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
    head: [UInt8], isWhole: Bool, encoding: String, dataset: PipelineDefinition.Dataset,
    words: HeaderWords
  ) throws(Refusal) {
    guard dataset.dialect.hasUsualQuotes || !encoding.hasPrefix("utf-16") else {
      throw Refusal(
        reason:
          "it is UTF-16, in which quote and escape cannot be declared; save it as \"CSV UTF-8\"")
    }
    let hasMark = head.starts(with: SourceEncoding.utf8Mark)
    self.encoding = encoding
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
      guard isWhole || head.contains(where: Lines.isLineEnd) else {
        throw Refusal(
          reason: "its first line is longer than \(head.count >> 20) MiB; is it a table of records?"
        )
      }
      throw Refusal(
        reason:
          "it has no header row that can be read; write one in line 1, or mend the quotes of it")
    }
    if let reason = best.mapping.refusal {
      guard best.mapping.matched == 0, let line = best.unreadableLine else {
        throw Refusal(reason: reason)
      }
      throw Refusal(
        reason:
          "no row names its columns, and line \(line) cannot be read, as a quote stands where CSV "
          + "allows none; if it is the header, mend it")
    }
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
    fileprivate func shape(of head: [UInt8], _ encoding: String) -> FileShape? {
      shapes.first { head.starts(with: $0.key) && $0.value.encoding == encoding }?.value
    }

    fileprivate mutating func add(_ shape: FileShape, of head: [UInt8]) {
      guard shape.isToldByHeader, shapes.count < Self.limit else { return }
      shapes[Array(head[..<shape.bodyStart])] = shape
    }
  }
}

extension SourceText {
  /// Bytes that most headers fit into, and more for those that do not.
  private static let headBytes = [1 << 13, 1 << 18]

  /// Reads the head of the text, and finds its shape or why it has none.
  func shape(
    as dataset: PipelineDefinition.Dataset, known: inout FileShape.Known
  ) throws(IngestFailure) -> Result<FileShape, FileShape.Refusal> {
    var refusal = FileShape.Refusal(reason: "it is empty")
    for count in Self.headBytes + [dataset.limits.headBytes] {
      let head: [UInt8]
      do throws(IngestFailure) {
        head = try self.head(count)
      } catch .damaged(_, let reason) {
        return .failure(FileShape.Refusal(reason: reason))
      }
      let (isWhole, encoding) = (isEnd(head.count), encoding.name)
      if let reason = TextCheck(head, isWhole: isWhole, of: self).refusal {
        return .failure(FileShape.Refusal(reason: reason))
      }
      if let shape = known.shape(of: head, encoding) { return .success(shape) }
      do {
        let shape = try FileShape(
          head: head, isWhole: isWhole, encoding: encoding, dataset: dataset, words: known.words)
        known.add(shape, of: head)
        return .success(shape)
      } catch { refusal = error }
      // More of it would show no other header.
      if isWhole || head.count(where: Lines.isLineEnd) > HeaderRows.rowLimit { break }
    }
    return .failure(refusal)
  }
}
