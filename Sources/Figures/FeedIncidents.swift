/// Findings told apart by their cause.
///
/// What is found of one province in a night has one cause, whatever datasets it is in; so has a rise or
/// fall of more than half of a dataset's provinces. What a file of several provinces is found of, its
/// columns or a repetition, stands by itself.
struct FeedIncidents {
  private var parent: [String: String] = [:]

  /// Numbers the findings' incidents in their order.
  static func numbered(_ findings: [FeedFinding], provinces: [String: Int]) -> [FeedFinding] {
    var incidents = FeedIncidents()
    let volumes = Dictionary(grouping: findings.filter(\.kind.isVolume), by: name(ofMove:))
    for finding in findings {
      let place = incidents.name(finding)
      let move = name(ofMove: finding)
      let moved = Set(volumes[move]?.map(\.feed.province) ?? []).count
      if finding.kind.isVolume, moved > (provinces[finding.feed.dataset] ?? .max) / 2 {
        incidents.join(place, move)
      }
    }
    var numbers: [String: Int] = [:]
    return findings.map { finding in
      var finding = finding
      let root = incidents.root(incidents.name(finding))
      finding.incident = numbers[root] ?? numbers.count + 1
      numbers[root] = finding.incident
      return finding
    }
  }

  private static func name(ofMove finding: FeedFinding) -> String {
    "\(finding.kind == .surge ? "rise" : "fall") of \(finding.feed.dataset)"
  }

  private func name(_ finding: FeedFinding) -> String {
    finding.feed.province.isEmpty
      ? "file \(finding.feed.dataset) \(finding.files.first ?? "")"
      : "province \(finding.feed.province)"
  }

  private func root(_ name: String) -> String {
    var name = name
    while let above = parent[name] { name = above }
    return name
  }

  private mutating func join(_ a: String, _ b: String) {
    let (a, b) = (root(a), root(b))
    if a != b { parent[a] = b }
  }
}
