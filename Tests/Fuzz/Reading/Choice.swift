internal import Definitions

/// What the first bytes of an input choose; the rest is the file.
struct Choice {
  /// Bytes that choose.
  static let byteCount = 4

  private static let delimiters: [UInt8?] = [nil, nil, nil] + [",", ";", "\t", "|", "^"]
  private static let encodings: [TextEncoding?] = [
    nil, nil, nil, .utf8, .windows1258, .tcvn3, .utf16LittleEndian, .doubleUTF8,
  ]

  let delimiter: UInt8?
  let encoding: TextEncoding?
  let dialect: Dialect
  /// The dataset of the definitions; `nil` to read without a schema.
  let dataset: String?
  /// Of the second of two readings, which must find what the first finds.
  let threads: Int
  let shardBytes: Int
  let memoryLimit: Int?

  init(_ bytes: UnsafeRawBufferPointer) {
    delimiter = Self.delimiters[Int(bytes[0] & 7)]
    encoding = Self.encodings[Int(bytes[0] >> 3 & 7)]
    dataset = ["dossiers", "visits", nil, nil][Int(bytes[1] & 3)]
    let skippedLines = bytes[1] >> 2 & 15
    dialect = Dialect(skippedLines: skippedLines < 13 ? 0 : Int(skippedLines) - 12)
    threads = 1 + Int(bytes[2] % 3)
    memoryLimit = bytes[2] & 0xE0 == 0 ? 0 : nil
    shardBytes = 1 + Int(bytes[3])
  }
}

extension [UInt8?] {
  fileprivate static func + (these: [UInt8?], signs: [Unicode.Scalar]) -> [UInt8?] {
    these + signs.map { UInt8(ascii: $0) as UInt8? }
  }
}
