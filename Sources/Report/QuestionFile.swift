internal import CSV
internal import Definitions
public import Figures
internal import Statistics

/// `questions.csv`: what was answered to each question of a survey, one row a question and place.
public enum QuestionFile {
  /// All but those of the levels, which stand after `n`: `level_1` and so on, as the scales have them.
  public static let columns = firstColumns + lastColumns

  private static let firstColumns = [
    "dataset", "question", "factor", "province_code", "province", "basis", "n",
  ]

  private static let lastColumns = [
    "answered", "no_answer", "not_applicable", "satisfied", "value", "weighted_value", "ci_low",
    "ci_high", "ci_level", "ci_method", "standard_error", "effective_n", "design_effect",
    "design_effect_rule", "weighting_effect", "df", "plain_ci_low", "plain_ci_high", "bound_low",
    "bound_high", "mean", "flag",
  ]

  /// O(rows × levels).
  public static func csv(_ questions: [QuestionAnswers]) -> [UInt8] {
    let levels = levels(of: questions)
    var writer = CSVWriter(
      header: firstColumns + levels.map { prefix + $0 } + lastColumns)
    for row in questions { writer.append(fields(row, levels: levels)) }
    return writer.bytes
  }

  private static let prefix = "level_"

  /// Every level of any question's scale, in rising order.
  private static func levels(of questions: [QuestionAnswers]) -> [String] {
    Set(questions.flatMap(\.levels)).sorted { order($0) < order($1) }
  }

  private static func order(_ level: String) -> Double {
    Exact(level).map { Double($0.numerator) / Double($0.denominator) } ?? 0
  }

  private static func fields(_ row: QuestionAnswers, levels: [String]) -> [String] {
    func text(_ count: Int?) -> String { count.map { "\($0)" } ?? "" }
    func text(_ number: Double?) -> String { number?.shortestDecimal ?? "" }
    let numbers = row.numbers
    let known = numbers?.uncertainty
    let counts = Dictionary(
      zip(row.levels, numbers?.counts ?? []), uniquingKeysWith: { first, _ in first })
    let first: [String] = [
      row.dataset, row.question, row.factor, row.provinceCode, row.province, row.basis.rawValue,
      text(numbers?.responses),
    ]
    let counted: [String] = [
      text(numbers?.answered), text(numbers?.noAnswer), text(numbers?.notApplicable),
      text(numbers?.satisfied), text(numbers?.value), text(known?.weightedValue),
      text(numbers?.interval?.lower), text(numbers?.interval?.upper), text(known?.level),
      numbers?.intervalMethod ?? "",
    ]
    let sure: [String] = [
      text(known?.standardError), text(known?.effectiveSize), text(known?.designEffect),
      known?.rule?.rawValue ?? "", text(known?.weightingEffect), text(known?.degrees),
      text(known?.plain?.lower), text(known?.plain?.upper), text(numbers?.bounds?.lower),
      text(numbers?.bounds?.upper), text(numbers?.mean),
      Figure.Flag.allCases.filter(row.flags.contains).map(\.rawValue).joined(separator: ";"),
    ]
    return first + levels.map { text(counts[$0]) } + counted + sure
  }

  /// Reads what `csv` wrote; columns are found by name.
  ///
  /// - Throws: the first column that is missing or field that cannot be read. O(rows × levels).
  public static func questions(
    header: [String], rows: [[String]]
  ) throws(FigureFile.Fault) -> [QuestionAnswers] {
    var positions: [String: Int] = [:]
    for (index, name) in header.enumerated() where positions[name] == nil {
      positions[name] = index
    }
    for column in columns where positions[column] == nil {
      throw FigureFile.Fault(record: 1, column: column, text: "")
    }
    let levels = header.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    var questions: [QuestionAnswers] = []
    for (index, row) in rows.enumerated() {
      questions.append(
        try answers(TableFields(row: row, positions: positions, record: index + 2), levels))
    }
    return questions
  }

  private static func answers(
    _ fields: TableFields, _ levels: [String]
  ) throws(FigureFile.Fault) -> QuestionAnswers {
    guard let basis = Instrument.Basis(rawValue: fields["basis"]) else {
      throw fields.fault("basis")
    }
    var flags: Set<Figure.Flag> = []
    for flag in fields["flag"].split(separator: ";") {
      guard let flag = Figure.Flag(rawValue: String(flag)) else { throw fields.fault("flag") }
      flags.insert(flag)
    }
    // Of a question with a shorter scale the levels that it has not are empty.
    let own = levels.filter { !fields[prefix + $0].isEmpty }
    var answers = QuestionAnswers(
      dataset: fields["dataset"], question: fields["question"], factor: fields["factor"],
      provinceCode: fields["province_code"], province: fields["province"], basis: basis,
      levels: own, flags: flags)
    guard !flags.contains(.suppressed) else { return answers }
    func count(_ column: String) throws(FigureFile.Fault) -> Int {
      guard let count = try fields.read(column, { Int($0) }) else { throw fields.fault(column) }
      return count
    }
    var counts: [Int] = []
    for level in own { counts.append(try count(prefix + level)) }
    var numbers = QuestionAnswers.Numbers(
      counts: counts, noAnswer: try count("no_answer"),
      notApplicable: try count("not_applicable"), satisfied: try count("satisfied"),
      mean: try fields.number("mean"), interval: try fields.interval("ci_low", "ci_high"),
      intervalMethod: fields["ci_method"].isEmpty ? nil : fields["ci_method"],
      bounds: try fields.interval("bound_low", "bound_high"))
    if numbers.answered > 0 {
      numbers.uncertainty = try fields.uncertainty(basis, responses: "answered")
    }
    answers.numbers = numbers
    return answers
  }
}
