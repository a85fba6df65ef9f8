internal import Definitions
internal import Statistics

/// A JSON value whose objects keep the order of their members.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(name: String, value: JSON)])

  public static func text(_ label: String?) -> JSON { label.map(JSON.string) ?? .null }

  /// An empty text is null: a key that is not used.
  static func key(_ text: String) -> JSON { text.isEmpty ? .null : .string(text) }

  static func count(_ number: Int?) -> JSON { number.map { .integer(Int64($0)) } ?? .null }

  static func quantity(_ quantity: Quantity?) -> JSON {
    guard let quantity else { return .null }
    return quantity.integer.map(JSON.integer) ?? .number(quantity.double)
  }

  /// Counts by name, in the order of the names' bytes; null where one is withheld.
  static func counts(_ counts: [String: Int], withheld: Set<String> = []) -> JSON {
    .object(
      counts.sorted { $0.key.precedes($1.key) }
        .map { name, count in
          (name: name, value: withheld.contains(name) ? .null : .integer(Int64(count)))
        })
  }
}

extension JSON: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { (name: $0.0, value: $0.1) })
  }
}
