internal import Report

extension JSON {
  /// One member of an object.
  typealias Member = (name: String, value: JSON)

  /// The number that a field of a published table holds; null where it is empty.
  init(number text: String) {
    if let int = Int64(text) {
      self = .integer(int)
    } else if let double = Double(text), double.isFinite {
      self = .number(double)
    } else {
      self = .null
    }
  }

  /// The text; null where it is empty.
  init(text: String) { self = text.isEmpty ? .null : .string(text) }

  init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  init(_ texts: [String]) { self = .array(texts.map(JSON.string)) }

  /// The members in order of their names.
  init(_ counts: [String: Int]) {
    self = .object(counts.sorted { $0.key < $1.key }.map { (name: $0.key, value: JSON($0.value)) })
  }
}

extension JSON: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
}
