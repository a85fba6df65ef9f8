/// One node of a YAML document: what it is and where it stands.
struct YAMLNode {
  let content: Content
  /// 1-based.
  let line: Int
  /// 1-based, in Unicode scalars.
  let column: Int

  enum Content {
    case scalar(String, Style)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  struct Entry {
    let key: YAMLNode
    let value: YAMLNode
  }

  /// How a scalar is written, as far as positions inside it depend on it.
  enum Style {
    case plain, singleQuoted, doubleQuoted, block
  }

  /// What a reader of the file would call it.
  var kind: String {
    switch content {
    case .scalar(let text, .plain) where ["", "~", "null", "Null", "NULL"].contains(text): "nothing"
    case .scalar(let text, _): quoted(text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
