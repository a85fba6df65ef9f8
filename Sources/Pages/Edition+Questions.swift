internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The answers to the questions of surveys, as charts.
extension Edition {
  /// For each survey a chart of the nation, then one of the provinces for each question.
  var questionPictures: [Picture] {
    definition.datasets.flatMap { dataset -> [Picture] in
      let answers = release.questions.filter { $0.dataset == dataset.name }
      let nation = answers.filter { $0.provinceCode.isEmpty }
      guard !nation.isEmpty else { return [] }
      return [questions(nation, of: dataset.name)].compactMap(\.self)
        + nation.compactMap { question in
          provinces(answers.filter { $0.question == question.question && $0 != question }, question)
        }
    }
  }

  private func questions(_ nation: [QuestionAnswers], of dataset: String) -> Picture? {
    picture(
      nation, name: "\(dataset)-questions",
      title: say(
        "What was answered to each question: \(self.dataset(dataset))",
        "Câu trả lời theo từng câu hỏi: \(self.dataset(dataset))"),
      label: say("Question", "Câu hỏi")
    ) { category($0.question) }
  }

  private func provinces(_ answers: [QuestionAnswers], _ nation: QuestionAnswers) -> Picture? {
    picture(
      answers, name: "\(nation.dataset)-\(nation.question)-answers",
      title: say(
        "\(category(nation.question)): answers by province",
        "\(category(nation.question)): câu trả lời theo địa phương"),
      label: say("Province", "Địa phương")
    ) { answers in
      definition.reference.provinces.first { $0.code == answers.provinceCode }.map { name($0) }
        ?? answers.province
    }
  }

  /// Bars about the neutral level; `nil` where no scale is told, or it has more levels than can be told
  /// apart.
  private func picture(
    _ answers: [QuestionAnswers], name: String, title: String, label: String,
    _ row: (QuestionAnswers) -> String
  ) -> Picture? {
    guard let told = answers.first(where: { !$0.levels.isEmpty }), 2...7 ~= told.levels.count,
      answers.allSatisfy({ $0.levels.isEmpty || $0.levels == told.levels })
    else { return nil }
    let middle = told.levels.count.isMultiple(of: 2) ? nil : told.levels.count / 2
    let chart = StackedBarChart(
      ChartHead(
        id: "c-\(name)", title: title,
        description: finding(answers, row).followed(by: text(told.basis.label))),
      words: StackedBarChart.Words(label: label, count: say("Answered", "Số trả lời")),
      levels: levelNames(of: told),
      rows: answers.map { one in
        StackedBarChart.Row(
          row(one), count: one.numbers.map(count) ?? "",
          parts: parts(one),
          missing: one.numbers == nil
            ? text(Figure.Flag.suppressed.label) : say("no answer", "không có câu trả lời"))
      }, arrangement: .diverging(neutral: middle))
    var picture = Picture(name: name, figures: [], chart: chart)
    picture.questions = answers
    return picture
  }

  /// How many answered, and which part of all forms has no answer or says that none applies.
  private func count(_ numbers: QuestionAnswers.Numbers) -> String {
    var words = ["n = \(numerals.number(numbers.answered))"]
    for (count, name) in [
      (numbers.noAnswer, say("no answer", "không trả lời")),
      (numbers.notApplicable, say("not applicable", "không áp dụng")),
    ] where count > 0 {
      words.append("\(name) \(part(count, of: numbers.responses, decimals: 1))")
    }
    return words.joined(separator: " · ")
  }

  private func parts(_ answers: QuestionAnswers) -> [StackedBarChart.Part] {
    guard let numbers = answers.numbers, numbers.answered > 0 else { return [] }
    return numbers.counts.map { count in
      StackedBarChart.Part(
        Double(count) / Double(numbers.answered),
        text: count == 0 ? "" : part(count, of: numbers.answered, decimals: 0))
    }
  }

  /// Where the satisfied part is smallest.
  private func finding(
    _ answers: [QuestionAnswers], _ row: (QuestionAnswers) -> String
  ) -> String {
    let told = answers.filter { ($0.numbers?.answered ?? 0) > 0 && $0.numbers?.interval != nil }
    let least = told.min { a, b in
      guard let left = a.numbers?.value, let right = b.numbers?.value else { return false }
      return left < right
    }
    guard let least, told.count > 1, let numbers = least.numbers else {
      return say("Answers by level.", "Câu trả lời theo từng mức.")
    }
    return say(
      "The smallest satisfied part was found for \(row(least)): \(satisfied(numbers)).",
      "Tỷ lệ hài lòng tìm được thấp nhất: \(row(least)), \(satisfied(numbers)).")
  }

  /// A count out of a whole in percent, of which less than all is never 100.
  func part(_ count: Int, of whole: Int, decimals: Int) -> String {
    guard whole > 0 else { return "–" }
    return numerals.percent(
      Rounding(mode: definition.rounding.mode, decimals: decimals)
        .percent(Int64(count), of: Int64(whole)))
  }

  /// The satisfied part with its interval.
  func satisfied(_ numbers: QuestionAnswers.Numbers) -> String {
    let isPlain = numbers.value == Double(numbers.satisfied) / Double(numbers.answered)
    let value =
      isPlain
      ? part(numbers.satisfied, of: numbers.answered, decimals: 1)
      : numbers.value.map(oneDecimalPercent) ?? "–"
    guard let interval = numbers.interval else { return value }
    return "\(value) (\(ends(interval)))"
  }

  func ends(_ interval: Interval) -> String {
    "\(oneDecimalPercent(interval.lower).dropLast())–\(oneDecimalPercent(interval.upper))"
  }

  func oneDecimalPercent(_ value: Double) -> String {
    numerals.percent(Rounding(decimals: 1).percent(.approximate(value)))
  }

  /// What the levels of a scale are called: the schema's words for them in Vietnamese, numbers where it
  /// has none.
  func levelNames(of answers: QuestionAnswers) -> [String] {
    let schema = definition.dataset(answers.dataset)?.schema
    let words = schema?.column(answers.question).flatMap { index -> WordTable<Exact?>? in
      guard case .integer(let scale)? = schema?.columns[index].type else { return nil }
      return scale.words
    }
    return answers.levels.enumerated().map { place, level in
      if language == .vietnamese, let words,
        let word = words.words.first(where: { words[$0] == .some(Exact(level)) })
      {
        return "\(level) · \(word)"
      }
      let end =
        place == 0
        ? say(" · lowest", " · thấp nhất")
        : place == answers.levels.count - 1 ? say(" · highest", " · cao nhất") : ""
      return level + end
    }
  }
}
