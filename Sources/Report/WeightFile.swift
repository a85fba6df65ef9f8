internal import CSV
public import Figures
internal import Statistics

/// `weights.csv`: what other weights make of each ranked composite, one row a scenario and province.
public enum WeightFile {
  public static let name = "weights.csv"

  public static let columns = [
    "kpi", "scenario", "without", "spread", "draws", "seed", "k", "same_top", "province_code",
    "province", "rank", "rank_best", "rank_worst", "rank_p05", "rank_p95", "top_share",
  ]

  /// What becomes of the weights.
  enum Scenario: String {
    case drawn, equal
    case leftOut = "left_out"
  }

  /// The document; O(its bytes).
  public static func csv(_ composites: [CompositeBreakdown]) -> [UInt8] {
    var writer = CSVWriter(header: columns)
    for composite in composites {
      guard let sensitivity = composite.sensitivity else { continue }
      let variation = sensitivity.variation
      for province in sensitivity.provinces {
        let (all, usual) = (province.ranks, province.usualRanks)
        writer.append([
          composite.kpi, Scenario.drawn.rawValue, "", variation.spread.shortestDecimal,
          "\(variation.draws)", "\(variation.seed)", "\(sensitivity.top)",
          sensitivity.sameShare.shortestDecimal, province.code, province.name, "",
          "\(all.lowerBound)", "\(all.upperBound)", "\(usual.lowerBound)", "\(usual.upperBound)",
          province.leadingShare.shortestDecimal,
        ])
      }
      for scenario in sensitivity.scenarios {
        let kind = scenario.without == nil ? Scenario.equal : .leftOut
        let isSame = sensitivity.hasSameLeaders(scenario) ? "1" : "0"
        for (province, rank) in zip(sensitivity.provinces, scenario.ranks) {
          writer.append([
            composite.kpi, kind.rawValue, scenario.without ?? "", "", "", "",
            "\(sensitivity.top)", isSame, province.code, province.name, "\(rank)", "", "", "", "",
            scenario.leaders.contains(province.code) ? "1" : "0",
          ])
        }
      }
    }
    return writer.bytes
  }
}
