internal import Definitions

/// Whether the head of a file is text in the encoding that it is taken for.
///
/// A record that is not is a reject. A file is refused where its first line is not, or where no line
/// with a letter beyond ASCII is: then it is in another encoding as a whole.
struct TextCheck {
  /// Why the file is left out; `nil` where it is text.
  let refusal: String?

  /// So many lines that are all wrong are no accident.
  private static let enough = 3

  /// `text` is the head decoded; `isWhole` says whether it is all.
  ///
  /// O(bytes).
  init(_ text: [UInt8], isWhole: Bool, of source: SourceText) {
    let head = source.sourceHead(of: text, isWhole: isWhole)
    if let refusal = Self.refusal(head) {
      self.refusal = refusal
    } else if let offset = Self.wrongPlace(
      text, isWhole: isWhole, isDouble: head.encoding.encoding == .doubleUTF8)
    {
      refusal = Self.sentence(
        source.fault(at: offset, byte: text[offset]), head.encoding,
        line: 1 + text.span.count(before: offset))
    } else {
      refusal = nil
    }
  }

  /// What the bytes say before they are decoded.
  private static func refusal(_ head: SourceHead) -> String? {
    if head.bytes.isEmpty { return "it is empty; a file without records still needs its header" }
    if let packing = Packing(head.bytes) {
      return "what it unpacks to is compressed, too; unpack it with \(packing.unpackCommand)"
    }
    if let foreign = ForeignFile(head.bytes) { return foreign.reason }
    return head.encoding.refusal(of: head.bytes, isWhole: head.isWhole)
  }

  private static func sentence(
    _ fault: EncodingFault?, _ encoding: SourceEncoding, line: Int
  ) -> String {
    let place = fault.map { "\($0.unit.words) at offset \($0.sourceOffset), " } ?? ""
    if encoding.encoding == .doubleUTF8 {
      return "it is not UTF-8 that was encoded twice: \(place)line \(line), cannot be turned back; "
        + "remove encoding: double-utf-8; hailong sniff FILE names the likely encodings"
    }
    let remedy =
      encoding.declared == nil
      ? "hailong sniff FILE names the likely encodings; then declare encoding: … at the dataset, or make "
        + "UTF-8 of this file alone: hailong clean FILE --encoding … > NEW"
      : "hailong sniff FILE names the likely encodings"
    return
      "it is not \(encoding.encoding.rawValue): \(place)line \(line), cannot stand there; \(remedy)"
  }

  /// The first place that is no UTF-8, if the whole file is to blame.
  private static func wrongPlace(_ text: [UInt8], isWhole: Bool, isDouble: Bool) -> Int? {
    if text.isUTF8(isWhole: isWhole) { return nil }
    let bytes = text.span
    var (position, good, wrong) = (0, 0, 0)
    var (first, isFirstLine): (Int?, Bool) = (nil, true)
    while position < text.count {
      let next = Lines.end(bytes, from: position, to: text.count)
      // A line that is cut says nothing, but if there is no other.
      guard let end = next ?? (isWhole || position == 0 ? text.count : nil) else { break }
      defer { position = end }
      if Lines.isBlank(bytes, from: position, to: end) { continue }
      let line = bytes.extracting(position..<end)
      let fault = line.firstNonUTF8
      if let fault {
        first = first ?? position + fault
        if isFirstLine { return first }
        wrong += 1
      } else if line.hasLetterBeyondASCII {
        good += 1
      }
      isFirstLine = false
    }
    let isHopeless = isDouble ? wrong > good : wrong >= enough && good == 0
    return isHopeless ? first : nil
  }
}

extension Span<UInt8> {
  fileprivate var hasLetterBeyondASCII: Bool {
    indices.contains { self[$0] >= 0x80 }
  }

  /// How many line ends stand before a place.
  fileprivate func count(before place: Int) -> Int { Lines.count(self, from: 0, to: place) }
}
