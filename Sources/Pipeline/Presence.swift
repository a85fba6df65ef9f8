/// How many of the provinces of the reference a figure of the whole country speaks of.
public struct Presence: Hashable, Sendable {
  public let present: Int
  /// The number of provinces of the reference.
  public let all: Int

  public var missing: Int { all - present }
}

extension PublishedRecord {
  /// Of what is counted on these datasets, where some of their provinces have no data; of several
  /// datasets the provinces with data in each of them, of `nil` all datasets.
  ///
  /// `nil` where every province has data, or run.json does not tell.
  public func presence(in datasets: Set<String>?) -> Presence? {
    let own = completeness.filter { datasets?.contains($0.dataset) ?? true }
    let missing = Set(own.flatMap(\.missing))
    guard !missing.isEmpty,
      let all = own.compactMap({ entry in entry.present.map { $0 + entry.missing.count } }).max()
    else { return nil }
    return Presence(present: all - missing.count, all: all)
  }
}
