/// How a file departs from CSV as RFC 4180 has it, where somebody says so.
public struct Dialect: Hashable, Sendable {
  /// What stands around a field that holds delimiters or line ends.
  public var quote: UInt8
  /// What stands before a quote inside a field, or before another of itself; `nil`: a quote is doubled.
  public var escape: UInt8?
  /// Lines above everything that is looked at.
  public var skippedLines: Int

  public init(quote: UInt8 = UInt8(ascii: "\""), escape: UInt8? = nil, skippedLines: Int = 0) {
    self.quote = quote
    self.escape = escape
    self.skippedLines = skippedLines
  }

  /// Whether quotes are those of RFC 4180.
  public var hasUsualQuotes: Bool { quote == UInt8(ascii: "\"") && escape == nil }
}
