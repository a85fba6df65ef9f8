public import Definitions

/// Which field of a file holds which column of a schema.
public struct HeaderMapping: Sendable {
  /// For each column of the schema its field.
  public private(set) var fields: [Int?]
  /// Headers that no column of the schema is called.
  public private(set) var ignored: [String] = []
  /// Why a file of this header cannot be read, or `nil`.
  public private(set) var refusal: String?

  public var matched: Int { fields.count { $0 != nil } }

  /// Maps by name or accepted header, as words are matched everywhere.
  ///
  /// O(header × length).
  public init(_ header: [String], schema: Schema) {
    self.init(header, schema: schema, words: HeaderWords(schema))
  }

  init(_ header: [String], schema: Schema, words: HeaderWords) {
    fields = [Int?](repeating: nil, count: schema.columns.count)
    guard !schema.isVerbatim else {
      for field in fields.indices where field < header.count { fields[field] = field }
      return
    }
    var doubled: [String] = []
    for (field, text) in header.enumerated() where !text.isEmpty {
      guard let column = words[text] else {
        ignored.append(text)
        continue
      }
      if let first = fields[column] {
        doubled.append(
          "columns \(first + 1) (\"\(header[first])\") and \(field + 1) (\"\(text)\") are both "
            + "\(schema.columns[column].name)")
      } else {
        fields[column] = field
      }
    }
    let missing = schema.columns.indices.filter { schema.columns[$0].required && fields[$0] == nil }
    if !doubled.isEmpty {
      refusal = doubled.joined(separator: "; ") + "; remove or rename one"
    } else if matched == 0 {
      refusal = "no header is a column of \(schema.dataset); is it a file of another dataset?"
    } else if !missing.isEmpty {
      refusal =
        missing.map { Self.complaint(schema.columns[$0], ignored) }.joined(separator: "; ")
        + (ignored.isEmpty ? "" : "; headers that no column takes: " + ignored.listed)
    }
  }

  /// `required column "received_at" is absent; nearest header: "Ngày tiếp nhân"`.
  private static func complaint(_ column: Column, _ headers: [String]) -> String {
    let words = [column.name] + column.headers
    let near = headers.first { nearest(to: $0, among: words) != nil }
    let accepted = column.headers.isEmpty ? "" : " (accepted: \(words.listed))"
    return "required column \"\(column.name)\" is absent"
      + (near.map { "; did you mean it by \"\($0)\"?" } ?? accepted)
  }
}

/// What the columns of a schema are called.
struct HeaderWords {
  private var words = WordTable<Int>()

  init(_ schema: Schema) {
    for (index, column) in schema.columns.enumerated() {
      for word in [column.name] + column.headers { words.add(word, index) }
    }
  }

  /// The column of the schema that a header names.
  subscript(header: String) -> Int? { words[header] }
}

extension [String] {
  /// The first few, quoted.
  fileprivate var listed: String {
    prefix(8).map { "\"\($0)\"" }.joined(separator: ", ") + (count > 8 ? ", …" : "")
  }
}
