internal import Definitions
internal import Figures
internal import Foundation
internal import Report

/// Writes the sentence of a citation in one language.
struct CitationText {
  let figure: PublishedFigure
  let kpi: PublishedKPI?
  let numerals: Numerals
  /// For the names that people read; the sentence is right without it.
  let definition: PipelineDefinition?
  let schema: Schema?
  /// `nil` of a snapshot, which speaks of no days.
  let days: DaysOfFigure?
  /// `nil` where every province has data, or nobody tells.
  let presence: Presence?
  let isPercent: Bool

  private var isVietnamese: Bool { numerals.language == .vietnamese }

  var isProvisional: Bool { days?.areOpen ?? false }

  /// The value as people read it; `nil` where none is published.
  var value: String? {
    guard !figure.display.isEmpty else { return nil }
    guard !isPercent else { return numerals.percent(figure.display) }
    let number = numerals.number(figure.display)
    return label.unit.map { "\(number) \($0)" } ?? number
  }

  /// What must be told beside the value.
  var caveats: [String] {
    var caveats: [String] = []
    func add(_ english: String, _ vietnamese: String) {
      caveats.append(isVietnamese ? vietnamese : english)
    }
    if value != nil, isProvisional {
      add("provisional, the period was not over", "số liệu tạm tính vì kỳ báo cáo chưa kết thúc")
    }
    if let missing = isOfNation ? presence?.missing : nil {
      add(
        missing == 1 ? "1 province has no data" : "\(missing) provinces have no data",
        "\(missing) tỉnh, thành phố chưa có số liệu")
    }
    if value != nil, figure.flags.contains("partial") {
      add(
        "partial, the data of the province are incomplete",
        "số liệu của tỉnh, thành phố chưa đầy đủ")
    }
    if value != nil, figure.flags.contains("low_count") {
      add("too few records to be ranked", "số bản ghi quá ít để xếp hạng")
    }
    for flag in Figure.Flag.ofSurveys
    where value != nil && figure.flags.contains(flag.rawValue) {
      add(flag.label.english, flag.label.vietnamese)
    }
    return caveats
  }

  /// The whole sentence; `verification` is the command that checks the run.
  func sentence(of run: PublishedRun, _ manifest: RunManifest, _ verification: String) -> String {
    let subject = [name + place] + [time].compactMap(\.self)
    var text = subject.joined(separator: ", ")
    let comma = subject.count > 1 ? "," : ""
    if let value {
      text += isVietnamese ? "\(comma) là \(value)" : ": \(value)"
      if let counts { text += " (\(counts))" }
      if let interval { text += ", \(interval)" }
      if let basis = figure.uncertainty.survey { text += ", \(basis.label[numerals.language])" }
      if !caveats.isEmpty {
        text += isVietnamese ? " (lưu ý: " : " (note: "
        text += caveats.joined(separator: "; ") + ")"
      }
    } else {
      text += "\(comma) \(absence)"
    }
    let asOf = CivilDate(reading: manifest.asOf).map(numerals.day) ?? manifest.asOf
    let title = isVietnamese ? run.record.title?.vi : run.record.title?.en
    text +=
      isVietnamese ? ", theo \(title ?? manifest.pipeline)" : ", by \(title ?? manifest.pipeline)"
    text += isVietnamese ? ", tính đến ngày \(asOf)" : ", as of \(asOf)"
    return text + " [\(reference(manifest, verification))]."
  }

  /// How to find the figure again.
  private func reference(_ manifest: RunManifest, _ verification: String) -> String {
    var parts = [formula.isEmpty ? figure.key.kpi : "\(figure.key.kpi): \(formula)"]
    if let source = kpi?.source, !source.isEmpty {
      parts.append((isVietnamese ? "nguồn: " : "source: ") + source)
    }
    parts.append(
      "\(manifest.pipeline), \(isVietnamese ? "phiên" : "run") \(manifest.runID)")
    parts.append((isVietnamese ? "kiểm tra: " : "verify: ") + verification)
    return parts.joined(separator: "; ")
  }

  private var formula: String { kpi.map { CitedFormula($0, numerals.language).text } ?? "" }

  /// The KPI's label without the unit that it ends with, and that unit, which stands with the value.
  private var label: (text: String, unit: String?) {
    let label = (isVietnamese ? kpi?.label?.vi : kpi?.label?.en) ?? figure.key.kpi
    guard !isPercent, label.hasSuffix(")"), let start = label.lastIndex(of: "("),
      case let unit = label[label.index(after: start)...].dropLast(),
      Self.units.contains(unit.lowercased())
    else { return (label, nil) }
    return (String(label[..<start]).trimmingCharacters(in: .whitespaces), String(unit))
  }

  /// What may stand behind a number, as labels write it.
  private static let units: Set<String> = [
    "giây", "phút", "giờ", "ngày", "ngày làm việc", "tuần", "tháng", "năm", "điểm", "đồng", "lượt",
    "seconds", "minutes", "hours", "days", "working days", "weeks", "months", "years", "points",
  ]

  private var name: String {
    let label = label.text
    guard kpi?.kind == "quantiles",
      let percent = figure.key.kpi.split(separator: "_").last?.dropFirst()
    else { return label }
    let number = numerals.number(String(percent))
    if percent == "50" { return label + (isVietnamese ? " (trung vị)" : " (median)") }
    return label + (isVietnamese ? " (phân vị \(number)%)" : " (percentile \(number))")
  }

  /// Whether it speaks of no place within the country.
  private var isOfNation: Bool {
    Set(figure.key.grouping.split(separator: "+")).isDisjoint(with: ["province", "ward"])
  }

  private var nation: String {
    guard let presence else { return isVietnamese ? "cả nước" : "the whole country" }
    return isVietnamese
      ? "\(presence.present)/\(presence.all) tỉnh, thành phố có số liệu"
      : "the \(presence.present) of \(presence.all) provinces with data"
  }

  /// ` của Huế`, with the member where there is one.
  private var place: String {
    var names: [String] = []
    if figure.key.grouping.split(separator: "+").contains("ward") {
      names.append(
        figure.ward.isEmpty
          ? (isVietnamese ? "xã, phường không rõ" : "an unknown ward") : figure.ward)
    }
    if figure.key.grouping.split(separator: "+").contains("province") {
      names.append(
        figure.province.isEmpty
          ? (isVietnamese ? "tỉnh, thành phố không rõ" : "an unknown province") : figure.province)
    }
    var text = isVietnamese ? " của " : " in "
    text +=
      names.isEmpty ? nation : names.joined(separator: ", ")
    guard !figure.key.category.isEmpty else { return text }
    return text + ", \(category): \(member)"
  }

  private var category: String {
    let column = schema?.column(figure.key.category).flatMap { schema?.columns[$0] }
    if let label = column?.label { return label[numerals.language] }
    // Headers are written by those who fill the files, in Vietnamese.
    return (isVietnamese ? column?.headers.first : nil) ?? figure.key.category
  }

  private var member: String {
    guard !figure.key.member.isEmpty else { return isVietnamese ? "không rõ" : "unknown" }
    guard let schema, let index = schema.column(figure.key.category),
      case .category(let category) = schema.columns[index].type,
      let place = category.members.firstIndex(of: figure.key.member)
    else { return figure.key.member }
    return category.label(of: place)[numerals.language]
  }

  private var time: String? {
    guard let days else { return nil }
    guard days.period.isEmpty else { return numerals.period(days.period) }
    guard let from = days.from, let to = days.to else { return nil }
    return isVietnamese
      ? "từ \(numerals.day(from)) đến \(numerals.day(to))"
      : "from \(numerals.day(from)) to \(numerals.day(to))"
  }

  private var counts: String? {
    guard !figure.denominator.isEmpty else { return nil }
    let denominator = numerals.number(figure.denominator)
    guard isPercent, !figure.numerator.isEmpty else {
      return isVietnamese ? "tính trên \(denominator) bản ghi" : "of \(denominator) records"
    }
    let numerator = numerals.number(figure.numerator)
    return isVietnamese
      ? "\(numerator) trên tổng số \(denominator)" : "\(numerator) of \(denominator)"
  }

  private var interval: String? {
    guard let low = Double(figure.ciLow), let high = Double(figure.ciHigh) else { return nil }
    func text(_ end: Double) -> String {
      let digits = String(format: "%.2f", end * (isPercent ? 100 : 1))
      return isPercent ? numerals.percent(digits) : numerals.number(digits)
    }
    let level = kpi?.level.map { numerals.percent("\(($0 * 1000).rounded() / 10)".trimmed) } ?? ""
    return isVietnamese
      ? "khoảng tin cậy \(level) từ \(text(low)) đến \(text(high))".replacing("  ", with: " ")
      : "\(level) confidence interval \(text(low)) to \(text(high))"
        .trimmingCharacters(in: .whitespaces)
  }

  /// What is said where no value is published.
  private var absence: String {
    if figure.flags.contains("suppressed") {
      return isVietnamese
        ? "không công bố vì có quá ít bản ghi"
        : "is withheld, since too few records stand behind it"
    }
    return isVietnamese
      ? "không có số liệu (không phải bằng 0)" : "has no data, which is not zero"
  }
}

extension String {
  /// A number without a decimal part of zero.
  fileprivate var trimmed: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
