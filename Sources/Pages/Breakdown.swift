internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The figures of one grouping as a table: a row a ward, a value of a category or a period.
struct Breakdown {
  let edition: Edition
  let grouping: Grouping
  /// What fits on a phone turned sideways, and on a sheet of A4.
  private static let mostColumns = 6

  /// What stands at the head of its rows.
  var title: String {
    if grouping.ward { return edition.say("Communes", "Xã, phường, đặc khu") }
    if let category = grouping.category { return edition.category(category) }
    return grouping.period ? edition.say("Period", "Kỳ") : edition.say("Province", "Địa phương")
  }

  /// The KPIs that stand for the others: a count, then the ranked ones, then further ones.
  var series: [PublishedSeries] {
    let given = edition.series.filter { !edition.index.all($0.id, by: grouping).isEmpty }
    let ranked = Set(edition.release.rankings.map(\.kpi))
    let counts = given.filter { $0.isCount && !ranked.contains($0.id) }
    let leading = given.filter { ranked.contains($0.id) }
    let first = Array(counts.prefix(leading.isEmpty ? 3 : 1)) + leading
    let rest = given.filter { series in
      !series.isCount && !first.contains { $0.id == series.id }
    }
    return Array((first.isEmpty ? rest : first).prefix(Self.mostColumns))
  }

  /// The table of what lies in one place; rows without any record are named below it.
  func markup(
    in province: String? = nil, _ figures: (_ kpi: String) -> ArraySlice<Figure>
  ) -> Markup {
    let series = series
    guard let first = series.first else { return "" }
    let columns = series.map { series in
      Dictionary(figures(series.id).map { (key($0.subject), $0) }, uniquingKeysWith: { a, _ in a })
    }
    var table = Table(
      title,
      [Table.Head(title)] + series.map { head($0, isLink: province == nil) },
      FigureKeys(by: grouping, province: province))
    var empty: [String] = []
    for figure in figures(first.id) {
      let name = name(figure.subject)
      let key = key(figure.subject)
      let row = columns.map { $0[key] }
      guard row.contains(where: { $0?.hasRecords == true }) else {
        if !figure.subject.member.isEmpty { empty.append(name) }
        continue
      }
      table.append(["\(name)"] + row.map(edition.sureCell), keys(figure.subject))
    }
    guard !empty.isEmpty, !table.isEmpty else { return table.markup }
    let none = edition.say("No record: ", "Không phát sinh: ")
    return "\(table.markup)<p class=\"note\">\(none)\(empty.joined(separator: "; ")).</p>\n"
  }

  /// What tells the rows of one place apart: a grouping has one key within it.
  private func key(_ subject: Figure.Subject) -> String {
    grouping.ward ? subject.wardCode : grouping.category == nil ? subject.period : subject.member
  }

  /// Links to definitions are given once, not by each province: the keyboard passes every one of them.
  private func head(_ series: PublishedSeries, isLink: Bool) -> Table.Head {
    Table.Head(series, edition, isLink: isLink)
  }

  private func keys(_ subject: Figure.Subject) -> FigureKeys {
    FigureKeys(
      ward: grouping.ward ? subject.wardCode : nil,
      member: grouping.category == nil ? nil : subject.member,
      period: grouping.period ? subject.period : nil)
  }

  private func name(_ subject: Figure.Subject) -> String {
    if grouping.ward {
      return subject.ward.isEmpty ? edition.say("not stated", "không rõ") : subject.ward
    }
    if let category = grouping.category { return edition.member(subject.member, of: category) }
    return edition.numerals.period(subject.period)
  }
}

extension Figure {
  /// Whether any record stands behind it, as far as it may be told.
  fileprivate var hasRecords: Bool {
    if flags.contains(.suppressed) { return true }
    if let denominator { return denominator > 0 }
    return value.map { $0.double != 0 } ?? false
  }
}
