internal import Definitions
internal import Figures
internal import Statistics

/// How settled a province's place is: the last columns of `rankings.csv`, and members of its JSON.
enum StandingColumns {
  static let names = [
    "own_rank_low", "own_rank_high", "best_rank", "worst_rank", "confident_top", "certain_top",
    "confident_bottom", "top_probability", "expected_rank", "comparison_error", "sentence_vi",
    "sentence_en",
  ]

  /// The fields of a row, for CSV.
  static func fields(_ row: Ranking.Row, of ranking: Ranking, _ sentences: Sentences) -> [String] {
    let standing = row.standing
    func text(_ rank: Int?) -> String { rank.map { "\($0)" } ?? "" }
    func text(_ number: Double?) -> String { number.map(\.shortestDecimal) ?? "" }
    func text(_ truth: Bool?) -> String { truth.map { $0 ? "1" : "0" } ?? "" }
    let place = Place(row, of: ranking)
    return [
      text(standing?.ownRanks.lowerBound), text(standing?.ownRanks.upperBound),
      text(standing?.possible?.lowerBound), text(standing?.possible?.upperBound),
      text(place?.mayLead), text(place?.leads), text(place?.mayTrail),
      text(standing?.topProbability), text(standing?.expectedRank), text(standing?.error),
      sentences.vietnamese.of(row), sentences.english.of(row),
    ]
  }

  static func members(
    _ row: Ranking.Row, of ranking: Ranking, _ sentences: Sentences
  ) -> [JSON.Member] {
    let standing = row.standing
    func value(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }
    func value(_ truth: Bool?) -> JSON { truth.map(JSON.bool) ?? .null }
    let place = Place(row, of: ranking)
    return [
      (name: "own_rank_low", value: .count(standing?.ownRanks.lowerBound)),
      (name: "own_rank_high", value: .count(standing?.ownRanks.upperBound)),
      (name: "best_rank", value: .count(standing?.possible?.lowerBound)),
      (name: "worst_rank", value: .count(standing?.possible?.upperBound)),
      (name: "confident_top", value: value(place?.mayLead)),
      (name: "certain_top", value: value(place?.leads)),
      (name: "confident_bottom", value: value(place?.mayTrail)),
      (name: "top_probability", value: value(standing?.topProbability)),
      (name: "expected_rank", value: value(standing?.expectedRank)),
      (name: "comparison_error", value: value(standing?.error)),
      (
        name: "sentence",
        value: .label(
          Label(english: sentences.english.of(row), vietnamese: sentences.vietnamese.of(row)))
      ),
    ]
  }

  /// The sentences of a ranking in both languages.
  struct Sentences {
    let vietnamese: RankSentence
    let english: RankSentence

    init(_ ranking: Ranking, of definition: PipelineDefinition) {
      vietnamese = RankSentence(ranking, of: definition, in: .vietnamese)
      english = RankSentence(ranking, of: definition, in: .english)
    }

    var statement: Label {
      Label(english: english.statement, vietnamese: vietnamese.statement)
    }
  }

  /// What is settled of a ranked province.
  private struct Place {
    let mayLead: Bool
    let leads: Bool
    let mayTrail: Bool

    init?(_ row: Ranking.Row, of ranking: Ranking) {
      guard let standing = row.standing else { return nil }
      let (k, ranked) = (ranking.definition.top, ranking.rows.count { $0.rank != nil })
      mayLead = standing.mayBeAmong(k)
      leads = standing.isAmong(k)
      mayTrail = standing.span.upperBound > ranked - k
    }
  }
}
