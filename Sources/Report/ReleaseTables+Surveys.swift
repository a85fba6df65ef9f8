internal import Definitions
internal import Figures
internal import Statistics

extension ReleaseTables {
  /// What tells how sure a figure is: the last columns of tables of figures.
  var surenessColumns: [ReleaseTable.Column] {
    [
      column("What it is from", "Nguồn gốc số liệu", .text, width: 30),
      column("Answers", "Số phiếu trả lời"),
      column("How the interval was found", "Cách tính khoảng tin cậy", .text, width: 34),
      column("Confidence level", "Độ tin cậy"),
      column("Effective n", "Cỡ mẫu hiệu dụng"),
      column("Design effect", "Hệ số thiết kế"),
      column("Where the design effect is from", "Nguồn của hệ số thiết kế", .text, width: 34),
      column("Degrees of freedom", "Bậc tự do"),
      column("Interval if drawn one by one, low", "Khoảng tin cậy nếu chọn từng người, dưới"),
      column("Interval if drawn one by one, high", "Khoảng tin cậy nếu chọn từng người, trên"),
      column("Lower bound with the rejected", "Giới hạn dưới nếu tính bản ghi bị loại"),
      column("Upper bound with the rejected", "Giới hạn trên nếu tính bản ghi bị loại"),
    ]
  }

  func surenessCells(_ figure: Figure) -> [ReleaseTable.Cell] {
    let known = figure.uncertainty
    func number(_ value: Double?) -> ReleaseTable.Cell { value.map { .number($0) } ?? .empty }
    func text(_ label: Label?) -> ReleaseTable.Cell { cell(label?[language] ?? "") }
    return [
      cell(basis(of: figure)), cell(known?.responses),
      text(figure.intervalMethod.map { Label(intervalMethod: $0) }),
      figure.interval == nil ? .empty : known.map { .proportion($0.level) } ?? .empty,
      number(known?.effectiveSize), number(known?.designEffect), text(known?.rule?.label),
      cell(known?.degrees), bound(known?.plain?.lower, of: figure),
      bound(known?.plain?.upper, of: figure), bound(figure.bounds?.lower, of: figure),
      bound(figure.bounds?.upper, of: figure),
    ]
  }

  /// What survey a figure is from, or that everything was counted.
  private func basis(of figure: Figure) -> String {
    if let label = surveyLabel(of: figure.kpi) { return label }
    return figure.interval == nil ? say("full count", "số đếm toàn bộ") : ""
  }

  /// What is said of a KPI's figures; `nil` where no survey is behind them.
  func surveyLabel(of kpi: String) -> String? {
    definition.kpi(publishing: kpi).flatMap { definition.surveyLabel(of: $0) }?[language]
  }

  /// Which surveys are behind figures, a sentence each.
  var surveyNotes: [String] {
    definition.datasets.compactMap { dataset in
      dataset.schema.instrument.map { instrument in
        "\(dataset.schema.label[language]): \(instrument.basis.label[language])."
      }
    }
  }

  /// What was answered to each question: the rows of `questions.csv`.
  public var questions: ReleaseTable {
    let rows = release.questions
    let levels = rows.reduce(into: [String]()) { levels, row in
      levels += row.levels.filter { !levels.contains($0) }
    }
    let edition = Edition(release, language)
    return ReleaseTable(
      id: "questions", name: say("Questions", "Câu hỏi khảo sát"),
      title: say("What was answered to each question", "Câu trả lời theo từng câu hỏi khảo sát"),
      notes: surveyNotes + [
        say(
          "Satisfied is out of those who answered. Bounds are told where more than a tenth gave no answer.",
          "Tỷ lệ hài lòng tính trên số người trả lời. Giới hạn chỉ nêu nơi hơn một phần mười không trả lời."
        )
      ],
      columns: questionColumns(levels), rowCount: rows.count
    ) { questionCells(rows[$0], levels, question: edition.category(rows[$0].question)) }
  }

  private func questionColumns(_ levels: [String]) -> [ReleaseTable.Column] {
    [
      column("Dataset", "Bộ số liệu", .text, width: 14),
      column("Question", "Mã câu hỏi", .text, width: 14),
      column("Question's name", "Câu hỏi", .text, width: 30),
      column("Factor", "Yếu tố", .text, width: 14),
      column("Code", "Mã tỉnh", .code, width: 7),
      column("Province", "Tỉnh, thành phố", .text, width: 18),
      column("What it is from", "Nguồn gốc số liệu", .text, width: 30),
      column("Forms", "Số phiếu"),
    ] + levels.map { column("Level \($0)", "Mức \($0)", width: 8) } + [
      column("Answered", "Trả lời"), column("No answer", "Không trả lời"),
      column("Not applicable", "Không áp dụng"), column("Satisfied", "Hài lòng"),
      column("Satisfied, share", "Tỷ lệ hài lòng"),
      column("Mark", "Ký hiệu", .text, width: 8),
      column("Interval, low", "Khoảng tin cậy, dưới"),
      column("Interval, high", "Khoảng tin cậy, trên"),
      column("How the interval was found", "Cách tính khoảng tin cậy", .text, width: 34),
      column("Effective n", "Cỡ mẫu hiệu dụng"), column("Design effect", "Hệ số thiết kế"),
      column("Lower bound", "Giới hạn dưới"), column("Upper bound", "Giới hạn trên"),
      column("Mean level", "Điểm trung bình"),
    ]
  }

  private func questionCells(
    _ row: QuestionAnswers, _ levels: [String], question: String
  ) -> [ReleaseTable.Cell] {
    let numbers = row.numbers
    let counts = Dictionary(
      zip(row.levels, numbers?.counts ?? []), uniquingKeysWith: { first, _ in first })
    func share(_ value: Double?) -> ReleaseTable.Cell { value.map { .proportion($0) } ?? .empty }
    func number(_ value: Double?) -> ReleaseTable.Cell { value.map { .number($0) } ?? .empty }
    let marks = Figure.Flag.allCases.filter(row.flags.contains).map(\.sign)
    let method = numbers?.intervalMethod.map { Label(intervalMethod: $0)[language] }
    let first: [ReleaseTable.Cell] = [
      .text(row.dataset), .text(row.question), .text(question), cell(row.factor),
      cell(row.provinceCode), cell(row.province), .text(row.basis.label[language]),
      cell(numbers?.responses),
    ]
    let counted: [ReleaseTable.Cell] = [
      cell(numbers?.answered), cell(numbers?.noAnswer), cell(numbers?.notApplicable),
      cell(numbers?.satisfied), share(numbers?.value),
      cell(marks.joined(separator: " ")),
    ]
    let sure: [ReleaseTable.Cell] = [
      share(numbers?.interval?.lower), share(numbers?.interval?.upper), cell(method ?? ""),
      number(numbers?.uncertainty?.effectiveSize), number(numbers?.uncertainty?.designEffect),
      share(numbers?.bounds?.lower), share(numbers?.bounds?.upper), number(numbers?.mean),
    ]
    return first + levels.map { cell(counts[$0]) } + counted + sure
  }
}
