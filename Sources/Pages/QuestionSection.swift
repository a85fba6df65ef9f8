internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// What was answered to each question of the surveys: by the nation, then question by question.
struct QuestionSection {
  let edition: Edition
  let pictures: [Picture]

  var markup: Markup {
    let parts = edition.definition.datasets.map(survey)
    guard parts.contains(where: { !$0.isEmpty }) else { return "" }
    return #"""
      <section id="questions" aria-labelledby="questions-title">
      <h2 id="questions-title">\#(edition.say("What was answered", "Câu trả lời khảo sát"))</h2>
      \#(parts)</section>

      """#
  }

  private func survey(_ dataset: PipelineDefinition.Dataset) -> Markup {
    let answers = edition.release.questions.filter { $0.dataset == dataset.name }
    let nation = answers.filter { $0.provinceCode.isEmpty }
    guard let first = nation.first else { return "" }
    let basis = edition.text(first.basis.label).sentence
    let note = edition.say(
      "Parts are of those who answered; who gave no answer, and whom the question does not apply to, stand beside. Satisfied are the levels that the schema names so.",
      "Tỷ lệ tính trên số người trả lời; không trả lời và không áp dụng được nêu riêng. Hài lòng là các mức do định nghĩa bộ số liệu nêu."
    )
    return #"""
      <h3>\#(edition.dataset(dataset.name)) <small class="basis">\#(basis)</small></h3>
      <p class="note">\#(note)</p>
      \#(chart("\(dataset.name)-questions"))\#(table(nation, isNation: true))
      \#(nation.map { byProvince($0, answers) })
      """#
  }

  private func chart(_ name: String) -> Markup {
    pictures.first { $0.name == name }?.figure() ?? ""
  }

  private func byProvince(_ question: QuestionAnswers, _ answers: [QuestionAnswers]) -> Markup {
    let own = answers.filter { $0.question == question.question && !$0.provinceCode.isEmpty }
    guard !own.isEmpty else { return "" }
    let title = edition.say(
      "\(edition.category(question.question)): by province",
      "\(edition.category(question.question)): theo địa phương")
    return #"""
      <details><summary>\#(title)</summary>
      \#(chart("\(question.dataset)-\(question.question)-answers"))\#(table(own, isNation: false))</details>

      """#
  }

  private func table(_ answers: [QuestionAnswers], isNation: Bool) -> Markup {
    guard let told = answers.first(where: { !$0.levels.isEmpty }) else { return "" }
    let name =
      isNation
      ? edition.say("All together", "Tính chung") : edition.category(told.question)
    let hasOthers = answers.contains { $0.numbers.map { $0.notApplicable > 0 } ?? false }
    let hasBounds = answers.contains { $0.numbers?.bounds != nil }
    var heads = [
      Table.Head(
        isNation ? edition.say("Question", "Câu hỏi") : edition.say("Province", "Địa phương"))
    ]
    heads += ["n", edition.say("Answered", "Trả lời")].map { Table.Head(number: $0) }
    heads += edition.levelNames(of: told).map { Table.Head(number: $0) }
    heads.append(Table.Head(number: edition.say("No answer", "Không trả lời")))
    if hasOthers {
      heads.append(Table.Head(number: edition.say("Not applicable", "Không áp dụng")))
    }
    heads += [
      edition.say("Satisfied, with interval", "Hài lòng, kèm khoảng tin cậy"),
      edition.say("Effective n", "Cỡ mẫu hiệu dụng"), edition.say("Mean", "Điểm trung bình"),
    ].map { Table.Head(number: $0) }
    if hasBounds {
      heads.append(
        Table.Head(
          number: edition.say(
            "Satisfied, whatever the others think", "Hài lòng, dù người không trả lời nghĩ thế nào")
        ))
    }
    var table = Table("\(name) (\(edition.text(told.basis.label)))", heads)
    for one in answers {
      table.append(cells(one, isNation, told.levels.count, hasOthers, hasBounds))
    }
    return table.markup
  }

  private func cells(
    _ answers: QuestionAnswers, _ isNation: Bool, _ levels: Int, _ hasOthers: Bool,
    _ hasBounds: Bool
  ) -> [Markup] {
    let name: Markup =
      isNation
      ? "\(edition.category(answers.question))"
      : ##"<a href="#p\##(answers.provinceCode)">\##(place(answers))</a>"##
    guard let numbers = answers.numbers else {
      let flag = Figure.Flag.suppressed
      let sign: Markup = #"<abbr title="\#(edition.text(flag.label))">\#(flag.sign)</abbr>"#
      return [name]
        + Array(repeating: sign, count: 6 + levels + [hasOthers, hasBounds].count { $0 })
    }
    func share(_ count: Int, of whole: Int) -> Markup {
      "\(edition.numerals.number(count)) (\(edition.part(count, of: whole, decimals: 1)))"
    }
    let known = numbers.uncertainty
    let rounding = Rounding(decimals: 1)
    var cells: [Markup] = [
      "\(name)\(edition.marks(answers.flags))", "\(edition.numerals.number(numbers.responses))",
      "\(edition.numerals.number(numbers.answered))",
    ]
    cells += numbers.counts.map { share($0, of: numbers.answered) }
    cells.append(share(numbers.noAnswer, of: numbers.responses))
    if hasOthers { cells.append(share(numbers.notApplicable, of: numbers.responses)) }
    cells += [
      numbers.answered > 0 ? "\(edition.satisfied(numbers))" : "–",
      known?.effectiveSize.map {
        "\(edition.numerals.number(rounding.plain(.approximate($0))))"
      } ?? "–",
      numbers.mean.map {
        "\(edition.numerals.number(edition.definition.rounding.plain(.approximate($0))))"
      } ?? "–",
    ]
    if hasBounds { cells.append(numbers.bounds.map { "\(edition.ends($0))" } ?? "–") }
    return cells
  }

  private func place(_ answers: QuestionAnswers) -> String {
    edition.definition.reference.provinces.first { $0.code == answers.provinceCode }
      .map { edition.name($0) } ?? answers.province
  }
}
