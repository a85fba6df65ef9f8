/// The signs with which a file groups thousands and begins decimals.
public enum NumberStyle: String, Hashable, Sendable, CaseIterable {
  /// `1.234,5`
  case vietnamese = "vi"
  /// `1,234.5`
  case english = "en"
}
