internal import Definitions
internal import Figures
internal import Statistics

extension ReleaseTables {
  /// The provinces in the top of each ranking.
  public var top: ReleaseTable {
    let rows = release.rankings.flatMap { ranking in ranking.top.map { (ranking.kpi, $0) } }
    return ReleaseTable(
      id: "top", name: say("Top", "Nhóm dẫn đầu"),
      title: say("The first provinces of each ranking", "Nhóm dẫn đầu của từng bảng xếp hạng"),
      notes: [rankNote] + surveyNotes, columns: rankingColumns, rowCount: rows.count
    ) { rankingCells(rows[$0].0, rows[$0].1) }
  }

  /// All provinces by each ranked KPI: the rows of `rankings.csv`.
  public var rankings: ReleaseTable {
    let rows = release.rankings.flatMap { ranking in ranking.rows.map { (ranking.kpi, $0) } }
    return ReleaseTable(
      id: "rankings", name: say("Rankings", "Xếp hạng"),
      title: say(
        "All provinces by each ranked KPI", "Xếp hạng 34 tỉnh, thành phố theo từng chỉ tiêu"
      ).replacing("34", with: "\(definition.reference.provinces.count)"),
      notes: [rankNote] + surveyNotes, columns: rankingColumns, rowCount: rows.count
    ) { rankingCells(rows[$0].0, rows[$0].1) }
  }

  private var rankNote: String {
    say(
      "Rank 1 is best; equal values share a rank. Best and worst rank: the true rank lies between with 95% confidence for all provinces together.",
      "Hạng 1 là tốt nhất; giá trị bằng nhau thì cùng hạng. Hạng tốt nhất và kém nhất: thứ hạng thực nằm giữa, độ tin cậy 95% cho tất cả địa phương cùng lúc."
    )
  }

  private var rankingColumns: [ReleaseTable.Column] {
    [
      column("KPI", "Mã chỉ tiêu", .text, width: 18),
      column("Name", "Chỉ tiêu", .text, width: 54),
      column("Rank", "Hạng", width: 7),
      column("Code", "Mã tỉnh", .code, width: 7),
      column("Province", "Tỉnh, thành phố", .text, width: 18),
      column("Numerator", "Tử số"), column("Denominator", "Mẫu số"),
      column("Value", "Giá trị", width: 10),
      column("Mark", "Ký hiệu", .text, width: 8),
      column("Interval, low", "Khoảng tin cậy, dưới"),
      column("Interval, high", "Khoảng tin cậy, trên"),
      column("Best rank", "Hạng tốt nhất", width: 8),
      column("Worst rank", "Hạng kém nhất", width: 8),
      column("In the top", "Trong nhóm dẫn đầu", .text, width: 9),
      column("Published", "Số công bố", width: 10),
      column("Unit", "Đơn vị", .text, width: 9),
    ] + surenessColumns
  }

  private func rankingCells(_ kpi: String, _ row: Ranking.Row) -> [ReleaseTable.Cell] {
    let figure = row.figure
    let (subject, interval) = (figure.subject, figure.interval)
    return [
      .text(kpi), .text(label(of: kpi)), cell(row.rank), cell(subject.provinceCode),
      cell(subject.province), cell(figure.numerator), cell(figure.denominator.map { Int($0) }),
      value(figure), marks(figure), bound(interval?.lower, of: figure),
      bound(interval?.upper, of: figure), cell(row.rankLow), cell(row.rankHigh),
      .text(row.isInTop ? say("yes", "có") : say("no", "không")),
    ] + published(figure) + surenessCells(figure)
  }

  /// One row a province: the value of every KPI that is known by province, and where ranked its rank.
  ///
  /// A KPI with a mark anywhere has a column of marks after its values.
  public var provinces: ReleaseTable {
    let table = ProvinceTable(release.figures, of: definition)
    let provinces = definition.reference.provinces
    var columns = [
      column("Code", "Mã tỉnh", .code, width: 7),
      column("Province", "Tỉnh, thành phố", .text, width: 18),
    ]
    var groups: [(kpi: String, ranks: [String: Int]?, hasMarks: Bool, hasIntervals: Bool)] = []
    for kpi in table.kpis {
      let ranking = release.rankings.first { $0.kpi == kpi }
      let ranks = ranking.map { ranking in
        Dictionary(
          ranking.rows.compactMap { row in row.rank.map { (row.figure.subject.provinceCode, $0) } },
          uniquingKeysWith: { first, _ in first })
      }
      let hasMarks = provinces.contains { province in
        table[kpi, province.code].map { marks($0) != .empty } ?? true
      }
      let hasIntervals = provinces.contains { table[kpi, $0.code]?.interval != nil }
      groups.append((kpi, ranks, hasMarks, hasIntervals))
      columns.append(ReleaseTable.Column(head: label(of: kpi), kind: .value, width: 16))
      if hasIntervals {
        let basis = surveyLabel(of: kpi).map { " (\($0)): " } ?? ": "
        columns.append(
          column("Interval, low\(basis)", "Khoảng tin cậy, dưới\(basis)", of: kpi, width: 16))
        columns.append(
          column("Interval, high\(basis)", "Khoảng tin cậy, trên\(basis)", of: kpi, width: 16))
      }
      if hasMarks {
        columns.append(column("Mark: ", "Ký hiệu: ", of: kpi, .text, width: 12))
      }
      if ranks != nil { columns.append(column("Rank: ", "Hạng: ", of: kpi, width: 12)) }
    }
    return ReleaseTable(
      id: "provinces", name: say("Provinces", "Tỉnh, thành phố"),
      title: say("Every KPI by province", "Các chỉ tiêu theo tỉnh, thành phố"),
      notes: [
        say(
          "Numerators, denominators and effective sizes are in the table of KPIs.",
          "Tử số, mẫu số và cỡ mẫu hiệu dụng nằm ở bảng chỉ tiêu.")
      ] + surveyNotes,
      columns: columns, rowCount: provinces.count
    ) { [groups] index in
      let province = provinces[index]
      return [.text(province.code), .text(province.name)]
        + groups.flatMap { group -> [ReleaseTable.Cell] in
          let figure = table[group.kpi, province.code]
          let interval = figure?.interval
          return [figure.map(value) ?? .empty]
            + (group.hasIntervals
              ? [interval?.lower, interval?.upper].map { end in
                figure.map { bound(end, of: $0) } ?? .empty
              } : [])
            + (group.hasMarks ? [figure.map(marks) ?? .text("[x]")] : [])
            + (group.ranks.map { [cell($0[province.code])] } ?? [])
        }
    }
  }

  private func column(
    _ english: String, _ vietnamese: String, of kpi: String, _ kind: ReleaseTable.Kind = .value,
    width: Int
  ) -> ReleaseTable.Column {
    column(english + label(of: kpi), vietnamese + label(of: kpi), kind, width: width)
  }
}
