internal import Statistics

/// An official index: what groups it has, and how many points each.
///
/// It is read from a file of its own, so that a new edition of the index is a new file and no new program.
struct Standard {
  let id: String
  /// In the order of the file.
  let groups: [Group]

  struct Group {
    let id: String
    let points: Exact
  }

  var total: Exact {
    groups.reduce(Exact(0)) { Exact.sum($0, $1.points) ?? $0 }
  }

  /// The standard of a file; `nil` after its faults were told.
  init?(_ root: YAMLValue) {
    let keys = ["standard", "label", "source", "groups"]
    guard let mapping = root.mapping("the standard", keys: keys) else { return nil }
    let id = mapping.required("standard")?.safeName("a standard")
    _ = mapping["label"]?.label("label")
    _ = mapping.required("source")?.text("source")
    let groups = mapping.required("groups")?.mapping("groups")?.entries.compactMap(Self.group)
    guard let id, let groups else { return nil }
    guard !groups.isEmpty else {
      mapping.fault(
        "the standard \(quoted(id)) has no groups", hint: "write {access: {points: 18}}")
      return nil
    }
    self.id = id
    self.groups = groups
  }

  private static func group(_ entry: YAMLMapping.Entry) -> Group? {
    let keys = ["label", "points"]
    guard let id = entry.keyValue.safeName("a group"),
      let mapping = entry.value.mapping("the group \(quoted(id))", keys: keys)
    else { return nil }
    _ = mapping["label"]?.label("label")
    guard let value = mapping.required("points"), let points = value.number("points") else {
      return nil
    }
    guard points > Exact(0) else {
      value.fault("the points of \(quoted(id)) must be above 0")
      return nil
    }
    return Group(id: id, points: points)
  }
}
