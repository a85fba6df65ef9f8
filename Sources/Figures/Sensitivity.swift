public import Definitions
internal import Statistics

/// A survey's figure of the nation or a province with and without the responses that have a flag.
public struct Sensitivity: Hashable, Sendable {
  /// The id that the KPI is published under.
  public let kpi: String
  public let subject: Figure.Subject
  public let leftOut: LeftOut
  /// All below is `nil` where it is withheld.
  public let isWithheld: Bool
  /// Responses that count in the denominator; of a composite the fewest of its parts.
  public let responses: Int?
  /// `nil` without responses.
  public let value: Double?
  public let weightedValue: Double?
  /// What leaving them out changes; `nil` where nothing is left out.
  public let difference: Double?
  public let weightedDifference: Double?
  /// Whether differences are percentage points; otherwise they are in the unit of the value.
  public let isPercent: Bool

  public enum LeftOut: String, CaseIterable, Sendable {
    case nothing
    case flaggedResponses = "flagged_responses"
    case flaggedSites = "flagged_sites"
  }
}

/// What the quality of a run's surveys is, and whether it matters to their figures.
public struct SurveyQuality: Sendable {
  /// In the order of the pipeline's datasets.
  public let surveys: [ResponseQuality]
  /// KPIs in catalog order; the nation, then the provinces; nothing left out first.
  public let sensitivity: [Sensitivity]
}

extension PipelineDefinition {
  /// Judges the responses of all surveys with a sampling design; `nil` where there is none.
  ///
  /// `figures` are those of the same cells: values with everything in are as published, and what is
  /// withheld there is withheld here. Weights are calibrated anew to what is left.
  /// O(responses log responses + responses × KPIs).
  public func surveyQuality(
    of cells: [Cells], surveys: Surveys, figures: [Figure]
  ) -> SurveyQuality? {
    let frames = surveys.frames
    guard !frames.isEmpty else { return nil }
    let judged = frames.mapValues { $0.judged(cells: cells, of: self) }
    let parts = frames.mapValues { frame in
      Sensitivity.LeftOut.allCases.map { leftOut in
        RemainingResponses(
          frame, without: judged[frame.plan.dataset.name]?.left(leftOut) ?? [], cells: cells,
          of: self)
      }
    }
    let surveyed = kpis.filter { kpi in
      self.parts(of: kpi).contains { $0.kpi.dataset.map { frames[$0] != nil } ?? false }
    }
    let published = Dictionary(
      grouping: figures.filter {
        $0.subject.grouping == .national || $0.subject.grouping == .byProvince
      }, by: \.kpi)
    return SurveyQuality(
      surveys: datasets.compactMap { judged[$0.name]?.quality },
      sensitivity: surveyed.flatMap { kpi in
        sensitivity(of: kpi, published[kpi.id] ?? [], frames: frames, remaining: parts)
      })
  }

  private func sensitivity(
    of kpi: KPI, _ figures: [Figure], frames: [String: SurveyFrame],
    remaining: [String: [RemainingResponses]]
  ) -> [Sensitivity] {
    var sums: [(dataset: String, weight: Double, all: [[RatioSums]])] = []
    for part in parts(of: kpi) {
      guard let name = part.kpi.dataset, let frame = frames[name] else { continue }
      guard let term = frame.term(part.kpi), let rest = remaining[name] else { return [] }
      sums.append((name, WideRatio(part.weight).double, rest.map { $0.sums(of: term) }))
    }
    let places = Dictionary(
      reference.provinces.enumerated().map { ($1.code, $0) },
      uniquingKeysWith: { first, _ in first })
    let isPercent =
      switch kpi.kind {
      case .mean: false
      default: true
      }
    let ordered =
      figures.filter { $0.subject.grouping == .national }
      + figures.filter { $0.subject.grouping == .byProvince }
    return ordered.flatMap { figure -> [Sensitivity] in
      let isNational = figure.subject.grouping == .national
      let place = isNational ? 0 : places[figure.subject.provinceCode].map { $0 + 1 }
      guard let place else { return [] }
      return Sensitivity.LeftOut.allCases.enumerated().map { index, leftOut in
        let now = sums.map { $0.all[index][place] }
        let isSmall = zip(sums, now).contains { part, sum in
          // So few that are left, or left out, would be told by the two lines together.
          let taken = part.all[0][place].count - sum.count
          return disclosure[part.dataset].map { least in
            [sum.count, taken].contains { $0 > 0 && $0 < least }
          } ?? false
        }
        let isWithheld = figure.flags.contains(.suppressed) || isSmall
        /// The change of a value from all responses to those that are left.
        func change(_ value: (RatioSums) -> Double?) -> Double? {
          var total = 0.0
          for (part, sum) in zip(sums, now) {
            guard let old = value(part.all[0][place]), let new = value(sum) else { return nil }
            total += part.weight * (new - old)
          }
          return total
        }
        let weighted = change(\.weightedValue)
        // Where weights differ, the value that is published is the weighted one.
        let moved = figure.flags.contains(.weighted) ? weighted : change(\.value)
        let scale = isPercent ? 100.0 : 1
        let isChanged = leftOut != .nothing && !isWithheld
        return Sensitivity(
          kpi: kpi.id, subject: figure.subject, leftOut: leftOut, isWithheld: isWithheld,
          responses: isWithheld ? nil : now.map(\.count).min(),
          value: isWithheld ? nil : sum(figure.value?.double, moved),
          weightedValue: isWithheld ? nil : sum(figure.uncertainty?.weightedValue, weighted),
          difference: isChanged && figure.value != nil ? moved.map { $0 * scale } : nil,
          weightedDifference: isChanged && figure.value != nil ? weighted.map { $0 * scale } : nil,
          isPercent: isPercent)
      }
    }
  }

  private func sum(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a + $0 } } }
}

extension JudgedResponses {
  /// For each record whether it is left out; empty where none is.
  fileprivate func left(_ leftOut: Sensitivity.LeftOut) -> [Bool] {
    let left =
      switch leftOut {
      case .nothing: [Bool]()
      case .flaggedResponses: isFlagged
      case .flaggedSites: isOfFlaggedSite
      }
    return left.contains(true) ? left : []
  }
}

/// The sums that a ratio is made from, with weights and without.
private struct RatioSums {
  var count = 0
  var above = CompensatedSum()
  var below = CompensatedSum()
  var weightedAbove = CompensatedSum()
  var weightedBelow = CompensatedSum()

  mutating func add(_ numerator: Double, _ denominator: Double, weight: Double) {
    count += 1
    above.add(numerator)
    below.add(denominator)
    weightedAbove.add(weight * numerator)
    weightedBelow.add(weight * denominator)
  }

  var value: Double? { below.value != 0 ? above.value / below.value : nil }

  var weightedValue: Double? {
    weightedBelow.value != 0 ? weightedAbove.value / weightedBelow.value : nil
  }
}

/// The responses of a survey without some of them, weighted anew.
private struct RemainingResponses {
  private let frame: SurveyFrame
  /// The records that are left, and the weight of each.
  private let records: [Int]
  private let weights: [Double]

  init(
    _ frame: SurveyFrame, without isLeftOut: [Bool], cells: [Cells],
    of definition: PipelineDefinition
  ) {
    self.frame = frame
    guard !isLeftOut.isEmpty, let design = frame.instrument.design else {
      records = Array(0..<frame.sample.count)
      weights = frame.clusters.weights
      return
    }
    records = isLeftOut.indices.filter { !isLeftOut[$0] }
    let rest = frame.sample.records(records)
    weights =
      SurveyWeights(
        rest, design, columns: SampledColumns(rest, of: frame.plan), of: frame.plan,
        population: (cells, definition.datasets)
      ).values
  }

  /// The sums of the nation, then of each province of the reference.
  ///
  /// O(records).
  func sums(of term: RatioTerm) -> [RatioSums] {
    var sums = [RatioSums](
      repeating: RatioSums(), count: frame.plan.reference.provinces.count + 1)
    for (place, record) in records.enumerated() {
      let (above, below) = (term.numerators[record], term.denominators[record])
      guard below != 0 else { continue }
      let province = Int(frame.sample.provinces[record])
      sums[0].add(above, below, weight: weights[place])
      if province >= 0 { sums[province + 1].add(above, below, weight: weights[place]) }
    }
    return sums
  }
}
