internal import Statistics

/// Reads one KPI of a catalog.
struct KPIReader {
  private let id: String
  private let mapping: YAMLMapping

  private static let kinds = [
    "numerator", "mean", "quantiles", "count", "count_distinct", "coverage", "composite",
  ]
  private static let common = [
    "label", "dataset", "better", "target", "source", "interval", "level", "standard", "groups",
  ]

  static func read(_ value: YAMLValue, id: String, place: YAMLValue) -> KPIDraft? {
    let keys = common + kinds + ["denominator", "of"]
    guard let mapping = value.mapping("KPI \(quoted(id))", keys: keys) else { return nil }
    return KPIReader(id: id, mapping: mapping).draft(place)
  }

  private func draft(_ place: YAMLValue) -> KPIDraft? {
    let label = mapping["label"].map { $0.label("label") ?? Label(id) } ?? Label(id)
    let better = mapping["better"]?.choice("direction", of: Direction.self)
    let interval = mapping["interval"]?.choice("interval", of: Interval.self)
    let target = mapping["target"]?.number("target")
    let source = mapping["source"]?.text("source") ?? ""
    let level = mapping["level"]?.number("level")
    if let level, !(level > Exact(0) && level < Exact(1)) {
      mapping["level"]?.fault("level must lie between 0 and 1", hint: "write 0.95")
    }
    guard let key = kindKey(place) else { return nil }
    checkDependents(of: key, interval)
    let dataset = self.dataset(key, place)
    guard let kind = kind(key), key == "composite" || dataset != nil else { return nil }
    return KPIDraft(
      id: id, label: label, dataset: dataset, kind: kind,
      better: better == .lower ? .lower : .higher, target: target.map(double), source: source,
      interval: KPIDraft.Interval(
        method: interval?.method, isStated: interval != nil, place: mapping["interval"]),
      level: level.map(double) ?? 0.95,
      formulas: formulas(kind), claim: claim(key), place: place)
  }

  private enum Direction: String, CaseIterable {
    case higher, lower
  }

  private enum Interval: String, CaseIterable {
    case none, wilson, jeffreys, logit, student
    case clopperPearson = "clopper_pearson"
    case kornGraubard = "korn_graubard"

    var method: KPI.IntervalMethod? { KPI.IntervalMethod(rawValue: rawValue) }
  }

  private func double(_ number: Exact) -> Double {
    Double(number.numerator) / Double(number.denominator)
  }

  /// The one key that says what kind of KPI it is.
  private func kindKey(_ place: YAMLValue) -> String? {
    let found = mapping.entries.filter { Self.kinds.contains($0.key) }
    guard let first = found.first else {
      place.fault(
        "KPI \(quoted(id)) has no kind", hint: "write one of " + Self.kinds.joined(separator: ", "))
      return nil
    }
    for other in found.dropFirst() {
      other.keyValue.fault(
        "KPI \(quoted(id)) has both \(quoted(first.key)) and \(quoted(other.key))",
        hint: "a KPI has one kind")
    }
    return found.count == 1 ? first.key : nil
  }

  private func checkDependents(of kind: String, _ interval: Interval?) {
    for (key, owner) in [("denominator", "numerator"), ("of", "quantiles")] where kind != owner {
      mapping.entries.first { $0.key == key }?.keyValue.fault(
        "\(quoted(key)) needs \(quoted(owner))", hint: "KPI \(quoted(id)) has \(quoted(kind))")
    }
    guard let method = interval?.method else { return }
    if method == .student, kind != "mean" {
      mapping["interval"]?.fault("a student interval is for means, and \(quoted(id)) is none")
    } else if method != .student, kind != "numerator" {
      mapping["interval"]?.fault(
        "a \(method.rawValue) interval is for shares, and \(quoted(id)) is none")
    }
  }

  private func dataset(_ kind: String, _ place: YAMLValue) -> String? {
    guard kind == "composite" else {
      guard let value = mapping["dataset"] else {
        place.fault("missing key \"dataset\" in KPI \(quoted(id))")
        return nil
      }
      return value.identifier("a dataset")
    }
    mapping["dataset"]?.fault("a composite has no dataset of its own", hint: "remove the key")
    return nil
  }

  private func kind(_ key: String) -> KPIDraft.Kind? {
    guard let value = mapping[key] else { return nil }
    switch key {
    case "numerator":
      let denominator = mapping["denominator"].map { WrittenExpression($0, "denominator") }
      guard let numerator = WrittenExpression(value, key) else { return nil }
      guard let denominator else { return .share(numerator: numerator, denominator: nil) }
      return denominator.map { .share(numerator: numerator, denominator: $0) }
    case "mean": return WrittenExpression(value, key).map(KPIDraft.Kind.mean)
    case "quantiles":
      let expression = mapping.required("of").flatMap { WrittenExpression($0, "of") }
      guard let probabilities = probabilities(value), let expression else { return nil }
      return .quantiles(probabilities, of: expression)
    case "count": return WrittenExpression(value, key).map(KPIDraft.Kind.count)
    case "count_distinct":
      return value.text("count_distinct") == nil ? nil : .countDistinct(value)
    case "coverage": return coverage(value)
    default: return composite(value)
    }
  }

  private func probabilities(_ value: YAMLValue) -> [Exact]? {
    guard let elements = value.list("quantiles") else { return nil }
    guard !elements.isEmpty else {
      value.fault("quantiles is empty", hint: "write [0.5, 0.9]")
      return nil
    }
    let probabilities = elements.compactMap { element -> Exact? in
      guard let number = element.number("a quantile") else { return nil }
      guard number > Exact(0), number <= Exact(1) else {
        element.fault("a quantile must be above 0 and at most 1, not \(number.decimalText)")
        return nil
      }
      return number
    }
    return probabilities.count == elements.count ? probabilities : nil
  }

  private func coverage(_ value: YAMLValue) -> KPIDraft.Kind? {
    guard let inner = value.mapping("coverage", keys: ["of", "where"]) else { return nil }
    let level = inner.required("of")?.choice("unit", of: Unit.self)
    let condition = inner["where"].map { WrittenExpression($0, "where") }
    guard let level else { return nil }
    if let condition, condition == nil { return nil }
    return .coverage(
      level == .ward ? .ward : .province, where: condition.flatMap(\.self), place: value)
  }

  private enum Unit: String, CaseIterable {
    case ward, province
  }

  private func composite(_ value: YAMLValue) -> KPIDraft.Kind? {
    guard let weights = value.mapping("composite")?.entries else { return nil }
    let parts = weights.compactMap { entry in
      entry.value.number("a weight").map {
        KPIDraft.Part(kpi: entry.key, weight: $0, place: entry.keyValue)
      }
    }
    guard parts.count == weights.count else { return nil }
    for part in parts where part.weight <= Exact(0) {
      part.place.fault("the weight of \(quoted(part.kpi)) must be above 0")
    }
    let total = parts.reduce(Optional(Exact(0))) { sum, part in
      sum.flatMap { Exact.sum($0, part.weight) }
    }
    guard total == Exact(1) else {
      value.fault(
        "the weights of \(quoted(id)) sum to \(total?.decimalText ?? "too much"), not to 1")
      return nil
    }
    return .composite(parts)
  }

  /// What official index a composite says that it is.
  private func claim(_ kind: String) -> StandardClaim? {
    for key in ["standard", "groups"] where kind != "composite" {
      mapping.entries.first { $0.key == key }?.keyValue.fault(
        "\(quoted(key)) needs \(quoted("composite"))", hint: "KPI \(quoted(id)) has \(quoted(kind))"
      )
    }
    guard let value = mapping["standard"] else {
      if kind == "composite" {
        mapping.entries.first { $0.key == "groups" }?.keyValue.fault(
          "\(quoted("groups")) needs \(quoted("standard"))", hint: "write standard: decision_766")
      }
      return nil
    }
    return value.text("standard").map { standard in
      StandardClaim(
        standard: standard, place: value, groups: mapping["groups"]?.mapping("groups"))
    }
  }

  /// The definition as the catalog writes it.
  private func formulas(_ kind: KPIDraft.Kind) -> [(key: String, text: String)] {
    func text(_ expression: WrittenExpression) -> String {
      guard case .scalar(let text, _) = expression.place.node.content else { return "" }
      return text
    }
    switch kind {
    case .share(let numerator, let denominator):
      return [("numerator", text(numerator))]
        + (denominator.map { [("denominator", text($0))] } ?? [])
    case .mean(let number): return [("mean", text(number))]
    case .quantiles(let probabilities, of: let number):
      let written = probabilities.map(\.decimalText).joined(separator: ", ")
      return [("quantiles", written), ("of", text(number))]
    case .count(let condition): return [("count", text(condition))]
    case .countDistinct(let name): return [("count_distinct", name.text("count_distinct") ?? "")]
    case .coverage(let level, where: let condition, _):
      return [("coverage", level.rawValue)] + (condition.map { [("where", text($0))] } ?? [])
    case .composite(let parts):
      let terms = parts.map { "\($0.weight.decimalText) * \($0.kpi)" }
      return [("composite", terms.joined(separator: " + "))]
    }
  }
}
