public import Statistics

extension Exact {
  /// Reads a decimal such as `12`, `-0.25` or `+3.50`; nothing else, and no exponent. O(length).
  public init?(decimal text: some StringProtocol) {
    var digits = Substring(text)
    let negative = digits.first == "-"
    if negative || digits.first == "+" { digits.removeFirst() }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, 1...2 ~= parts.count, !whole.isEmpty, parts.last?.isEmpty == false,
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.utf8.count <= 18, let number = Int64((negative ? "-" : "") + whole + fraction)
    else { return nil }
    self.init(number, over: fraction.utf8.reduce(into: 1) { unit, _ in unit *= 10 })
  }
}
