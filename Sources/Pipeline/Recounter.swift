internal import Definitions
internal import Engine
internal import Statistics

/// A KPI's numbers in one cell that was counted again.
struct Recounter {
  private let kpi: KPI
  private let cell: Cell?
  private let key: CellKey
  private let plan: CountingPlan
  private let grouping: Grouping

  init(_ kpi: KPI, in cell: Cell?, key: CellKey, of plan: CountingPlan, _ grouping: Grouping) {
    (self.kpi, self.cell, self.key, self.plan, self.grouping) = (kpi, cell, key, plan, grouping)
  }

  /// The measure of a share's numerator.
  var numerator: Int? { if case .share = kpi.kind { place(.numerator) } else { nil } }

  /// The measure of the records that stand behind the figure.
  var base: Int {
    switch kpi.kind {
    case .share: place(.denominator)
    case .mean, .quantiles: place(.values)
    case .count: place(.count)
    case .countDistinct, .coverage: place(.codes)
    case .composite: preconditionFailure("a composite has no records of its own")
    }
  }

  private func place(_ part: Measure.Part) -> Int {
    let id = Measure.ID(kpi: kpi.id, part: part)
    guard let place = plan.measures.firstIndex(where: { $0.id == id }) else {
      preconditionFailure("\(kpi.id) is not counted")
    }
    return place
  }

  func recount(_ published: String) -> FigureOrigin.Recount {
    func recount(
      _ numerator: Quantity?, _ denominator: Int64?, _ value: Quantity?
    ) -> FigureOrigin.Recount {
      FigureOrigin.Recount(
        numerator: numerator?.text ?? "", denominator: denominator.map { "\($0)" } ?? "",
        value: value?.double.shortestDecimal ?? "")
    }
    func ratio(_ count: Int64, _ all: Int64) -> FigureOrigin.Recount {
      recount(
        .integer(count), all, WideRatio(Int128(count), over: Int128(all)).map(Quantity.exact))
    }
    switch kpi.kind {
    case .share: return ratio(count(.numerator), count(.denominator))
    case .count: return recount(nil, nil, .integer(count(.count)))
    case .countDistinct: return recount(nil, nil, .integer(codes.count))
    case .coverage: return ratio(Int64(codes.count), Int64(units.count))
    case .mean:
      let values = values
      return recount(values.count > 0 ? values.sum : .integer(0), values.count, values.mean)
    case .quantiles(let probabilities, _):
      let index = kpi.publishedIDs.firstIndex(of: published) ?? 0
      let value = values.quantile(probabilities[index])
      return recount(nil, values.count, value.map { .exact(WideRatio($0)) })
    case .composite: return recount(nil, nil, nil)
    }
  }

  /// The least, the middle and the greatest value; `nil` of what a personal column holds.
  var spread: FigureOrigin.Spread? {
    let values = values
    let isPersonal = plan.schema.columns.contains { column in
      column.personal && kpi.formulas.contains { $0.text.contains(column.name) }
    }
    guard !isPersonal, values.count > 0, let least = values.quantile(Exact(0)),
      let median = Exact(1, over: 2).flatMap(values.quantile),
      let greatest = values.quantile(Exact(1))
    else { return nil }
    func text(_ value: Exact) -> String { Quantity.exact(WideRatio(value)).text }
    return FigureOrigin.Spread(
      least: text(least), median: text(median), greatest: text(greatest))
  }

  /// The names of a coverage's units that lack it, in the order of their codes.
  var uncovered: [String] {
    let codes = codes
    return units.filter { !codes.contains($0.code) }.map(\.name)
  }

  private var units: [(code: String, name: String)] {
    guard case .coverage(let level, _) = kpi.kind else { return [] }
    let reference = plan.reference
    if level == .province {
      guard !grouping.ward else { return [] }
      return reference.provinces.indices
        .filter { !grouping.province || $0 == Int(key.province) }
        .map { (reference.provinces[$0].code, reference.provinces[$0].name) }
    }
    return reference.wards.indices
      .filter { index in
        grouping.ward
          ? index == Int(key.ward)
          : !grouping.province || reference.wards[index].province == Int(key.province)
      }
      .map { (reference.wards[$0].code, reference.wards[$0].name) }
  }

  private func count(_ part: Measure.Part) -> Int64 {
    guard case .count(let count) = cell?.tallies[place(part)] else { return 0 }
    return count
  }

  private var values: ValueCounts {
    guard let cell, kpi.measures.contains(where: { $0.id.part == .values }),
      case .values(let values) = cell.tallies[base]
    else { return ValueCounts() }
    return values
  }

  private var codes: Set<String> {
    guard case .codes(let codes) = cell?.tallies[base] else { return [] }
    return codes
  }
}
