/// What the words of a column stand for, found by their bytes.
///
/// The same few spellings come again and again: each is folded and looked up once, and then found
/// without making a `String`. A column with ever new spellings does not fill the memory: past a limit
/// nothing more is kept.
struct WordCache {
  private static let limit = 1 << 16
  /// Longer words, in bytes, are not kept: there is no end to their number nor to their length.
  private static let longestWord = 256

  /// What a word stands for that is none of the column's.
  static let unknown: Int64 = .min

  private var slots: [Int32]
  private var entries: [(hash: UInt64, start: Int32, end: Int32, code: Int64)] = []
  private var text: [UInt8] = []

  init() { slots = [Int32](repeating: -1, count: 64) }

  /// The code of `bytes[start..<end]`, from `resolve` the first time.
  @inline(__always)
  mutating func code(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, salt: UInt64 = 0, resolve: (String) -> Int64?
  ) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ salt
    var index = start
    while index < end {
      hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
      index += 1
    }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isEqual(bytes, start, end, entry.start, entry.end) {
        return entry.code
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return resolved(bytes, start, end, hash: hash, slot: slot, resolve: resolve)
  }

  @inline(__always)
  private func isEqual(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ from: Int32, _ to: Int32
  ) -> Bool {
    guard end - start == Int(to - from) else { return false }
    for offset in 0..<(end - start) where bytes[start + offset] != text[Int(from) + offset] {
      return false
    }
    return true
  }

  @inline(never)
  private mutating func resolved(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, hash: UInt64, slot: Int,
    resolve: (String) -> Int64?
  ) -> Int64 {
    let word = bytes.text(start, end)
    let code = resolve(word) ?? Self.unknown
    guard entries.count < Self.limit, end - start <= Self.longestWord else { return code }
    let from = Int32(text.count)
    for index in start..<end { text.append(bytes[index]) }
    slots[slot] = Int32(entries.count)
    entries.append((hash, from, Int32(text.count), code))
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash ^ (entry.hash >> 29)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}

extension Span<UInt8> {
  /// The text of these bytes; what is not UTF-8 is shown by replacement characters.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: (start..<end).map { self[$0] }, as: UTF8.self)
  }
}
