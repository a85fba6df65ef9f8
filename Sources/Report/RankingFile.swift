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
    ] + SurveyColumns.names + StandingColumns.names

  public static func csv(_ rankings: [Ranking], of definition: PipelineDefinition) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVWriter.append(columns, to: &bytes)
    for ranking in rankings {
      let sentences = StandingColumns.Sentences(ranking, of: definition)
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
        for field in StandingColumns.fields(row, of: ranking, sentences) {
          bytes.append(UInt8(ascii: ","))
          CSVWriter.append(field: field, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    return bytes
  }

  /// The provinces that are in the top of each ranking, and how settled that is.
  public static func topJSON(_ rankings: [Ranking], of definition: PipelineDefinition) -> [UInt8] {
    JSONWriter.bytes(
      of: .object(
        rankings.map { ranking in
          let sentences = StandingColumns.Sentences(ranking, of: definition)
          let provinces = ranking.top.map { row in
            JSON.object(
              place(row) + numbers(row.figure) + SurveyColumns.members(of: row.figure)
                + [(name: "flags", value: row.figure.flagJSON)] + ranks(row)
                + StandingColumns.members(row, of: ranking, sentences))
          }
          return (
            name: ranking.kpi,
            value: .object(
              [
                (name: "k", value: .count(ranking.definition.top)),
                (name: "provinces", value: .array(provinces)),
              ] + settled(ranking, sentences))
          )
        }))
  }

  /// Whether the data settle who the first k are.
  private static func settled(
    _ ranking: Ranking, _ sentences: StandingColumns.Sentences
  ) -> [JSON.Member] {
    func codes(_ rows: [Ranking.Row]) -> JSON {
      .array(rows.map(\.figure.subject.provinceCode).sorted().map(JSON.string))
    }
    return [
      (name: "is_settled", value: .bool(ranking.isTopSettled)),
      (name: "confident_top", value: codes(ranking.confidentTop)),
      (name: "certain_top", value: codes(ranking.certainTop)),
      (name: "confident_bottom", value: codes(ranking.confidentBottom)),
      (name: "rank_bounds", value: .string(ranking.isEstimated ? "holm" : "full_count")),
      (name: "level", value: .number(Standing.level)),
      (name: "statement", value: .label(sentences.statement)),
    ]
  }

  /// `rankings.json`: the same as `rankings.csv` with what each ranking means.
  public static func json(_ rankings: [Ranking], of definition: PipelineDefinition) -> [UInt8] {
    JSONWriter.bytes(
      of: .object(
        definition.heading + [
          (
            name: "rankings",
            value: .array(
              rankings.map { ranking in
                let sentences = StandingColumns.Sentences(ranking, of: definition)
                return .object(
                  header(of: ranking, in: definition) + [provinces(of: ranking, sentences)]
                    + settled(ranking, sentences))
              })
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
    ]
  }

  private static func provinces(
    of ranking: Ranking, _ sentences: StandingColumns.Sentences
  ) -> JSON.Member {
    let rows = ranking.rows.map { row in
      JSON.object(
        place(row) + numbers(row.figure) + ranks(row) + [
          (name: "flags", value: row.figure.flagJSON),
          (name: "ci_method", value: .text(row.figure.intervalMethod)),
        ] + SurveyColumns.members(of: row.figure)
          + StandingColumns.members(row, of: ranking, sentences))
    }
    return (name: "provinces", value: .array(rows))
  }

  private static func ranks(_ row: Ranking.Row) -> [JSON.Member] {
    [
      (name: "rank_low", value: .count(row.rankLow)),
      (name: "rank_high", value: .count(row.rankHigh)),
      (name: "in_top", value: .bool(row.isInTop)),
    ]
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
