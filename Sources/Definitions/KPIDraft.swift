internal import Statistics

/// A KPI as the catalog writes it: expressions parsed, columns not yet looked up.
struct KPIDraft {
  let id: String
  let label: Label
  let dataset: String?
  let kind: Kind
  let better: KPI.Direction
  let target: Double?
  let source: String
  let interval: Interval
  let level: Double
  let formulas: [(key: String, text: String)]
  /// What official index it says that it is.
  let claim: StandardClaim?
  /// Where its id stands.
  let place: YAMLValue

  enum Kind {
    case share(numerator: WrittenExpression, denominator: WrittenExpression?)
    case mean(WrittenExpression)
    case quantiles([Exact], of: WrittenExpression)
    case count(WrittenExpression)
    case countDistinct(YAMLValue)
    case coverage(PlaceLevel, where: WrittenExpression?, place: YAMLValue)
    case composite([Part])
  }

  /// What the catalog says of intervals.
  struct Interval {
    let method: KPI.IntervalMethod?
    /// Whether it says anything, be it that there is none.
    let isStated: Bool
    let place: YAMLValue?
  }

  struct Part {
    let kpi: String
    let weight: Exact
    let place: YAMLValue
  }

  /// The rows it will publish.
  var publishedIDs: [String] {
    guard case .quantiles(let probabilities, _) = kind else { return [id] }
    return probabilities.map { "\(id)_\(KPI.suffix(of: $0))" }
  }

  /// The KPI on the records of its dataset, or `nil` where that has faults.
  ///
  /// Without a checker nothing is looked up: every expression stands as null and a column as −1, which
  /// serves to list a catalog and for nothing else.
  func bound(by checker: ExpressionChecker?) -> KPI? {
    guard let kind = kind(by: checker) else { return nil }
    return KPI(
      id: id, label: label, dataset: dataset, kind: kind, better: better, target: target,
      source: source, interval: interval(on: checker), level: level, formulas: formulas)
  }

  /// What the catalog says; where it says nothing of a share or mean of a sample with a design, the
  /// interval that such a sample is due.
  private func interval(on checker: ExpressionChecker?) -> KPI.IntervalMethod? {
    let hasDesign = checker?.schema.instrument?.design != nil
    guard interval.isStated else {
      switch kind {
      case .share: return hasDesign ? .kornGraubard : nil
      case .mean: return hasDesign ? .student : nil
      default: return nil
      }
    }
    if let method = interval.method, method.needsDesign, let checker, checker.isSound, !hasDesign {
      interval.place?.fault(
        "a \(method.rawValue) interval needs a sampling design, and \(checker.schema.dataset) declares none",
        hint: "write instrument: {basis: …, design: {psu: …}} in its schema")
    }
    return interval.method
  }

  private func kind(by checker: ExpressionChecker?) -> KPI.Kind? {
    switch kind {
    case .share(let numerator, let denominator):
      let top = numerator.condition(by: checker)
      guard let denominator else { return top.map { .share(numerator: $0, denominator: nil) } }
      guard let bottom = denominator.condition(by: checker), let top else { return nil }
      return .share(numerator: top, denominator: bottom)
    case .mean(let number): return number.number(by: checker).map(KPI.Kind.mean)
    case .quantiles(let probabilities, of: let number):
      return number.number(by: checker).map { .quantiles(probabilities, of: $0) }
    case .count(let condition): return condition.condition(by: checker).map(KPI.Kind.count)
    case .countDistinct(let name): return column(name, by: checker)
    case .coverage(let level, where: let condition, let place):
      if let schema = checker?.schema, checker?.isSound == true {
        let missing = Grouping(province: level == .province, ward: level == .ward)
          .missingKeys(in: schema)
        guard missing.isEmpty else {
          place.fault(
            "the coverage of \(level.rawValue)s needs a place, and \(schema.dataset) has no "
              + missing.joined(separator: ", "),
            hint: "write place: {\(level.rawValue): …} in its schema")
          return nil
        }
      }
      guard let condition else { return .coverage(level, where: .constant(true)) }
      return condition.condition(by: checker).map { .coverage(level, where: $0) }
    case .composite(let parts): return .composite(parts.map { ($0.kpi, $0.weight) })
    }
  }

  /// The column whose values are counted; not a personal one, since they enter the stage files.
  private func column(_ name: YAMLValue, by checker: ExpressionChecker?) -> KPI.Kind? {
    guard let text = name.text("count_distinct") else { return nil }
    guard let schema = checker?.schema else { return .countDistinct(column: -1) }
    guard let column = schema.column(text) else {
      guard checker?.doubtful.contains(text) != true else { return nil }
      name.fault(
        "unknown column \(quoted(text)) in \(schema.dataset)",
        hint: remedy(for: text, among: schema.columns.map(\.name)))
      return nil
    }
    guard !schema.columns[column].personal else {
      name.fault(
        "\(quoted(text)) is personal: its values would enter the stage files",
        hint: "count another column")
      return nil
    }
    return .countDistinct(column: column)
  }
}

/// An expression of a definition file and where it stands.
struct WrittenExpression {
  let syntax: ExpressionSyntax
  let place: YAMLValue

  /// Parses the text of a value, or reports why it cannot.
  init?(_ value: YAMLValue, _ what: String) {
    guard case .scalar(let text, _) = value.node.content, !value.isNothing, !text.isEmpty else {
      value.fault("\(what) must be an expression, not \(value.node.kind)")
      return nil
    }
    do {
      syntax = try ExpressionParser.parse(text)
      place = value
    } catch {
      value.fault(error.message, hint: error.hint, at: error.offset)
      return nil
    }
  }

  func condition(by checker: ExpressionChecker?) -> Condition? {
    guard let checker else { return .constant(nil) }
    do {
      return try checker.condition(syntax)
    } catch {
      guard !checker.doubtful.contains(error.unknownColumn ?? "") else { return nil }
      place.fault(error.message, hint: error.hint, at: error.offset)
      return nil
    }
  }

  func number(by checker: ExpressionChecker?) -> Number? {
    guard let checker else { return .constant(nil) }
    do {
      return try checker.number(syntax)
    } catch {
      guard !checker.doubtful.contains(error.unknownColumn ?? "") else { return nil }
      place.fault(error.message, hint: error.hint, at: error.offset)
      return nil
    }
  }
}
