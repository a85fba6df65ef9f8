/// A KPI that a run does not give, and why: as a whole or in one grouping.
public struct Omission: Hashable, Sendable {
  public let kpi: String
  /// `nil` where the pipeline has no dataset for it.
  public let grouping: Grouping?
  public let reason: String
}

extension Omission: CustomStringConvertible {
  /// `tasks is not given by province+period: tasks has no period`.
  public var description: String {
    let place = grouping.map { $0 == .national ? " nationally" : " by \($0)" } ?? ""
    return "\(kpi) is not given\(place): \(reason)"
  }
}

extension PipelineDefinition {
  /// Why a KPI cannot be given in a grouping; `nil` where it can.
  ///
  /// Coverage counts units of the reference, which belong to a place and to nothing else. A composite
  /// needs all its parts.
  public func omission(of kpi: KPI, in grouping: Grouping) -> Omission? {
    if case .composite(let parts) = kpi.kind {
      for part in parts {
        guard let part = catalog[part.kpi], let omission = omission(of: part, in: grouping) else {
          continue
        }
        return Omission(
          kpi: kpi.id, grouping: grouping, reason: "its part \(part.id): \(omission.reason)")
      }
      return nil
    }
    guard let name = kpi.dataset, let schema = dataset(name)?.schema else {
      return Omission(kpi: kpi.id, grouping: grouping, reason: "the pipeline lacks its dataset")
    }
    let missing = grouping.missingKeys(in: schema)
    guard missing.isEmpty else {
      return Omission(
        kpi: kpi.id, grouping: grouping,
        reason: "\(name) has no " + missing.joined(separator: ", no "))
    }
    if case .coverage = kpi.kind, grouping.category != nil || grouping.period {
      return Omission(
        kpi: kpi.id, grouping: grouping, reason: "coverage is given by province and ward only")
    }
    return nil
  }

  /// Every KPI that is left out of a grouping, in the order of KPIs and groupings.
  public var omissions: [Omission] {
    kpis.flatMap { kpi in groupings.compactMap { omission(of: kpi, in: $0) } }
  }

  /// What a user should know although nothing is wrong: one sentence for each dataset, for KPIs of
  /// coverage and for each composite.
  public var notes: [String] {
    leftOut.map(\.description) + datasets.compactMap(note) + coverageNotes + compositeNotes
  }

  private func note(on dataset: Dataset) -> String? {
    guard kpis.contains(where: { $0.dataset == dataset.name }) else { return nil }
    let missing = groupings.map { $0.missingKeys(in: dataset.schema) }
    let left = zip(groupings, missing).filter { !$1.isEmpty }.map(\.0.description)
    guard !left.isEmpty else { return nil }
    var keys: [String] = []
    for key in missing.joined() where !keys.contains(key) { keys.append(key) }
    return "\(dataset.name) has no \(keys.joined(separator: ", ")): its KPIs are not given by "
      + left.joined(separator: ", ")
  }

  private var coverageNotes: [String] {
    let ids = kpis.filter { if case .coverage = $0.kind { true } else { false } }.map(\.id)
    let others = groupings.filter { $0.category != nil || $0.period }
    guard !ids.isEmpty, !others.isEmpty else { return [] }
    return [
      "coverage is given by province and ward only: " + ids.joined(separator: ", ")
    ]
  }

  private var compositeNotes: [String] {
    kpis.compactMap { kpi in
      guard case .composite = kpi.kind else { return nil }
      let left = groupings.filter { omission(of: kpi, in: $0) != nil }.map(\.description)
      guard !left.isEmpty else { return nil }
      return "\(kpi.id) is not given where one of its parts is not: " + left.joined(separator: ", ")
    }
  }
}
