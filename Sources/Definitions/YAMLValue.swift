internal import Statistics

/// A value of a definition file, read as what the definition wants it to be.
///
/// Every reading method gives `nil` after it has reported why.
struct YAMLValue {
  let node: YAMLNode
  let file: YAMLFile

  /// Reports a fault at this value, or at the scalar of this offset inside its text.
  func fault(_ message: String, hint: String? = nil, at offset: Int? = nil) {
    let (line, column) = offset.map { file.place(of: $0, in: node) } ?? (node.line, node.column)
    file.fault(message, hint: hint, line: line, column: column)
  }

  /// Whether the key stands there without a value.
  var isNothing: Bool { node.kind == "nothing" }

  private var isEmpty: Bool {
    if case .scalar("", _) = node.content { true } else { isNothing }
  }

  /// The text of a scalar as it is written, numbers and words alike.
  func text(_ what: String) -> String? {
    guard case .scalar(let text, _) = node.content, !isNothing, !text.isEmpty else {
      fault(isEmpty ? "\(what) is empty" : "\(what) must be a text, not \(node.kind)")
      return nil
    }
    return text.normalized
  }

  /// The text of an unquoted scalar: quotes make a text of a number.
  private func plain(_ what: String, _ wanted: String) -> String? {
    guard case .scalar(let text, .plain) = node.content, !isNothing else {
      fault("\(what) must be \(wanted), not \(node.kind)")
      return nil
    }
    return text
  }

  func number(_ what: String, in range: ClosedRange<Exact>? = nil) -> Exact? {
    let wanted = range.map { "a number from \($0.lowerBound) to \($0.upperBound)" } ?? "a number"
    guard let text = plain(what, wanted) else { return nil }
    guard let number = Exact(decimal: text), range.map({ $0.contains(number) }) ?? true else {
      fault("\(what) must be \(wanted), not \(quoted(text))")
      return nil
    }
    return number
  }

  func integer(_ what: String, in range: ClosedRange<Int>) -> Int? {
    let wanted =
      range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let text = plain(what, wanted) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      fault("\(what) must be \(wanted), not \(quoted(text))")
      return nil
    }
    return number
  }

  func boolean(_ what: String) -> Bool? {
    guard let text = plain(what, "true or false") else { return nil }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    default:
      fault("\(what) must be true or false, not \(quoted(text))")
      return nil
    }
  }

  func date(_ what: String, orToday: Bool = false) -> CivilDate? {
    guard let text = text(what) else { return nil }
    guard let reading = DateTimeReader.read(text), reading.time == nil else {
      let near = orToday ? nearest(to: text, among: ["today"]) : nil
      fault(
        "\(what) must be a day\(orToday ? " or today" : ""), not \(quoted(text))",
        hint: near.map { "did you mean \(quoted($0))?" } ?? "write it as 2025-07-01")
      return nil
    }
    return reading.day
  }

  /// One word of a closed list.
  func choice<Choice: RawRepresentable & CaseIterable>(_ what: String, of type: Choice.Type)
    -> Choice? where Choice.RawValue == String
  {
    guard let text = text(what) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      fault(
        "unknown \(what) \(quoted(text))",
        hint: remedy(for: text, among: Choice.allCases.map(\.rawValue)))
      return nil
    }
    return choice
  }

  func list(_ what: String) -> [YAMLValue]? {
    guard case .sequence(let nodes) = node.content else {
      fault("\(what) must be a list, not \(node.kind)", hint: "write it in brackets: [a, b]")
      return nil
    }
    return nodes.map { YAMLValue(node: $0, file: file) }
  }

  /// A list, or a single text in its place; nothing at all is an empty list.
  func oneOrMore(_ what: String) -> [YAMLValue]? {
    if isNothing { return [] }
    if case .scalar = node.content { return [self] }
    return list(what)
  }

  /// The keys of a mapping that has been read before; reports nothing.
  var keys: [String] {
    guard case .mapping(let entries) = node.content else { return [] }
    return entries.map { entry in
      guard case .scalar(let key, _) = entry.key.content else { return "" }
      return key.normalized
    }
  }

  /// The keys of the mapping under a key; reports nothing.
  func mappingKeys(under key: String) -> [String] {
    guard case .mapping(let entries) = node.content, let index = keys.firstIndex(of: key) else {
      return []
    }
    return YAMLValue(node: entries[index].value, file: file).keys
  }

  /// The elements under a key of a mapping that has been read before; reports nothing.
  func elements(of key: String) -> [YAMLValue] {
    guard case .mapping(let entries) = node.content, let index = keys.firstIndex(of: key),
      entries.indices.contains(index)
    else { return [] }
    let value = YAMLValue(node: entries[index].value, file: file)
    guard case .sequence(let nodes) = value.node.content else {
      return value.isNothing ? [] : [value]
    }
    return nodes.map { YAMLValue(node: $0, file: file) }
  }

  /// A text for both languages, or a mapping with `en`, `vi` or both.
  func label(_ what: String) -> Label? {
    if case .scalar = node.content { return text(what).map { Label($0) } }
    guard let mapping = mapping(what, keys: ["en", "vi"]) else { return nil }
    let english = mapping["en"]?.text("en")
    let vietnamese = mapping["vi"]?.text("vi")
    guard let either = english ?? vietnamese else {
      fault("\(what) needs a text", hint: "write {en: …, vi: …}")
      return nil
    }
    return Label(english: english ?? either, vietnamese: vietnamese ?? either)
  }

  /// A mapping; with `keys`, any other key is a fault.
  func mapping(_ what: String, keys: [String]? = nil) -> YAMLMapping? {
    YAMLMapping(self, what: what, keys: keys)
  }
}
