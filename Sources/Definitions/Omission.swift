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

  /// What a user should know although nothing is wrong: one sentence each, like reasons together.
  public var notes: [String] {
    var order: [String] = []
    var kpis: [String: [String]] = [:]
    var groupings: [String: [Grouping]] = [:]
    for omission in omissions {
      if kpis[omission.reason] == nil { order.append(omission.reason) }
      if kpis[omission.reason]?.last != omission.kpi {
        kpis[omission.reason, default: []].append(omission.kpi)
      }
      guard let grouping = omission.grouping,
        groupings[omission.reason]?.contains(grouping) != true
      else { continue }
      groupings[omission.reason, default: []].append(grouping)
    }
    return leftOut.map(\.description)
      + order.map { reason in
        let places = (groupings[reason] ?? []).map(\.description).joined(separator: ", ")
        let names = (kpis[reason] ?? []).joined(separator: ", ")
        return "\(reason): not given by \(places): \(names)"
      }
  }
}
