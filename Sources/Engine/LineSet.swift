/// Lines of a file, as one bit each: those in which the records of some cell begin.
///
/// Memory: an eighth of a byte a line up to the last one.
public struct LineSet: Hashable, Sendable {
  /// Bit 0 of the first word is line 1; the last word is not zero.
  private var words: [UInt64] = []

  public init() {}

  /// How many lines there are.
  ///
  /// O(last line / 64).
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  public var isEmpty: Bool { words.isEmpty }

  /// Adds a line, counted from 1.
  public mutating func insert(_ line: Int) {
    precondition(line > 0)
    let (word, bit) = ((line - 1) / 64, UInt64((line - 1) % 64))
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    words[word] |= 1 << bit
  }

  public mutating func formUnion(_ other: LineSet) {
    if words.count < other.words.count {
      words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
    }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  public func contains(_ line: Int) -> Bool {
    let (word, bit) = ((line - 1) / 64, UInt64((line - 1) % 64))
    return words.indices.contains(word) && words[word] >> bit & 1 == 1
  }

  /// Lines that lie close together.
  public struct Stretch: Hashable, Sendable {
    public let first: Int
    public private(set) var last: Int
    /// How many lines of the set lie in it.
    public private(set) var count: Int

    fileprivate mutating func extend(to line: Int) { (last, count) = (line, count + 1) }
  }

  /// The first `limit` stretches in order, and how many more there are.
  ///
  /// Lines belong together with at most `gap` others between them. O(last line / 64 + lines).
  public func stretches(gap: Int = 0, limit: Int = .max) -> (first: [Stretch], more: Int) {
    var (found, more): ([Stretch], Int) = ([], 0)
    var last = -1
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        let line = index * 64 + rest.trailingZeroBitCount + 1
        rest &= rest - 1
        let isJoined = last >= 0 && line - last - 1 <= gap
        last = line
        if isJoined {
          if more == 0 { found[found.count - 1].extend(to: line) }
        } else if found.count < limit {
          found.append(Stretch(first: line, last: line, count: 1))
        } else {
          more += 1
        }
      }
    }
    return (found, more)
  }
}
