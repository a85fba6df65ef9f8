/// Some records of the header's width, located: where each field lies, and nothing decoded yet.
struct RecordBatch {
  /// Records in a full batch: enough to spread the cost of a loop, few enough to stay in cache.
  static let capacity = 2048

  let width: Int
  private(set) var count = 0
  /// `count × width` positions: in the block of the file, or, as their complement, in `text`.
  private(set) var starts: [Int32]
  private(set) var ends: [Int32]
  /// For each record its line, counted from the shard's first, and its place in the block.
  private(set) var lines: [Int32]
  private(set) var offsets: [Int32]
  /// Where each record ends in the block, its line end counted.
  private(set) var limits: [Int32]
  /// The content of records that had to be unescaped.
  private(set) var text: [UInt8] = []

  init(width: Int) {
    self.width = width
    starts = [Int32](repeating: 0, count: Self.capacity * width)
    ends = starts
    lines = [Int32](repeating: 0, count: Self.capacity)
    offsets = lines
    limits = lines
  }

  var isFull: Bool { count == Self.capacity }

  mutating func clear() {
    count = 0
    text.removeAll(keepingCapacity: true)
  }

  /// Notes a field of the record that is being located; fields beyond the width are dropped.
  @inline(__always)
  mutating func place(field: Int, from start: Int, to end: Int) {
    guard field < width else { return }
    starts[count * width + field] = Int32(truncatingIfNeeded: start)
    ends[count * width + field] = Int32(truncatingIfNeeded: end)
  }

  /// Keeps the record whose fields were placed.
  @inline(__always)
  mutating func keep(line: Int, offset: Int, limit: Int) {
    lines[count] = Int32(truncatingIfNeeded: line)
    offsets[count] = Int32(truncatingIfNeeded: offset)
    limits[count] = Int32(truncatingIfNeeded: limit)
    count += 1
  }

  /// Keeps a record that libcsv unescaped.
  mutating func keep(
    _ content: [UInt8], fieldEnds: [Int], line: Int, offset: Int, limit: Int
  ) {
    let base = text.count
    text.append(contentsOf: content)
    var start = 0
    for (field, end) in fieldEnds.enumerated() {
      starts[count * width + field] = ~Int32(truncatingIfNeeded: base + start)
      ends[count * width + field] = Int32(truncatingIfNeeded: base + end)
      start = end
    }
    keep(line: line, offset: offset, limit: limit)
  }

  /// Calls `body` with the place of a field in every record that has a value there, outer white
  /// space left out.
  @inline(__always)
  func eachField(
    _ field: Int?, _ isPresent: [UInt8], _ bytes: Span<UInt8>,
    _ body: (_ row: Int, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Void
  ) {
    guard let field else { return }
    for row in 0..<count where isPresent[row] != 0 {
      locate(field, row, bytes) { body(row, $0, $1, $2) }
    }
  }

  /// Calls `body` with the bytes that hold a field and its place in them.
  @inline(__always)
  func locate(
    _ field: Int, _ row: Int, _ bytes: Span<UInt8>,
    _ body: (_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Void
  ) {
    let at = row * width + field
    var (start, end) = (Int(starts[at]), Int(ends[at]))
    guard start < 0 else {
      body(bytes, start, end)
      return
    }
    let content = text.span
    start = ~start
    while start < end, content[start] <= 0x20 { start += 1 }
    while end > start, content[end - 1] <= 0x20 { end -= 1 }
    body(content, start, end)
  }
}
