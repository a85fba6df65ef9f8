import CSV
import Foundation
import Statistics
import Testing

/// Rank sets, chances of the top places, and estimates drawn to their mean.
@Suite(GoldenFolder.isGiven)
struct GoldenRankTests {
  @Test func `rank sets and chances of the top places are the golden ones`() throws {
    var score = GoldenScore("ranks")
    for file in try #require(GoldenFolder.given).files(.ranks) {
      let table = try GoldenTable(beside: file)
      let content = file.content
      let level = try #require(content["confidence"]?.number)
      let tau = Int(try #require(content["tau"]?.number))
      let (values, errors) = (try table["y"], try table["se"])
      let estimates = try #require(IndependentEstimates(values, errors: errors))
      let names = try table.texts("unit")
      func object(_ sets: RankSets) -> [String: GoldenValue] {
        [
          "L": GoldenValue(sets.ranges.map { Double($0.lowerBound) }),
          "U": GoldenValue(sets.ranges.map { Double($0.upperBound) }),
          "tau_best": .list(sets.best(tau).map { .text(names[$0]) }),
          "tau_worst": .list(sets.worst(tau).map { .text(names[$0]) }),
        ]
      }
      func check(_ name: String, _ got: [String: GoldenValue], tolerance: Double = 1e-8) throws {
        score.check(
          "\(file.path) \(name)", .object(got), try #require(content[name]),
          tolerance: { _ in tolerance })
      }
      score.check(
        "\(file.path) rank", GoldenValue(estimates.ranks.map(Double.init)),
        try #require(content["rank"]))
      for (name, stepDown) in [("marginal_single_step", false), ("marginal_stepdown", true)] {
        let marginal = names.indices.map {
          estimates.marginalRanks(of: $0, level: level, stepDown: stepDown)
        }
        try check(
          name,
          [
            "L": GoldenValue(marginal.map { Double($0.ranks.lowerBound) }),
            "U": GoldenValue(marginal.map { Double($0.ranks.upperBound) }),
            "critical_values": .list(
              marginal.map {
                stepDown ? GoldenValue($0.criticalValues) : .number($0.criticalValues[0])
              }),
            "deterministic": content[name]?["deterministic"] ?? .undefined,
          ])
      }
      for (name, method) in [
        ("bonferroni", SimultaneousRanks.bonferroni), ("holm", .holm),
        ("tukey_kramer", .tukeyKramer),
      ] {
        var got = object(estimates.rankSets(method, level: level))
        got["critical_value"] = .number(
          IndependentEstimates.critical(method, of: names.count, level: level))
        try check(name, got)
      }
      let raw = TopProbability(of: estimates.values, errors: estimates.errors, among: tau)
      try check(
        "prob_top_tau_no_shrinkage",
        ["p": GoldenValue(raw.probabilities), "expected_rank": GoldenValue(raw.expectedRanks)],
        tolerance: 1e-7)
      let shrunk = try #require(NormalShrinkage(estimates))
      let top = TopProbability(
        of: shrunk.posteriorMeans, errors: shrunk.conditionalErrors, among: tau)
      try check(
        "prob_top_tau_eb",
        [
          "tau2": .number(shrunk.variance), "mu": .number(shrunk.mean),
          "posterior_mean": GoldenValue(shrunk.posteriorMeans),
          "posterior_sd_mu_known": GoldenValue(shrunk.conditionalErrors),
          "p": GoldenValue(top.probabilities), "expected_rank": GoldenValue(top.expectedRanks),
        ], tolerance: 1e-7)
      let pairs = estimates.pairs
      try check(
        "pairwise",
        [
          "order": content["pairwise"]?["order"] ?? .undefined,
          "z": GoldenValue(pairs.map { estimates.statistic($0.first, $0.second) }),
          "p_two_sided": GoldenValue(pairs.map { estimates.twoSided($0.first, $0.second) }),
          "n_pairs": .number(Double(pairs.count)),
          "n_p_below_05": .number(
            Double(pairs.count { estimates.twoSided($0.first, $0.second) < 0.05 })),
        ])
      #expect(abs(top.probabilities.reduce(0, +) - Double(tau)) < 1e-9)
    }
    score.report()
  }

  @Test func `estimates drawn to their mean are the golden ones`() throws {
    var score = GoldenScore("normal shrinkage")
    for file in try #require(GoldenFolder.given).files(.normalShrinkage) {
      let table = try GoldenTable(beside: file)
      let (values, errors) = (try table["y"], try table["se"])
      let estimates = try #require(IndependentEstimates(values, errors: errors))
      let shrunk = try #require(NormalShrinkage(estimates))
      score.check(
        file.path,
        .object([
          "tau2_paule_mandel": .number(shrunk.variance),
          "tau2_dersimonian_laird": .number(shrunk.momentVariance),
          "Q": .number(shrunk.heterogeneity), "I2": .number(shrunk.inconsistency),
          "mu": .number(shrunk.mean), "se_mu": .number(shrunk.meanError),
          "shrinkage_B": GoldenValue(shrunk.shrinkage),
          "posterior_mean": GoldenValue(shrunk.posteriorMeans),
          "posterior_sd": GoldenValue(shrunk.posteriorErrors),
          "posterior_sd_no_mu_uncertainty": GoldenValue(shrunk.conditionalErrors),
        ]), try #require(file.content["empirical_bayes_normal"]), tolerance: { _ in 1e-7 })
    }
    score.report()
  }
}

/// The table that a golden file was computed from: the CSV of its name beside it.
struct GoldenTable {
  private let table: CSVTable

  init(beside file: GoldenFile) throws {
    let url = file.url.deletingPathExtension().appendingPathExtension("csv")
    table = try CSVTable(Array(Data(contentsOf: url)))
  }

  func texts(_ column: String) throws -> [String] {
    let index = try #require(table.header.firstIndex(of: column))
    return table.rows.map { $0[index] }
  }

  subscript(column: String) -> [Double] {
    get throws { try texts(column).map { try #require(Double($0)) } }
  }
}
