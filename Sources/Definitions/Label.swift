/// The languages of labels, reports and messages.
public enum Language: String, Sendable, CaseIterable {
  case vietnamese = "vi"
  case english = "en"
}

/// A name in both languages.
public struct Label: Hashable, Sendable {
  public let english: String
  public let vietnamese: String

  public init(english: String, vietnamese: String) {
    self.english = english
    self.vietnamese = vietnamese
  }

  /// The same text in both languages.
  public init(_ text: String) { self.init(english: text, vietnamese: text) }

  public subscript(language: Language) -> String {
    language == .vietnamese ? vietnamese : english
  }
}
