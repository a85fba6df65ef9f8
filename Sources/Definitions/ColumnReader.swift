internal import Statistics

/// Reads one column of a schema.
struct ColumnReader {
  private let name: String
  private let mapping: YAMLMapping
  private static let common = ["type", "required", "personal", "headers", "label"]
  private static let special: [String: [String]] = [
    "id": ["form"], "text": ["form"], "category": ["values"], "flag": ["words"],
    "integer": ["range", "words", "null_words", "not_applicable"],
    "decimal": ["range", "words", "null_words", "not_applicable"],
  ]
  private static let types = [
    "id", "text", "category", "flag", "integer", "decimal", "date", "timestamp", "province", "ward",
  ]

  static func read(_ value: YAMLValue, name: String) -> Column? {
    let keys = common + ["values", "words", "range", "null_words", "not_applicable", "form"]
    guard let mapping = value.mapping("column \(quoted(name))", keys: keys) else { return nil }
    let reader = ColumnReader(name: name, mapping: mapping)
    let required = mapping["required"].map { $0.boolean("required") ?? false } ?? false
    let personal = mapping["personal"].map { $0.boolean("personal") ?? true } ?? false
    let headers = (mapping["headers"]?.oneOrMore("headers") ?? []).compactMap {
      $0.text("a header")
    }
    let label = mapping["label"]?.label("label")
    let form = mapping["form"].flatMap { $0.choice("form", of: TextForm.self) }
    guard let type = reader.type() else { return nil }
    return Column(
      name: name, type: type, required: required, personal: personal, headers: headers,
      label: label, form: form)
  }

  private func type() -> ColumnType? {
    guard let value = mapping.required("type"), let type = value.text("type") else { return nil }
    guard Self.types.contains(type) else {
      value.fault(
        "unknown type \(quoted(type)) of column \(quoted(name))",
        hint: remedy(for: type, among: Self.types))
      return nil
    }
    let meant = Self.common + (Self.special[type] ?? [])
    for entry in mapping.entries where !meant.contains(entry.key) {
      entry.keyValue.fault("\(quoted(entry.key)) has no meaning for a column of type \(type)")
    }
    switch type {
    case "id": return .id
    case "text": return .text
    case "category": return category().map(ColumnType.category)
    case "flag": return .flag(flagWords())
    case "integer": return .integer(scale(integral: true))
    case "decimal": return .decimal(scale(integral: false))
    case "date": return .date
    case "timestamp": return .timestamp
    case "province": return .province
    default: return .ward
    }
  }

  // MARK: Categories

  private func category() -> Category? {
    guard let values = mapping.required("values") else { return nil }
    var entries: [(member: YAMLValue, words: [YAMLValue])]
    if case .sequence = values.node.content {
      entries = (values.list("values") ?? []).map { ($0, []) }
    } else {
      guard case .mapping = values.node.content,
        let members = values.mapping("values of column \(quoted(name))")
      else {
        values.fault(
          "values of column \(quoted(name)) must be a list or a mapping, not \(values.node.kind)",
          hint: "write [a, b] or {a: [word], b: []}")
        return nil
      }
      entries = members.entries.map {
        ($0.keyValue, $0.value.oneOrMore("the words of \(quoted($0.key))") ?? [])
      }
    }
    guard !entries.isEmpty else {
      values.fault("column \(quoted(name)) has no values")
      return nil
    }
    var (members, table): ([String], WordTable<Int>) = ([], WordTable())
    for (value, _) in entries {
      guard let member = memberName(value) else { continue }
      if add(value, member, members.count, to: &table, { quoted(members[$0]) }) {
        members.append(member)
      }
    }
    for (value, words) in entries {
      guard case .scalar(let text, _) = value.node.content,
        let member = members.firstIndex(of: text.normalized)
      else { continue }
      for word in words {
        guard let text = word.text("a word of \(quoted(members[member]))") else { continue }
        add(word, text, member, to: &table) { quoted(members[$0]) }
      }
    }
    return Category(members: members, words: table)
  }

  /// A member's name is published: it must be safe to open in a spreadsheet.
  private func memberName(_ value: YAMLValue) -> String? {
    guard let member = value.text("a value of column \(quoted(name))") else { return nil }
    guard let first = member.first, !"=+-@".contains(first),
      !member.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      value.fault(
        "\(quoted(member)) cannot be a value of a category",
        hint: "it must not begin with = + - @ nor hold a line break")
      return nil
    }
    return member
  }

  /// Adds a word; reports one that stands for something else already.
  @discardableResult
  private func add<Value>(
    _ place: YAMLValue, _ word: String, _ value: Value, to table: inout WordTable<Value>,
    _ describe: (Value) -> String
  ) -> Bool {
    guard let other = table.add(word, value) else { return true }
    place.fault(
      "the word \(quoted(word)) of column \(quoted(name)) stands for \(describe(other)) as well",
      hint: "give it to one value")
    return false
  }

  // MARK: Flags

  private func flagWords() -> WordTable<Bool> {
    var table = WordTable<Bool>()
    for word in ["1", "true", "yes", "có", "x", "rồi", "✓", "✔"] { table.add(word, true) }
    for word in ["0", "false", "no", "không", "chưa"] { table.add(word, false) }
    let words = mapping["words"]?.mapping("words", keys: ["true", "false"])
    for entry in words?.entries ?? [] {
      for word in entry.value.oneOrMore("the words of \(entry.key)") ?? [] {
        guard let text = word.text("a word of \(entry.key)") else { continue }
        add(word, text, entry.key == "true", to: &table) { $0 ? "true" : "false" }
      }
    }
    return table
  }

  // MARK: Numbers

  private func scale(integral: Bool) -> Scale {
    let range = mapping["range"].flatMap { bounds($0, integral: integral) }
    var table = WordTable<Exact?>()
    let describe = { (value: Exact?) -> String in value?.decimalText ?? "no answer" }
    for entry in mapping["words"]?.mapping("words of column \(quoted(name))")?.entries ?? [] {
      guard let value = entry.keyValue.number("a value with words") else { continue }
      guard !integral || value.denominator == 1, range?.contains(value) ?? true else {
        entry.keyValue.fault(
          "\(quoted(entry.key)) is no value of column \(quoted(name))",
          hint: range.map { "its range is \($0.lowerBound) to \($0.upperBound)" })
        continue
      }
      for word in entry.value.oneOrMore("the words of \(entry.key)") ?? [] {
        guard let text = word.text("a word of \(entry.key)") else { continue }
        if let number = Exact(decimal: text), number != value {
          word.fault("the word \(quoted(text)) is the number \(text), not \(entry.key)")
          continue
        }
        add(word, text, Optional(value), to: &table, describe)
      }
    }
    var notApplicable = WordTable<Bool>()
    for key in ["null_words", "not_applicable"] {
      for word in mapping[key]?.oneOrMore(key) ?? [] {
        guard let text = word.text("a word of \(key)") else { continue }
        add(word, text, Exact?.none, to: &table, describe)
        let isApart = key == "not_applicable"
        add(word, text, isApart, to: &notApplicable) { $0 ? "not applicable" : "no answer" }
      }
    }
    return Scale(range: range, words: table, notApplicable: notApplicable)
  }

  private func bounds(_ value: YAMLValue, integral: Bool) -> ClosedRange<Exact>? {
    guard let ends = value.list("range") else { return nil }
    guard ends.count == 2 else {
      value.fault("range must be two numbers", hint: "write [1, 5]")
      return nil
    }
    guard let low = ends[0].number("range"), let high = ends[1].number("range") else { return nil }
    guard low <= high else {
      value.fault("range ends before it begins", hint: "write the smaller number first")
      return nil
    }
    guard !integral || (low.denominator == 1 && high.denominator == 1) else {
      value.fault("the range of an integer column must be whole numbers")
      return nil
    }
    return low...high
  }
}
