/// A block of output that is filled byte by byte and written when it is nearly full.
///
/// The array never grows in the middle of a record as long as a record is shorter than `slack`.
struct ByteBlock {
  static let slack = 4_096

  private(set) var bytes: [UInt8]
  private(set) var count = 0

  init(capacity: Int = 1 << 20) {
    bytes = [UInt8](repeating: 0, count: capacity + Self.slack)
  }

  var isNearlyFull: Bool { count >= bytes.count - Self.slack }

  mutating func removeAll() { count = 0 }

  mutating func put(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { put(byte) } }
  }

  mutating func put(_ table: TextTable, _ index: Int) {
    for place in table.start(index)..<table.start(index + 1) { put(table.bytes[place]) }
  }

  /// The same text with its first letter, if it is a plain one, in lower case.
  mutating func put(lowercased table: TextTable, _ index: Int) {
    let first = count
    put(table, index)
    if (0x41...0x5A).contains(bytes[first]) { bytes[first] += 0x20 }
  }

  /// A number of at least `width` digits.
  mutating func put(_ number: Int, width: Int) {
    var digits = width
    var bound = 10
    for _ in 1..<width { bound *= 10 }
    while number >= bound {
      bound *= 10
      digits += 1
    }
    var rest = number
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      bytes[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digits
  }
}

/// Many short texts in one run of bytes.
struct TextTable: Sendable {
  let bytes: [UInt8]
  let count: Int
  private let starts: [Int32]

  init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var starts: [Int32] = [0]
    for text in texts {
      bytes += Array(text.utf8)
      starts.append(Int32(bytes.count))
    }
    self.bytes = bytes
    self.starts = starts
    count = texts.count
  }

  func start(_ index: Int) -> Int { Int(starts[index]) }
}
