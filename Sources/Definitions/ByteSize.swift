/// An amount of bytes as people write it: `512M`, `1GiB`, `500KB`, `1073741824`.
///
/// K, M and G count in powers of 1,024, with or without `iB`; KB, MB and GB in powers of 1,000.
public struct ByteSize: Hashable, Sendable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }

  /// Reads an amount of at least one byte; `nil` where it is none, or beyond 64 bits.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).trimmingPrefix(" ").lowercased()
    let factors = [
      "": 1, "b": 1, "k": 1 << 10, "kib": 1 << 10, "kb": 1000, "m": 1 << 20, "mib": 1 << 20,
      "mb": 1_000_000, "g": 1 << 30, "gib": 1 << 30, "gb": 1_000_000_000,
    ]
    guard let number = Int(digits), number > 0, let factor = factors[unit] else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    self.bytes = bytes
  }
}

extension ByteSize: Comparable {
  public static func < (a: ByteSize, b: ByteSize) -> Bool { a.bytes < b.bytes }
}

extension ByteSize: CustomStringConvertible {
  /// In the largest unit that leaves no rest: `4 MiB`, `500 KB`, `1234 bytes`.
  public var description: String {
    let units = [
      (1 << 30, "GiB"), (1_000_000_000, "GB"), (1 << 20, "MiB"), (1_000_000, "MB"),
      (1 << 10, "KiB"), (1000, "KB"),
    ]
    guard let (size, name) = units.first(where: { bytes >= $0.0 && bytes.isMultiple(of: $0.0) })
    else { return "\(bytes) bytes" }
    return "\(bytes / size) \(name)"
  }
}
