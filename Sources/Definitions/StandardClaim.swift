internal import Statistics

/// That a composite is an official index, and which of its parts make up which group.
struct StandardClaim {
  let standard: String
  let place: YAMLValue
  /// Group by group the ids of parts.
  let groups: YAMLMapping?

  /// Tells what keeps a composite from being the index that it claims to be.
  func check(_ id: String, _ parts: [KPIDraft.Part], against standards: [Standard]) {
    guard let standard = standards.first(where: { $0.id == self.standard }) else {
      place.fault(
        "unknown standard \(quoted(self.standard)) of \(quoted(id))",
        hint: standards.isEmpty
          ? "name its file in the catalog: standards: [standards/\(self.standard).yml]"
          : remedy(for: self.standard, among: standards.map(\.id)))
      return
    }
    guard let groups else {
      place.fault(
        "\(quoted(id)) does not say which parts make up the groups of \(quoted(standard.id))",
        hint: "write groups: {\(standard.groups[0].id): [\(parts.first?.kpi ?? "…")], …}")
      return
    }
    var members: [String: [KPIDraft.Part]] = [:]
    var placed: Set<String> = []
    for entry in groups.entries {
      guard standard.groups.contains(where: { $0.id == entry.key }) else {
        entry.keyValue.fault(
          "\(quoted(standard.id)) has no group \(quoted(entry.key))",
          hint: remedy(for: entry.key, among: standard.groups.map(\.id)))
        continue
      }
      for element in entry.value.oneOrMore("the parts of \(quoted(entry.key))") ?? [] {
        guard let kpi = element.text("a part") else { continue }
        guard let part = parts.first(where: { $0.kpi == kpi }) else {
          element.fault(
            "\(quoted(kpi)) is no part of \(quoted(id))",
            hint: remedy(for: kpi, among: parts.map(\.kpi)))
          continue
        }
        guard placed.insert(kpi).inserted else {
          element.fault("\(quoted(kpi)) stands in two groups", hint: "remove one")
          continue
        }
        members[entry.key, default: []].append(part)
      }
    }
    for part in parts where !placed.contains(part.kpi) {
      part.place.fault(
        "\(quoted(part.kpi)) is in no group of \(quoted(standard.id))",
        hint: "add it to groups, or leave it out of \(quoted(id))")
    }
    checkGroups(id, of: standard, members)
  }

  private func checkGroups(
    _ id: String, of standard: Standard, _ members: [String: [KPIDraft.Part]]
  ) {
    let missing = standard.groups.map(\.id).filter { members[$0, default: []].isEmpty }
    guard missing.isEmpty else {
      place.fault(
        "\(quoted(id)) is not \(quoted(standard.id)): it lacks the group"
          + (missing.count > 1 ? "s " : " ") + missing.joined(separator: ", "),
        hint: "give every group a part, or publish it under a name of its own without standard")
      return
    }
    let total = standard.total
    for group in standard.groups {
      let weight = members[group.id, default: []].reduce(Exact(0)) {
        Exact.sum($0, $1.weight) ?? $0
      }
      guard WideRatio.product(WideRatio(weight), WideRatio(total)) != WideRatio(group.points) else {
        continue
      }
      (groups?[group.id] ?? place).fault(
        "the group \(quoted(group.id)) of \(quoted(id)) weighs \(weight.decimalText), and "
          + "\(quoted(standard.id)) gives it \(group.points.decimalText) of "
          + "\(total.decimalText) points",
        hint: "change the weights of its parts")
    }
  }
}
