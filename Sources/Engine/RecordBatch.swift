/// Some records of the header's width, located: where each field lies, and nothing decoded yet.
@safe final class RecordBatch {
  /// Records in a full batch: enough to spread the cost of a loop, few enough to stay in cache.
  static let capacity = 1024

  let width: Int
  let separators = Separators()
  private(set) var count = 0
  let records = Records()
  /// The content of records that had to be unescaped, a byte before each field and after the last.
  ///
  /// Places in it are counted downwards from −2.
  private let text = BlockBuffer(capacity: 1 << 10)

  init(width: Int) { self.width = width }

  deinit { records.deallocate() }

  /// Where each record lies.
  struct Records {
    /// The index, in the places of separators, of the byte before the first field.
    fileprivate let firsts = Lane<Int32>(0, capacity: capacity)
    fileprivate let lines = Lane<Int32>(0, capacity: capacity)
    fileprivate let starts = Lane<Int32>(0, capacity: capacity)
    fileprivate let ends = Lane<Int32>(0, capacity: capacity)

    fileprivate init() {}

    fileprivate func deallocate() {
      firsts.deallocate()
      lines.deallocate()
      starts.deallocate()
      ends.deallocate()
    }

    @inline(__always)
    func set(_ row: Int, first: Int, line: Int, start: Int, end: Int) {
      firsts[row] = Int32(truncatingIfNeeded: first)
      lines[row] = Int32(truncatingIfNeeded: line)
      starts[row] = Int32(truncatingIfNeeded: start)
      ends[row] = Int32(truncatingIfNeeded: end)
    }
  }

  var isFull: Bool { count == Self.capacity }

  /// The line of a record, counted from the shard's first.
  func line(_ row: Int) -> Int { Int(records.lines[row]) }

  /// Where a record starts in the block.
  @inline(__always)
  func start(_ row: Int) -> Int { Int(records.starts[row]) }

  /// Where a record ends in the block, its line end counted.
  func end(_ row: Int) -> Int { Int(records.ends[row]) }

  func clear() {
    count = 0
    text.start(at: 0)
  }

  /// Keeps a record whose fields lie between the places from `first` on.
  @inline(__always)
  func keep(first: Int, line: Int, from start: Int, to end: Int) {
    records.set(count, first: first, line: line, start: start, end: end)
    count += 1
  }

  /// Says how many records were set.
  func setCount(_ count: Int) { self.count = count }

  /// Keeps a record that libcsv unescaped.
  func keep(_ content: [UInt8], fieldEnds: [Int], line: Int, from start: Int, to end: Int) {
    separators.reserve(separators.count + fieldEnds.count + 1)
    let first = separators.count
    var fieldStart = 0
    for fieldEnd in fieldEnds {
      separators.append(-2 - text.count)
      text.append([0])
      text.append(content[fieldStart..<fieldEnd])
      fieldStart = fieldEnd
    }
    separators.append(-2 - text.count)
    text.append([0])
    keep(first: first, line: line, from: start, to: end)
  }

  /// Where one field lies in every record of the batch.
  func places(of field: Int, in bytes: Bytes) -> FieldPlaces {
    precondition(field < width)
    return FieldPlaces(
      count: count, field: field, firsts: records.firsts, places: separators.places, bytes: bytes,
      text: text.bytes)
  }
}

/// Where one field lies in every record of a batch.
struct FieldPlaces {
  let count: Int
  fileprivate let field: Int
  fileprivate let firsts: Lane<Int32>
  fileprivate let places: Lane<Int32>
  fileprivate let bytes: Bytes
  fileprivate let text: Bytes

  fileprivate init(
    count: Int, field: Int, firsts: Lane<Int32>, places: Lane<Int32>, bytes: Bytes, text: Bytes
  ) {
    self.count = count
    self.field = field
    self.firsts = firsts
    self.places = places
    self.bytes = bytes
    self.text = text
  }

  /// A record's field as it is written; where it had to be unescaped, one of a negative length.
  @inline(__always)
  func plain(_ row: Int) -> FieldPlace {
    let index = Int(firsts[row]) &+ field
    return FieldPlace(
      bytes: bytes, start: Int(places[index]) &+ 1, end: Int(places[index &+ 1]))
  }

  /// A record's field as it is written; trimmed where it had to be unescaped.
  @inline(__always)
  func written(_ row: Int) -> FieldPlace {
    let place = plain(row)
    return place.end < 0 ? careful(place.start, place.end) : place
  }

  /// A record's field without outer white space, signs of no width, and quotes.
  @inline(__always)
  subscript(row: Int) -> FieldPlace {
    let place = plain(row)
    let (start, end) = (place.start, place.end)
    if end < 0 || (start < end && !(bytes[start].beginsText && bytes[end &- 1].endsText)) {
      return careful(start, end)
    }
    return place
  }

  /// A record's field as it is, but for the spaces and tabs around it and its quotes.
  ///
  /// Blanks beyond ASCII stay: a field that is written without quotes has to read as itself.
  func content(_ row: Int) -> FieldPlace {
    let place = plain(row)
    if place.end < 0 {
      return FieldPlace(bytes: text, start: -place.start, end: -2 - place.end)
    }
    var (start, end) = (place.start, place.end)
    while start < end, Lines.isSpace(bytes[start]) { start += 1 }
    while end > start, Lines.isSpace(bytes[end - 1]) || bytes[end - 1] == Lines.carriageReturn {
      end -= 1
    }
    guard start < end, bytes[start] == UInt8(ascii: "\"") else {
      return FieldPlace(bytes: bytes, start: start, end: end)
    }
    return FieldPlace(bytes: bytes, start: start + 1, end: end - 1)
  }

  /// Whether a record has a value there.
  @inline(__always)
  func isPresent(_ row: Int) -> Bool {
    let place = plain(row)
    if place.count > 0, bytes[place.start].beginsText { return true }
    return self[row].count > 0
  }

  @inline(never)
  private func careful(_ start: Int, _ end: Int) -> FieldPlace {
    if end < 0 {
      return FieldPlace(bytes: text, start: -start, end: -2 - end).trimmed { $0 <= 0x20 }
    }
    let field = FieldPlace(bytes: bytes, start: start, end: end).trimmed {
      Lines.isSpace($0) || $0 == Lines.carriageReturn
    }
    guard field.start < field.end, bytes[field.start] == UInt8(ascii: "\"") else { return field }
    return FieldPlace(bytes: bytes, start: field.start + 1, end: field.end - 1)
      .trimmed { $0 <= 0x20 }
  }
}

extension UInt8 {
  /// Whether a field that starts with this byte has nothing to be taken off there: it is no quote, no
  /// white space, and no first byte of a blank beyond ASCII.
  @inline(__always) fileprivate var beginsText: Bool { self &- 0x23 < 0xC2 - 0x23 }

  /// Whether a field that ends with this byte has nothing to be taken off there.
  @inline(__always) fileprivate var endsText: Bool { self &- 0x23 < 0x7F - 0x23 }
}

/// A field's bytes.
struct FieldPlace {
  let bytes: Bytes
  let start: Int
  let end: Int

  @inline(__always) var count: Int { end &- start }

  /// Whether quotes stand around so many bytes.
  @inline(__always)
  func isQuoted(_ count: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    return self.count == count &+ 2 && bytes[start] == quote && bytes[end &- 1] == quote
  }

  /// Whether no byte is above 127; looked at eight bytes at a time.
  @inline(__always) var isASCII: Bool {
    var (index, bits): (Int, UInt64) = (start, 0)
    while index &+ 8 <= end {
      bits |= bytes.word(at: index)
      index &+= 8
    }
    if index < end {
      bits |= bytes.word(at: index) & ((1 &<< (8 &* UInt64(truncatingIfNeeded: end &- index))) &- 1)
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  var text: String { bytes.text(start, end) }

  /// The field without the white space that `isLeftOut` names at its ends, and without the blanks
  /// beyond ASCII.
  @inline(__always)
  fileprivate func trimmed(_ isLeftOut: (UInt8) -> Bool) -> FieldPlace {
    var (start, end) = (start, end)
    while start < end {
      let count = isLeftOut(bytes[start]) ? 1 : Blank.count(at: start, in: bytes, to: end)
      if count == 0 { break }
      start += count
    }
    while end > start {
      let count = isLeftOut(bytes[end - 1]) ? 1 : Blank.count(before: end, in: bytes, from: start)
      if count == 0 { break }
      end -= count
    }
    return FieldPlace(bytes: bytes, start: start, end: end)
  }
}
