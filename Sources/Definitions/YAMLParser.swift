internal import Yams

/// Reads the text of a definition file into nodes, within limits that no honest file meets.
///
/// A file of a few bytes must not cost memory or time without bound (aliases of aliases, brackets in
/// brackets), nor crash the process. Every mistake in the text is a fault with its place.
struct YAMLParser {
  static let byteLimit = 1 << 20
  static let nodeLimit = 100_000
  static let depthLimit = 32
  /// Twenty aliases can stand for about 1,500 copies of a node, not for a billion.
  static let aliasLimit = 20

  private let file: YAMLFile
  private var nodeCount = 0

  /// The document, or `nil` where a fault was reported.
  static func parse(_ text: String, in file: YAMLFile) -> YAMLNode? {
    var parser = YAMLParser(file: file)
    return parser.parse(text)
  }

  private init(file: YAMLFile) { self.file = file }

  private mutating func parse(_ text: String) -> YAMLNode? {
    guard checkCharacters(), checkAliases(text) else { return nil }
    do {
      guard let root = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
        file.fault("the file is empty", line: 1, column: 1)
        return nil
      }
      return node(root, depth: 0)
    } catch {
      report(error)
      return nil
    }
  }

  /// Reports characters that no text has; YAML allows none but tab and line ends below a space.
  private func checkCharacters() -> Bool {
    for (line, scalars) in file.lines.enumerated() {
      for (column, scalar) in scalars.enumerated()
      where scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\u{85}" {
        file.fault(
          "a control character stands here (U+\(String(scalar.value, radix: 16, uppercase: true)))",
          hint: "remove it", line: line + 1, column: column + 1)
        return false
      }
    }
    return true
  }

  private func checkAliases(_ text: String) -> Bool {
    let anchors = Set(names(after: "&", in: text))
    guard !anchors.isEmpty else { return true }
    guard names(after: "*", in: text).count(where: anchors.contains) > Self.aliasLimit else {
      return true
    }
    file.fault(
      "more than \(Self.aliasLimit) aliases (*name)", hint: "write the values out", line: 1,
      column: 1)
    return false
  }

  /// The names that follow a sign where YAML would see an anchor or alias, and in some other places.
  private func names(after sign: Unicode.Scalar, in text: String) -> [String] {
    var (names, name): ([String], [UInt8]?) = ([], nil)
    for byte in Array(text.utf8) + [0x20] {
      if let known = name {
        if byte > 0x20, !Array(",:[]{}\"'".utf8).contains(byte) {
          // In place: a copy a byte would take hours for a name of a megabyte.
          name?.append(byte)
        } else {
          names.append(String(decoding: known, as: UTF8.self))
          name = nil
        }
      } else if byte == UInt8(ascii: sign) {
        name = []
      }
    }
    return names
  }

  private mutating func node(_ node: Yams.Node, depth: Int) -> YAMLNode? {
    let (line, column) = (max(1, node.mark?.line ?? 1), max(1, node.mark?.column ?? 1))
    nodeCount += 1
    guard depth <= Self.depthLimit else {
      file.fault(
        "nested more than \(Self.depthLimit) deep", hint: "check the brackets and the indentation",
        line: line, column: column)
      return nil
    }
    guard nodeCount <= Self.nodeLimit else {
      file.fault(
        "more than \(Self.nodeLimit) values", hint: "split the file", line: line, column: column)
      return nil
    }
    let content: YAMLNode.Content
    switch node {
    case .scalar(let scalar): content = .scalar(scalar.string, style(scalar.style))
    case .sequence(let sequence):
      var nodes: [YAMLNode] = []
      for element in sequence {
        guard let element = self.node(element, depth: depth + 1) else { return nil }
        nodes.append(element)
      }
      content = .sequence(nodes)
    case .mapping(let mapping):
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        guard let key = self.node(key, depth: depth + 1),
          let value = self.node(value, depth: depth + 1)
        else { return nil }
        entries.append(YAMLNode.Entry(key: key, value: value))
      }
      content = .mapping(entries)
    case .alias: content = .scalar("", .plain)
    }
    return YAMLNode(content: content, line: line, column: column)
  }

  private func style(_ style: Yams.Node.Scalar.Style) -> YAMLNode.Style {
    switch style {
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal, .folded: .block
    case .any, .plain: .plain
    }
  }

  private func report(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let line = min(max(1, mark.line), max(1, file.lines.count))
      let scalars = file.lines.isEmpty ? [] : file.lines[line - 1]
      let column = max(1, mark.column)
      if scalars.indices.contains(column - 1), scalars[column - 1] == "\t" {
        file.fault("a tab stands here", hint: "indent with spaces", line: line, column: column)
      } else {
        let place = context.map { " (\($0.text), line \($0.mark.line))" } ?? ""
        file.fault(
          "this is not YAML: \(problem)\(place)", hint: "check quotes, brackets and indentation",
          line: line, column: column)
      }
    case .duplicatedKeysInMapping(let keys, let context):
      file.fault(
        "the key \(keys.map(quoted).joined(separator: ", ")) stands twice in one mapping",
        hint: "remove one", line: max(1, context.mark.line), column: max(1, context.mark.column))
    default: file.fault("this is not YAML", line: 1, column: 1)
    }
  }
}
