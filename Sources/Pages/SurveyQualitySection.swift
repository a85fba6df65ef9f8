internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// What is doubtful in surveys with a sampling design, and whether it matters: part of data quality.
///
/// No site is named, and no change is told that fewer responses make than disclosure publishes.
struct SurveyQualitySection {
  let edition: Edition

  /// Empty where the run has no such survey.
  var markup: Markup {
    guard let quality = edition.release.surveyQuality else { return "" }
    return #"""
      <h3>\#(edition.say("Quality of survey responses", "Chất lượng phiếu khảo sát"))</h3>
      <p>\#(edition.say("A flag is a reason to look, not a verdict: no response is left out of any figure for it.", "Dấu hiệu chỉ là lý do để xem lại, không phải kết luận: không phiếu nào bị bỏ khỏi số liệu vì có dấu hiệu."))</p>
      \#(flags(quality).markup)\#(isDoubtful(quality) ? changes(quality).markup : "")
      """#
  }

  private func isDoubtful(_ quality: SurveyQuality) -> Bool {
    quality.surveys.contains { $0.flaggedResponses > 0 || $0.flaggedSites > 0 }
  }

  private func flags(_ quality: SurveyQuality) -> Table {
    var table = Table(
      edition.say("Flagged responses and sites", "Phiếu và điểm có dấu hiệu"),
      [
        Table.Head(edition.say("Flag", "Dấu hiệu")),
        Table.Head(edition.say("Dataset", "Bộ số liệu")),
        Table.Head(number: edition.say("Count", "Số lượng")),
        Table.Head(number: edition.say("Of", "Trên tổng số")),
      ])
    let numerals = edition.numerals
    for survey in quality.surveys {
      let name = edition.dataset(survey.dataset)
      for flag in ResponseFlag.allCases where survey.counts[flag] ?? 0 > 0 {
        table.append([
          "\(edition.text(flag.label)) <code>\(flag.rawValue)</code>", "\(name)",
          "\(numerals.number(survey.counts[flag] ?? 0))",
          "\(numerals.number(flag.isOfSite ? survey.siteCount : survey.responses))",
        ])
      }
      table.append(
        [
          "\(edition.say("Responses with any flag", "Phiếu có dấu hiệu"))", "\(name)",
          "\(numerals.number(survey.flaggedResponses))", "\(numerals.number(survey.responses))",
        ], isMarked: true)
      table.append(
        [
          "\(edition.say("Sites with a flag of their own", "Điểm có dấu hiệu riêng"))", "\(name)",
          "\(numerals.number(survey.flaggedSites))", "\(numerals.number(survey.siteCount))",
        ], isMarked: true)
    }
    return table
  }

  /// How far the national figures would move.
  private func changes(_ quality: SurveyQuality) -> Table {
    var table = Table(
      edition.say(
        "How far the whole country's figures would move without them",
        "Số liệu cả nước thay đổi bao nhiêu nếu bỏ các phiếu đó"),
      [
        Table.Head(edition.say("KPI", "Chỉ số")),
        Table.Head(
          number: edition.say("Without flagged responses", "Không tính phiếu có dấu hiệu")),
        Table.Head(number: edition.say("Without flagged sites", "Không tính điểm có dấu hiệu")),
      ])
    let national = quality.sensitivity.filter { $0.subject.grouping == .national }
    for all in national where all.leftOut == .nothing {
      guard let kpi = edition[all.kpi]?.kpi else { continue }
      let least =
        edition.definition.parts(of: kpi)
        .compactMap { $0.kpi.dataset.flatMap { edition.definition.disclosure[$0] } }.max() ?? 0
      let others = [Sensitivity.LeftOut.flaggedResponses, .flaggedSites].map { leftOut in
        national.first { $0.kpi == all.kpi && $0.leftOut == leftOut }
          .flatMap { change(from: all, to: $0, least: least) } ?? "–"
      }
      table.append(["\(edition.text(kpi.label))"] + others.map { "\($0)" })
    }
    return table
  }

  /// `+0.12 points`; `nil` where it is withheld.
  private func change(from all: Sensitivity, to rest: Sensitivity, least: Int) -> String? {
    guard let before = all.responses, let after = rest.responses, let difference = rest.difference
    else { return nil }
    let removed = before - after
    guard removed == 0 || removed >= least else { return nil }
    let text = edition.numerals.number(
      edition.definition.rounding.plain(.approximate(difference)))
    let unit = rest.isPercent ? edition.say(" points", " điểm %") : ""
    return (difference > 0 ? "+" : "") + text + unit
  }
}
