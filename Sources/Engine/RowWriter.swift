/// Writes the rows of a batch, one word or part of one at a time over all rows.
struct RowWriter {
  let words: Lane<UInt64>
  let start: Int
  let stride: Int
  /// The records of the batch that become rows.
  let kept: Lane<Int32>
  let count: Int

  /// Sets some words of each row to zero, to which parts are then added.
  func clear(_ range: Range<Int>) {
    for word in range { set(word) { _ in 0 } }
  }

  /// Adds a part of a word that is zero so far.
  @inline(__always)
  func add(_ place: BitPlace, _ value: (_ row: Int) -> UInt64) {
    var index = start &+ place.word
    for row in 0..<count {
      words[index] |= value(Int(kept[row])) &<< place.shift
      index &+= stride
    }
  }

  /// Sets a word of each row.
  @inline(__always)
  func set(_ word: Int, _ value: (_ row: Int) -> UInt64) {
    var index = start &+ word
    for row in 0..<count {
      words[index] = value(Int(kept[row]))
      index &+= stride
    }
  }

  /// Sets two words of each row.
  @inline(__always)
  func set(_ word: Int, _ value: (_ row: Int) -> Hash128) {
    var index = start &+ word
    for row in 0..<count {
      let hash = value(Int(kept[row]))
      words[index] = hash.high
      words[index &+ 1] = hash.low
      index &+= stride
    }
  }
}
