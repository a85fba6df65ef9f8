internal import CXXHash
internal import Definitions

/// A digest of a file's bytes that can be made block by block, in any order, by several threads.
///
/// XXH3-128 of the blocks' XXH3-128 values, 16 bytes each in big-endian order, with blocks of 1 MiB.
/// It tells files apart and finds damage; it is no protection against somebody who wants two files
/// to look alike.
struct Digest {
  static let blockBytes = 1 << 20

  private var blocks: [UInt8] = []

  /// Adds the value of the next block.
  mutating func append(_ block: Hash128) { blocks.append(contentsOf: block.bytes) }

  /// How many bytes the blocks hold so far, the last one counted as a full one.
  var reach: Int { blocks.count / 16 * Self.blockBytes }

  /// 32 hexadecimal digits.
  var text: String { Hash128(of: blocks.span, 0, blocks.count).description }
}

/// A 128-bit XXH3 hash with a fixed seed.
struct Hash128: Hashable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Stands for an answer that the question does not apply.
  static let notApplicable = Hash128(high: .max, low: 0)

  /// Hashes `bytes[start..<end]`.
  ///
  /// O(bytes), about 10 GB/s.
  init(of bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    let hash = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe XXH3_128bits(buffer.baseAddress?.advanced(by: start), end - start)
    }
    (high, low) = (hash.high64, hash.low64)
  }

  /// Hashes bytes of a file; O(bytes), about 10 GB/s.
  @inline(__always)
  init(of bytes: Bytes, _ start: Int, _ end: Int) {
    let hash = unsafe XXH3_128bits(bytes.pointer + start, end - start)
    (high, low) = (hash.high64, hash.low64)
  }

  /// Hashes a text in its normal form.
  @inline(__always)
  init(ofText place: FieldPlace) {
    if place.isASCII {
      self.init(of: place.bytes, place.start, place.end)
    } else {
      self.init(ofNormalized: place.text)
    }
  }

  /// Hashes a procedure code in the form that a spreadsheet leaves alone.
  @inline(__always)
  init(ofProcedureCode place: FieldPlace) {
    if place.isPlainProcedureCode {
      self.init(of: place.bytes, place.start, place.end)
    } else {
      self.init(ofNormalized: TextForm.procedureCode.canonical(place.text))
    }
  }

  @inline(never)
  private init(ofNormalized text: String) {
    let bytes = Array(text.normalized.utf8)
    self.init(of: bytes.span, 0, bytes.count)
  }

  var bytes: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
  }
}

extension Hash128: CustomStringConvertible {
  var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
