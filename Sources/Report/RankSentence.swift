public import Definitions
public import Figures

/// What may be said of the place of each province in a ranking, and of its first k, in one sentence each.
///
/// No sentence tells more than the rank sets, or of full counts the rejected and missing records, carry.
public struct RankSentence {
  private let ranking: Ranking
  private let definition: PipelineDefinition
  private let language: Language
  private let numerals: Numerals
  private let series: PublishedSeries?

  public init(_ ranking: Ranking, of definition: PipelineDefinition, in language: Language) {
    self.ranking = ranking
    self.definition = definition
    self.language = language
    numerals = Numerals(language)
    series = definition.kpi(publishing: ranking.kpi).map {
      PublishedSeries(id: ranking.kpi, kpi: $0)
    }
  }

  private func say(_ english: String, _ vietnamese: String) -> String {
    language == .vietnamese ? vietnamese : english
  }

  private var k: Int { ranking.definition.top }
  private var ranked: Int { ranking.rows.count { $0.rank != nil } }
  private var title: String { series.map { $0.kpi.label[language] } ?? ranking.kpi }

  // MARK: A province

  /// Of one province.
  public func of(_ row: Ranking.Row) -> String {
    let name = name(row)
    guard let rank = row.rank, let standing = row.standing else {
      return "\(name): \(absence(row.figure))."
    }
    let value =
      series?.isPercent == true
      ? numerals.percent(row.figure.display) : numerals.number(row.figure.display)
    let place = say(
      "\(name): rank \(rank) of \(ranked) ranked provinces by “\(title)” (\(value))",
      "\(name): hạng \(rank) trong \(ranked) tỉnh, thành phố được xếp hạng theo “\(title)” (\(value))"
    )
    let span = Self.words(standing.span)
    if ranking.isEstimated {
      return place
        + say(
          "; with \(level) confidence its true rank is \(span), so \(verdict(standing)).",
          "; với độ tin cậy \(level), thứ hạng thực là \(span), nên \(verdict(standing)).")
    }
    guard standing.span != rank...rank else {
      return place + say("; \(verdict(standing)).", "; \(verdict(standing)).")
    }
    return place
      + say(
        "; the rejected and missing records leave ranks \(span) possible, so \(verdict(standing)).",
        "; các bản ghi bị loại hoặc còn thiếu khiến hạng có thể là \(span), nên \(verdict(standing))."
      )
  }

  private func verdict(_ standing: Standing) -> String {
    if standing.isAmong(k) { return say("it is \(inGroup.english)", inGroup.vietnamese) }
    guard standing.mayBeAmong(k) else {
      let not = k == 1 ? "không phải" : "không"
      return say("it is not \(inGroup.english)", "\(not) \(inGroup.vietnamese)")
    }
    let probability = standing.topProbability.map(chance)
    return say(
      "whether it is \(inGroup.english) is not settled"
        + (probability.map { " (probability \($0))" } ?? ""),
      "chưa thể khẳng định có \(inGroup.vietnamese) hay không"
        + (probability.map { " (xác suất \($0))" } ?? ""))
  }

  private var inGroup: Label {
    k == 1
      ? Label(english: "the best", vietnamese: "là địa phương dẫn đầu")
      : Label(english: "among the best \(k)", vietnamese: "thuộc nhóm \(k) địa phương dẫn đầu")
  }

  /// A probability in whole percent, and never certainty.
  public func chance(_ probability: Double) -> String {
    let percent = Int((probability * 100).rounded())
    if percent < 1 { return say("under 1%", "dưới 1%") }
    return percent > 99 ? say("over 99%", "trên 99%") : "\(percent)%"
  }

  private func absence(_ figure: Figure) -> String {
    if figure.flags.contains(.suppressed) {
      return say(
        "not ranked, since its value is withheld", "không xếp hạng vì số liệu không được công bố")
    }
    let least = ranking.definition.minDenominator
    guard figure.value != nil, !figure.flags.contains(.missing) else {
      return say("not ranked, since there is no value", "không xếp hạng vì chưa có số liệu")
    }
    return say(
      "not ranked, since fewer than \(least) records stand behind its value",
      "không xếp hạng vì số liệu dựa trên dưới \(least) bản ghi")
  }

  // MARK: The first k

  /// Whether the data settle who the best k are, and if not, among whom they are.
  ///
  /// Empty where no more provinces are ranked than the top has places.
  public var statement: String {
    guard ranked > k else { return "" }
    let best =
      k == 1
      ? say("the best province", "địa phương dẫn đầu")
      : say("the best \(k)", "nhóm \(k) địa phương dẫn đầu")
    guard !ranking.isTopSettled else {
      let names = names(ranking.top)
      return "\(best): \(names); \(reason).".sentence
    }
    let certain = ranking.certainTop
    let sure =
      certain.isEmpty
      ? say("none is certain", "chưa địa phương nào chắc chắn")
      : say("certain: \(names(certain))", "chắc chắn: \(names(certain))")
    return ranking.isEstimated
      ? say(
        "The data do not settle \(best): with \(level) confidence \(candidates); \(sure).",
        "Số liệu chưa đủ để xác định \(best): với độ tin cậy \(level), \(candidates); \(sure).")
      : say(
        "The data do not settle \(best): depending on the rejected and missing records, \(candidates); \(sure).",
        "Số liệu chưa đủ để xác định \(best): tùy nội dung các bản ghi bị loại hoặc còn thiếu, \(candidates); \(sure)."
      )
  }

  /// Why a top that is settled is settled.
  public var reason: String {
    if ranking.isEstimated {
      return say("settled with \(level) confidence", "xác định với độ tin cậy \(level)")
    }
    return ranking.isBounded
      ? say(
        "full counts, and no rejected or missing record could change it",
        "theo số liệu đếm đầy đủ, các bản ghi bị loại hay còn thiếu không làm thay đổi")
      : say(
        "full counts of the records that came", "theo số liệu đếm đầy đủ của các bản ghi đã nhận")
  }

  /// Among whom the best k are.
  private var candidates: String {
    let may = ranking.confidentTop
    if may.count == ranked {
      return say(
        "any of the \(ranked) ranked provinces may be \(k == 1 ? "it" : "among them")",
        "địa phương nào trong \(ranked) địa phương được xếp hạng cũng có thể \(k == 1 ? "là địa phương đó" : "thuộc nhóm này")"
      )
    }
    let (them, group) =
      k == 1 ? ("it is one of", "đó là một trong") : ("they are among", "nhóm này nằm trong")
    return may.count <= Self.mostNames
      ? say("\(them) \(names(may))", "\(group) số: \(names(may))")
      : say(
        "\(them) \(may.count) of the \(ranked) ranked provinces",
        "\(group) \(may.count) trên \(ranked) địa phương được xếp hạng")
  }

  /// As many provinces are named; more are counted.
  private static let mostNames = 12

  private var level: String { "\(Int((Standing.level * 100).rounded()))%" }

  private static func words(_ ranks: ClosedRange<Int>) -> String {
    ranks.count == 1 ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)"
  }

  /// In the order of codes, which says nothing of ranks.
  private func names(_ rows: [Ranking.Row]) -> String {
    numerals.list(
      rows.sorted { $0.figure.subject.provinceCode < $1.figure.subject.provinceCode }.map(name))
  }

  private func name(_ row: Ranking.Row) -> String {
    let subject = row.figure.subject
    let province = definition.reference.provinces.first { $0.code == subject.provinceCode }
    return province.map { say($0.englishName, $0.name) } ?? subject.province
  }
}
