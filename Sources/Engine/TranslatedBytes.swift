internal import Definitions

/// A file whose quotes are not those of RFC 4180, with quotes that are: `'it''s'` becomes `"it's"`, and
/// `"a \"b\""` becomes `"a ""b"""`.
///
/// Bytes go through as they are but for quotes and what escapes them, so lines stay lines. For encodings
/// in which a sign of ASCII is its own byte. A field that is not quoted is held until it ends.
final class TranslatedBytes: ByteStream {
  private let source: any ByteStream
  private let dialect: Dialect
  private let delimiters: [UInt8]
  private let longestRecord: Int
  private var output: [UInt8] = []
  private var hasAllSource = false
  private var state = State.plain
  /// What was read of a field that is not quoted.
  private var field: [UInt8] = []
  /// Whether that field holds what RFC 4180 has in quoted fields only.
  private var needsQuotes = false
  private var isAtStart = true

  private enum State {
    case plain
    case plainEscape
    case quoted
    case quotedEscape
    /// After a quote that closes a field, unless another follows.
    case quote
    /// After a quoted field.
    case closed
  }

  private static let mark: UInt8 = UInt8(ascii: "\"")

  init(_ source: any ByteStream, dialect: Dialect, delimiter: UInt8?, limits: InputLimits) {
    self.source = source
    longestRecord = limits.longestRecord.bytes
    self.dialect = dialect
    delimiters = delimiter.map { [$0] } ?? FileShape.delimiters
  }

  var digest: Digest { source.digest }

  func next() throws(IngestFailure) -> [UInt8] {
    while output.count < Digest.blockBytes, !hasAllSource {
      let block = try source.next()
      hasAllSource = block.count < Digest.blockBytes
      var body = block[...]
      if isAtStart, block.starts(with: [0xEF, 0xBB, 0xBF]) {
        output += block[..<3]
        body = block[3...]
      }
      isAtStart = false
      for byte in body { add(byte) }
      if hasAllSource { end() }
    }
    let block = Array(output.prefix(Digest.blockBytes))
    output.removeFirst(block.count)
    return block
  }

  private func add(_ byte: UInt8) {
    switch state {
    case .plain: addPlain(byte)
    case .plainEscape:
      state = .plain
      if byte == dialect.quote || byte == dialect.escape || isEnd(byte) {
        needsQuotes = true
      } else if let escape = dialect.escape {
        field.append(escape)
      }
      field.append(byte)
    case .quoted:
      if byte == dialect.escape {
        state = .quotedEscape
      } else if byte == dialect.quote {
        state = .quote
      } else {
        addContent(byte)
      }
    case .quotedEscape:
      state = .quoted
      if byte != dialect.quote, byte != dialect.escape, let escape = dialect.escape {
        addContent(escape)
      }
      addContent(byte)
    case .quote:
      if byte == dialect.quote {
        state = .quoted
        addContent(byte)
      } else {
        output.append(Self.mark)
        state = .closed
        add(byte)
      }
    case .closed:
      output.append(byte)
      if isEnd(byte) { state = .plain }
    }
  }

  private func addPlain(_ byte: UInt8) {
    if isEnd(byte) {
      endField()
      output.append(byte)
    } else if byte == dialect.quote, field.allSatisfy(Lines.isSpace) {
      output += field
      output.append(Self.mark)
      field = []
      state = .quoted
    } else if byte == dialect.escape {
      state = .plainEscape
    } else {
      if byte == Self.mark { needsQuotes = true }
      field.append(byte)
      // No record is so long.
      if field.count > longestRecord { endField() }
    }
  }

  /// Adds what stands in a quoted field.
  private func addContent(_ byte: UInt8) {
    if byte == Self.mark { output.append(byte) }
    output.append(byte)
  }

  private func endField() {
    if needsQuotes {
      output.append(Self.mark)
      for byte in field { addContent(byte) }
      output.append(Self.mark)
    } else {
      output += field
    }
    field.removeAll(keepingCapacity: true)
    needsQuotes = false
  }

  private func end() {
    if state == .plainEscape || state == .quotedEscape, let escape = dialect.escape {
      state == .plainEscape ? field.append(escape) : addContent(escape)
    }
    if state == .quote { output.append(Self.mark) }
    endField()
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    delimiters.contains(byte) || Lines.isLineEnd(byte)
  }
}
