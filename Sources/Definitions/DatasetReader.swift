/// A dataset of a pipeline as far as it could be read.
struct DatasetDraft {
  let name: String
  /// As far as it could be read.
  let schema: Schema?
  /// Columns that the schema writes and that could not be read.
  let doubtful: Set<String>
  /// Whether the schema has no faults.
  let isSound: Bool
  /// `nil` where anything has faults.
  var dataset: PipelineDefinition.Dataset?
  /// What the pipeline says the weights are to add up to.
  var calibration: YAMLMapping?
}

extension PipelineReader {
  /// The datasets in the order of the file.
  func datasets(_ period: PeriodRange?) -> [DatasetDraft] {
    let limits = limits()
    guard let value = root.required("datasets"), let mapping = value.mapping("datasets") else {
      return []
    }
    if mapping.entries.isEmpty { value.fault("a pipeline needs at least one dataset") }
    return mapping.entries.compactMap { entry in
      entry.keyValue.identifier("a dataset").flatMap { dataset($0, entry.value, period, limits) }
    }
  }

  private func dataset(
    _ name: String, _ value: YAMLValue, _ period: PeriodRange?, _ limits: InputLimits
  ) -> DatasetDraft? {
    let keys = [
      "schema", "files", "encoding", "delimiter", "numbers", "dates", "period", "calibrate",
    ]
    guard let mapping = value.mapping("dataset \(quoted(name))", keys: keys) else {
      return DatasetDraft(name: name, schema: nil, doubtful: [], isSound: false, dataset: nil)
    }
    let before = log.count
    let root = mapping.required("schema").flatMap { schemaRoot($0) }
    let schema = root.flatMap { SchemaReader.read($0.root) }
    let isSound = schema != nil && log.count == before
    let doubtful = Set(root?.root.mappingKeys(under: "columns") ?? [])
      .subtracting(schema?.columns.map(\.name) ?? [])
    if let schema, let place = root?.place { check(schema, name, place) }
    let files = mapping.required("files").flatMap { self.files($0, name) }
    let encoding = mapping["encoding"].flatMap { $0.encoding() }
    let delimiter = mapping["delimiter"].flatMap { $0.delimiter() }
    let numbers = mapping["numbers"].flatMap { $0.choice("numbers", of: NumberStyle.self) }
    let dates = mapping["dates"].flatMap { $0.choice("dates", of: DateOrder.self) }
    let calibration = mapping["calibrate"].flatMap {
      $0.mapping("calibrate", keys: ["to", "where", "by"])
    }
    let own = mapping["period"].map { self.period($0, default: period) } ?? period
    guard isSound, let schema, let files, let own else {
      return DatasetDraft(
        name: name, schema: schema, doubtful: doubtful, isSound: isSound, dataset: nil)
    }
    return DatasetDraft(
      name: name, schema: schema, doubtful: [], isSound: true,
      dataset: PipelineDefinition.Dataset(
        name: name, schema: schema, files: files, encoding: encoding, delimiter: delimiter,
        numbers: numbers, dates: dates, period: own, limits: limits), calibration: calibration)
  }

  private func schemaRoot(_ value: YAMLValue) -> (root: YAMLValue, place: YAMLValue)? {
    root(of: value, "schema").map { ($0, value) }
  }

  private func check(_ schema: Schema, _ name: String, _ place: YAMLValue) {
    guard schema.dataset != name, !schema.dataset.isEmpty else { return }
    place.fault(
      "the schema describes the dataset \(quoted(schema.dataset)), not \(quoted(name))",
      hint: "name both alike")
  }

  private func files(_ value: YAMLValue, _ name: String) -> [String]? {
    guard let patterns = value.oneOrMore("files") else { return nil }
    guard !patterns.isEmpty else {
      value.fault("dataset \(quoted(name)) has no files", hint: "write [\"folder/*.csv\"]")
      return nil
    }
    let texts = patterns.compactMap { $0.text("a file") }
    return texts.count == patterns.count ? texts : nil
  }
}

extension YAMLValue {
  /// The encoding of a file.
  func encoding() -> TextEncoding? {
    guard let text = text("encoding") else { return nil }
    guard let encoding = TextEncoding(written: text) else {
      fault("unknown encoding \(quoted(text))", hint: TextEncoding.remedy(for: text))
      return nil
    }
    return encoding
  }

  /// What parts the fields of a file.
  func delimiter() -> UInt8? {
    // A tab is white space, which `text` would take away.
    guard case .scalar(let text, _) = node.content, !isNothing else {
      fault("delimiter must be a text, not \(node.kind)")
      return nil
    }
    guard let delimiter = Delimiter.byte(of: text) else {
      fault(
        "unknown delimiter \(quoted(text))",
        hint: remedy(for: text, among: Delimiter.names.map(\.key)))
      return nil
    }
    return delimiter
  }
}
