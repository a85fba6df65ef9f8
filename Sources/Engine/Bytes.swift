/// Bytes of a file in memory, with `margin` readable bytes before and after them.
///
/// Like `Lane`, checked in debug builds only; the memory belongs to a `BlockBuffer`.
@safe struct Bytes {
  /// How far beyond either end may be read: words are loaded whole, and then cut.
  static let margin = 64

  private let base: UnsafePointer<UInt8>
  let count: Int

  @unsafe init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(-Self.margin..<count + Self.margin ~= index)
    return unsafe base[index]
  }

  /// The eight bytes from `index` on, the first of them lowest.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(-Self.margin...count + Self.margin - 8 ~= index)
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// Lends `self[start..<end]`.
  func withSpan<Result, Failure: Error>(
    _ start: Int, _ end: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(0 <= start && start <= end && end <= count)
    let buffer = unsafe UnsafeBufferPointer(start: base + start, count: end - start)
    return try unsafe body(buffer.span)
  }

  /// The text of these bytes; what is not UTF-8 is shown by replacement characters.
  func text(_ start: Int, _ end: Int) -> String {
    withSpan(start, end) { $0.text(0, $0.count) }
  }

  /// For C; the memory is the buffer's.
  @unsafe var pointer: UnsafePointer<UInt8> { unsafe base }
}

extension Span<UInt8> {
  /// The text of these bytes; what is not UTF-8 is shown by replacement characters.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: (start..<end).map { self[$0] }, as: UTF8.self)
  }
}
