/// The quick survey of the sample campaign: Huế's own file, and one of all other provinces.
struct SampleResponses {
  let gazetteer: Gazetteer
  let draw: Draw

  private static let header = [
    "response_id", "province_code", "ward_code", "site_id", "surveyed_at", "respondent_type",
    "field",
    "access", "procedure", "staff", "result", "feedback", "overall", "comment",
  ]
  private static let vietnameseHeader = [
    "Mã phiếu", "Tỉnh/Thành phố", "Phường/Xã", "Điểm khảo sát", "Thời điểm khảo sát", "Đối tượng",
    "Lĩnh vực", "Tiếp cận dịch vụ", "Thủ tục hành chính", "Cán bộ giải quyết", "Kết quả dịch vụ",
    "Tiếp nhận phản ánh, kiến nghị", "Hài lòng chung", "Ý kiến khác",
  ]
  private static let words = [
    "Không có ý kiến", "Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng",
    "Rất hài lòng",
  ]
  private static let comments = [
    "Cán bộ nhiệt tình", "Thủ tục nhanh gọn", "Hướng dẫn rõ ràng, dễ hiểu", "Chờ hơi lâu",
    "Hệ thống hay lỗi", "Nên có thêm ghế ngồi", "Nộp trực tuyến \"rất tiện\"",
    "Trả kết quả đúng hẹn",
  ]
  private static let overall = 12

  func sheets() -> [SampleSheet] {
    let hue = gazetteer.index(of: "46")
    var others = SampleSheet(
      path: "responses/khao-sat-nhanh.csv", dataset: "responses", header: Self.header)
    for index in gazetteer.provinces.indices where index != hue {
      for _ in 0..<20 + draw.below(41, index, 1) {
        others.rows.append(row(others.rows.count + 1, province: index))
      }
    }
    spoil(&others)

    var own = SampleSheet(
      path: "responses/46-hue.csv", dataset: "responses", dialect: .spreadsheet,
      header: Self.vietnameseHeader)
    for number in 0..<58 {
      own.rows.append(hueRow(number, province: hue))
    }
    return [own, others]
  }

  /// One response in codes and digits.
  private func row(_ number: Int, province index: Int) -> SampleRow {
    let province = gazetteer.provinces[index]
    let ward = draw.below(province.wards.count, number, 2)
    let moment = LocalTime(
      day: draw.below(62, number, 3), hour: 7, minute: 30 + draw.below(540, number, 4))
    let mood = draw.below(3, index, 5)
    let marks = (0..<6).map { question in
      let weights = [[3, 5, 9, 20, 36, 27], [3, 3, 6, 14, 42, 32], [3, 1, 3, 8, 38, 47]][mood]
      return WeightedChoice(weights).pick(draw, number, 10 + question)
    }
    return SampleRow(
      cells: [
        "P\(padded(number, 5))", province.code, province.wards[ward].code,
        "\(province.wards[ward].code)-1", "\(moment.isoDay)T\(moment.clock):00",
        draw.chance(140, number, 6) ? "business" : "citizen",
        ServiceField.all[ServiceField.ministryCount + draw.below(20, number, 7)].name,
      ] + marks.map { $0 == 0 ? "" : String($0) } + [comment(number)])
  }

  /// One response in Huế's words; the first 30 are those of An Cựu, all satisfied.
  private func hueRow(_ number: Int, province index: Int) -> SampleRow {
    let province = gazetteer.provinces[index]
    let others = province.wards.filter { $0.code != "19815" }
    let isAnCuu = number < 30
    let ward = isAnCuu ? "An Cựu" : others[draw.below(others.count, number, 22)].name
    let moment = LocalTime(
      day: isAnCuu ? 40 + number % 3 : draw.below(62, number, 23), hour: 8,
      minute: draw.below(500, number, 24))
    let marks = (0..<6).map { question in
      if isAnCuu && question == 5 { return draw.chance(600, number, 25) ? 5 : 4 }
      return WeightedChoice([2, 1, 3, 9, 40, 45]).pick(draw, number, 30 + question)
    }
    let field = ServiceField.all[ServiceField.ministryCount + draw.below(20, number, 27)]
    return SampleRow(
      cells: [
        "H46-\(padded(number + 1, 4))", province.name, ward, "Trung tâm PVHCC \(ward)",
        "\(moment.slashedDay) \(moment.clock)",
        draw.chance(120, number, 26) ? "Doanh nghiệp" : "Người dân", field.vietnamese,
      ] + marks.map { Self.words[$0] } + [comment(5_000 + number)])
  }

  private func comment(_ number: Int) -> String {
    guard draw.chance(350, number, 40) else { return "" }
    let first = Self.comments[draw.below(Self.comments.count, number, 41)]
    return draw.chance(60, number, 42) ? "\(first)\nXin cảm ơn" : first
  }

  /// Two marks that are none, and three responses from after the period.
  private func spoil(_ sheet: inout SampleSheet) {
    let places = draw.order(sheet.rows.count, 43)
    sheet.rows[places[0]].cells[Self.overall] = "6"
    sheet.rows[places[0]].fate = .rejected(column: "overall", code: "out_of_range")
    sheet.rows[places[1]].cells[Self.overall] = "good"
    sheet.rows[places[1]].fate = .rejected(column: "overall", code: "bad_integer")
    for place in places[2...4] {
      sheet.rows[place].cells[4] = "2025-09-03T09:30:00"
      sheet.rows[place].fate = .outOfPeriod
    }
  }
}
