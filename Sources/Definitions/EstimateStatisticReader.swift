/// Reads which statistic a spec of survey estimates asks for.
enum EstimateStatisticReader {
  typealias Reading = (
    statistic: EstimateSpec.Statistic, groups: [String], missing: EstimateSpec.Missing
  )

  private enum Kind: String, CaseIterable {
    case mean, total, ratio, proportion, quantile, kish
    case raoScott = "rao_scott_F"
    case alpha = "cronbach_alpha"

    /// The keys besides `type` and `na`.
    var keys: [String] {
      switch self {
      case .mean: ["variables", "by", "categorical", "variance"]
      case .total: ["variables", "by"]
      case .ratio: ["numerator", "denominator", "by"]
      case .proportion: ["variable", "op", "value"]
      case .quantile: ["variable", "probs", "qrule", "interval"]
      case .raoScott: ["rows", "columns"]
      case .alpha: ["variables"]
      case .kish: []
      }
    }
  }

  private enum Variance: String, CaseIterable {
    case taylor
    case jackknife = "JKn"
  }

  static func read(_ value: YAMLValue) -> Reading? {
    guard let open = value.mapping("statistic"),
      let kind = open.required("type")?.choice("type", of: Kind.self),
      let mapping = value.mapping("statistic", keys: ["type", "na"] + kind.keys),
      let statistic = statistic(kind, mapping)
    else { return nil }
    let groups = (mapping["by"].given?.oneOrMore("by") ?? []).compactMap {
      $0.text("a column of by")
    }
    if !groups.isEmpty {
      switch statistic {
      case .shares: mapping["by"]?.fault("shares of a category cannot be parted by others")
      case .jackknifedMean: mapping["by"]?.fault("jackknifed means cannot be parted by columns")
      default: break
      }
    }
    let missing = mapping["na"].given?.choice("na", of: EstimateSpec.Missing.self) ?? .refuse
    return (statistic, groups, missing)
  }

  private static func statistic(_ kind: Kind, _ mapping: YAMLMapping) -> EstimateSpec.Statistic? {
    func column(_ key: String) -> String? { mapping.required(key)?.text(key) }
    switch kind {
    case .mean: return mean(mapping)
    case .total: return variables(mapping).map { .total($0) }
    case .alpha: return variables(mapping).map { .alpha($0) }
    case .ratio:
      guard let numerator = column("numerator"), let denominator = column("denominator") else {
        return nil
      }
      return .ratio(numerator: numerator, denominator: denominator)
    case .proportion: return proportion(mapping)
    case .quantile:
      guard let variable = column("variable"),
        let list = mapping.required("probs")?.oneOrMore("probs")
      else { return nil }
      return .quantile(variable, list.compactMap { $0.double("a probability", in: 0...1) })
    case .raoScott:
      guard let rows = column("rows"), let columns = column("columns") else { return nil }
      return .raoScott(rows: rows, columns: columns)
    case .kish: return .kish
    }
  }

  private static func proportion(_ mapping: YAMLMapping) -> EstimateSpec.Statistic? {
    guard let variable = mapping.required("variable")?.text("variable") else { return nil }
    guard let op = mapping["op"].given else {
      mapping["value"].given?.fault("\"value\" needs an \"op\"", hint: "write op: \">=\" before it")
      return .proportion(variable, nil)
    }
    guard let relation = op.choice("op", of: EstimateSpec.Relation.self) else { return nil }
    return EstimateSpec.Condition(column: variable, relation: relation, comparedIn: mapping)
      .map { .proportion(variable, $0) }
  }

  private static func mean(_ mapping: YAMLMapping) -> EstimateSpec.Statistic? {
    guard let variables = variables(mapping) else { return nil }
    let isJackknife =
      mapping["variance"].given?.choice("variance", of: Variance.self) == .jackknife
    guard mapping["categorical"].given?.boolean("categorical") == true else {
      return isJackknife ? .jackknifedMean(variables) : .mean(variables)
    }
    guard variables.count == 1, !isJackknife else {
      mapping["categorical"]?.fault("shares are of one variable, by linearised variance")
      return nil
    }
    return .shares(variables[0])
  }

  private static func variables(_ mapping: YAMLMapping) -> [String]? {
    guard let value = mapping.required("variables"), let list = value.oneOrMore("variables") else {
      return nil
    }
    if list.isEmpty {
      value.fault("\"variables\" is empty", hint: "name one column or more")
      return nil
    }
    return list.compactMap { $0.text("a variable") }
  }
}
