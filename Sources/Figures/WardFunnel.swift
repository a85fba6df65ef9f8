public import Definitions
public import Statistics

/// The wards of the nation by one share: what each is likely to be, and which are out of the ordinary.
///
/// Raw shares of small wards are far from the others' by chance alone, so wards are ordered by what their
/// own records and those of the other wards say together. A survey's wards count with their effective
/// sizes. Wards without records or whose figure is withheld take no part at all.
public struct WardFunnel: Hashable, Sendable {
  /// The id that its figures are published under.
  public let kpi: String
  public let better: KPI.Direction
  /// What all wards are held against, and how far from it they may be.
  public let funnel: Funnel
  /// By province, there in the order of the posterior means, equal ones by code.
  public let rows: [Row]

  public struct Row: Hashable, Sendable {
    public let figure: Figure
    /// What it counts with: records, or effective counts of a survey.
    public let share: CountedShare
    /// `nil` where too few wards have records.
    public let shrunken: ShrunkenShare?
    public let prior: Prior?
    /// The place in the province by the posterior mean, equal ones together; `nil` where the data show no
    /// difference between the wards.
    public let order: Int?
    /// Where wards of its size are in 95 % and in 99.8 % of cases.
    public let inner: Interval
    public let outer: Interval
    /// How many standard errors it is above the target, the variance between wards added.
    public let deviation: Double
    /// On which side it is outside the 99.8 % limits.
    public let side: Funnel.Side?
  }

  /// What the other wards let one expect of a ward.
  public struct Prior: Hashable, Sendable {
    public let distribution: BetaBinomial
    /// The code of the province whose wards it is from; empty of all wards.
    public let province: String
  }

  /// The wards outside the 99.8 % limits, the furthest first.
  public var flagged: [Row] {
    rows.filter { $0.side != nil }.sorted { abs($0.deviation) > abs($1.deviation) }
  }

  /// How many wards of a province must have records, so that these say what to expect of one.
  public static let leastWards = 10

  /// From figures of a share by province and ward; `nil` where none has records.
  ///
  /// O(wards log wards).
  init?(_ figures: some Sequence<Figure>, kpi: String, better: KPI.Direction) {
    let wards = figures.compactMap { figure in figure.countedShare.map { (figure, $0) } }
    guard let funnel = Funnel(wards.map(\.1)) else { return nil }
    self.kpi = kpi
    self.better = better
    self.funnel = funnel
    let nation = BetaBinomial(shares: wards.map(\.1)).map { Prior(distribution: $0, province: "") }
    var limits = FunnelLimits(funnel)
    rows = Dictionary(grouping: wards) { $0.0.subject.provinceCode }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .flatMap { code, wards -> [Row] in
        let own =
          wards.count < Self.leastWards ? nil : BetaBinomial(shares: wards.map(\.1))
        let prior = own.map { Prior(distribution: $0, province: code) } ?? nation
        return Self.rows(wards, prior, better, &limits)
      }
  }

  private static func rows(
    _ wards: [(figure: Figure, share: CountedShare)], _ prior: Prior?, _ better: KPI.Direction,
    _ limits: inout FunnelLimits
  ) -> [Row] {
    var known: [CountedShare: ShrunkenShare] = [:]
    for (_, share) in wards where known[share] == nil {
      known[share] = prior?.distribution.shrunken(share)
    }
    func mean(_ place: Int) -> Double { known[wards[place].share]?.mean ?? 0 }
    func precedes(_ a: Int, _ b: Int) -> Bool {
      better == .higher ? mean(a) > mean(b) : mean(a) < mean(b)
    }
    let isOrdered = prior.map { $0.distribution.correlation > 0 } ?? false
    // The sort is stable: equal means stay in order of ward code.
    let byCode = wards.indices.sorted { a, b in
      wards[a].figure.subject.wardCode.utf8
        .lexicographicallyPrecedes(wards[b].figure.subject.wardCode.utf8)
    }
    let order = isOrdered ? byCode.sorted(by: precedes) : byCode
    var place = 0
    return order.enumerated().map { index, ward in
      if index == 0 || precedes(order[index - 1], ward) { place = index + 1 }
      let (figure, share) = wards[ward]
      let (inner, outer) = limits.of(share.size)
      return Row(
        figure: figure, share: share, shrunken: known[share], prior: prior,
        order: isOrdered ? place : nil, inner: inner, outer: outer,
        deviation: limits.funnel.deviation(share),
        side: Funnel.Side(of: share.share, outside: outer))
    }
  }
}

/// The limits of a funnel by size: many wards are of the same size.
private struct FunnelLimits {
  let funnel: Funnel
  private var known: [Double: (inner: Interval, outer: Interval)] = [:]

  init(_ funnel: Funnel) { self.funnel = funnel }

  mutating func of(_ size: Double) -> (inner: Interval, outer: Interval) {
    if let limits = known[size] { return limits }
    let limits = (funnel.limits(of: size, Funnel.inner), funnel.limits(of: size, Funnel.outer))
    known[size] = limits
    return limits
  }
}

extension Figure {
  /// What a share of a ward counts with; `nil` where it is withheld, of no ward, or of nothing, and where
  /// nobody knows how much a survey's answers say.
  fileprivate var countedShare: CountedShare? {
    guard !subject.wardCode.isEmpty, !flags.contains(.suppressed), let value, let denominator,
      denominator > 0
    else { return nil }
    guard let uncertainty else {
      return numerator.map { CountedShare($0.double, of: Double(denominator)) }
    }
    guard let size = uncertainty.effectiveSize, size > 0 else { return nil }
    return CountedShare((uncertainty.weightedValue ?? value.double) * size, of: size)
  }
}

extension PipelineDefinition {
  /// The wards by every share, in catalog order; none where the pipeline lists no `province+ward`.
  ///
  /// O(figures).
  public func wards(of figures: [Figure]) -> [WardFunnel] {
    let byWard = Grouping(province: true, ward: true)
    guard groupings.contains(byWard) else { return [] }
    let wards = Dictionary(
      grouping: figures.lazy.filter { $0.subject.grouping == byWard }, by: \.kpi)
    return kpis.compactMap { kpi in
      guard case .share = kpi.kind, let figures = wards[kpi.id] else { return nil }
      return WardFunnel(figures, kpi: kpi.id, better: kpi.better)
    }
  }
}
