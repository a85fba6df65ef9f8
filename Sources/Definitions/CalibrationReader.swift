internal import Statistics

extension PipelineReader {
  /// The datasets with what the pipeline calibrates their weights to, and that checked.
  func calibrated(
    _ drafts: [DatasetDraft], _ reference: Reference?, _ offset: UTCOffset
  ) -> [DatasetDraft] {
    drafts.map { draft in
      var draft = draft
      if let mapping = draft.calibration {
        let found = calibration(mapping, of: draft, drafts, reference, offset)
        draft.dataset?.calibration = found
      }
      check(draft.dataset?.calibration, reference)
      return draft
    }
  }

  private func calibration(
    _ mapping: YAMLMapping, of draft: DatasetDraft, _ drafts: [DatasetDraft],
    _ reference: Reference?, _ offset: UTCOffset
  ) -> CalibrationTarget? {
    guard let schema = draft.schema else { return nil }
    guard schema.instrument?.design != nil else {
      if draft.isSound {
        mapping.fault(
          "\(quoted(draft.name)) cannot be calibrated: its schema declares no sampling design",
          hint: "write instrument: {basis: …, design: {psu: …}} in the schema")
      }
      return nil
    }
    if schema.instrument?.design?.calibration != nil {
      mapping.fault(
        "\(quoted(draft.name)) is calibrated twice: its schema has a population as well",
        hint: "remove one of them")
      return nil
    }
    guard let place = mapping.required("to"), let name = place.text("to") else { return nil }
    guard name != draft.name else {
      place.fault("\(quoted(name)) cannot be calibrated to itself", hint: "name the dossiers")
      return nil
    }
    guard let other = drafts.first(where: { $0.name == name }) else {
      place.fault(
        "unknown dataset \(quoted(name)) in calibrate",
        hint: remedy(for: name, among: drafts.map(\.name).filter { $0 != draft.name }))
      return nil
    }
    guard let population = other.schema else { return nil }
    guard population.instrument == nil else {
      place.fault(
        "\(quoted(name)) is a survey itself, and no population", hint: "name a full count")
      return nil
    }
    var keys: [String] = []
    for value in mapping.required("by")?.oneOrMore("by") ?? [] {
      guard let key = value.text("a key") else { continue }
      guard isKey(key, of: [schema, population]) else {
        let shared =
          ["province"]
          + schema.columns.map(\.name).filter {
            isKey($0, of: [schema, population])
          }
        value.fault(
          "\(quoted(key)) is no category that \(draft.name) and \(name) share",
          hint: remedy(for: key, among: shared))
        continue
      }
      if !keys.contains(key) { keys.append(key) }
    }
    if let by = mapping["by"], case .sequence(let listed) = by.node.content, listed.isEmpty {
      by.fault("by names no key", hint: "write [province, field]")
      return nil
    }
    // Each combination of members beyond the first category is counted by itself.
    let combinations = keys.filter { $0 != "province" }.dropFirst()
      .compactMap { population.categoryMembers($0)?.count }.reduce(1, { min($0 * $1, 1_000_000) })
    guard combinations <= Self.mostCombinations else {
      mapping.required("by")?.fault(
        "\(keys.joined(separator: ", ")) have more than \(Self.mostCombinations) combinations to count",
        hint: "leave out a category, or name the largest one first")
      return nil
    }
    let checker = ExpressionChecker(
      schema: population, reference: reference, offset: offset, doubtful: other.doubtful,
      isSound: other.isSound)
    guard let written = mapping["where"] else {
      return CalibrationTarget(
        keys: keys, population: .records(dataset: name, where: .constant(true)))
    }
    return WrittenExpression(written, "where")?.condition(by: checker).map {
      CalibrationTarget(keys: keys, population: .records(dataset: name, where: $0))
    }
  }

  private static let mostCombinations = 64

  /// Whether records of all these schemas can be told apart by a key, and alike.
  private func isKey(_ key: String, of schemas: [Schema]) -> Bool {
    if key == "province" {
      return schemas.allSatisfy { Grouping.byProvince.missingKeys(in: $0).isEmpty }
    }
    let members = schemas.map { $0.categoryMembers(key).map(Set.init) }
    let personal = schemas.contains { schema in
      schema.column(key).map { schema.columns[$0].personal } ?? false
    }
    return !personal && members[0] != nil && members.allSatisfy { $0 == members[0] }
  }

  /// Checks the provinces of a table, which the schema could not.
  private func check(_ calibration: CalibrationTarget?, _ reference: Reference?) {
    guard case .table(let table) = calibration?.population, let reference,
      let place = calibration?.keys.firstIndex(of: "province")
    else { return }
    let codes = Set(reference.provinces.map(\.code))
    for words in table.keys.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where !codes.contains(words[place]) {
      root["datasets"]?.fault(
        "the population of a design names the unknown province \(quoted(words[place]))",
        hint: remedy(for: words[place], among: codes.sorted()))
    }
  }
}
