/// Finds the bytes that give CSV its structure: delimiters, quotes and line ends.
///
/// Thirty-two bytes are compared at a time, as words of eight; the places found are kept as bits and
/// handed out one by one.
struct SpecialBytes {
  private static let stride = 32

  private let delimiter: SIMD4<UInt64>
  private let delimiterByte: UInt8
  private var mask: UInt32 = 0
  private var base = 0
  /// Bytes before this one have been looked at.
  private var end = 0

  init(delimiter: UInt8) {
    self.delimiter = Self.repeated(delimiter)
    delimiterByte = delimiter
  }

  /// Goes on from `position`, wherever that is.
  @inline(__always)
  mutating func seek(_ position: Int) {
    (mask, base, end) = (0, position, position)
  }

  /// Passes what lies before `position`, which is not before what was handed out last.
  @inline(__always)
  mutating func skip(to position: Int) {
    guard position < end else {
      if position > end { seek(position) } else { mask = 0 }
      return
    }
    mask &= .max << UInt32(truncatingIfNeeded: position - base)
  }

  /// The place of the next special byte before `limit`, or `limit`.
  @inline(__always)
  mutating func next(_ bytes: UnsafePointer<UInt8>, to limit: Int) -> Int {
    while mask == 0 {
      guard end < limit else { return limit }
      base = end
      if base + Self.stride <= limit {
        mask = unsafe fullMask(bytes + base)
        end = base + Self.stride
      } else {
        mask = unsafe partialMask(bytes + base, count: limit - base)
        end = limit
      }
    }
    let place = base + mask.trailingZeroBitCount
    mask &= mask &- 1
    return place
  }

  @inline(__always)
  private func fullMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    let block = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: SIMD4<UInt64>.self)
    let special =
      Self.zeroBytes(block ^ delimiter) | Self.zeroBytes(block ^ Self.repeated(UInt8(ascii: "\"")))
      | Self.zeroBytes(block ^ Self.repeated(Lines.lineFeed))
      | Self.zeroBytes(block ^ Self.repeated(Lines.carriageReturn))
    // One bit a byte: multiplying moves the top bits of eight bytes side by side into the top byte.
    let bits = ((special &>> 7) &* SIMD4(repeating: 0x0102_0408_1020_4080)) &>> 56
    return UInt32(truncatingIfNeeded: bits[0] | bits[1] << 8 | bits[2] << 16 | bits[3] << 24)
  }

  /// The top bit of each byte that is zero, exactly.
  @inline(__always)
  private static func zeroBytes(_ words: SIMD4<UInt64>) -> SIMD4<UInt64> {
    let low = SIMD4<UInt64>(repeating: 0x7F7F_7F7F_7F7F_7F7F)
    return ~(((words & low) &+ low) | words | low)
  }

  private static func repeated(_ byte: UInt8) -> SIMD4<UInt64> {
    SIMD4(repeating: UInt64(byte) &* 0x0101_0101_0101_0101)
  }

  private func partialMask(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    var mask: UInt32 = 0
    for index in 0..<count {
      let byte = unsafe bytes[index]
      if byte == delimiterByte || byte == UInt8(ascii: "\"") || byte == Lines.lineFeed
        || byte == Lines.carriageReturn
      {
        mask |= 1 << UInt32(index)
      }
    }
    return mask
  }
}
