internal import Statistics

extension PipelineReader {
  // MARK: Groupings

  func groupings(_ datasets: [DatasetDraft]) -> [Grouping]? {
    guard let value = root.required("groupings"), let elements = value.list("groupings") else {
      return nil
    }
    if elements.isEmpty { value.fault("a pipeline needs at least one grouping") }
    var groupings: [Grouping] = []
    for element in elements {
      guard let grouping = grouping(element, datasets) else { continue }
      guard !groupings.contains(grouping) else {
        element.fault("the grouping \(quoted("\(grouping)")) stands here twice", hint: "remove one")
        continue
      }
      groupings.append(grouping)
    }
    return groupings
  }

  private func grouping(_ value: YAMLValue, _ datasets: [DatasetDraft]) -> Grouping? {
    guard let text = value.text("a grouping") else { return nil }
    let keys = text.split(separator: "+", omittingEmptySubsequences: false).map {
      String($0).normalized
    }
    if keys == ["national"] { return .national }
    var (category, seen): (String?, Set<String>) = (nil, [])
    for key in keys {
      guard seen.insert(key).inserted else {
        value.fault("the key \(quoted(key)) stands twice in \(quoted(text))", hint: "remove one")
        return nil
      }
      if ["province", "ward", "period"].contains(key) { continue }
      guard isCategory(key, value, datasets) else { return nil }
      guard category == nil else {
        value.fault(
          "\(quoted(text)) has more than one category: \(category ?? ""), \(key)",
          hint: "write a grouping for each")
        return nil
      }
      category = key
    }
    return Grouping(
      province: seen.contains("province"), ward: seen.contains("ward"), category: category,
      period: seen.contains("period"))
  }

  private func isCategory(_ key: String, _ value: YAMLValue, _ datasets: [DatasetDraft]) -> Bool {
    let schemas = datasets.compactMap(\.schema)
    let columns = schemas.flatMap(\.columns)
    let categories = columns.filter { if case .category = $0.type { true } else { false } }
    if let column = categories.first(where: { $0.name == key }) {
      guard column.personal else { return true }
      value.fault("\(quoted(key)) is personal: its values may not be published")
      return false
    }
    // A schema with faults may well have the column.
    guard schemas.count == datasets.count, !datasets.contains(where: { $0.doubtful.contains(key) })
    else { return false }
    if key.isEmpty {
      value.fault("a key is missing beside +")
    } else if key == "national" {
      value.fault("\"national\" stands alone, without other keys")
    } else if let column = columns.first(where: { $0.name == key }) {
      value.fault("\(quoted(key)) is of type \(column.type.name), and only categories can group")
    } else {
      var candidates: [String] = ["national", "province", "ward", "period"]
      for column in categories where !candidates.contains(column.name) {
        candidates.append(column.name)
      }
      value.fault("unknown grouping key \(quoted(key))", hint: remedy(for: key, among: candidates))
    }
    return false
  }

  // MARK: Rankings

  func rankings(_ kpis: KPISelection, _ datasets: [DatasetDraft]) -> [RankingDefinition] {
    var rankings: [RankingDefinition] = []
    for element in root["rankings"]?.list("rankings") ?? [] {
      guard
        let mapping = element.mapping(
          "a ranking", keys: ["kpi", "top", "min_denominator", "weights"])
      else { continue }
      let kpi = mapping.required("kpi").flatMap { rankable($0, kpis, datasets) }
      let top = mapping["top"].map { $0.integer("top", in: 1...Int.max) } ?? 5
      let least =
        mapping["min_denominator"].map { $0.integer("min_denominator", in: 0...Int.max) } ?? 0
      let weights = weights(mapping, of: kpi.flatMap { id in kpis.drafts.first { $0.id == id } })
      guard let kpi, let top, let least else { continue }
      guard !rankings.contains(where: { $0.kpi == kpi }) else {
        element.fault("\(quoted(kpi)) is ranked twice", hint: "remove one")
        continue
      }
      rankings.append(
        RankingDefinition(kpi: kpi, top: top, minDenominator: least, weights: weights))
    }
    return rankings
  }

  /// How the weights of a ranked composite are varied; `nil` for what has no weights.
  private func weights(_ ranking: YAMLMapping, of draft: KPIDraft?) -> WeightVariation? {
    guard let draft else { return nil }
    guard case .composite = draft.kind else {
      ranking.entries.first { $0.key == "weights" }?.keyValue.fault(
        "\(quoted(draft.id)) is no composite and has no weights", hint: "remove the key")
      return nil
    }
    let mapping = ranking["weights"]?.mapping("weights", keys: ["spread", "draws", "seed"])
    let usual = WeightVariation()
    return WeightVariation(
      spread: mapping?["spread"]?.number("spread", in: Exact(0)...Exact(1)).map {
        WideRatio($0).double
      } ?? usual.spread,
      draws: mapping?["draws"]?.integer("draws", in: 100...1_000_000) ?? usual.draws,
      seed: mapping?["seed"]?.integer("seed", in: 0...Int.max).map { UInt64($0) } ?? usual.seed)
  }

  /// The id of a KPI that the pipeline publishes and that has one figure a province.
  private func rankable(_ value: YAMLValue, _ kpis: KPISelection, _ datasets: [DatasetDraft])
    -> String?
  {
    guard let id = value.text("kpi") else { return nil }
    guard let draft = kpis.drafts.first(where: { $0.id == id }) else {
      unknown(id, value, kpis, among: kpis.drafts.map(\.id))
      return nil
    }
    if case .quantiles = draft.kind {
      value.fault(
        "\(quoted(id)) has several quantiles and cannot be ranked",
        hint: "rank a share, mean, coverage, count or composite")
      return nil
    }
    guard let dataset = datasets.first(where: { $0.name == draft.dataset }), dataset.isSound,
      let schema = dataset.schema, !Grouping.byProvince.missingKeys(in: schema).isEmpty
    else { return id }
    value.fault(
      "\(quoted(id)) has no figure a province: \(schema.dataset) has no place",
      hint: "write place: {province: …} in its schema")
    return nil
  }

  private func unknown(
    _ id: String, _ value: YAMLValue, _ kpis: KPISelection, among candidates: [String]
  ) {
    // A KPI with faults of its own is not reported twice.
    guard !kpis.faulty.contains(where: { id == $0 || id.hasPrefix($0 + "_p") }) else { return }
    if kpis.catalogIDs.contains(id) {
      value.fault(
        "the KPI \(quoted(id)) is not published by this pipeline",
        hint: kpis.leftOut.first { $0.kpi == id }?.reason ?? "add it to kpis")
    } else if !kpis.catalogIDs.isEmpty {
      value.fault("unknown KPI \(quoted(id))", hint: remedy(for: id, among: candidates))
    }
  }

  // MARK: Gates

  func gates(_ kpis: KPISelection) -> Gates {
    var gates = Gates()
    let keys = ["reject_share", "refused_files", "provinces", "feeds", "expect"]
    guard let mapping = root["gates"]?.mapping("gates", keys: keys) else { return gates }
    gates.rejectShare = limit(mapping["reject_share"], "reject_share") {
      $0.number($1, in: Exact(0)...Exact(1))
    }
    gates.refusedFiles = limit(mapping["refused_files"], "refused_files") {
      $0.integer($1, in: 0...Int.max)
    }
    gates.provinces = limit(mapping["provinces"], "provinces") { $0.integer($1, in: 0...Int.max) }
    gates.feeds = limit(mapping["feeds"], "feeds") { $0.integer($1, in: 0...Int.max) }
    if let place = mapping["feeds"], root["feeds"] == nil {
      place.fault("the gate feeds has nothing to count", hint: "write feeds: {watch: …} as well")
    }
    gates.expectations = (mapping["expect"]?.list("expect") ?? []).compactMap {
      expectation($0, kpis)
    }
    return gates
  }

  private func limit<Bound>(
    _ value: YAMLValue?, _ what: String, _ read: (YAMLValue, String) -> Bound?
  ) -> Gates.Limit<Bound> {
    let mapping = value?.mapping(what, keys: ["warn", "stop"])
    return Gates.Limit(
      warn: mapping?["warn"].flatMap { read($0, "warn") },
      stop: mapping?["stop"].flatMap { read($0, "stop") })
  }

  private func expectation(_ value: YAMLValue, _ kpis: KPISelection) -> Gates.Expectation? {
    let relations: [Gates.Expectation.Relation] = [.equals, .atLeast, .atMost]
    guard
      let mapping = value.mapping("an expectation", keys: ["kpi"] + relations.map(\.rawValue))
    else { return nil }
    let given = relations.filter { mapping[$0.rawValue] != nil }
    guard given.count == 1, let relation = given.first else {
      mapping.fault("an expectation has one of equals, at_least, at_most, not \(given.count)")
      return nil
    }
    let bound = mapping[relation.rawValue]?.number(relation.rawValue)
    guard let place = mapping.required("kpi"), let id = place.text("kpi") else { return nil }
    let published = kpis.drafts.flatMap(\.publishedIDs)
    guard published.contains(id) else {
      if let draft = kpis.drafts.first(where: { $0.id == id }) {
        place.fault(
          "\(quoted(id)) has several values",
          hint: "write one of " + draft.publishedIDs.joined(separator: ", "))
      } else {
        unknown(id, place, kpis, among: published)
      }
      return nil
    }
    return bound.map { Gates.Expectation(kpi: id, relation: relation, bound: $0) }
  }

  // MARK: Publication

  func disclosure(
    _ datasets: [DatasetDraft]
  ) -> (bounds: [String: Int], complements: Set<String>) {
    var bounds: [String: Int] = [:]
    var complements: Set<String> = []
    for entry in root["disclosure"]?.mapping("disclosure")?.entries ?? [] {
      guard datasets.contains(where: { $0.name == entry.key }) else {
        entry.keyValue.fault(
          "unknown dataset \(quoted(entry.key)) in disclosure",
          hint: remedy(for: entry.key, among: datasets.map(\.name)))
        continue
      }
      let mapping = entry.value.mapping(
        "disclosure of \(quoted(entry.key))", keys: ["min_count", "complements"])
      bounds[entry.key] = mapping?.required("min_count")?.integer("min_count", in: 1...Int.max)
      if mapping?["complements"]?.boolean("complements") == true { complements.insert(entry.key) }
    }
    return (bounds, complements)
  }

  func rounding() -> Rounding {
    guard let mapping = root["rounding"]?.mapping("rounding", keys: ["mode", "decimals"]) else {
      return Rounding()
    }
    let mode = mapping["mode"]?.choice("rounding mode", of: Rounding.Mode.self)
    let decimals = mapping["decimals"]?.integer("decimals", in: 0...10)
    return Rounding(mode: mode ?? .halfUp, decimals: decimals ?? 2)
  }

  /// The outputs, with those that others point to: pictures are charts of the report, and everything for
  /// people is verified and followed by the figures in CSV.
  func outputs() -> Set<PipelineDefinition.Output> {
    guard let elements = root["outputs"]?.oneOrMore("outputs") else { return [.csv, .json] }
    var outputs = Set(
      elements.compactMap { $0.choice("output", of: PipelineDefinition.Output.self) })
    if outputs.contains(.png) { outputs.insert(.html) }
    if !outputs.isDisjoint(with: [.html, .xlsx, .excelCSV]) { outputs.insert(.csv) }
    return outputs
  }
}
