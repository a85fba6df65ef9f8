/// What the words of a column stand for, found by their bytes.
///
/// The same few spellings come again and again, quotes and outer spaces included: each is trimmed,
/// folded and looked up once, and then found without making a `String`. A word of at most sixteen bytes
/// is compared as two machine words, a longer one byte by byte. A column with ever new spellings does
/// not fill the memory: past a limit nothing more is kept.
final class WordCache {
  private static let limit = 1 << 16
  /// Longer words, in bytes, are not kept: there is no end to their number nor to their length.
  private static let longestWord = 256

  /// What a word stands for that is none of the column's.
  static let unknown: Int32 = .min
  /// What a field without a value stands for.
  static let absent: Int32 = .min + 1

  private var words = Words(capacity: 64)
  private let text = BlockBuffer(capacity: 1 << 10)
  private var count = 0
  private let missed = Lane<Int32>(0, capacity: RecordBatch.capacity + 1)
  private static let miss = Int64.min

  deinit {
    words.deallocate()
    missed.deallocate()
  }

  /// Sets the codes of a column's fields; `salt` tells words apart from the same words elsewhere.
  ///
  /// Fields that the cache does not know are resolved one by one, and those that stand for nothing
  /// are handed to `body` with why.
  @inline(__always)
  func decode(
    _ places: FieldPlaces, into column: TypedColumn, salt: (Int) -> Int64 = { _ in 0 },
    _ resolve: (_ word: String, _ row: Int) -> Int64?,
    without body: (_ row: Int, _ why: Int32) -> Void
  ) {
    let values = column.values
    let missed = words.decode(
      places, values, column.isPresent, missed: missed, salt: salt)
    for index in 0..<missed {
      let row = Int(self.missed[index])
      let code =
        values[row] == Self.miss
        ? self.code(of: places, row, salt: salt(row)) { resolve($0, row) }
        : Int32(truncatingIfNeeded: values[row])
      if code >= 0 {
        values[row] = Int64(code)
      } else {
        values[row] = 0
        if code == Self.absent { column.isPresent[row] = 0 }
        body(row, code)
      }
    }
  }

  /// The code of one field, learnt from `resolve` the first time; `absent` or `unknown` without one.
  @inline(never)
  func code(
    of places: FieldPlaces, _ row: Int, salt: Int64 = 0, _ resolve: (String) -> Int64?
  ) -> Int32 {
    let trimmed = places[row]
    if trimmed.count == 0 { return Self.absent }
    let place = places.written(row)
    let word = PackedWord(place, salt: salt)
    if let known = words.code(of: word, place) { return known }
    let code = resolve(trimmed.text).map { Int32(truncatingIfNeeded: $0) } ?? Self.unknown
    guard count < Self.limit, place.count <= Self.longestWord else { return code }
    if isCrowded { grow() }
    words.add(Entry(word: word, code: code, start: Int32(truncatingIfNeeded: text.count)))
    count += 1
    if !word.isWhole {
      text.append((place.start..<place.end).map { place.bytes[$0] }[...])
      words.text = text.bytes
    }
    return code
  }

  /// Whether the next word would make others wait: a few words may take much room, many may not.
  private var isCrowded: Bool {
    let capacity = words.entries.capacity
    return (capacity < 1 << 12 ? 8 : 2) * (count + 1) > capacity
  }

  private func grow() {
    var larger = Words(capacity: 2 * words.entries.capacity)
    larger.text = words.text
    for slot in 0..<words.entries.capacity where words.entries[slot].word.count != -1 {
      larger.add(words.entries[slot])
    }
    words.deallocate()
    words = larger
  }

  /// The words that came before.
  private struct Words {
    /// Open addressing; a count of −1 marks an empty slot.
    fileprivate let entries: Lane<Entry>
    fileprivate var text: Bytes?

    fileprivate init(capacity: Int) {
      entries = Lane(
        Entry(word: PackedWord(first: 0, last: 0, count: -1), code: 0, start: 0),
        capacity: capacity)
    }

    /// Sets the codes of the fields that came before and the presence of all; gives how many rows it
    /// lists as `missed`, for want of a word or of what it stands for.
    @inline(__always)
    fileprivate func decode(
      _ places: FieldPlaces, _ values: Lane<Int64>, _ isPresent: Lane<UInt8>,
      missed: Lane<Int32>, salt: (Int) -> Int64
    ) -> Int {
      var count = 0
      for row in 0..<places.count {
        let place = places.plain(row)
        let code = place.count <= 0 ? nil : code(of: PackedWord(place, salt: salt(row)), place)
        values[row] = code.map { Int64($0) } ?? WordCache.miss
        isPresent[row] = 1
        missed[count] = Int32(truncatingIfNeeded: row)
        count &+= code ?? -1 < 0 ? 1 : 0
      }
      return count
    }

    @inline(__always)
    fileprivate func code(of word: PackedWord, _ place: FieldPlace) -> Int32? {
      let mask = entries.capacity &- 1
      var slot = word.hash & mask
      while true {
        let entry = entries[slot]
        if entry.word == word, word.isWhole || isEqual(place, Int(entry.start)) {
          return entry.code
        }
        if entry.word.count == -1 { return nil }
        slot = (slot &+ 1) & mask
      }
    }

    @inline(never)
    private func isEqual(_ place: FieldPlace, _ start: Int) -> Bool {
      guard let text else { return false }
      var offset = 8
      while offset < place.count {
        if place.bytes.word(at: place.start &+ min(offset, place.count &- 8))
          != text.word(at: start &+ min(offset, place.count &- 8))
        {
          return false
        }
        offset &+= 8
      }
      return true
    }

    fileprivate func add(_ entry: Entry) {
      var slot = entry.word.hash & (entries.capacity - 1)
      while entries[slot].word.count != -1 { slot = (slot + 1) & (entries.capacity - 1) }
      entries[slot] = entry
    }

    fileprivate func deallocate() { entries.deallocate() }
  }

  fileprivate struct Entry {
    let word: PackedWord
    let code: Int32
    /// Where the bytes of a word lie that do not fit into two machine words.
    let start: Int32
  }
}

/// The first and the last eight bytes of a word and its length: all there is of most words.
struct PackedWord {
  let first: UInt64
  let last: UInt64
  let count: Int64

  /// Whether nothing lies between the first and the last bytes.
  @inline(__always) var isWhole: Bool { count & 0xFFFF_FFFF <= 16 }

  init(first: UInt64, last: UInt64, count: Int64) {
    (self.first, self.last, self.count) = (first, last, count)
  }

  @inline(__always)
  init(_ place: FieldPlace, salt: Int64) {
    let (start, size) = (place.start, place.count)
    // For no bytes at all any mask will do: such a word is never kept.
    let mask = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(size, 8))
    first = place.bytes.word(at: start) & mask
    last = place.bytes.word(at: max(start, start &+ size &- 8)) & mask
    count = Int64(truncatingIfNeeded: size) | salt &<< 32
  }

  @inline(__always)
  static func == (a: PackedWord, b: PackedWord) -> Bool {
    (a.first ^ b.first) | (a.last ^ b.last) | UInt64(bitPattern: a.count ^ b.count) == 0
  }

  @inline(__always) var hash: Int {
    let mixed =
      (first ^ last &<< 32 ^ last &>> 32 ^ UInt64(bitPattern: count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}
