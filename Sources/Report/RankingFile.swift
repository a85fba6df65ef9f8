internal import CSV
public import Definitions
public import Figures
internal import Statistics

/// `rankings.csv` and `top.json`: the provinces in order of each ranked KPI.
public enum RankingFile {
  public static let columns =
    [
      "kpi", "rank", "province_code", "province", "numerator", "denominator", "value", "ci_low",
      "ci_high", "rank_low", "rank_high", "in_top", "display", "flag", "ci_method",
    ] + SurveyColumns.names

  public static func csv(_ rankings: [Ranking]) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVWriter.append(columns, to: &bytes)
    for ranking in rankings {
      for row in ranking.rows {
        let figure = row.figure
        func text(_ rank: Int?) -> String { rank.map { "\($0)" } ?? "" }
        let fields: [String] = [
          ranking.kpi, text(row.rank), figure.subject.provinceCode, figure.subject.province,
          figure.numerator?.text ?? "", figure.denominator.map { "\($0)" } ?? "",
          figure.value?.double.shortestDecimal ?? "",
          figure.interval?.lower.shortestDecimal ?? "",
          figure.interval?.upper.shortestDecimal ?? "", text(row.rankLow), text(row.rankHigh),
          row.isInTop ? "1" : "0", figure.display, figure.flagText, figure.intervalMethod ?? "",
        ]
        for (index, field) in fields.enumerated() {
          if index > 0 { bytes.append(UInt8(ascii: ",")) }
          CSVWriter.append(field: field, to: &bytes)
        }
        SurveyColumns.append(figure, to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return bytes
  }

  /// The provinces that are in the top of each ranking.
  public static func topJSON(_ rankings: [Ranking]) -> [UInt8] {
    JSONWriter.bytes(
      of: .object(
        rankings.map { ranking in
          (
            name: ranking.kpi,
            value: [
              "k": .count(ranking.definition.top),
              "provinces": .array(
                ranking.top.map {
                  .object(
                    place($0) + numbers($0.figure) + SurveyColumns.members(of: $0.figure)
                      + [(name: "flags", value: $0.figure.flagJSON)])
                }),
            ]
          )
        }))
  }

  /// `rankings.json`: the same as `rankings.csv` with what each ranking means.
  public static func json(_ rankings: [Ranking], of definition: PipelineDefinition) -> [UInt8] {
    JSONWriter.bytes(
      of: .object(
        definition.heading + [
          (
            name: "rankings",
            value: .array(
              rankings.map { .object(header(of: $0, in: definition) + [provinces(of: $0)]) })
          )
        ]))
  }

  private static func header(
    of ranking: Ranking, in definition: PipelineDefinition
  ) -> [JSON.Member] {
    let kpi = definition.kpi(publishing: ranking.kpi)
    return [
      (name: "kpi", value: .string(ranking.kpi)),
      (name: "label", value: kpi.map { .label($0.label) } ?? .null),
      (name: "definition", value: kpi?.formulaJSON ?? .null),
      (name: "source", value: .key(kpi?.source ?? "")),
      (name: "better", value: .text(kpi?.better.rawValue)),
      (name: "k", value: .count(ranking.definition.top)),
      (name: "min_denominator", value: .count(ranking.definition.minDenominator)),
      (
        name: "rank_bounds",
        value: .string(kpi?.interval == nil ? "full_count" : "interval_overlap")
      ),
    ]
  }

  private static func provinces(of ranking: Ranking) -> JSON.Member {
    let rows = ranking.rows.map { row in
      JSON.object(
        place(row) + numbers(row.figure) + [
          (name: "rank_low", value: .count(row.rankLow)),
          (name: "rank_high", value: .count(row.rankHigh)),
          (name: "in_top", value: .bool(row.isInTop)),
          (name: "flags", value: row.figure.flagJSON),
          (name: "ci_method", value: .text(row.figure.intervalMethod)),
        ] + SurveyColumns.members(of: row.figure))
    }
    return (name: "provinces", value: .array(rows))
  }

  private static func place(_ row: Ranking.Row) -> [JSON.Member] {
    [
      (name: "rank", value: .count(row.rank)),
      (name: "province_code", value: .string(row.figure.subject.provinceCode)),
      (name: "province", value: .string(row.figure.subject.province)),
    ]
  }

  private static func numbers(_ figure: Figure) -> [JSON.Member] {
    [
      (name: "numerator", value: .quantity(figure.numerator)),
      (name: "denominator", value: figure.denominator.map(JSON.integer) ?? .null),
      (name: "value", value: .quantity(figure.value)),
      (name: "ci_low", value: figure.interval.map { .number($0.lower) } ?? .null),
      (name: "ci_high", value: figure.interval.map { .number($0.upper) } ?? .null),
      (name: "display", value: .key(figure.display)),
    ]
  }
}
