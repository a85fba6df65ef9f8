internal import Statistics

/// Reads a schema file.
struct SchemaReader {
  /// The schema as far as it could be read; `nil` where nothing can be said of its columns.
  static func read(_ root: YAMLValue) -> Schema? {
    let keys = ["dataset", "key", "version", "place", "time", "columns", "label", "instrument"]
    guard let mapping = root.mapping("the schema", keys: keys) else { return nil }
    let dataset = mapping.required("dataset").flatMap { $0.identifier("the dataset") }
    let label = mapping["label"]?.label("label")
    guard let columns = columns(mapping) else { return nil }
    let reader = SchemaReader(mapping: mapping, columns: columns)
    reader.checkHeaders()
    let version = reader.column("version", types: ["timestamp", "date", "integer", "decimal"])
    if mapping["version"] != nil, mapping["key"] == nil {
      mapping["version"]?.fault(
        "\"version\" needs a \"key\"", hint: "name the column that tells records apart as key")
    }
    let places = reader.places()
    let key = reader.column(
      "key", types: ["id", "text", "integer", "category", "province", "ward"])
    let time = reader.column("time", types: ["timestamp", "date"])
    if let time, columns[time].personal {
      mapping["time"]?.fault("\"time\" names a personal column, which no figure may depend on")
    }
    let instrument = mapping["instrument"].flatMap {
      InstrumentReader.read(
        $0, columns: columns.map(\.column), written: mapping["columns"]?.keys ?? [])
    }
    return Schema(
      dataset: dataset ?? "", label: label, columns: columns.map(\.column), key: key,
      version: version, provinceColumns: places.province, wardColumns: places.ward, time: time,
      instrument: instrument, path: root.file.path)
  }

  private let mapping: YAMLMapping
  private let columns: [Entry]

  /// A column and the place of its name.
  struct Entry {
    let column: Column
    let name: YAMLValue
    let headers: [YAMLValue]

    var personal: Bool { column.personal }
  }

  private static func columns(_ mapping: YAMLMapping) -> [Entry]? {
    guard let value = mapping.required("columns"),
      let entries = value.mapping("columns")?.entries
    else { return nil }
    guard !entries.isEmpty else {
      value.fault("a dataset needs at least one column")
      return nil
    }
    return entries.compactMap { entry -> Entry? in
      guard let name = entry.keyValue.identifier("a column") else { return nil }
      guard !ExpressionLexer.reserved.contains(name.lowercased()) else {
        entry.keyValue.fault(
          "\(quoted(name)) is a word of the expressions and cannot name a column")
        return nil
      }
      guard let column = ColumnReader.read(entry.value, name: name) else { return nil }
      if case .category = column.type, ["national", "province", "ward", "period"].contains(name) {
        entry.keyValue.fault(
          "\(quoted(name)) is a grouping's key and cannot name a category column")
      }
      return Entry(
        column: column, name: entry.keyValue, headers: entry.value.elements(of: "headers"))
    }
  }

  /// Reports a header that two columns claim.
  private func checkHeaders() {
    var table = WordTable<Int>()
    for (index, entry) in columns.enumerated() {
      for word in [entry.name] + entry.headers {
        guard case .scalar(let text, _) = word.node.content else { continue }
        if let other = table.add(text, index) {
          word.fault(
            "the header \(quoted(text)) is that of \(quoted(columns[other].column.name)) as well",
            hint: "give it to one column")
        }
      }
    }
  }

  /// The column that a key names; it must be required and of a type that can serve.
  private func column(_ key: String, types: [String]) -> Int? {
    guard let value = mapping[key], let index = index(value, of: key) else { return nil }
    let column = columns[index].column
    guard types.contains(column.type.name) else {
      value.fault(
        "\(quoted(key)) names \(quoted(column.name)), which is of type \(column.type.name)",
        hint: "it must be of type " + types.joined(separator: ", "))
      return nil
    }
    guard column.required else {
      value.fault(
        "\(quoted(key)) names \(quoted(column.name)), which is not required",
        hint: "write required: true at the column")
      return nil
    }
    return index
  }

  private func index(_ value: YAMLValue, of key: String) -> Int? {
    guard let name = value.text(key) else { return nil }
    guard let index = columns.firstIndex(where: { $0.column.name == name }) else {
      // A column with a fault of its own is not reported twice.
      let written = mapping["columns"]?.keys ?? []
      guard !written.contains(name) else { return nil }
      value.fault(
        "\(quoted(key)) names the unknown column \(quoted(name))",
        hint: remedy(for: name, among: written))
      return nil
    }
    return index
  }

  private func places() -> (province: [Int], ward: [Int]) {
    guard let place = mapping["place"]?.mapping("place", keys: ["province", "ward"]) else {
      return ([], [])
    }
    return (places(place, "province"), places(place, "ward"))
  }

  private func places(_ place: YAMLMapping, _ level: String) -> [Int] {
    var found: [Int] = []
    for value in place[level]?.oneOrMore(level) ?? [] {
      guard let index = index(value, of: level) else { continue }
      let column = columns[index].column
      if column.type.name != level {
        value.fault(
          "\(quoted(level)) names \(quoted(column.name)), which is of type \(column.type.name)",
          hint: "it must be of type \(level)")
      } else if column.personal {
        value.fault("\(quoted(level)) names a personal column, which no figure may depend on")
      } else if found.contains(index) {
        value.fault("\(quoted(column.name)) stands here twice", hint: "remove one")
      } else {
        found.append(index)
      }
    }
    return found
  }
}

extension YAMLValue {
  /// A name that can stand in an expression, a header and a file name.
  func identifier(_ what: String) -> String? {
    guard let text = text(what) else { return nil }
    let scalars = text.unicodeScalars
    guard let first = scalars.first, ExpressionLexer.isLetter(first),
      scalars.allSatisfy({
        ExpressionLexer.isLetter($0) || $0.properties.numericType == .decimal
      })
    else {
      fault("\(what) cannot be called \(quoted(text))", hint: "use letters, digits and _")
      return nil
    }
    return text
  }
}
