internal import ArgumentParser

/// An amount of memory as people write it: `512M`, `1GiB`, `1073741824`.
///
/// K, M and G count in powers of 1,024, with or without `iB`; KB, MB and GB in powers of 1,000.
struct ByteSize: Hashable {
  let bytes: Int

  init?(_ text: String) {
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

extension ByteSize: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
