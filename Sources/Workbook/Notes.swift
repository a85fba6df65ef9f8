internal import Definitions
internal import Report
internal import Statistics

/// The third sheet: marks, how numbers are rounded, what ranks and intervals mean, notes on the data.
struct Notes {
  private let tables: ReleaseTables

  init(_ tables: ReleaseTables) { self.tables = tables }

  func write(to sheet: Sheet) {
    var sheet = sheet
    sheet.append([.text(tables.say("Notes", "Ghi chú"))], .title)
    sheet.append([])
    sheet.append([.text(tables.say("Marks", "Ký hiệu"))], .label)
    for (mark, meaning) in tables.shorthand {
      sheet.append([.text(mark), .text(meaning)], [.plain, .wrapped])
    }
    sheet.append([])
    sheet.append([.text(tables.say("Method", "Phương pháp"))], .label)
    for text in method { append(text, to: &sheet) }
    let notes = tables.release.notes
    if !notes.isEmpty {
      sheet.append([])
      sheet.append([.text(tables.say("Data and definitions", "Dữ liệu và định nghĩa"))], .label)
      for text in notes { append(text, to: &sheet) }
    }
    sheet.flush()
    sheet.setWidth(22, ofColumns: 0...0)
    sheet.setWidth(Self.width, ofColumns: 1...1)
    sheet.setPage(isLandscape: true, run: tables.release.runID)
  }

  private static let width = 105

  private func append(_ text: String, to sheet: inout Sheet) {
    let lines = Sheet.lines(of: .text(text), width: Self.width)
    sheet.append([.empty, .text(text)], .wrapped, height: 15 * max(1, lines))
  }

  private var method: [String] {
    let rounding = tables.release.definition.rounding
    let mode =
      switch rounding.mode {
      case .halfUp: tables.say("half up", "từ 5 trở lên làm tròn lên")
      case .halfEven: tables.say("half to even", "số 5 làm tròn về chữ số chẵn")
      case .truncate: tables.say("cut off", "cắt bỏ phần thừa")
      }
    return [
      tables.say(
        "Value is the exact number, which a spreadsheet rounds by itself. Published is what was published: from the exact ratio, with \(rounding.decimals) decimals, \(mode); less than all never shows as 100.",
        "Giá trị là số chính xác, bảng tính tự làm tròn khi hiển thị. Số công bố được làm tròn từ tỷ số chính xác, \(rounding.decimals) chữ số thập phân, \(mode); chưa đủ tất cả thì không bao giờ hiện 100."
      ),
      tables.say(
        "An empty value is no zero: there was no record, or nothing to divide by, or it is withheld.",
        "Ô giá trị trống không phải là 0: không có bản ghi, mẫu số bằng 0, hoặc không công bố."),
      tables.say(
        "Full counts have no sampling error and no interval; bounds say between what they lie, whatever the rejected records hold. Figures from surveys have an interval, found as their row says; it speaks of chance alone, not of who was asked.",
        "Số đếm toàn bộ, không có sai số mẫu, nên không có khoảng tin cậy; giới hạn cho biết các bản ghi bị loại có thể đổi số này trong khoảng nào. Số liệu khảo sát có khoảng tin cậy, cách tính ghi ở từng dòng; khoảng này chỉ nói về ngẫu nhiên, không nói về việc ai được hỏi."
      ),
      tables.say(
        "The effective n is how many people drawn one by one would say as much as those asked; the design effect is n divided by it. A quick survey speaks for nobody but those who were asked, and is not SIPAS.",
        "Cỡ mẫu hiệu dụng là số người, nếu chọn ngẫu nhiên từng người, cho biết nhiều như số phiếu đã hỏi; hệ số thiết kế là n chia cho cỡ mẫu đó. Khảo sát nhanh chỉ nói về những người được hỏi, không phải SIPAS."
      ),
      tables.say(
        "Best and worst rank count the provinces whose interval lies wholly above, and those not wholly below.",
        "Hạng tốt nhất và kém nhất đếm các tỉnh có khoảng tin cậy nằm hẳn phía trên, và không nằm hẳn phía dưới."
      ),
      tables.say(
        "Tables have names for programs, such as hailong_rankings. No cell is a formula.",
        "Mỗi bảng có tên cho chương trình, ví dụ hailong_rankings. Không có ô nào là công thức."),
    ]
  }
}
