internal import Definitions
public import Figures
internal import Statistics

/// The sentences that may be said in public of a ranking: who leads, out of how many, and how sure.
///
/// They name a best province only where there is one, and the country only where its provinces are all
/// there. Of a survey they say what it is, give each value with its interval and number of answers, and no
/// order that the intervals do not carry.
public struct PublicSentence {
  private let edition: Edition
  private let ranking: Ranking

  public init(edition: Edition, ranking: Ranking) {
    self.edition = edition
    self.ranking = ranking
  }

  /// All sentences; one that says why nothing may be said, where a gate stopped the run.
  public var text: String {
    guard !edition.release.isStopped else {
      return edition.say(
        "Nothing may be said: a gate stopped this run, and it was not published.",
        "Chưa được công bố: phiên này đã bị một điều kiện kiểm soát dừng lại.")
    }
    guard !ranked.isEmpty else {
      return edition.say(
        "No province has enough data to be ranked.",
        "Chưa địa phương nào đủ số liệu để xếp hạng.")
    }
    return [leaders + country, doubt, unreliable, gaps, absent].filter { !$0.isEmpty }.joined(
      separator: " ")
  }

  private var ranked: [Ranking.Row] { ranking.rows.filter { $0.rank != nil } }

  private var title: String { edition.title(ranking.kpi) }

  /// `From … to …, `: the days that it speaks of.
  private var days: String {
    let period = edition.definition.period
    let (from, to) = (edition.numerals.day(period.from), edition.numerals.day(period.to))
    return edition.say("From \(from) to \(to)", "Từ \(from) đến \(to)") + basis + ", "
  }

  /// ` (quick survey, not SIPAS)`: what the values are from, where it is a survey.
  private var basis: String { edition.basis(of: ranking.kpi).map { " (\($0))" } ?? "" }

  /// Whether the intervals leave each of the leaders its own rank alone.
  private var isOrderSure: Bool { ranking.top.allSatisfy { $0.rankLow == $0.rankHigh } }

  /// Names with values; in the order of codes where the intervals carry no other.
  private func names(_ rows: [Ranking.Row]) -> String {
    let rows =
      isOrderSure
      ? rows
      : rows.sorted { $0.figure.subject.provinceCode < $1.figure.subject.provinceCode }
    let parts = rows.map { row in
      "\(edition.name(row.figure.subject)) (\(value(row.figure)))"
    }
    // Of values with intervals each is full of commas.
    return rows.contains { $0.figure.interval != nil }
      ? parts.joined(separator: "; ") : edition.numerals.list(parts)
  }

  /// The value, and of a survey its interval and how many answers it is from.
  private func value(_ figure: Figure) -> String {
    var parts = [edition.words(figure)]
    if let interval = figure.interval {
      let level = edition.level(figure.uncertainty?.level ?? edition[figure.kpi]?.kpi.level ?? 0.95)
      let ends = edition.words(interval, of: figure.kpi)
      parts.append(
        edition.say("\(level) interval \(ends)", "khoảng tin cậy \(level): \(ends)"))
    }
    if figure.interval != nil || figure.uncertainty != nil, let count = edition.responses(figure) {
      parts.append("n = \(count)")
    }
    return parts.joined(separator: ", ")
  }

  private var leaders: String {
    let (top, count) = (ranking.top, ranked.count)
    if count > 1, ranked.allSatisfy({ $0.rank == 1 }) {
      return days
        + edition.say(
          "all \(count) ranked provinces have the same value of “\(title)”, \(sharedValue)",
          "cả \(count) tỉnh, thành phố được xếp hạng có cùng giá trị của chỉ tiêu “\(title)” là \(sharedValue)"
        )
    }
    guard top.count < count else {
      return days
        + edition.say(
          "only \(count) \(count == 1 ? "province has" : "provinces have") enough data to be ranked by "
            + "“\(title)”: \(names(top))",
          "chỉ \(count) tỉnh, thành phố đủ số liệu để xếp hạng theo chỉ tiêu “\(title)”: \(names(top))"
        )
    }
    let isLow = edition[ranking.kpi]?.kpi.better == .lower
    guard isOrderSure else {
      return days
        + edition.say(
          "of \(count) ranked provinces, these were found with the \(isLow ? "lowest" : "highest") value of "
            + "“\(title)”, in no order: \(names(top))",
          "trong \(count) tỉnh, thành phố được xếp hạng, nhóm có chỉ tiêu “\(title)” "
            + "\(isLow ? "thấp" : "cao") nhất theo các phiếu thu được, không theo thứ tự, gồm: \(names(top))"
        )
    }
    return days
      + edition.say(
        "of \(count) ranked provinces, \(names(top)) \(top.count == 1 ? "has" : "have") the "
          + "\(isLow ? "lowest" : "highest") value of “\(title)”",
        "trong \(count) tỉnh, thành phố được xếp hạng, \(names(top)) có chỉ tiêu “\(title)” "
          + "\(isLow ? "thấp" : "cao") nhất")
  }

  /// The value that all have, with what all their intervals span.
  private var sharedValue: String {
    guard let first = ranked.first?.figure else { return "" }
    let intervals = ranked.compactMap(\.figure.interval)
    guard let low = intervals.map(\.lower).min(), let high = intervals.map(\.upper).max() else {
      return value(first)
    }
    let ends = edition.words(Interval(lower: low, upper: high), of: ranking.kpi)
    return edition.words(first)
      + edition.say(
        ", with intervals that span \(ends)", ", với các khoảng tin cậy trải từ \(ends)")
  }

  /// The nation's figure, of which it is said how much of the nation it covers.
  private var country: String {
    guard let figure = edition.index.national(ranking.kpi), figure.value != nil else { return "." }
    let value = value(figure)
    guard let coverage = edition.coverage(of: ranking.kpi) else {
      return edition.say(
        "; the whole country stands at \(value).", "; cả nước đạt \(value).")
    }
    return edition.say(
      "; the \(coverage.present) provinces with data together stand at \(value).",
      "; tính chung \(coverage.present) địa phương có số liệu là \(value).")
  }

  /// What is not settled of the leaders, where values have errors or records are missing.
  private var doubt: String {
    guard ranking.top.count < ranked.count else { return "" }
    let statement = RankSentence(
      ranking, of: edition.definition, in: edition.language
    ).statement
    guard ranking.isEstimated else { return ranking.isTopSettled ? "" : statement }
    guard !isOrderSure else { return "" }
    let order = edition.say(
      "These values have margins of error: they may be named as values found, not in order.",
      "Các giá trị này có sai số: chỉ nêu như kết quả khảo sát, không nêu thứ tự.")
    return "\(order) \(statement)"
  }

  /// The figures that are not sure enough to stand alone.
  private var unreliable: String {
    var names = ranking.top.filter { $0.figure.flags.contains(.unreliable) }
      .sorted { $0.figure.subject.provinceCode < $1.figure.subject.provinceCode }
      .map { edition.name($0.figure.subject) }
    if edition.index.national(ranking.kpi)?.flags.contains(.unreliable) == true {
      names.append(edition.together.lowercased())
    }
    guard !names.isEmpty else { return "" }
    let words = edition.text(Figure.Flag.unreliable.label).sentence
    return "\(words): \(edition.numerals.list(names))."
  }

  private var gaps: String {
    let names = ranking.top.filter { $0.figure.flags.contains(.partial) }
      .map { edition.name($0.figure.subject) }
    guard !names.isEmpty else { return "" }
    return edition.say(
      "The data of \(edition.numerals.list(names)) are incomplete.",
      "Số liệu của \(edition.numerals.list(names)) chưa đầy đủ.")
  }

  private var absent: String {
    guard let coverage = edition.coverage(of: ranking.kpi) else { return "" }
    let count = coverage.all - coverage.present
    return edition.say(
      "\(count) of \(coverage.all) provinces have no data yet.",
      "\(count) trong \(coverage.all) tỉnh, thành phố chưa có số liệu.")
  }
}

extension Edition {
  /// How many provinces have data of a KPI, of a composite's parts the fewest; `nil` where none is missing
  /// that should be there.
  public func coverage(of id: String) -> (present: Int, all: Int)? {
    guard let kpi = self[id]?.kpi else { return nil }
    let datasets = Set(definition.parts(of: kpi).compactMap(\.kpi.dataset))
    let lacking = release.completeness.filter {
      datasets.contains($0.dataset) && !$0.missing.isEmpty
    }
    guard let present = lacking.map(\.present).min() else { return nil }
    return (present, definition.reference.provinces.count)
  }

  /// What stands over figures of several KPIs for all provinces together.
  public var together: String {
    series.contains { coverage(of: $0.id) != nil }
      ? say("All with data", "Tính chung") : say("Country", "Cả nước")
  }

  /// What the figures of all records together are of: the country, or as much of it as has data.
  public func nation(of id: String) -> String {
    guard let coverage = coverage(of: id) else { return say("The whole country", "Cả nước") }
    return say(
      "\(coverage.present) of \(coverage.all) provinces",
      "\(coverage.present)/\(coverage.all) địa phương có số liệu")
  }
}
