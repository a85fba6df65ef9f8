public import Definitions
internal import Statistics

/// A condition on the run's data that was not met.
public struct GateFinding: Hashable, Sendable {
  public let kind: Kind
  public let severity: Severity
  /// What it is about: a file, a dataset or a KPI; empty for the run.
  public let subject: String
  public let observed: String
  public let bound: String
  /// One plain sentence.
  public let message: Label

  public init(
    kind: Kind, severity: Severity, subject: String, observed: String, bound: String,
    message: Label
  ) {
    self.kind = kind
    self.severity = severity
    self.subject = subject
    self.observed = observed
    self.bound = bound
    self.message = message
  }

  public enum Kind: String, Hashable, Sendable {
    case rejectShare = "reject_share"
    case refusedFiles = "refused_files"
    case provinces
    case feeds
    case expectation = "expect"
  }

  public enum Severity: String, Hashable, Sendable {
    /// Published and marked.
    case warn
    /// Not published.
    case stop
  }
}

extension PipelineDefinition {
  /// What the gates find: files in their order, then the refused, datasets, expectations.
  ///
  /// A threshold is crossed on its bad side, not on itself. A file without rows crosses none.
  public func gateFindings(
    files: [FileReport], refused: [RefusedFile], completeness: [Completeness], figures: [Figure]
  ) -> [GateFinding] {
    files.compactMap { rejectShareFinding($0) }
      + [refusedFilesFinding(refused.count)].compactMap(\.self)
      + rankedDatasets.compactMap { name in
        completeness.first { $0.dataset == name }.flatMap { provincesFinding($0) }
      }
      + gates.expectations.compactMap { expectationFinding($0, figures: figures) }
  }

  /// What the gate of the feeds finds, given how many incidents there are.
  public func feedsFinding(incidents: Int) -> GateFinding? {
    guard let (severity, bound) = gates.feeds.crossed({ incidents > $0 }) else { return nil }
    return GateFinding(
      kind: .feeds, severity: severity, subject: "", observed: "\(incidents)", bound: "\(bound)",
      message: Label(
        english: "Incidents in the feeds: \(incidents), above the \(bound) at which "
          + "a run \(severity.english).",
        vietnamese: "Số sự cố của nguồn số liệu: \(incidents), vượt ngưỡng \(bound) "
          + "để \(severity.vietnamese)."))
  }

  /// The datasets that a ranking draws on, in the pipeline's order.
  var rankedDatasets: [String] {
    let ranked = rankings.compactMap { kpi(publishing: publishedID($0.kpi)) }
    let names = Set(ranked.flatMap { parts(of: $0) }.compactMap(\.kpi.dataset))
    return datasets.map(\.name).filter(names.contains)
  }

  private func rejectShareFinding(_ file: FileReport) -> GateFinding? {
    let (rejected, rows) = (file.accounting.rejected, file.accounting.rowsRead)
    guard
      let (severity, bound) = gates.rejectShare.crossed({
        file.accounting.rejectShare(exceeds: $0)
      })
    else { return nil }
    let share = WideRatio(Int128(rejected), over: Int128(rows)) ?? WideRatio(0)
    let limit = WideRatio(bound)
    let shown = Rounding(mode: .halfEven, decimals: 2)
    let (percent, limitPercent) = (shown.percent(share), shown.percent(limit))
    return GateFinding(
      kind: .rejectShare, severity: severity, subject: file.path,
      observed: share.double.shortestDecimal, bound: limit.double.shortestDecimal,
      message: Label(
        english: "\(file.path): \(rejected) of \(rows) rows rejected (\(percent) %), "
          + "above the \(limitPercent) % at which a run \(severity.english).",
        vietnamese: "\(file.path): loại \(rejected) trong \(rows) dòng (\(percent.vietnamese) %), "
          + "vượt ngưỡng \(limitPercent.vietnamese) % để \(severity.vietnamese)."))
  }

  private func refusedFilesFinding(_ count: Int) -> GateFinding? {
    guard let (severity, bound) = gates.refusedFiles.crossed({ count > $0 }) else { return nil }
    return GateFinding(
      kind: .refusedFiles, severity: severity, subject: "", observed: "\(count)",
      bound: "\(bound)",
      message: Label(
        english: "Files refused as a whole: \(count), above the \(bound) at which "
          + "a run \(severity.english).",
        vietnamese: "Số tệp bị từ chối toàn bộ: \(count), vượt ngưỡng \(bound) "
          + "để \(severity.vietnamese)."))
  }

  private func provincesFinding(_ found: Completeness) -> GateFinding? {
    let present = found.present
    guard let (severity, bound) = gates.provinces.crossed({ present < $0 }) else { return nil }
    let names = reference.provinces.filter { found.missing.contains($0.code) }
      .map { "\($0.code) \($0.name)" }.joined(separator: ", ")
    return GateFinding(
      kind: .provinces, severity: severity, subject: found.dataset, observed: "\(present)",
      bound: "\(bound)",
      message: Label(
        english: "\(found.dataset): records of \(present) provinces, fewer than the \(bound) "
          + "below which a run \(severity.english); missing: \(names).",
        vietnamese: "\(found.dataset): có hồ sơ của \(present) tỉnh, thành phố, thấp hơn ngưỡng "
          + "\(bound) để \(severity.vietnamese); thiếu: \(names)."))
  }

  private func expectationFinding(
    _ expectation: Gates.Expectation, figures: [Figure]
  ) -> GateFinding? {
    let id = publishedID(expectation.kpi)
    let value = figures.first { $0.kpi == id && $0.subject.grouping == .national }?.value
    if let value, expectation.isMet(by: value) { return nil }
    let observed = value?.text ?? ""
    let bound = WideRatio(expectation.bound).double.shortestDecimal
    let relation = expectation.relation
    return GateFinding(
      kind: .expectation, severity: .stop, subject: id, observed: observed, bound: bound,
      message: Label(
        english: "\(id) is \(value == nil ? "without a value" : observed) for the nation; "
          + "expected: \(relation.english)\(bound).",
        vietnamese: "\(id) của cả nước \(value == nil ? "không có giá trị" : "là \(observed)"); "
          + "yêu cầu: \(relation.vietnamese)\(bound)."))
  }
}

extension Gates.Limit {
  /// The graver of the bounds that are crossed.
  fileprivate func crossed(
    _ isCrossed: (Bound) -> Bool
  ) -> (severity: GateFinding.Severity, bound: Bound)? {
    if let stop, isCrossed(stop) { return (.stop, stop) }
    if let warn, isCrossed(warn) { return (.warn, warn) }
    return nil
  }
}

extension Gates.Expectation {
  /// Compared exactly; a bound written as a decimal also equals the double that is nearest to it.
  fileprivate func isMet(by value: Quantity) -> Bool {
    let bound = Quantity.exact(WideRatio(bound))
    switch relation {
    case .equals: return value == bound || value.double == bound.double
    case .atLeast: return !(value < bound)
    case .atMost: return !(bound < value)
    }
  }
}

extension Gates.Expectation.Relation {
  fileprivate var english: String {
    switch self {
    case .equals: ""
    case .atLeast: "at least "
    case .atMost: "at most "
    }
  }

  fileprivate var vietnamese: String {
    switch self {
    case .equals: ""
    case .atLeast: "ít nhất "
    case .atMost: "nhiều nhất "
    }
  }
}

extension GateFinding.Severity {
  fileprivate var english: String { self == .stop ? "stops" : "warns" }
  fileprivate var vietnamese: String { self == .stop ? "dừng công bố" : "cảnh báo" }
}

extension String {
  /// With the Vietnamese decimal sign.
  fileprivate var vietnamese: String { split(separator: ".").joined(separator: ",") }
}
