/// A definition file as messages speak of it: its path and its lines.
final class YAMLFile {
  /// The path as the user would type it.
  let path: String
  let lines: [[Unicode.Scalar]]
  private let log: FaultLog

  init(path: String, text: String, log: FaultLog) {
    self.path = path
    self.log = log
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.last == "\r" ? Array($0.dropLast()) : Array($0)
    }
    log.open(path)
  }

  /// Reads the text; the root of the document, or `nil` where a fault was reported.
  static func parse(_ content: [UInt8], path: String, log: FaultLog) -> YAMLValue? {
    let bytes = content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content.dropFirst(3)) : content
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let whole = String(decoding: bytes, as: UTF8.self).unicodeScalars
      let before = whole.prefix { $0 != "\u{FFFD}" }
      let line = before.split(separator: "\n", omittingEmptySubsequences: false)
      log.add(
        DefinitionFault(
          file: path, line: max(1, line.count), column: (line.last?.count ?? 0) + 1,
          message: "this is not UTF-8", hint: "save the file as UTF-8"))
      return nil
    }
    let file = YAMLFile(path: path, text: text, log: log)
    return YAMLParser.parse(text, in: file).map { YAMLValue(node: $0, file: file) }
  }

  func fault(_ message: String, hint: String? = nil, line: Int, column: Int) {
    log.add(
      DefinitionFault(file: path, line: line, column: column, message: message, hint: hint))
  }

  /// Where the scalar of this offset stands; the start of the node where that cannot be told.
  ///
  /// Quotes and escapes take more room in the file than in the text.
  func place(of offset: Int, in node: YAMLNode) -> (line: Int, column: Int) {
    let start = (node.line, node.column)
    guard case .scalar(let text, let style) = node.content, lines.indices.contains(node.line - 1)
    else { return start }
    let line = lines[node.line - 1]
    var column = node.column - 1
    let opening: Unicode.Scalar? =
      switch style {
      case .plain: text.unicodeScalars.first
      case .singleQuoted: "'"
      case .doubleQuoted: "\""
      case .block: nil
      }
    guard let opening, line.indices.contains(column), line[column] == opening else { return start }
    if style != .plain { column += 1 }
    for _ in 0..<offset {
      guard line.indices.contains(column) else { return start }
      switch (style, line[column]) {
      case (.singleQuoted, "'"): column += 2
      case (.doubleQuoted, "\\"):
        let escape = line.indices.contains(column + 1) ? line[column + 1] : "\n"
        guard escape != "\n" else { return start }
        column += escape == "x" ? 4 : escape == "u" ? 6 : escape == "U" ? 10 : 2
      default: column += 1
      }
    }
    return (node.line, column + 1)
  }
}
