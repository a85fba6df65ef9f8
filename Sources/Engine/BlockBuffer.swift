/// A stretch of a file in memory that is used again for the next.
@safe final class BlockBuffer {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where in the text the first byte stands.
  private(set) var base = 0
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    unsafe memory = Self.zeros(capacity)
  }

  deinit { unsafe memory.deallocate() }

  private static func zeros(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * Bytes.margin)
    unsafe memory.initialize(repeating: 0, count: capacity + 2 * Bytes.margin)
    return unsafe memory
  }

  /// Valid until the next change of the buffer.
  var bytes: Bytes { unsafe Bytes(memory + Bytes.margin, count: count) }

  /// Where in the text the bytes end.
  var end: Int { base + count }

  /// Forgets what was read; the next bytes are those at `base` of the text.
  func start(at base: Int) {
    self.base = base
    count = 0
  }

  /// Reads the next bytes of the file, which has so many.
  func extend(_ file: SourceFile, by more: Int) throws(IngestFailure) {
    let room = unsafe room(for: more)
    try unsafe file.read(at: end, into: room)
    count += more
    clearMargin()
  }

  /// Reads the next bytes of the text, or those that are left of it.
  func extend(_ text: SourceText, by more: Int) throws(IngestFailure) {
    let more = try text.reach(end + more) - end
    let room = unsafe room(for: more)
    try unsafe text.read(at: end, into: room)
    count += more
    clearMargin()
  }

  private func room(for more: Int) -> UnsafeMutableRawBufferPointer {
    if count + more > capacity { grow(to: max(2 * capacity, count + more)) }
    return unsafe UnsafeMutableRawBufferPointer(
      start: memory + Bytes.margin + count, count: more)
  }

  /// Adds bytes that come from elsewhere.
  func append(_ bytes: ArraySlice<UInt8>) {
    if count + bytes.count > capacity { grow(to: max(2 * capacity, count + bytes.count)) }
    for byte in bytes {
      unsafe memory[Bytes.margin + count] = byte
      count += 1
    }
    clearMargin()
  }

  /// What an earlier stretch left behind must not be taken for bytes of this one.
  private func clearMargin() {
    unsafe (memory + Bytes.margin + count).update(repeating: 0, count: Bytes.margin)
  }

  private func grow(to capacity: Int) {
    let larger = unsafe Self.zeros(capacity)
    unsafe (larger + Bytes.margin).update(from: memory + Bytes.margin, count: count)
    unsafe memory.deallocate()
    unsafe memory = larger
    self.capacity = capacity
  }
}
