/// How far several items measure one thing: Cronbach's alpha, from their variances and covariances.
public struct Reliability: Sendable {
  /// Covariances of the items, the variances on the diagonal.
  public let covariances: [[Double]]
  /// How many respondents they are from; where each pair has its own, those who answered all.
  public let rows: Int

  /// Takes the answers by item, and only respondents who answered every item.
  ///
  /// `nil` for fewer than two items or two such respondents. O(rows × items²).
  public init?(listwise items: [[Double?]]) {
    guard items.count > 1 else { return nil }
    let complete = items[0].indices.filter { row in items.allSatisfy { $0[row] != nil } }
    guard complete.count > 1 else { return nil }
    let answers = items.map { item in complete.compactMap { item[$0] } }
    rows = complete.count
    covariances = answers.map { a in answers.map { b in Self.covariance(a, b) } }
  }

  /// Takes the answers by item, and for each pair of items every respondent who answered both.
  ///
  /// `nil` for fewer than two items or two respondents of a pair. O(rows × items²).
  public init?(pairwise items: [[Double?]]) {
    guard items.count > 1 else { return nil }
    var covariances: [[Double]] = []
    for a in items {
      var row: [Double] = []
      for b in items {
        let both = zip(a, b).compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
        guard both.count > 1 else { return nil }
        row.append(Self.covariance(both.map(\.0), both.map(\.1)))
      }
      covariances.append(row)
    }
    self.covariances = covariances
    rows = items[0].indices.count { row in items.allSatisfy { $0[row] != nil } }
  }

  private init(covariances: [[Double]], rows: Int) {
    self.covariances = covariances
    self.rows = rows
  }

  private static func covariance(_ a: [Double], _ b: [Double]) -> Double {
    let n = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
    return zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / (n - 1)
  }

  /// k/(k − 1) (1 − Σ s²_j / s²_total); not a number where the total does not vary.
  ///
  /// Source: L. J. Cronbach, Psychometrika 16 (1951), 297–334.
  public var alpha: Double {
    let k = Double(covariances.count)
    let parts = covariances.indices.reduce(0) { $0 + covariances[$1][$1] }
    let total = covariances.reduce(0) { $0 + $1.reduce(0, +) }
    return k / (k - 1) * (1 - parts / total)
  }

  /// Alpha of items scaled to the same variance: k r̄ / (1 + (k − 1) r̄).
  public var standardized: Double {
    let deviations = covariances.indices.map { covariances[$0][$0].squareRoot() }
    let correlations = covariances.indices.map { a in
      covariances.indices.map { covariances[a][$0] / (deviations[a] * deviations[$0]) }
    }
    return Reliability(covariances: correlations, rows: rows).alpha
  }

  /// The same without one of the items; `nil` where that leaves fewer than two.
  public func dropping(_ item: Int) -> Reliability? {
    guard covariances.count > 2 else { return nil }
    var rest = covariances
    rest.remove(at: item)
    for index in rest.indices { rest[index].remove(at: item) }
    return Reliability(covariances: rest, rows: rows)
  }

  /// The interval of alpha where answers are normal; `nil` for a level outside 0…1.
  ///
  /// Source: L. S. Feldt, Psychometrika 30 (1965), 357–370. O(1).
  public func interval(level: Double) -> Interval? {
    guard level > 0, level < 1 else { return nil }
    let degrees = Double(rows - 1)
    let fisher = Fisher(degrees, degrees * Double(covariances.count - 1))
    let tail = (1 - level) / 2
    return Interval(
      lower: 1 - (1 - alpha) * fisher.quantile(1 - tail),
      upper: 1 - (1 - alpha) * fisher.quantile(tail))
  }
}
