internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// What full counts and surveys can carry, in sentences for the method section.
struct SurveyMethod {
  let edition: Edition

  var notes: [String] {
    let surveys = edition.definition.datasets.filter { $0.schema.instrument != nil }
    var notes: [String] = []
    if edition.definition.datasets.count > surveys.count {
      notes.append(
        edition.say(
          "Full counts have no sampling error and carry no interval. Where records were rejected, bounds say between what the figure lies, whatever they hold.",
          "Số đếm toàn bộ, không có sai số mẫu, nên không có khoảng tin cậy. Nơi có bản ghi bị loại, giới hạn kèm theo cho biết các bản ghi đó có thể đổi số này trong khoảng nào."
        ))
    }
    guard !surveys.isEmpty else { return notes }
    notes += surveys.map(sentence)
    notes.append(intervals)
    notes.append(
      edition.say(
        "The effective n is how many people, drawn one by one, would say as much as those asked: people at one counter answer alike. The design effect is n divided by it. Where everybody answered the same, the sample itself cannot tell it, and a stand-in is named beside it: 30 of 30 is never a sure 100%.",
        "Cỡ mẫu hiệu dụng là số người, nếu chọn ngẫu nhiên từng người, cho biết nhiều như số phiếu đã hỏi: người cùng một quầy trả lời giống nhau. Hệ số thiết kế là n chia cho cỡ mẫu đó. Nơi mọi người trả lời như nhau, mẫu không tự cho biết hệ số này nên dùng giá trị thay thế, được ghi rõ: 30 trên 30 không bao giờ là chắc chắn 100%."
      ))
    notes.append(
      edition.say(
        "\(Figure.Flag.unreliable.sign): fewer than 30 effective answers, or an interval 30 points wide or more, or wider than 130% of the share. \(Figure.Flag.review.sign): fewer than 8 degrees of freedom, or all or none. Flagged figures stay in the tables.",
        "\(Figure.Flag.unreliable.sign): cỡ mẫu hiệu dụng dưới 30, hoặc khoảng tin cậy rộng từ 30 điểm phần trăm, hoặc rộng hơn 130% tỷ lệ. \(Figure.Flag.review.sign): bậc tự do dưới 8, hoặc tất cả hay không ai. Số có ký hiệu vẫn được giữ trong bảng."
      ))
    return notes
  }

  /// What a survey is, and how its respondents were found.
  private func sentence(_ dataset: PipelineDefinition.Dataset) -> String {
    guard let instrument = dataset.schema.instrument else { return "" }
    let name = text(dataset.schema.label)
    let basis = text(instrument.basis.label)
    let who =
      instrument.basis == .quickSurvey
      ? edition.say(
        "people who happened to be there were asked; they stand for nobody but themselves",
        "chỉ hỏi người có mặt tại chỗ; kết quả chỉ nói về những người được hỏi")
      : edition.say(
        "everybody had a known chance of being asked",
        "xác suất được chọn của mỗi người đều đã biết")
    return "\(name): \(basis); \(who). \(design(instrument.design, of: dataset))"
  }

  private func design(
    _ design: SamplingDesign?, of dataset: PipelineDefinition.Dataset
  ) -> String {
    guard let design else {
      return edition.say(
        "No sampling design is declared: intervals are those of people drawn one by one.",
        "Chưa khai báo thiết kế mẫu: khoảng tin cậy tính như thể chọn ngẫu nhiên từng người.")
    }
    func names(_ columns: [Int]) -> String {
      columns.map { edition.category(dataset.schema.columns[$0].name).lowercased() }
        .joined(separator: ", ")
    }
    var parts: [String] = []
    if !design.strata.isEmpty {
      parts.append(edition.say("strata by ", "phân tầng theo ") + names(design.strata))
    }
    if !design.units.isEmpty {
      parts.append(
        edition.say("primary units are ", "đơn vị mẫu là ") + names(design.units)
          + (design.units.count > 1
            ? edition.say(", the first that is filled", ", lấy cột đầu tiên có giá trị") : ""))
    }
    parts.append(weights(design, of: dataset))
    return parts.joined(separator: "; ").sentence + "."
  }

  private func weights(
    _ design: SamplingDesign, of dataset: PipelineDefinition.Dataset
  ) -> String {
    if let target = dataset.calibration {
      let keys = target.keys.map {
        $0 == "province" ? edition.say("province", "tỉnh") : edition.category($0).lowercased()
      }.joined(separator: " × ")
      return edition.say("weights calibrated by \(keys)", "quyền số hiệu chỉnh theo \(keys)")
    }
    return design.weight == nil
      ? edition.say("every answer weighs the same", "mọi phiếu có quyền số như nhau")
      : edition.say("answers have design weights", "phiếu có quyền số thiết kế")
  }

  private var intervals: String {
    let kpis = edition.definition.kpis
    let names = kpis.compactMap { kpi in
      kpi.interval.map { method in
        text(Label(intervalMethod: edition.methodName(method, of: kpi)))
          + " (\(edition.level(kpi.level)))"
      }
    }
    var once: [String] = []
    for name in names where !once.contains(name) { once.append(name) }
    guard !once.isEmpty else {
      return edition.say("No interval is asked for.", "Không yêu cầu khoảng tin cậy.")
    }
    return edition.say("Intervals: ", "Khoảng tin cậy: ") + once.joined(separator: "; ") + "."
  }

  private func text(_ label: Label) -> String { edition.text(label) }
}

extension Edition {
  /// What figures of a KPI call its method: where the dataset declares a design, on the effective size.
  func methodName(_ method: KPI.IntervalMethod, of kpi: KPI) -> String {
    let datasets = definition.parts(of: kpi).compactMap(\.kpi.dataset)
    let hasDesign = datasets.contains {
      definition.dataset($0)?.schema.instrument?.design != nil
    }
    guard hasDesign else { return method.rawValue }
    switch (kpi.kind, method) {
    case (.mean, _), (.composite, _): return "student"
    case (_, .wilson): return "wilson_effective_n"
    case (_, .jeffreys): return "jeffreys_effective_n"
    case (_, .clopperPearson), (_, .kornGraubard): return "korn_graubard"
    case (_, .logit), (_, .student): return method.rawValue
    }
  }
}
