internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The first sheet: what this is, of when, what may be said of it, and how it can be verified.
struct Cover {
  private let tables: ReleaseTables

  init(_ tables: ReleaseTables) { self.tables = tables }

  func write(to sheet: Sheet) {
    var sheet = sheet
    let release = tables.release
    let definition = release.definition
    let numerals = Numerals(tables.language)
    sheet.append([.text(definition.title[tables.language])], .title)
    if release.isStopped {
      sheet.append(
        [
          .text(
            tables.say(
              "NOT PUBLISHED: a gate stopped this run. Do not quote it.",
              "KHÔNG CÔNG BỐ: phiên này bị dừng vì không đạt ngưỡng kiểm soát. Không được trích dẫn."
            )
          )
        ], .label)
    }
    sheet.append([])
    let period = [definition.period.from, definition.period.to].map(numerals.day)
      .joined(separator: " – ")
    let lines: [(String, String)] = [
      (tables.say("Period", "Kỳ số liệu"), period),
      (tables.say("As of", "Tính đến ngày"), numerals.day(definition.asOf)),
      (tables.say("Job", "Công việc"), definition.name),
      (tables.say("Run", "Phiên"), release.runID),
      (tables.say("Program", "Chương trình"), "hailong \(release.program)"),
    ]
    for (name, text) in lines { sheet.append([.text(name), .text(text)], [.label, .wrapped]) }
    sheet.append([])
    append(mayBeSaid, under: tables.say("What may be said", "Được phép nêu"), to: &sheet)
    sheet.append([])
    let files = Numerals(tables.language)
      .list([definition.catalog.path, definition.path].map(\.fileName))
    append(
      [
        tables.say(
          "Definitions and their sources are on the sheet Definitions; questions about them go to those who keep \(files).",
          "Định nghĩa và nguồn ở trang Định nghĩa; mọi câu hỏi xin gửi người phụ trách tệp \(files)."
        )
      ], under: tables.say("Definitions", "Định nghĩa"), to: &sheet)
    append(
      [
        tables.say(
          "Whether these files are as they were published, and whether the inputs are still the same:",
          "Kiểm tra tệp có đúng như khi công bố, và dữ liệu đầu vào còn nguyên vẹn:"),
        "hailong verify \(release.runID) --inputs",
        tables.say(
          "Every number here is that of kpis.csv in the same folder.",
          "Mọi số ở đây trùng với tệp kpis.csv trong cùng thư mục."),
      ], under: tables.say("How to verify", "Cách kiểm tra"), to: &sheet)
    sheet.flush()
    sheet.setWidth(22, ofColumns: 0...0)
    sheet.setWidth(Self.width, ofColumns: 1...1)
    sheet.setPage(isLandscape: true, run: release.runID)
  }

  private static let width = 95

  private func append(_ texts: [String], under label: String, to sheet: inout Sheet) {
    for (index, text) in texts.enumerated() {
      let lines = Sheet.lines(of: .text(text), width: Self.width)
      sheet.append(
        [index == 0 ? .text(label) : .empty, .text(text)], [.label, .wrapped],
        height: 15 * max(1, lines))
    }
  }

  /// What may be said of each ranking, and the rules for quoting.
  private var mayBeSaid: [String] {
    let release = tables.release
    guard !release.isStopped else {
      return [tables.say("Nothing of this run.", "Không số liệu nào của phiên này.")]
    }
    let edition = Edition(release, tables.language)
    let sentences = release.rankings.map { PublicSentence(edition: edition, ranking: $0).text }
    return sentences + [
      tables.say(
        "Quote what the columns Published and Unit say, with numerator and denominator, the period and the run. Never quote what is marked [c], [u] or [x]; say of what is marked [p] that data are incomplete. Of a survey give the interval, the number of answers and what survey it is; what is marked [e] is not sure enough to stand alone.",
        "Khi trích dẫn, dùng cột Số công bố và Đơn vị, kèm tử số, mẫu số, kỳ số liệu và phiên. Không nêu số có ký hiệu [c], [u], [x]; số có ký hiệu [p] phải ghi rõ là dữ liệu chưa đầy đủ. Số khảo sát phải kèm khoảng tin cậy, số phiếu và tên loại khảo sát; số có ký hiệu [e] chưa đủ chắc chắn để công bố riêng."
      )
    ]
  }
}
