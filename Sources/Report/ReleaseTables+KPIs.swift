internal import Definitions
internal import Figures
internal import Statistics

extension ReleaseTables {
  /// The figures of `kpis.csv` in its order, all of them or those for an overview.
  ///
  /// O(figures) here, and O(1) for each row that is asked for.
  public func allFigures(_ selection: Selection) -> ReleaseTable {
    let figures = release.figures
    let listed = definition.groupings.filter { selection == .all || $0.isOverview }
    let left = definition.groupings.filter { !listed.contains($0) }
    let rows = figures.indices.filter { listed.contains(figures[$0].subject.grouping) }
    let shown = selection == .all ? rows : Array(rows.prefix(Self.sheetRoom))
    let names = Dictionary(
      definition.groupings.map { ($0, words(for: $0)) }, uniquingKeysWith: { first, _ in first })
    return ReleaseTable(
      id: "kpis", name: say("KPIs", "Chỉ tiêu"),
      title: say("Figures of all KPIs", "Số liệu của tất cả chỉ tiêu"),
      notes: surveyNotes + leftOut(left, rows.count - shown.count),
      columns: figureColumns(hasWards: selection == .all),
      rowCount: shown.count
    ) { index in
      let figure = figures[shown[index]]
      return cells(figure, hasWards: selection == .all, grouping: names[figure.subject.grouping])
    }
  }

  /// A sheet has 1,048,576 rows; five stand above a table.
  private static let sheetRoom = 1_048_576 - 5

  private func leftOut(_ groupings: [Grouping], _ count: Int) -> [String] {
    var notes: [String] = []
    if !groupings.isEmpty {
      let names = groupings.map(\.description).joined(separator: ", ")
      notes.append(
        say(
          "Not here but in kpis.csv: the figures by \(names).",
          "Không có ở đây mà ở tệp kpis.csv: số liệu theo \(names)."))
    }
    if count > 0 {
      notes.append(
        say(
          "The sheet is full: \(count) more figures are in kpis.csv.",
          "Trang tính đã đầy: còn \(count) số liệu nữa ở tệp kpis.csv."))
    }
    return notes
  }

  private func figureColumns(hasWards: Bool) -> [ReleaseTable.Column] {
    let wards = [
      column("Commune code", "Mã xã", .code, width: 8),
      column("Commune", "Xã, phường, đặc khu", .text, width: 20),
    ]
    return [
      column("KPI", "Mã chỉ tiêu", .text, width: 24),
      column("Name", "Chỉ tiêu", .text, width: 46),
      column("Level", "Phạm vi", .text, width: 24),
      column("Code", "Mã tỉnh", .code, width: 7),
      column("Province", "Tỉnh, thành phố", .text, width: 16),
    ] + (hasWards ? wards : []) + [
      column("Member", "Mã phân loại", .text, width: 18),
      column("Member's name", "Phân loại", .text, width: 26),
      column("Period", "Kỳ", .period, width: 9),
      column("Numerator", "Tử số"), column("Denominator", "Mẫu số"),
      column("Value", "Giá trị", width: 10),
      column("Mark", "Ký hiệu", .text, width: 8),
      column("Interval, low", "Khoảng tin cậy, dưới"),
      column("Interval, high", "Khoảng tin cậy, trên"),
      column("Method", "Phương pháp", .text, width: 9),
      column("Published", "Số công bố", width: 10),
      column("Unit", "Đơn vị", .text, width: 9),
    ] + surenessColumns
  }

  private func cells(
    _ figure: Figure, hasWards: Bool, grouping: String?
  ) -> [ReleaseTable.Cell] {
    let subject = figure.subject
    var cells: [ReleaseTable.Cell] = [
      .text(figure.kpi), .text(label(of: figure.kpi)), cell(grouping ?? ""),
      cell(subject.provinceCode), cell(subject.province),
    ]
    if hasWards {
      cells.append(cell(subject.wardCode))
      cells.append(
        subject.ward.isEmpty && subject.grouping.ward ? .text(unnamed) : cell(subject.ward))
    }
    cells += [
      cell(subject.member), memberName(figure), cell(subject.period), cell(figure.numerator),
      figure.denominator.map(ReleaseTable.Cell.integer) ?? .empty, value(figure), marks(figure),
      bound(figure.interval?.lower, of: figure), bound(figure.interval?.upper, of: figure),
      cell(figure.intervalMethod ?? ""),
    ]
    return cells + published(figure) + surenessCells(figure)
  }

  /// What people read for the member of a category; a record without one is told from a grouping
  /// without categories.
  private func memberName(_ figure: Figure) -> ReleaseTable.Cell {
    guard let category = figure.subject.grouping.category else { return .empty }
    guard !figure.subject.member.isEmpty else { return .text(unnamed) }
    let members = kpis[figure.kpi]?.categories[category]?.members
    return .text(members?[figure.subject.member] ?? figure.subject.member)
  }

  private var unnamed: String { say("not stated", "không ghi") }

  private func words(for grouping: Grouping) -> String {
    guard grouping != .national else { return say("nation", "cả nước") }
    let category = grouping.category.map { name in
      kpis.values.lazy.compactMap { $0.categories[name]?.label }.min() ?? name
    }
    let keys = [
      grouping.province ? say("province", "tỉnh, thành phố") : nil,
      grouping.ward ? say("commune", "xã, phường, đặc khu") : nil, category,
      grouping.period ? say("period", "kỳ") : nil,
    ]
    return keys.compactMap(\.self).joined(separator: " × ")
  }
}

extension Grouping {
  /// Whether people look at its figures as a whole: no wards, and at most two keys.
  fileprivate var isOverview: Bool {
    !ward && [province, category != nil, period].count { $0 } <= 2
  }
}
