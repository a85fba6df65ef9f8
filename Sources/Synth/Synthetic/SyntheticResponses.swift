/// The rows of a synthetic `responses.csv`, each computed from its number.
struct SyntheticResponses {
  private enum Column {
    static let province = 60, ward = 61, site = 62, day = 63, clock = 64, type = 65, field = 66
    static let mood = 67, marks = 70, commentKind = 80, comment = 81
  }

  private let count: Int
  private let draw: Draw
  private let text: RecordText

  private let province = WeightedChoice(Gazetteer.weights)
  private let field = WeightedChoice(ServiceField.all.map(\.weight))
  private let mood = WeightedChoice([1, 2, 3])
  /// Marks 0 (no answer) to 5 by the mood of a place: sour, fair, content.
  private let marks = [
    WeightedChoice([4, 6, 10, 20, 34, 26]), WeightedChoice([4, 3, 6, 14, 40, 33]),
    WeightedChoice([4, 1, 3, 9, 37, 46]),
  ]
  private let types = TextTable(["citizen", "business"])
  private let comments = TextTable([
    "Cán bộ nhiệt tình", "Thủ tục nhanh gọn", "Hướng dẫn rõ ràng", "Không phải đi lại nhiều lần",
    "Trả kết quả đúng hẹn", "Nộp hồ sơ trực tuyến thuận tiện", "Hài lòng", "Nơi tiếp đón sạch sẽ",
    "Chờ quá lâu", "Hệ thống hay lỗi", "Phải nộp lại giấy tờ đã có", "Trả kết quả trễ hẹn",
    "Biểu mẫu khó hiểu", "Thiếu chỗ ngồi", "Chưa được phản hồi kiến nghị", "Đăng nhập khó khăn",
  ])

  init(count: Int, seed: UInt64, gazetteer: Gazetteer) {
    self.count = count
    draw = Draw(seed: seed)
    text = RecordText(gazetteer: gazetteer)
  }

  func write(to path: String) throws(SynthesisError) {
    let file = try OutputFile(path: path)
    var block = ByteBlock()
    block.put("response_id,province_code,ward_code,site_id,surveyed_at,respondent_type,field,")
    block.put("access,procedure,staff,result,feedback,overall,comment\n")
    for row in 0..<count {
      put(row, into: &block)
      if block.isNearlyFull { try file.write(&block) }
    }
    try file.write(&block)
    try file.close()
  }

  private func put(_ row: Int, into block: inout ByteBlock) {
    let province = province.pick(draw, row, Column.province)
    let ward = text.ward(of: province, at: draw.below(1 << 20, row, Column.ward))
    let day = draw.below(184, row, Column.day)
    let clock = 7 * 3_600 + draw.below(11 * 3_600, row, Column.clock)

    block.put(UInt8(ascii: "R"))
    block.put(row + 1, width: 9)
    comma(&block)
    block.put(text.provinces, province)
    comma(&block)
    block.put(text.wards, ward)
    comma(&block)
    block.put(UInt8(ascii: "S"))
    block.put(ward, width: 5)
    block.put(UInt8(ascii: "-"))
    block.put(1 + draw.below(3, row, Column.site), width: 1)
    comma(&block)
    text.put(moment: day * LocalTime.secondsPerDay + clock, into: &block)
    comma(&block)
    block.put(types, draw.chance(130, row, Column.type) ? 1 : 0)
    comma(&block)
    block.put(text.fields, field.pick(draw, row, Column.field))
    comma(&block)
    let mood = mood.pick(draw, ward, Column.mood)
    for question in 0..<6 {
      let mark = marks[mood].pick(draw, row, Column.marks + question)
      if mark > 0 { block.put(mark, width: 1) }
      comma(&block)
    }
    putComment(row, into: &block)
    block.put(UInt8(ascii: "\n"))
  }

  /// Most leave no comment; some hold a comma, a quote or a line break.
  private func putComment(_ row: Int, into block: inout ByteBlock) {
    let bits = draw.bits(row, Column.comment)
    let first = Int(bits & 15)
    let second = Int((bits >> 4) & 15)
    switch draw.below(1_000, row, Column.commentKind) {
    case ..<550: break
    case ..<670: putQuoted(first, ", ", second, into: &block)
    case ..<680: putQuoted(first, " \"\"như đã hẹn\"\" nhưng ", second, into: &block)
    case ..<685: putQuoted(first, "\n", second, into: &block)
    default: block.put(comments, first)
    }
  }

  private func putQuoted(
    _ first: Int, _ middle: StaticString, _ second: Int,
    into block: inout ByteBlock
  ) {
    block.put(UInt8(ascii: "\""))
    block.put(comments, first)
    block.put(middle)
    block.put(lowercased: comments, second)
    block.put(UInt8(ascii: "\""))
  }

  private func comma(_ block: inout ByteBlock) { block.put(UInt8(ascii: ",")) }
}
