internal import Statistics

/// Reads the section of a schema that makes it an instrument.
struct InstrumentReader {
  private let mapping: YAMLMapping
  private let columns: [Column]
  /// The names that the schema writes, those with faults of their own included.
  private let written: [String]

  static func read(_ value: YAMLValue, columns: [Column], written: [String]) -> Instrument? {
    let keys = ["basis", "factors", "overall", "satisfied", "comment", "design", "hours"]
    guard let mapping = value.mapping("the instrument", keys: keys) else { return nil }
    return InstrumentReader(mapping: mapping, columns: columns, written: written).instrument()
  }

  private func instrument() -> Instrument? {
    let basis = mapping.required("basis")?.choice("basis", of: Instrument.Basis.self)
    var questions: [Instrument.Question] = []
    for entry in mapping["factors"]?.mapping("factors")?.entries ?? [] {
      guard let factor = entry.keyValue.identifier("a factor") else { continue }
      for value in entry.value.oneOrMore("the questions of \(quoted(factor))") ?? [] {
        guard let column = question(value, among: questions) else { continue }
        questions.append(Instrument.Question(column: column, factor: factor))
      }
    }
    if let column = mapping["overall"].flatMap({ question($0, among: questions) }) {
      questions.append(Instrument.Question(column: column, factor: nil))
    }
    let satisfied = levels(questions)
    let comment = mapping["comment"].flatMap { self.column($0, "comment", types: ["text"]) }
    let design = mapping["design"].flatMap { self.design($0) }
    let hours = mapping["hours"].flatMap { $0.openingHours() }
    return basis.map {
      Instrument(
        basis: $0, questions: questions, satisfied: satisfied, comment: comment, design: design,
        hours: hours)
    }
  }

  private func question(_ value: YAMLValue, among known: [Instrument.Question]) -> Int? {
    guard let index = column(value, "a question", types: ["integer"]) else { return nil }
    guard case .integer(let scale) = columns[index].type, scale.range != nil else {
      value.fault(
        "the question \(quoted(columns[index].name)) has no scale",
        hint: "write range: [1, 5] at the column")
      return nil
    }
    guard !known.contains(where: { $0.column == index }) else {
      value.fault(
        "the question \(quoted(columns[index].name)) stands here twice", hint: "remove one")
      return nil
    }
    return index
  }

  /// The satisfied levels: those that are listed, else the upper two of a scale to 5.
  private func levels(_ questions: [Instrument.Question]) -> [Exact] {
    guard let value = mapping["satisfied"] else { return [Exact(4), Exact(5)] }
    let levels = (value.list("satisfied") ?? []).compactMap { $0.number("a level") }
    if levels.isEmpty { value.fault("satisfied names no level", hint: "write [4, 5]") }
    if Set(levels).count < levels.count {
      value.fault("satisfied names a level twice", hint: "remove one")
    }
    for question in questions {
      guard case .integer(let scale) = columns[question.column].type, let range = scale.range,
        let outside = levels.first(where: { !range.contains($0) })
      else { continue }
      value.fault(
        "the level \(outside.decimalText) is not on the scale of "
          + quoted(columns[question.column].name),
        hint: "its range is \(range.lowerBound) to \(range.upperBound)")
    }
    return levels.sorted()
  }

  // MARK: Design

  private func design(_ value: YAMLValue) -> SamplingDesign? {
    let keys = ["strata", "psu", "weight", "fpc", "lonely_psu", "population"]
    guard let mapping = value.mapping("the design", keys: keys) else { return nil }
    let kinds = ["id", "text", "category", "integer", "province", "ward"]
    func columns(_ key: String) -> [Int] {
      (mapping[key]?.oneOrMore(key) ?? []).compactMap { column($0, key, types: kinds) }
    }
    if mapping["psu"] == nil {
      mapping.fault(
        "missing key \"psu\" in the design",
        hint: "name the column of the site, or write [] where people were drawn one by one")
    }
    func size(_ key: String) -> Int? {
      guard let value = mapping[key],
        let index = column(value, key, types: ["integer", "decimal"])
      else { return nil }
      return checkSize(self.columns[index], key, value) ? index : nil
    }
    return SamplingDesign(
      strata: columns("strata"), units: columns("psu"),
      weight: size("weight"), unitCount: size("fpc"),
      lonelyUnit: mapping["lonely_psu"]?.choice(
        "lonely_psu", of: SamplingDesign.LonelyUnit.self) ?? .adjust,
      calibration: mapping["population"].flatMap { self.population($0) })
  }

  /// Whether every record has a number above 0 in a column that weighs it: what could not be weighed
  /// would drop out of every figure unseen.
  private func checkSize(_ column: Column, _ key: String, _ place: YAMLValue) -> Bool {
    let range: ClosedRange<Exact>? =
      switch column.type {
      case .integer(let scale), .decimal(let scale): scale.range
      default: nil
      }
    if column.required, let range, range.lowerBound > Exact(0) { return true }
    place.fault(
      "\(quoted(key)) names \(quoted(column.name)), which may be empty or not above 0",
      hint: "write required: true and range: [0.0001, 1000000] at the column")
    return false
  }

  /// A table of the population: a mapping a row, `count` beside the keys.
  private func population(_ value: YAMLValue) -> CalibrationTarget? {
    guard let rows = value.list("population") else { return nil }
    guard let first = rows.first?.mapping("a row of the population") else {
      value.fault("the population is empty", hint: "write [{province: \"01\", count: 1200}, …]")
      return nil
    }
    let keys = first.entries.map(\.key).filter { $0 != "count" }
    guard keys.filter({ check($0, rows[0]) }).count == keys.count else { return nil }
    var table: [[String]: Double] = [:]
    for row in rows {
      guard let (words, count) = self.row(row, keys: keys) else { continue }
      if table.updateValue(count, forKey: words) != nil {
        row.fault("\(words.joined(separator: ", ")) stands here twice", hint: "remove one")
      }
    }
    return CalibrationTarget(keys: keys, population: .table(table))
  }

  /// The values of the keys in a row of the population, and its count.
  private func row(_ row: YAMLValue, keys: [String]) -> (words: [String], count: Double)? {
    guard let mapping = row.mapping("a row of the population", keys: keys + ["count"]) else {
      return nil
    }
    let words = keys.compactMap { key in mapping.required(key)?.text(key) }
    guard words.count == keys.count, let place = mapping.required("count"),
      let count = place.number("count")
    else { return nil }
    guard count > Exact(0), count <= Exact(1_000_000_000_000) else {
      place.fault(
        "a count of the population must be above 0 and at most 10^12, not \(count.decimalText)")
      return nil
    }
    for (key, word) in zip(keys, words) { check(word, of: key, row) }
    return (words, Double(count.numerator) / Double(count.denominator))
  }

  private func check(_ key: String, _ place: YAMLValue) -> Bool {
    if key == "province" || isCategory(key) { return true }
    place.fault(
      "the population cannot be known by \(quoted(key))",
      hint: remedy(for: key, among: ["province"] + columns.map(\.name).filter(isCategory)))
    return false
  }

  private func isCategory(_ name: String) -> Bool {
    columns.contains { column in
      if case .category = column.type { column.name == name && !column.personal } else { false }
    }
  }

  private func check(_ word: String, of key: String, _ place: YAMLValue) {
    guard let column = columns.first(where: { $0.name == key }),
      case .category(let category) = column.type, !category.members.contains(word)
    else { return }
    place.fault(
      "\(quoted(word)) is no value of \(quoted(key))",
      hint: remedy(for: word, among: category.members))
  }

  // MARK: Columns

  /// The column that a value names; one that may stay in the stage files.
  private func column(_ value: YAMLValue, _ what: String, types: [String]) -> Int? {
    guard let name = value.text(what) else { return nil }
    guard let index = columns.firstIndex(where: { $0.name == name }) else {
      guard !written.contains(name) else { return nil }
      value.fault(
        "\(quoted(what)) names the unknown column \(quoted(name))",
        hint: remedy(for: name, among: written))
      return nil
    }
    let column = columns[index]
    guard types.contains(column.type.name) else {
      value.fault(
        "\(quoted(what)) names \(quoted(name)), which is of type \(column.type.name)",
        hint: "it must be of type " + types.joined(separator: ", "))
      return nil
    }
    guard what == "comment" || !column.personal else {
      value.fault("\(quoted(what)) names a personal column, which no figure may depend on")
      return nil
    }
    return index
  }
}
