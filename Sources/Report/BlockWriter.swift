/// A text in the making that is handed on in blocks: a long one never lies in memory as a whole.
public struct BlockWriter {
  public var bytes: [UInt8] = []
  private let handOn: ([UInt8]) -> Void
  private static let size = 1 << 16

  public init(_ handOn: @escaping ([UInt8]) -> Void) { self.handOn = handOn }

  /// Hands on what is there, if it is as much as a block.
  public mutating func endRow() { if bytes.count >= Self.size { endBlock() } }

  /// Hands on what is there.
  public mutating func endBlock() {
    handOn(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}

extension [UInt8] {
  /// Appends a text.
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  /// Appends a text of the program's own.
  mutating func append(_ text: StaticString) {
    append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer.
  ///
  /// O(digits).
  public mutating func append(_ number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let start = count
    var rest = number.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
