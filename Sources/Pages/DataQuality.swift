internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// Whether the data of a release are sound, in a few sentences.
struct DataQuality {
  private let edition: Edition
  /// All files together.
  let total: Accounting

  init(_ edition: Edition) {
    self.edition = edition
    total = edition.release.files.reduce(into: Accounting()) { $0.merge($1.accounting) }
  }

  /// Whether nothing is missing, partial, refused or beyond a gate.
  var isSound: Bool {
    let release = edition.release
    return release.findings.isEmpty && release.refused.isEmpty
      && release.feeds?.incidents ?? 0 == 0
      && release.completeness.allSatisfy { $0.missing.isEmpty && $0.partial.isEmpty }
  }

  var verdict: String {
    if edition.release.isStopped {
      return edition.say("The data are not sound", "Số liệu chưa đạt yêu cầu")
    }
    return isSound
      ? edition.say("The data are complete", "Số liệu đầy đủ")
      : edition.say("The data have gaps", "Số liệu còn chỗ thiếu")
  }

  /// Coverage and gaps of each ranked dataset, the other datasets with gaps, the rows, the refused files,
  /// the incidents of feeds and how many gates warn.
  var statements: [String] {
    coverage + others + [rows] + refused + incidents + warnings
  }

  private var incidents: [String] {
    guard let count = edition.release.feeds?.incidents, count > 0 else { return [] }
    return [
      edition.say(
        count == 1 ? "1 incident in the feeds" : "\(count) incidents in the feeds",
        "\(count) sự cố của nguồn số liệu")
    ]
  }

  private var coverage: [String] {
    let all = edition.definition.reference.provinces.count
    return edition.release.completeness.filter { isRanked($0.dataset) }.map { gaps in
      let name = edition.dataset(gaps.dataset)
      var parts = [
        edition.say(
          "\(name): \(gaps.present) of \(all) provinces",
          "\(name): \(gaps.present)/\(all) tỉnh, thành phố")
      ]
      if !gaps.missing.isEmpty {
        parts.append(edition.say("missing: ", "thiếu: ") + names(gaps.missing))
      }
      if !gaps.partial.isEmpty {
        parts.append(
          edition.say("partial: ", "chưa đầy đủ: ") + names(gaps.partial.map(\.province)))
      }
      return parts.joined(separator: "; ")
    }
  }

  /// Whether a ranking rests on a dataset; without rankings all datasets count.
  private func isRanked(_ dataset: String) -> Bool {
    let rankings = edition.release.rankings
    return rankings.isEmpty || rankings.contains { edition[$0.kpi]?.kpi.dataset == dataset }
  }

  private var others: [String] {
    let names = edition.release.completeness
      .filter {
        !isRanked($0.dataset) && $0.present > 0 && !($0.missing.isEmpty && $0.partial.isEmpty)
      }
      .map { edition.dataset($0.dataset) }
    guard !names.isEmpty else { return [] }
    return [edition.say("gaps also in: ", "còn thiếu trong: ") + names.joined(separator: "; ")]
  }

  private var warnings: [String] {
    let findings = edition.release.findings.filter { $0.severity == .warn }
    guard findings.count > 1 else { return findings.map(edition.message) }
    return [
      edition.say("\(findings.count) gates warn", "\(findings.count) điều kiện kiểm soát cảnh báo")
    ]
  }

  private var rows: String {
    let numerals = edition.numerals
    let share = Rounding(decimals: 2).percent(Int64(total.rejected), of: Int64(total.rowsRead))
    let percent = share.isEmpty ? "" : " (\(numerals.percent(share)))"
    return edition.say(
      "\(numerals.number(total.rowsRead)) rows read, \(numerals.number(total.rejected)) rejected\(percent)",
      "đã đọc \(numerals.number(total.rowsRead)) dòng, loại \(numerals.number(total.rejected))\(percent)"
    )
  }

  private var refused: [String] {
    let count = edition.release.refused.count
    guard count > 0 else { return [] }
    return [
      edition.say(
        count == 1 ? "1 file refused as a whole" : "\(count) files refused as a whole",
        "\(count) tệp bị từ chối toàn bộ")
    ]
  }

  private func names(_ codes: [String]) -> String {
    let provinces = edition.definition.reference.provinces
    guard codes.count <= 8 else {
      return edition.say("\(codes.count) provinces", "\(codes.count) tỉnh, thành phố")
    }
    return codes.map { code in provinces.first { $0.code == code }.map(edition.name) ?? code }
      .joined(separator: ", ")
  }
}
