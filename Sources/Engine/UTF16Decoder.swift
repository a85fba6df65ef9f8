/// Decodes UTF-16; half of a pair of surrogates, a NUL and an odd last byte are no text.
struct UTF16Decoder: TextDecoder {
  private let isBigEndian: Bool
  /// The bytes of a character that is cut, and where in the source they stand.
  private var rest: [UInt8] = []
  private var offset: Int

  /// `offset` is where in the source the first byte stands that is decoded.
  init(isBigEndian: Bool, offset: Int) {
    self.isBigEndian = isBigEndian
    self.offset = offset
  }

  mutating func decode(_ block: [UInt8], isLast: Bool, into text: inout DecodedText) {
    let bytes = rest.isEmpty ? block : rest + block
    let (high, low) = isBigEndian ? (0, 1) : (1, 0)
    text.reserve(bytes.count)
    var index = 0
    func unit(at index: Int) -> UInt16 {
      UInt16(bytes[index + high]) &<< 8 | UInt16(bytes[index + low])
    }
    while index + 1 < bytes.count {
      let value = unit(at: index)
      switch value {
      case 0, 0xDC00...0xDFFF:
        text.refuse(.unit(value), at: offset + index)
      case 0xD800...0xDBFF:
        if index + 3 < bytes.count {
          let second = unit(at: index + 2)
          if 0xDC00...0xDFFF ~= second {
            let (first, last) = (UInt32(value & 0x3FF), UInt32(second & 0x3FF))
            text.append(scalar: 0x1_0000 + (first &<< 10 | last))
            index += 2
          } else {
            text.refuse(.unit(value), at: offset + index)
          }
        } else if isLast {
          text.refuse(.unit(value), at: offset + index)
        } else {
          keep(bytes, from: index)
          return
        }
      default:
        text.append(scalar: UInt32(value))
      }
      index += 2
    }
    if isLast, index < bytes.count { text.refuse(.byte(bytes[index]), at: offset + index) }
    keep(bytes, from: index)
  }

  private mutating func keep(_ bytes: [UInt8], from index: Int) {
    rest = Array(bytes[index...])
    offset += index
  }
}
