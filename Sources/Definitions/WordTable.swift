/// Words, each of which stands for one value, found however they are spelt.
///
/// A word is found by its `Fold`: accents are ignored only where exactly one value fits.
public struct WordTable<Value: Hashable & Sendable>: Sendable {
  private var exact: [String: Value] = [:]
  private var bare: [String: Set<Value>] = [:]
  /// The words as they were written, in the order in which they were added.
  public private(set) var words: [String] = []
  private let lettersAndDigitsOnly: Bool
  /// What is longer, in bytes, is none of the words: folding a field of megabytes takes seconds.
  private var longest = 1024

  public init(lettersAndDigitsOnly: Bool = false) {
    self.lettersAndDigitsOnly = lettersAndDigitsOnly
  }

  /// Adds a word; gives the other value that already has it, if any.
  @discardableResult
  public mutating func add(_ word: String, _ value: Value) -> Value? {
    let fold = Fold(word, lettersAndDigitsOnly: lettersAndDigitsOnly)
    if let known = exact[fold.exact], known != value { return known }
    exact[fold.exact] = value
    bare[fold.bare, default: []].insert(value)
    longest = max(longest, 4 * word.utf8.count)
    words.append(word)
    return nil
  }

  /// The value of a word, or `nil` where none or more than one fits.
  ///
  /// O(length).
  public subscript(word: String) -> Value? {
    guard word.utf8.count <= longest else { return nil }
    let fold = Fold(word, lettersAndDigitsOnly: lettersAndDigitsOnly)
    if let value = exact[fold.exact] { return value }
    guard let candidates = bare[fold.bare], candidates.count == 1 else { return nil }
    return candidates.first
  }

  public var isEmpty: Bool { words.isEmpty }
}
