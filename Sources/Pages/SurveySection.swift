internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// The surveys of one province in full: each KPI with all that says how sure it is, and the wards of one of
/// them with the design and as if nobody had thought of it.
struct SurveySection {
  let edition: Edition

  func markup(in province: Reference.Province) -> Markup {
    "\(answers(in: province))\(wards(in: province))"
  }

  private func answers(in province: Reference.Province) -> Markup {
    let series = edition.series.filter { $0.kpi.interval != nil }
    let figures = series.compactMap { series in
      edition.index.province(series.id, province.code).flatMap { $0.value == nil ? nil : $0 }
    }
    guard let first = figures.first else { return "" }
    let finding = edition.say(
      "Survey answers in \(edition.name(province)), each with its interval",
      "Kết quả khảo sát tại \(edition.name(province)), kèm khoảng tin cậy")
    var table = Table(
      labelled(finding, first), heads(edition.say("KPI", "Chỉ tiêu")),
      FigureKeys(by: .byProvince, province: province.code))
    for figure in figures {
      table.append(
        cells("\(edition.title(figure.kpi))", figure), FigureKeys(kpi: figure.kpi))
    }
    let title = edition.say(
      "The table: intervals, effective n, design effects",
      "Bảng số liệu: khoảng tin cậy, cỡ mẫu hiệu dụng, hệ số thiết kế")
    let data: Markup = "<details><summary>\(title)</summary>\n\(table.markup)</details>"
    guard figures.count > 1 else { return data }
    return edition.survey(figures, id: "survey-\(province.code)", finding: finding)
      .figure(data: data)
  }

  /// The wards of the KPI that is ranked, or of the first.
  private func wards(in province: Reference.Province) -> Markup {
    let grouping = Grouping(province: true, ward: true)
    let ranked = Set(edition.release.rankings.map(\.kpi))
    let given = edition.series.filter { $0.isPercent && $0.kpi.interval != nil }
    guard let series = given.first(where: { ranked.contains($0.id) }) ?? given.first else {
      return ""
    }
    let figures = edition.index.all(series.id, by: grouping, in: province.code)
      .filter { $0.value != nil && $0.uncertainty?.plain != nil }
    guard let first = figures.first else { return "" }
    let title = edition.say(
      "\(edition.title(series)) by commune: as if people had been drawn one by one, and with the design",
      "\(edition.title(series)) theo xã: như thể chọn ngẫu nhiên từng người, và theo thiết kế mẫu")
    var table = Table(
      labelled(title, first), heads(edition.say("Commune", "Xã, phường, đặc khu")),
      FigureKeys(by: grouping, kpi: series.id, province: province.code))
    for figure in figures {
      let ward = figure.subject.ward
      table.append(
        cells("\(ward.isEmpty ? edition.say("not stated", "không rõ") : ward)", figure),
        FigureKeys(ward: figure.subject.wardCode))
    }
    return table.markup
  }

  private func labelled(_ title: String, _ figure: Figure) -> String {
    edition.basis(of: figure.kpi).map { "\(title) (\($0))" } ?? title
  }

  private func heads(_ first: String) -> [Table.Head] {
    [
      Table.Head(first),
      Table.Head(edition.say("Value", "Giá trị"), FigureKeys()),
      Table.Head(edition.say("Counts", "Số lượng"), FigureKeys(part: .counts)),
      Table.Head(
        edition.say("Interval if drawn one by one", "Khoảng tin cậy nếu chọn từng người"),
        FigureKeys(part: .plain)),
      Table.Head(
        edition.say("Interval with the design", "Khoảng tin cậy theo thiết kế mẫu"),
        FigureKeys(part: .interval)),
      Table.Head(edition.say("Effective n", "Cỡ mẫu hiệu dụng"), FigureKeys(part: .effective)),
      Table.Head(edition.say("Design effect", "Hệ số thiết kế"), FigureKeys(part: .effect)),
      Table.Head(edition.say("which is", "Hệ số này")),
      Table.Head(edition.say("df", "Bậc tự do"), FigureKeys(part: .degrees)),
      Table.Head(edition.say("Mind", "Lưu ý")),
    ]
  }

  private func cells(_ name: Markup, _ figure: Figure) -> [Markup] {
    [
      name, edition.cell(figure), edition.counts(figure), edition.plainInterval(figure),
      edition.interval(figure), "\(edition.effectiveSize(figure) ?? "")",
      "\(edition.designEffect(figure) ?? "")",
      "\(figure.uncertainty?.rule.map { edition.text($0.label) } ?? "")",
      "\(figure.uncertainty?.degrees.map { "\($0)" } ?? "")", "\(edition.doubts(figure))",
    ]
  }
}
