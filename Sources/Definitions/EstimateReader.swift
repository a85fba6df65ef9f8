internal import Statistics

/// Reads a spec of survey estimates.
struct EstimateReader {
  private let place: DefinitionPath

  init(_ place: DefinitionPath) { self.place = place }

  private static let keys = [
    "id", "input", "encoding", "delimiter", "design", "weight_adjustment", "domain", "statistic",
  ]
  /// What a file of expected numbers says besides, for its reader.
  private static let remarks = ["meta", "r_call", "expected"]

  /// The specs of a document; `nil` where a fault was reported.
  func read(_ root: YAMLValue) -> [EstimateSpec]? {
    guard root.keys.contains("cases") else { return spec(root, index: nil).map { [$0] } }
    guard let mapping = root.mapping("the spec", keys: ["cases"] + Self.remarks),
      let cases = mapping["cases"]?.list("cases")
    else { return nil }
    if cases.isEmpty { mapping.fault("\"cases\" is empty", hint: "list one spec or more") }
    let specs = cases.enumerated().compactMap { spec($0.element, index: $0.offset) }
    var seen: Set<String> = []
    for (value, spec) in zip(cases, specs) where !seen.insert(spec.id).inserted {
      value.fault("the id \(quoted(spec.id)) stands twice", hint: "rename one")
    }
    return specs
  }

  private func spec(_ value: YAMLValue, index: Int?) -> EstimateSpec? {
    guard let mapping = value.mapping("the spec", keys: Self.keys + Self.remarks) else {
      return nil
    }
    let id =
      index == nil
      ? mapping["id"]?.text("id") ?? "estimate" : mapping.required("id")?.text("id")
    let input = mapping.required("input")?.text("input")
    let design = mapping["design"].given.map(design) ?? EstimateSpec.Design()
    let adjustment = mapping["weight_adjustment"].given.flatMap {
      EstimateAdjustmentReader.read($0)
    }
    let statistic = mapping.required("statistic").flatMap { EstimateStatisticReader.read($0) }
    guard let id, let input, let statistic else { return nil }
    return EstimateSpec(
      id: id, inputName: input, input: place.sibling(input).path,
      encoding: mapping["encoding"].given.flatMap { $0.encoding() },
      delimiter: mapping["delimiter"].given.flatMap { $0.delimiter() },
      design: design, adjustment: adjustment, domain: conditions(mapping["domain"].given),
      statistic: statistic.statistic, groups: statistic.groups, missing: statistic.missing)
  }

  private func design(_ value: YAMLValue) -> EstimateSpec.Design {
    var design = EstimateSpec.Design()
    let keys = [
      "ids", "strata", "weights", "fpc", "nest", "lonely_psu", "adjust_domain_lonely",
    ]
    guard let mapping = value.mapping("design", keys: keys) else { return design }
    func columns(_ key: String) -> [String] {
      (mapping[key].given?.oneOrMore(key) ?? []).compactMap { $0.text("a column of \(key)") }
    }
    design.units = columns("ids")
    design.strata = columns("strata")
    design.weights = mapping["weights"].given?.text("weights")
    design.populations = columns("fpc")
    design.isNested = mapping["nest"].given?.boolean("nest") ?? false
    design.lonely =
      mapping["lonely_psu"].given?.choice("lonely_psu", of: SurveyDesign.LonelyRule.self) ?? .fail
    design.adjustsLonelyDomains =
      mapping["adjust_domain_lonely"].given?.boolean("adjust_domain_lonely") ?? false
    if design.strata.count > max(1, design.units.count) {
      mapping["strata"]?.fault(
        "there are \(design.strata.count) stages of strata for \(max(1, design.units.count)) of ids",
        hint: "name one column a stage; strata of two columns need a column of both")
    }
    if design.populations.count > max(1, design.units.count) {
      mapping["fpc"]?.fault(
        "there are \(design.populations.count) columns of fpc for \(max(1, design.units.count)) stages of ids",
        hint: "name one column a stage")
    }
    return design
  }

  private func conditions(_ value: YAMLValue?) -> [EstimateSpec.Condition] {
    guard let value else { return [] }
    guard case .mapping = value.node.content else {
      return (value.list("domain") ?? []).compactMap(condition)
    }
    return condition(value).map { [$0] } ?? []
  }

  private func condition(_ value: YAMLValue) -> EstimateSpec.Condition? {
    guard let mapping = value.mapping("domain", keys: ["column", "op", "value"]) else { return nil }
    let column = mapping.required("column")?.text("column")
    let relation = mapping.required("op")?.choice("op", of: EstimateSpec.Relation.self)
    guard let column, let relation else { return nil }
    return EstimateSpec.Condition(column: column, relation: relation, comparedIn: mapping)
  }
}

extension EstimateSpec.Condition {
  /// A condition whose values stand under `value`; `nil` where a fault was reported.
  init?(column: String, relation: EstimateSpec.Relation, comparedIn mapping: YAMLMapping) {
    self.column = column
    self.relation = relation
    guard relation.needsValue else {
      (values, isOfNumbers) = ([], false)
      return
    }
    guard let compared = mapping.required("value"), let list = compared.oneOrMore("value") else {
      return nil
    }
    values = list.compactMap { $0.text("value") }
    isOfNumbers = list.allSatisfy { value in
      guard case .scalar(let text, .plain) = value.node.content else { return false }
      return Double(decimal: text) != nil
    }
    if list.isEmpty { compared.fault("\"value\" is empty", hint: "write what the column is to be") }
    guard relation != .equal, relation != .notEqual, !isOfNumbers || values.count != 1 else {
      return
    }
    compared.fault(
      "\(relation.rawValue) compares with one number, not \(compared.node.kind)",
      hint: "write a number without quotes")
  }
}

extension YAMLValue? {
  /// The value, where one stands there: null is the same as nothing.
  var given: YAMLValue? { flatMap { $0.isNothing ? nil : $0 } }
}

extension YAMLValue {
  /// A number as a double.
  func double(_ what: String, in range: ClosedRange<Double>? = nil) -> Double? {
    guard case .scalar(let text, .plain) = node.content, let number = Double(decimal: text),
      range?.contains(number) ?? true
    else {
      let wanted = range.map {
        " from \($0.lowerBound.shortestDecimal) to \($0.upperBound.shortestDecimal)"
      }
      fault("\(what) must be a number\(wanted ?? ""), not \(node.kind)")
      return nil
    }
    return number
  }
}

extension Double {
  /// Reads a number as data has it: decimal digits with a point, and an exponent if need be.
  ///
  /// No other base, no infinity, no word.
  public init?(decimal text: some StringProtocol) {
    guard let first = text.utf8.first, text.utf8.allSatisfy(Self.isOfNumber),
      first != UInt8(ascii: "e"), first != UInt8(ascii: "E"),
      let number = Double(text), number.isFinite
    else { return nil }
    self = number
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
