internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// A ranked composite taken apart: what each part adds, and what hangs on the weights.
struct CompositePart {
  let edition: Edition
  let composite: CompositeBreakdown

  var markup: Markup {
    let leading = table(composite.rows.filter(\.isInTop), note: "")
    let others = table(
      composite.rows.filter { !$0.isInTop },
      note: edition.say(", the others", ", các địa phương khác"))
    return #"""
      <h4>\#(edition.say("What it is made of", "Cấu thành của chỉ số"))</h4>
      \#(leading.markup)
      \#(others.isEmpty ? Markup() : rest(others))
      \#(composite.sensitivity.map(weights))
      """#
  }

  private func rest(_ table: Table) -> Markup {
    "<details><summary>\(edition.say("The other provinces", "Các địa phương khác"))</summary>\n\(table.markup)</details>"
  }

  private func table(_ rows: [CompositeBreakdown.Row], note: String) -> Table {
    let caption = edition.say(
      "Each part's value, and what it adds in points", "Giá trị từng thành phần và số điểm đóng góp"
    )
    var heads = [
      Table.Head(edition.say("Province", "Địa phương")),
      Table.Head(number: edition.say("Rank", "Hạng")),
      Table.Head(
        edition.say("Index", "Chỉ số"), FigureKeys(kpi: composite.kpi)),
    ]
    for part in composite.parts {
      if let series = edition[part.kpi] {
        heads.append(Table.Head(series, edition, isLink: false))
      } else {
        heads.append(Table.Head(number: title(part)))
      }
      heads.append(Table.Head(number: "× \(edition.numerals.number(part.weightText))"))
    }
    var table = Table(caption + note, heads, FigureKeys(by: .byProvince))
    for row in rows {
      let code = row.figure.subject.provinceCode
      var cells: [Markup] = [
        "\(edition.name(row.figure.subject))\(edition.marks(row.figure.flags))",
        row.rank.map { "\($0)" } ?? "–", edition.cell(row.figure),
      ]
      for (part, value) in zip(composite.parts, row.parts) {
        cells.append(self.value(value, of: part))
        cells.append("\(contribution(value))")
      }
      table.append(cells, FigureKeys(province: code), isMarked: row.isInTop)
    }
    return table
  }

  private func title(_ part: CompositeBreakdown.Part) -> String {
    edition.definition.catalog[part.kpi].map { edition.text($0.label) } ?? part.kpi
  }

  /// A part's value; one that is not published by itself has no row of kpis.csv to be told by.
  private func value(
    _ value: CompositeBreakdown.PartValue, of part: CompositeBreakdown.Part
  ) -> Markup {
    guard edition[part.kpi] == nil else { return edition.sureCell(value.figure) }
    guard let figure = value.figure, figure.value != nil else { return edition.cell(value.figure) }
    let isPercent =
      if case .mean = edition.definition.catalog[part.kpi]?.kind { false } else { true }
    return "\(edition.words(figure.display, isPercent: isPercent))"
  }

  private func contribution(_ value: CompositeBreakdown.PartValue) -> String {
    value.contribution.map {
      edition.numerals.number(edition.definition.rounding.percent($0))
    } ?? "–"
  }

  // MARK: Weights

  private func weights(_ sensitivity: WeightSensitivity) -> Markup {
    let clauses = sensitivity.scenarios.map { scenario -> Markup in
      "<li>\(edition.clause(scenario, of: sensitivity).sentence)</li>"
    }
    let seed = edition.say(
      "Each weight is multiplied by a random number between the ends, and all are scaled to a sum of 1; seed \(sensitivity.variation.seed), the same every night.",
      "Mỗi trọng số được nhân với một số ngẫu nhiên giữa hai đầu khoảng rồi quy về tổng bằng 1; số khởi tạo \(sensitivity.variation.seed), mọi phiên như nhau."
    )
    return #"""
      <h4>\#(edition.say("What hangs on the weights", "Kết quả phụ thuộc trọng số đến đâu"))</h4>
      <p><strong>\#(edition.sentence(sensitivity))</strong></p>
      <ul>\#(clauses)</ul>
      <details><summary>\#(edition.say("Ranks under other weights", "Thứ hạng khi đổi trọng số"))</summary>
      \#(ranks(sensitivity).markup)</details>
      <p class="note">\#(seed)</p>
      """#
  }

  /// The provinces that any draw has among the leaders.
  private func ranks(_ sensitivity: WeightSensitivity) -> Table {
    var table = Table(
      edition.say(
        "Provinces that lead in some draw", "Các địa phương dẫn đầu trong ít nhất một lần chọn"),
      [
        Table.Head(edition.say("Province", "Địa phương")),
        Table.Head(number: edition.say("Among the leaders", "Thuộc nhóm dẫn đầu")),
        Table.Head(number: edition.say("Ranks in 5–95% of draws", "Hạng trong 5–95% số lần")),
        Table.Head(number: edition.say("Best and worst", "Cao nhất và thấp nhất")),
      ])
    for province in sensitivity.provinces where province.leadingShare > 0 {
      let name =
        edition.definition.reference.provinces.first { $0.code == province.code }
        .map(edition.name) ?? province.name
      func words(_ ranks: ClosedRange<Int>) -> Markup {
        ranks.count == 1
          ? "\(ranks.lowerBound)" : "\(ranks.lowerBound)–\(ranks.upperBound)"
      }
      table.append(
        [
          "\(name)", "\(edition.share(province.leadingShare))", words(province.usualRanks),
          words(province.ranks),
        ], isMarked: sensitivity.leaders.contains(province.code))
    }
    return table
  }
}
