internal import Figures
internal import Report
public import Statistics

extension Comparison {
  /// Whether a difference between two runs is beyond chance, as far as it can be told.
  public enum Chance: Sendable {
    /// Full counts: the difference is a fact.
    case fact
    /// Samples of the same days: the later run says anew what the earlier one said, of largely the same
    /// answers, and nothing is tested.
    case restated
    /// Samples of days that have none in common, tested as independent.
    case tested(Interval, probability: Double, adjusted: Double)
    /// Neither run tells what it would need.
    case unknown

    /// Whether the difference is beyond chance; `nil` where nothing was tested.
    public var isBeyond: Bool? {
      guard case .tested(_, _, let adjusted) = self else { return nil }
      return adjusted < FigureDifference.significance
    }

    /// The name in documents.
    public var code: String {
      switch self {
      case .fact: "full_count"
      case .restated: "restated"
      case .tested: "tested"
      case .unknown: "unknown"
      }
    }
  }

  /// What chance has to do with the difference of each pair of figures, adjusted over those that a KPI has
  /// of a grouping, by Holm.
  ///
  /// O(n log n).
  static func chances(
    _ pairs: [(old: PublishedFigure, new: PublishedFigure)], _ old: PublishedRun,
    _ new: PublishedRun
  ) -> [Chance] {
    let days = [old, new].compactMap { try? RunManifest(of: $0.folder) }
    func isOtherPeriod(_ figure: PublishedFigure) -> Bool {
      guard figure.key.period.isEmpty, days.count == 2,
        let dataset = new.kpis[figure.key.kpi]?.dataset
      else { return false }
      return days[0].days(of: dataset).hasNoDay(in: days[1].days(of: dataset))
    }
    var differences = pairs.map { before, after -> FigureDifference? in
      guard !after.uncertainty.isFullCount, isOtherPeriod(after), let kpi = new.kpis[after.key.kpi],
        ["share", "mean"].contains(kpi.kind)
      else { return nil }
      return FigureDifference(
        from: before.figure, to: after.figure, isShare: kpi.kind == "share",
        level: kpi.level ?? 0.95)
    }
    let families = Dictionary(
      grouping: differences.indices.filter { differences[$0]?.probability != nil }
    ) { [pairs[$0].new.key.kpi, pairs[$0].new.key.grouping] }
    for members in families.values {
      var together = members.map { differences[$0] }
      together.adjust()
      for (index, difference) in zip(members, together) { differences[index] = difference }
    }
    return zip(pairs, differences).map { pair, difference in
      if pair.old.uncertainty.isFullCount, pair.new.uncertainty.isFullCount { return .fact }
      if let difference, let interval = difference.interval,
        let probability = difference.probability, let adjusted = difference.adjusted
      {
        return .tested(interval, probability: probability, adjusted: adjusted)
      }
      let isSample = pair.new.uncertainty.survey != nil || !pair.new.ciLow.isEmpty
      return isSample && !isOtherPeriod(pair.new) ? .restated : .unknown
    }
  }
}

extension PublishedFigure {
  /// The figure of the row; `nil` where it cannot be read as one.
  fileprivate var figure: Figure? {
    let known = uncertainty
    let fields = [
      "kpi": key.kpi, "grouping": key.grouping, "province_code": key.provinceCode,
      "province": province, "ward_code": key.wardCode, "ward": ward, "category": key.category,
      "member": key.member, "period": key.period, "numerator": numerator,
      "denominator": denominator, "value": value, "ci_low": ciLow, "ci_high": ciHigh,
      "ci_method": ciMethod, "display": display, "flag": flags.joined(separator: ";"),
      "basis": known.basis, "n": known.responses, "weighted_value": known.weightedValue,
      "standard_error": known.standardError, "ci_level": known.level,
      "effective_n": known.effectiveSize, "design_effect": known.designEffect,
      "design_effect_rule": known.rule, "weighting_effect": known.weightingEffect,
      "df": known.degrees,
    ]
    let row = FigureFile.columns.map { fields[$0] ?? "" }
    return try? FigureFile.figures(header: FigureFile.columns, rows: [row]).first
  }
}
