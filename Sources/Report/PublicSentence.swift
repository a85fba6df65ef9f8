internal import Definitions
public import Figures
internal import Statistics

/// The sentences that may be said in public of a ranking: who leads, out of how many, and how sure.
///
/// They name a best province only where there is one, and the country only where its provinces are all
/// there.
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
    return [leaders + country, doubt, gaps, absent].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var ranked: [Ranking.Row] { ranking.rows.filter { $0.rank != nil } }

  private var title: String { edition.title(ranking.kpi) }

  /// `From … to …, `: the days that it speaks of.
  private var days: String {
    let period = edition.definition.period
    let (from, to) = (edition.numerals.day(period.from), edition.numerals.day(period.to))
    return edition.say("From \(from) to \(to), ", "Từ \(from) đến \(to), ")
  }

  private func names(_ rows: [Ranking.Row]) -> String {
    edition.numerals.list(
      rows.map { "\(edition.name($0.figure.subject)) (\(edition.words($0.figure)))" })
  }

  private var leaders: String {
    let (top, count) = (ranking.top, ranked.count)
    if count > 1, ranked.allSatisfy({ $0.rank == 1 }) {
      let value = ranked.first.map { edition.words($0.figure) } ?? ""
      return days
        + edition.say(
          "all \(count) ranked provinces have the same value of “\(title)”, \(value)",
          "cả \(count) tỉnh, thành phố được xếp hạng có cùng giá trị của chỉ tiêu “\(title)” là \(value)"
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
    return days
      + edition.say(
        "of \(count) ranked provinces, \(names(top)) \(top.count == 1 ? "has" : "have") the "
          + "\(isLow ? "lowest" : "highest") value of “\(title)”",
        "trong \(count) tỉnh, thành phố được xếp hạng, \(names(top)) có chỉ tiêu “\(title)” "
          + "\(isLow ? "thấp" : "cao") nhất")
  }

  /// The nation's figure, of which it is said how much of the nation it covers.
  private var country: String {
    guard let figure = edition.index.national(ranking.kpi), figure.value != nil else { return "." }
    let value = edition.words(figure)
    guard let coverage = edition.coverage(of: ranking.kpi) else {
      return edition.say(
        "; the whole country stands at \(value).", "; cả nước đạt \(value).")
    }
    return edition.say(
      "; the \(coverage.present) provinces with data together stand at \(value).",
      "; tính chung \(coverage.present) địa phương có số liệu là \(value).")
  }

  /// Who cannot be told from the leaders, where values have intervals.
  private var doubt: String {
    guard let level = edition[ranking.kpi]?.kpi.level, ranking.top.count < ranked.count,
      ranking.top.contains(where: { $0.rankLow != $0.rankHigh })
    else { return "" }
    let others = ranking.rows.count { row in
      !row.isInTop && row.rankLow.map { $0 <= ranking.definition.top } == true
    }
    let percent = edition.numerals.percent("\(Int((level * 100).rounded()))")
    guard others > 0 else {
      return edition.say(
        "Their order among themselves is not certain (confidence \(percent)).",
        "Thứ tự giữa các địa phương này chưa chắc chắn (độ tin cậy \(percent)).")
    }
    return edition.say(
      "These values have margins of error: with \(percent) confidence \(others) other "
        + "\(others == 1 ? "province" : "provinces") may belong to the leading group, so it may be named "
        + "as a group but not in order.",
      "Các giá trị này có sai số: với độ tin cậy \(percent), còn \(others) địa phương khác có thể thuộc "
        + "nhóm dẫn đầu, nên chỉ nêu theo nhóm, không nêu thứ tự.")
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
