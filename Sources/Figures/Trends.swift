public import Definitions
internal import Statistics

extension PipelineDefinition {
  /// How each share and mean went from the period before, and from a year before, to the last one: in the
  /// nation, then in the provinces.
  ///
  /// KPIs in catalog order. What the pipeline does not publish by period, or by province and period, has
  /// none. Of a survey with a sampling design the difference has the variance of both periods together,
  /// with the sites that they share. Probabilities are adjusted over the provinces of a KPI.
  /// O(figures + responses × KPIs).
  public func trends(of figures: [Figure], surveys: Surveys) -> [Trend] {
    let wanted = [Grouping(period: true), Grouping(province: true, period: true)].filter {
      groupings.contains($0)
    }
    let byPeriod = Dictionary(
      grouping: figures.lazy.filter { wanted.contains($0.subject.grouping) }, by: \.kpi)
    return kpis.filter(\.isRatio).flatMap { kpi -> [Trend] in
      guard let dataset = kpi.dataset.flatMap({ dataset($0) }), let own = byPeriod[kpi.id] else {
        return []
      }
      let comparisons = dataset.period.comparisons(asOf: asOf)
      return wanted.flatMap { grouping in
        let figures = own.filter { $0.subject.grouping == grouping }
        return comparisons.flatMap { comparison in
          trends(
            of: kpi, figures, comparison, in: dataset, frame: surveys.frames[dataset.name],
            byProvince: grouping.province)
        }
      }
    }
  }

  private func trends(
    of kpi: KPI, _ figures: [Figure],
    _ comparison: (kind: Trend.Kind, before: Int, now: Int), in dataset: Dataset,
    frame: SurveyFrame?, byProvince: Bool
  ) -> [Trend] {
    let periods = dataset.period.periods
    func byPlace(_ period: Int) -> [String: Figure] {
      Dictionary(
        figures.lazy.filter { $0.subject.period == "\(periods[period])" }
          .map { ($0.subject.provinceCode, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, now) = (byPlace(comparison.before), byPlace(comparison.now))
    let isIncomplete = [comparison.before, comparison.now].contains {
      dataset.period.cuts(periods[$0], asOf: asOf)
    }
    let contrasts = frame?.contrasts(
      kpi, from: comparison.before, to: comparison.now, byProvince: byProvince)
    let isShare = if case .share = kpi.kind { true } else { false }
    let places = byProvince ? reference.provinces.map(\.code) : [""]
    let pairs = places.enumerated().compactMap { place, code -> (Int, Figure, Figure)? in
      guard let old = before[code], let new = now[code] else { return nil }
      return (place, old, new)
    }
    var differences = pairs.map { place, old, new -> FigureDifference? in
      if let contrast = contrasts?[place], var difference = FigureDifference(from: old, to: new),
        [old, new].allSatisfy({ $0.uncertainty?.rule == .estimated }), contrast.degrees > 0,
        contrast.variance > 0
      {
        difference.test(
          variance: contrast.variance, degrees: Double(contrast.degrees), level: kpi.level,
          .sharedSites)
        return difference
      }
      return FigureDifference(from: old, to: new, isShare: isShare, level: kpi.level)
    }
    differences.adjust()
    return zip(pairs, differences).map { pair, difference in
      Trend(
        comparison.kind, before: pair.1, now: pair.2, isIncomplete: isIncomplete, level: kpi.level,
        display: difference.map { rounding.signed($0.value, isPercent: isShare) } ?? "",
        difference: difference)
    }
  }
}

extension SurveyFrame {
  /// The ratio of a later period less that of an earlier one, in each province of the reference or in the
  /// nation: one linearised variable, so that what units have in both periods is in its variance.
  ///
  /// `nil` where the KPI has no ratio. O(responses).
  fileprivate func contrasts(
    _ kpi: KPI, from before: Int, to now: Int, byProvince: Bool
  ) -> [DomainRatio]? {
    guard let term = term(kpi) else { return nil }
    let periods = sample.periods
    func part(_ period: Int, weight: Double) -> RatioTerm {
      func masked(_ values: [Double]) -> [Double] {
        zip(values, periods).map { $1 == Int32(period) ? $0 : 0 }
      }
      return RatioTerm(
        weight: weight, numerators: masked(term.numerators),
        denominators: masked(term.denominators))
    }
    let domains = (0..<sample.count).map { record -> Int32 in
      guard [before, now].contains(Int(periods[record])) else { return -1 }
      return byProvince ? sample.provinces[record] : 0
    }
    let count = byProvince ? plan.reference.provinces.count : 1
    return clusters.ratios(
      [part(now, weight: 1), part(before, weight: -1)],
      in: DomainOrder(domains, count: count, in: clusters), domains: 0..<count)
  }
}

extension Rounding {
  /// A difference with its sign; nothing is `0.00` without one.
  fileprivate func signed(_ difference: Quantity, isPercent: Bool) -> String {
    let text = isPercent ? percent(difference) : plain(difference)
    return text.contains { "1"..."9" ~= $0 } && !text.hasPrefix("-") ? "+" + text : text
  }
}
