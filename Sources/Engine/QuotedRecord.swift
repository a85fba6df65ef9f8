internal import CSV
internal import Definitions

/// Reads one record that is not plain with libcsv, or gets past one that cannot be read.
struct QuotedRecord {
  enum Outcome {
    /// The parser holds the record's content.
    case record(fields: Int, next: Int)
    /// A fault from the record's start to `next`.
    case fault(Reject.Code, next: Int)
    case needsMore
  }

  let parser: CSVParser
  let width: Int
  let longestRecord: Int

  /// Reads the record that starts at `start`; `isFileEnd` says whether the file ends with `bytes`.
  ///
  /// O(bytes of the record); after a fault, of the broken stretch for each of its lines.
  func read(_ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool) -> Outcome {
    switch attempt(bytes, from: start, isFileEnd: isFileEnd) {
    case .needsMore: return .needsMore
    case .record(let fields, let next): return .record(fields: fields, next: next)
    case .fault(let next):
      let firstEnd = Lines.end(bytes, from: start, to: bytes.count) ?? bytes.count
      if next <= firstEnd { return .fault(.badQuote, next: firstEnd) }
      return resume(after: .badQuote, bytes, from: start, at: firstEnd, isFileEnd: isFileEnd)
    case .unterminated:
      let firstEnd = Lines.end(bytes, from: start, to: bytes.count) ?? bytes.count
      return resume(
        after: .unterminatedQuote, bytes, from: start, at: firstEnd, isFileEnd: isFileEnd)
    }
  }

  /// What libcsv made of the bytes from one record's start on.
  private enum Attempt {
    case record(fields: Int, next: Int)
    /// A quote where none may stand, on the line that ends at `next`.
    case fault(next: Int)
    /// The quote is never closed.
    case unterminated
    case needsMore
  }

  /// Feeds libcsv line by line until it has one record.
  private func attempt(_ bytes: Span<UInt8>, from start: Int, isFileEnd: Bool) -> Attempt {
    parser.reset()
    let limit = bytes.count
    var position = start
    while true {
      guard position - start <= longestRecord else { return .unterminated }
      let next = Lines.end(bytes, from: position, to: limit)
      // A CR at the very end of the block may be half of a line end.
      if !isFileEnd, next == nil || next == limit && bytes[limit - 1] == Lines.carriageReturn {
        return .needsMore
      }
      let end = next ?? limit
      let line = unsafe bytes.bytes.extracting(position..<end)
      let taken = parser.feed(line)
      guard taken == end - position else { return .fault(next: end) }
      position = end
      if parser.recordEnds.isEmpty, position == limit, isFileEnd {
        guard parser.finish() else { return .unterminated }
      }
      if let fields = parser.recordEnds.first { return .record(fields: fields, next: position) }
      if position == limit { return .unterminated }
    }
  }

  /// Passes lines until one starts a record of the header's width, which is left for the next step.
  ///
  /// The quote ran over line ends, so the lines after it may be parts of one broken field: those that
  /// are no record of the right width belong to the same reject.
  private func resume(
    after code: Reject.Code, _ bytes: Span<UInt8>, from start: Int, at firstEnd: Int,
    isFileEnd: Bool
  ) -> Outcome {
    var candidate = firstEnd
    while candidate < bytes.count {
      // A reject of its own for every so many bytes keeps memory bounded in a hopeless file.
      guard candidate - start <= longestRecord else { return .fault(code, next: candidate) }
      let end = Lines.end(bytes, from: candidate, to: bytes.count)
      guard end != nil || isFileEnd else { return .needsMore }
      switch attempt(bytes, from: candidate, isFileEnd: isFileEnd) {
      case .needsMore: return .needsMore
      case .record(width, _): return .fault(code, next: candidate)
      case .record, .fault, .unterminated: candidate = end ?? bytes.count
      }
    }
    return isFileEnd ? .fault(code, next: bytes.count) : .needsMore
  }
}
