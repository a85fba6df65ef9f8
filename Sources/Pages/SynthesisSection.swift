internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The ministry's synthesis: how much of the country was covered, and every national figure.
struct SynthesisSection {
  let edition: Edition
  let pictures: [Picture]

  var markup: Markup {
    #"""
    <section id="synthesis" aria-labelledby="synthesis-title">
    <h2 id="synthesis-title">\#(edition.say("The country as a whole", "Tổng hợp cả nước"))</h2>
    \#(coverage.markup)\#(expectations.markup)\#(nation.markup)\#(breakdowns)</section>

    """#
  }

  private var coverage: Table {
    let all = edition.definition.reference.provinces.count
    var table = Table(
      edition.say("Provinces with data", "Địa phương có số liệu"),
      [
        Table.Head(edition.say("Dataset", "Bộ số liệu")),
        Table.Head(number: edition.say("Provinces", "Số địa phương")),
        Table.Head(number: edition.say("Partial", "Chưa đầy đủ")),
        Table.Head(edition.say("No data", "Chưa có số liệu")),
      ])
    for gaps in edition.release.completeness {
      table.append([
        "\(edition.dataset(gaps.dataset))", "\(gaps.present)/\(all)", "\(gaps.partial.count)",
        "\(names(gaps.missing))",
      ])
    }
    return table
  }

  private func names(_ codes: [String]) -> String {
    edition.definition.reference.provinces.filter { codes.contains($0.code) }.map(edition.name)
      .joined(separator: ", ")
  }

  /// What the pipeline expects of national values, and what was found.
  private var expectations: Table {
    var table = Table(
      edition.say("Expected national values", "Đối chiếu số liệu quốc gia"),
      [
        Table.Head(edition.say("KPI", "Chỉ tiêu")),
        Table.Head(number: edition.say("Expected", "Yêu cầu")),
        Table.Head(edition.say("Found", "Kết quả"), FigureKeys()),
      ], FigureKeys(by: .national))
    for expectation in edition.definition.gates.expectations {
      let sign =
        switch expectation.relation {
        case .equals: "="
        case .atLeast: "≥"
        case .atMost: "≤"
        }
      guard
        let series = edition.series.first(where: {
          $0.kpi.id == expectation.kpi || $0.id == expectation.kpi
        })
      else { continue }
      table.append(
        [
          edition.named(series),
          "\(sign) \(edition.numerals.number(expectation.bound.description))",
          edition.sureCell(edition.index.national(series.id)),
        ], FigureKeys(kpi: series.id))
    }
    return table
  }

  private var nation: Table {
    var table = Table(
      edition.say("National figures", "Số liệu cả nước"),
      [
        Table.Head(edition.say("KPI", "Chỉ tiêu")),
        Table.Head(edition.say("Value", "Giá trị"), FigureKeys()),
        Table.Head(edition.say("Counts", "Số lượng"), FigureKeys(part: .counts)),
        Table.Head(edition.say("Interval", "Khoảng tin cậy"), FigureKeys(part: .interval)),
        Table.Head(
          edition.say("Effective n", "Cỡ mẫu hiệu dụng"), FigureKeys(part: .effective)),
        Table.Head(
          edition.say("Bounds with the rejected", "Giới hạn nếu tính cả bản ghi bị loại"),
          FigureKeys(part: .bounds)),
        Table.Head(number: edition.say("Target", "Mục tiêu")),
        Table.Head(edition.say("Dataset", "Bộ số liệu")),
      ], FigureKeys(by: .national))
    for series in edition.series {
      let figure = edition.index.national(series.id)
      table.append(
        [
          ##"<a href="#d-\##(series.kpi.id)">\##(edition.title(series))</a>\##(edition.basisNote(series.id))"##,
          "\(edition.cell(figure))\(figure.map { edition.marks($0.flags) })",
          edition.counts(figure), edition.interval(figure),
          "\(figure.flatMap(edition.effectiveSize) ?? "")", edition.bounds(figure),
          series.kpi.target.map { "\(edition.words($0, of: series.id))" } ?? "",
          "\(series.kpi.dataset.map(edition.dataset) ?? "")",
        ], FigureKeys(kpi: series.id))
    }
    return table
  }

  /// What the country looks like by each category.
  private var breakdowns: [Markup] {
    edition.definition.groupings
      .filter { !$0.province && !$0.ward && $0.category != nil && !$0.period }
      .map { grouping in
        let breakdown = Breakdown(edition: edition, grouping: grouping)
        let own = pictures.first { $0.grouping == grouping }
        return #"""
          <h3>\#(own?.title ?? breakdown.title)</h3>
          <div class="charts\#(own == nil ? Markup() : " beside")">\#(own?.figure())<div>\#(breakdown.markup { edition.index.all($0, by: grouping) })</div></div>
          """#
      }
  }
}
