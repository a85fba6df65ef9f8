/// Some records of the header's width, located: where each field lies, and nothing decoded yet.
@safe final class RecordBatch {
  /// Records in a full batch: enough to spread the cost of a loop, few enough to stay in cache.
  static let capacity = 2048
  /// Fields in a full batch: fewer records where a header is so wide that the tables would fill the
  /// memory.
  static let fieldCapacity = 1 << 20

  let width: Int
  private let capacity: Int
  private(set) var count = 0
  /// The content of records that had to be unescaped.
  private(set) var text: [UInt8] = []
  /// `capacity × width` positions: in the block of the file, or, as their complement, in `text`.
  private let starts: UnsafeMutablePointer<Int32>
  private let ends: UnsafeMutablePointer<Int32>
  /// For each record its line counted from the shard's first, its place in the block, and its end.
  private var places: [(line: Int32, start: Int32, end: Int32)] = []

  init(width: Int) {
    self.width = width
    capacity = max(1, min(Self.capacity, Self.fieldCapacity / max(1, width)))
    unsafe starts = .allocate(capacity: capacity * width)
    unsafe ends = .allocate(capacity: capacity * width)
    unsafe starts.initialize(repeating: 0, count: capacity * width)
    unsafe ends.initialize(repeating: 0, count: capacity * width)
    places.reserveCapacity(capacity)
  }

  deinit {
    unsafe starts.deallocate()
    unsafe ends.deallocate()
  }

  var isFull: Bool { count == capacity }

  /// The line of a record, counted from the shard's first.
  func line(_ row: Int) -> Int { Int(places[row].line) }

  /// Where a record starts in the block.
  func start(_ row: Int) -> Int { Int(places[row].start) }

  /// Where a record ends in the block, its line end counted.
  func end(_ row: Int) -> Int { Int(places[row].end) }

  func clear() {
    count = 0
    places.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  /// Notes a field of the record that is being located; fields beyond the width are dropped.
  @inline(__always)
  func place(field: Int, from start: Int, to end: Int) {
    // `count` is below the capacity while a record is located, and `field` below the width.
    guard field < width else { return }
    unsafe starts[count &* width &+ field] = Int32(truncatingIfNeeded: start)
    unsafe ends[count &* width &+ field] = Int32(truncatingIfNeeded: end)
  }

  /// Keeps the record whose fields were placed.
  @inline(__always)
  func keep(line: Int, from start: Int, to end: Int) {
    places.append(
      (
        Int32(truncatingIfNeeded: line), Int32(truncatingIfNeeded: start),
        Int32(truncatingIfNeeded: end)
      ))
    count += 1
  }

  /// Keeps a record that libcsv unescaped.
  func keep(_ content: [UInt8], fieldEnds: [Int], line: Int, from start: Int, to end: Int) {
    let base = text.count
    text.append(contentsOf: content)
    var fieldStart = 0
    for (field, fieldEnd) in fieldEnds.enumerated() {
      place(field: field, from: ~(base + fieldStart), to: base + fieldEnd)
      fieldStart = fieldEnd
    }
    keep(line: line, from: start, to: end)
  }

  /// Calls `body` with the place of a field in every record that has a value there.
  ///
  /// Outer white space is left out.
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
    precondition(row < count && field < width)
    let at = row &* width &+ field
    var (start, end) = unsafe (Int(starts[at]), Int(ends[at]))
    guard start < 0 else {
      body(bytes, start, end)
      return
    }
    let text = text
    let content = text.span
    start = ~start
    while start < end, content[start] <= 0x20 { start += 1 }
    while end > start, content[end - 1] <= 0x20 { end -= 1 }
    body(content, start, end)
  }
}
