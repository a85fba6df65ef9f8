internal import Definitions
internal import Figures
internal import Report

/// The sentences that may be said in public of a ranking: who leads, out of how many, and how sure.
struct PublicSentence {
  let edition: Edition
  let ranking: Ranking

  /// All sentences; one that says why nothing may be said, where a gate stopped the run.
  var text: String {
    guard !edition.release.isStopped else {
      return edition.say(
        "Nothing may be said: a gate stopped this run, and it was not published.",
        "Chưa được công bố: phiên này đã bị một điều kiện kiểm soát dừng lại.")
    }
    guard !ranking.top.isEmpty else {
      return edition.say(
        "No province has enough data to be ranked.",
        "Chưa địa phương nào đủ số liệu để xếp hạng.")
    }
    return [leaders, doubt, gaps].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var leaders: String {
    let top = ranking.top
    let names = top.map { "\(edition.name($0.figure.subject)) (\(edition.words($0.figure)))" }
    let period = edition.definition.period
    let (from, to) = (edition.numerals.day(period.from), edition.numerals.day(period.to))
    let ranked = ranking.rows.count { $0.rank != nil }
    let title = edition.title(ranking.kpi)
    let nation = edition.index.national(ranking.kpi).flatMap { $0.value == nil ? nil : $0 }
    let isLow = edition[ranking.kpi]?.kpi.better == .lower
    let isSurvey = top.contains { $0.figure.interval != nil }
    let country = nation.map { figure in
      edition.say(
        "; the whole country stands at \(edition.words(figure))",
        "; cả nước đạt \(edition.words(figure))")
    }
    return edition.say(
      "From \(from) to \(to), \(isSurvey ? "among the people who were asked, " : "")of \(ranked) ranked "
        + "provinces, \(edition.numerals.list(names)) "
        + "\(top.count == 1 ? "has" : "have") the \(isLow ? "lowest" : "highest") value of "
        + "“\(title)”\(country ?? "").",
      "Từ \(from) đến \(to), \(isSurvey ? "trong số người được khảo sát, " : "")trong \(ranked) tỉnh, "
        + "thành phố được xếp hạng, "
        + "\(edition.numerals.list(names)) có chỉ tiêu “\(title)” \(isLow ? "thấp" : "cao") nhất"
        + "\(country ?? "").")
  }

  /// Who cannot be told from the leaders by a survey of this size.
  private var doubt: String {
    guard let level = edition[ranking.kpi]?.kpi.level,
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
      "These are answers of a sample: with \(percent) confidence \(others) other "
        + "\(others == 1 ? "province" : "provinces") may belong to the leading group, so it may be named "
        + "as a group but not in order.",
      "Đây là kết quả khảo sát mẫu: với độ tin cậy \(percent), còn \(others) địa phương khác có thể thuộc "
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
}
