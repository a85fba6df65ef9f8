/// Turns bytes of one encoding into UTF-8.
protocol TextDecoder {
  /// Decodes the next bytes; those of a character that is cut wait for the next, unless these are the last.
  mutating func decode(_ bytes: [UInt8], isLast: Bool, into text: inout DecodedText)
}

/// Text that was decoded and not taken yet.
struct DecodedText {
  /// Places a block that are told one by one; of more only the first are.
  static let longestFaults = 1000

  private(set) var bytes: [UInt8] = []
  /// Where in the text `bytes` starts.
  private(set) var start = 0
  private(set) var faults: [EncodingFault] = []
  /// The block of the last fault, and how many were told of it.
  private var lastFaults = (block: 0, count: 0)

  /// Where in the text the next byte goes.
  private var end: Int { start + bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ slice: some Sequence<UInt8>) { bytes.append(contentsOf: slice) }

  @inline(__always)
  mutating func append(scalar value: UInt32) {
    if value < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      bytes.append(0xC0 | UInt8(truncatingIfNeeded: value &>> 6))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value) & 0x3F)
    } else if value < 0x1_0000 {
      bytes.append(0xE0 | UInt8(truncatingIfNeeded: value &>> 12))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value &>> 6) & 0x3F)
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value) & 0x3F)
    } else {
      bytes.append(0xF0 | UInt8(truncatingIfNeeded: value &>> 18))
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value &>> 12) & 0x3F)
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value &>> 6) & 0x3F)
      bytes.append(0x80 | UInt8(truncatingIfNeeded: value) & 0x3F)
    }
  }

  /// Puts the byte FF, which UTF-8 never has, so that the record that holds it is rejected.
  mutating func refuse(_ unit: EncodingFault.Unit, at sourceOffset: Int) {
    let block = end / Digest.blockBytes
    if lastFaults.block != block { lastFaults = (block, 0) }
    if lastFaults.count < Self.longestFaults {
      lastFaults.count += 1
      faults.append(EncodingFault(unit: unit, sourceOffset: sourceOffset, textOffset: end))
    }
    bytes.append(0xFF)
  }

  /// Takes the next block, or all that is left of it.
  mutating func takeBlock() -> (bytes: [UInt8], faults: [EncodingFault]) {
    let count = min(bytes.count, Digest.blockBytes)
    let block = Array(bytes[..<count])
    bytes.removeFirst(count)
    start += count
    let (limit, all) = (start, faults)
    faults = all.filter { $0.textOffset >= limit }
    return (block, all.filter { $0.textOffset < limit })
  }
}
