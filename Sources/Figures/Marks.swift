public import Definitions
public import Statistics

/// What turns an estimate of one KPI into a figure: display, flags, and what is withheld.
struct Marks {
  private let kpi: KPI
  private let id: String
  private let rounding: Rounding
  private let minDenominator: Int?
  /// The rows that were left out, of a KPI of one dataset.
  private let rejected: RejectedRows?
  /// Whether an interval of some KPI takes a dataset for a sample that does not say that it is one.
  private let isUndeclared: Bool
  /// Whether rows that were rejected may be other versions of those that count.
  private let hasVersions: Bool
  /// The flags of each province's figures.
  private let provinceFlags: [Set<Figure.Flag>]

  init(
    _ kpi: KPI, id: String, datasets: [PipelineDefinition.Dataset], of measurement: Measurement
  ) {
    self.kpi = kpi
    self.id = id
    rounding = measurement.definition.rounding
    minDenominator = measurement.minDenominator(id)
    rejected = datasets.count == 1 ? measurement.rejected(datasets[0].name) : nil
    hasVersions = datasets.contains { $0.schema.key != nil }
    let counted = measurement.definition.countedKPIs
    isUndeclared = datasets.contains { dataset in
      dataset.schema.instrument == nil
        && counted.contains { $0.dataset == dataset.name && $0.interval != nil }
    }
    let gaps = datasets.compactMap { measurement.gaps($0.name) }
    let missing = Set(gaps.flatMap(\.missing))
    let partial = Set(gaps.flatMap { $0.partial.map(\.province) })
    provinceFlags = measurement.definition.reference.provinces.map { province in
      missing.contains(province.code)
        ? [.missing] : partial.contains(province.code) ? [.partial] : []
    }
  }

  func figure(_ estimate: Estimate, isSmall: Bool, in row: Grid.Row) -> Figure {
    var flags = row.province < 0 ? [] : provinceFlags[Int(row.province)]
    if let minDenominator, row.province >= 0, row.subject.grouping == .byProvince {
      let isBelow = estimate.base.map { $0 < minDenominator } ?? false
      if isBelow || estimate.value == nil || flags.contains(.missing) { flags.insert(.lowCount) }
    }
    guard !isSmall else {
      // Nothing is left that tells how many stand behind it.
      return Figure(
        kpi: id, subject: row.subject, flags: flags.union([.suppressed]),
        uncertainty: (estimate.uncertainty?.basis).map { Uncertainty(basis: $0) })
    }
    var figure = Figure(
      kpi: id, subject: row.subject, numerator: estimate.numerator,
      denominator: kpi.isComposite ? nil : estimate.denominator, value: estimate.value,
      interval: estimate.interval, intervalMethod: estimate.method,
      display: estimate.value.map(display) ?? "", flags: flags.union(estimate.flags),
      uncertainty: estimate.uncertainty, bounds: bounds(estimate, in: row))
    figure.isUndeclared = isUndeclared && estimate.uncertainty == nil
    return figure
  }

  /// Between what a share of full counts can lie, whatever the rejected rows held; `nil` where none was
  /// rejected, and where nobody knows how many of them belong here.
  private func bounds(_ estimate: Estimate, in row: Grid.Row) -> Interval? {
    guard case .share = kpi.kind, estimate.uncertainty == nil, !isUndeclared,
      let numerator = estimate.numerator?.integer, let denominator = estimate.denominator,
      let rejected = rejected?.count(in: row), rejected > 0
    else { return nil }
    let (x, n, m) = (Double(numerator), Double(denominator), Double(rejected))
    // A rejected row is one more record, or the newest version of one that counts.
    guard hasVersions, n > 0 else { return Interval(lower: x / (n + m), upper: (x + m) / (n + m)) }
    return Interval(
      lower: max(0, min((x - m) / n, x / (n + m))),
      upper: min(1, max((x + m) / n, (x + m) / (n + m))))
  }

  private func display(_ value: Quantity) -> String {
    switch kpi.kind {
    case .share, .coverage, .composite: rounding.percent(value)
    case .mean, .quantiles: rounding.plain(value)
    case .count, .countDistinct: value.text
    }
  }
}

extension Estimate {
  /// The weighted sum of parts: `nil` as soon as one part is; as exact as its parts.
  init(composedOf parts: [(weight: Exact, estimate: Estimate)]) {
    base = parts.compactMap(\.estimate.base).min()
    let values = parts.compactMap(\.estimate.value)
    guard values.count == parts.count else { return }
    let exact = zip(parts, values).reduce(WideRatio(0) as WideRatio?) { sum, part in
      guard let sum, let value = part.1.exact,
        let term = WideRatio.product(WideRatio(part.0.weight), value)
      else { return nil }
      return WideRatio.sum(sum, term)
    }
    value =
      exact.map(Quantity.exact)
      ?? .approximate(
        zip(parts, values).reduce(0) { $0 + WideRatio($1.0.weight).double * $1.1.double })
  }

  /// Whether so few stand behind it that a dataset with this bound withholds it.
  ///
  /// Of counts, which have no denominator, the value itself is compared.
  func isSmall(under minCount: Int?) -> Bool {
    guard let minCount else { return false }
    if let base { return base > 0 && base < minCount }
    guard let value else { return false }
    return value > .integer(0) && value < .integer(minCount)
  }
}

extension KPI {
  var isComposite: Bool {
    if case .composite = kind { return true }
    return false
  }

  /// Whether figures of this kind exist by these keys.
  ///
  /// Coverage is counted by place alone, and no ward has a share of a province to cover.
  func isGiven(by grouping: Grouping) -> Bool {
    guard case .coverage(let level, _) = kind else { return true }
    return grouping.category == nil && !grouping.period && !(grouping.ward && level == .province)
  }
}

extension PipelineDefinition {
  /// The counted KPIs behind a KPI and their weights; none where a part is unknown.
  public func parts(of kpi: KPI) -> [(kpi: KPI, weight: Exact)] {
    guard case .composite(let parts) = kpi.kind else { return [(kpi, Exact(1))] }
    let known = parts.compactMap { part in self.kpi(part.kpi).map { (kpi: $0, weight: part.weight) }
    }
    return known.count == parts.count ? known : []
  }
}
