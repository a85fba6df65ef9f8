internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// How one KPI went in the nation and each province since an earlier period, and what may be said of it.
struct TrendTable {
  let edition: Edition
  let series: PublishedSeries
  let kind: Trend.Kind

  private var trends: [Trend] {
    edition.release.trends.filter {
      $0.kpi == series.id && $0.kind == kind && $0.difference != nil
    }
  }

  /// Nothing where no place has both periods.
  var markup: Markup {
    let trends = trends
    guard let first = trends.first else { return "" }
    let (old, new) = (first.before.subject.period, first.now.subject.period)
    let isSample = trends.contains { $0.difference?.method != nil }
    var table = Table(caption(old, new), heads(old, new, isSample: isSample))
    for trend in trends {
      let subject = trend.now.subject
      let name =
        subject.provinceCode.isEmpty ? edition.nation(of: series.id) : edition.name(subject)
      var cells: [Markup] = [
        "\(name)", sure(trend.before), sure(trend.now), "\(edition.difference(trend))",
      ]
      if isSample { cells.append("\(edition.differenceInterval(trend))") }
      cells.append("\(edition.words(trend.verdict))")
      table.append(cells, isMarked: subject.provinceCode.isEmpty)
    }
    let counts = Trend.Verdict.allCases.compactMap { verdict -> String? in
      let count = trends.count {
        $0.verdict == verdict && !$0.now.subject.provinceCode.isEmpty
      }
      return count > 0 ? "\(edition.words(verdict)) \(count)" : nil
    }
    let note =
      (isSample ? chance : fact) + (first.isIncomplete ? " " + incomplete : "")
    return #"""
      <details><summary>\#(edition.title(series)): \#(counts.joined(separator: ", "))</summary>
      \#(table.markup)<p class="note">\#(note)</p></details>

      """#
  }

  private func caption(_ old: String, _ new: String) -> String {
    let (before, now) = (edition.numerals.period(old), edition.numerals.period(new))
    return edition.labelled(
      edition.say(
        "\(edition.title(series)): \(now) against \(before)",
        "\(edition.title(series)): \(now) so với \(before)"), of: series.id)
  }

  private func heads(_ old: String, _ new: String, isSample: Bool) -> [Table.Head] {
    [
      Table.Head(edition.say("Province", "Địa phương")),
      Table.Head(number: edition.numerals.period(old).sentence),
      Table.Head(number: edition.numerals.period(new).sentence),
      Table.Head(number: edition.say("Difference", "Chênh lệch")),
    ]
      + (isSample
        ? [
          Table.Head(
            number: edition.say("Interval of the difference", "Khoảng tin cậy của chênh lệch"))
        ] : [])
      + [Table.Head(edition.say("What may be said", "Kết luận"))]
  }

  /// The value with the row of kpis.csv that it stands in, where the pipeline publishes that.
  private func sure(_ figure: Figure) -> Markup {
    let isPublished = edition.definition.groupings.contains(figure.subject.grouping)
    let interval: Markup = edition.interval(figure)
    guard isPublished else {
      return interval.isEmpty
        ? "\(edition.words(figure))" : "\(edition.words(figure))<small>\(interval)</small>"
    }
    return interval.isEmpty
      ? edition.value(figure)
      : "\(edition.value(figure))<small>\(edition.tagged(interval, .interval, of: figure))</small>"
  }

  private var chance: String {
    edition.say(
      "Answers of a sample: an increase or a decrease is named only where the difference is beyond chance, with the probability adjusted for all provinces together (Holm, below 0.05). Sites asked in both periods are taken into account.",
      "Số liệu từ mẫu: chỉ nêu tăng hoặc giảm khi chênh lệch vượt quá sai số ngẫu nhiên, xác suất đã hiệu chỉnh cho mọi địa phương cùng lúc (Holm, dưới 0,05). Có tính đến các điểm được hỏi trong cả hai kỳ."
    )
  }

  private var fact: String {
    edition.say(
      "Full counts: the difference is a fact of these records and has no interval. The records of the later period are younger: what takes time, such as being completed, is less in it for that alone.",
      "Đếm toàn bộ: chênh lệch là số thực tế của các bản ghi này, không có khoảng tin cậy. Bản ghi của kỳ sau mới hơn: việc cần thời gian, như giải quyết xong, thấp hơn chỉ vì lý do đó."
    )
  }

  private var incomplete: String {
    edition.say(
      "One of the two periods is not wholly covered.", "Một trong hai kỳ chưa đủ ngày.")
  }
}
