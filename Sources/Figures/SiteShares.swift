internal import Statistics

/// How improbable the share of a site is, seen from the other sites of its province.
///
/// The site itself has no part in what it is compared with: a large fabricated one would otherwise make
/// itself usual. With too few other sites in the province, all other sites of the survey are compared.
struct SiteShares {
  /// Counts of a property among the forms of a site.
  struct Share: Hashable, Comparable {
    var successes = 0
    var size = 0

    static func < (a: Share, b: Share) -> Bool { (a.size, a.successes) < (b.size, b.successes) }
  }

  private let nation: [BetaBinomial.Groups]
  private let provinces: [Int32: [BetaBinomial.Groups]]
  private let leastSites: Int
  private var known: [Int32: [Share: Double?]] = [:]

  init(_ shares: [(province: Int32, share: Share)], leastSites: Int) {
    let told = shares.filter { $0.share.size > 0 }
    nation = Self.groups(told.map(\.share))
    provinces = Dictionary(grouping: told, by: \.province).mapValues {
      Self.groups($0.map(\.share))
    }
    self.leastSites = leastSites
  }

  private static func groups(_ shares: [Share]) -> [BetaBinomial.Groups] {
    var counts: [Share: Int] = [:]
    for share in shares { counts[share, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }
      .map { BetaBinomial.Groups($0.key.successes, of: $0.key.size, count: $0.value) }
  }

  /// The probability of a share at least as large; `nil` where nobody knows what is usual.
  ///
  /// Sites alike of one province are judged once: O(kinds of sites + size) for the first of them.
  mutating func probability(_ share: Share, province: Int32) -> Double? {
    guard share.size > 0 else { return nil }
    if let found = known[province]?[share] { return found }
    let others = [provinces[province] ?? [], nation].map { Self.groups($0, without: share) }
      .first { groups in groups.reduce(0) { $0 + $1.count } >= leastSites }
    let probability = others.flatMap { BetaBinomial(predictingFrom: $0) }
      .map { $0.upper(share.successes, of: share.size) }
    known[province, default: [:]][share] = .some(probability)
    return probability
  }

  private static func groups(
    _ groups: [BetaBinomial.Groups], without share: Share
  ) -> [BetaBinomial.Groups] {
    groups.map { group in
      var group = group
      if group.successes == share.successes, group.size == share.size { group.count -= 1 }
      return group
    }
  }
}
