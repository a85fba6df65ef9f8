public import Statistics

extension Exact {
  /// Reads a decimal such as `12`, `-0.25` or `+3.50`; nothing else, and no exponent.
  ///
  /// O(length).
  public init?(decimal text: some StringProtocol) {
    var digits = Substring(text)
    let negative = digits.first == "-"
    if negative || digits.first == "+" { digits.removeFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, 1...2 ~= parts.count, !whole.isEmpty,
      parts.last?.isEmpty == false,
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.utf8.count <= 18, let number = Int64((negative ? "-" : "") + whole + fraction)
    else { return nil }
    self.init(number, over: fraction.utf8.reduce(into: 1) { unit, _ in unit *= 10 })
  }
}

extension Exact {
  /// The number as a decimal where it has one: `0.25`; else as `description` writes it.
  public var decimalText: String {
    var (unit, digits): (Int64, Int) = (1, 0)
    while unit % denominator != 0, digits < 18 {
      unit *= 10
      digits += 1
    }
    guard unit % denominator == 0,
      case let (scaled, overflow) =
        numerator
        .multipliedReportingOverflow(by: unit / denominator), !overflow
    else { return description }
    let written = padded(Int(clamping: scaled.magnitude), to: digits + 1)
    let sign = scaled < 0 ? "-" : ""
    return digits == 0
      ? "\(scaled)" : sign + written.dropLast(digits) + "." + written.suffix(digits)
  }
}
