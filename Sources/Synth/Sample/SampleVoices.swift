/// What provinces said: opinions, hotline calls, requests and difficulties.
struct SampleVoices {
  let gazetteer: Gazetteer
  let draw: Draw

  func sheets() -> [SampleSheet] { [opinions(), hotline(), requests(), difficulties()] }

  /// How nine provinces spelled themselves, and how many opinions each sent: 46 in all.
  private static let senders: [(spellings: [String], count: Int)] = [
    (["Thừa Thiên Huế", "Huế", "TP Huế"], 9),
    (["TP. Hồ Chí Minh", "TPHCM", "Bà Rịa - Vũng Tàu"], 7),
    (["Đắk Lắk", "Đăk Lăk", "Phú Yên"], 6), (["Phú Thọ", "Vĩnh Phúc", "Hòa Bình", "Hoà Bình"], 6),
    (["Đồng Tháp", "Tiền Giang"], 5), (["Hà Tĩnh", "Tỉnh Hà Tĩnh"], 4),
    (["Đà Nẵng", "Quảng Nam"], 4),
    (["An Giang", "KIÊN GIANG"], 3), (["Cao Bằng", "4"], 2),
  ]

  /// 46 opinions from 9 provinces up to 12 September, all answered; two more came on the 14th.
  private func opinions() -> SampleSheet {
    var sheet = SampleSheet(
      path: "opinions.csv", dataset: "opinions",
      header: ["Số ý kiến", "Tỉnh", "Ngày tiếp nhận", "Ngày trả lời", "Chủ đề", "Nội dung"])
    var spellings = Self.senders.flatMap { sender in
      (0..<sender.count).map { sender.spellings[$0 % sender.spellings.count] }
    }
    spellings = draw.order(spellings.count, 1).map { spellings[$0] } + ["Cà Mau", "Huế"]
    let days = (0..<46).map { draw.below(74, $0, 2) }.sorted() + [75, 75]
    for (number, spelling) in spellings.enumerated() {
      let minute = draw.below(540, number, 3)
      let received = LocalTime(day: days[number], hour: 8, minute: minute)
      let answer = LocalTime(seconds: received.seconds + 60 * (30 + draw.below(4_000, number, 4)))
      let topic = ["Thẩm quyền", "Thủ tục", "Phần mềm", "Nhân sự"][draw.below(4, number, 5)]
      let isLate = number >= 46
      sheet.rows.append(
        SampleRow(
          cells: [
            "YK-\(padded(number + 1, 3))", spelling, "\(received.slashedDay) \(received.clock)",
            isLate ? "" : "\(answer.slashedDay) \(answer.clock)", topic,
            "Ý kiến giả lập về \(topic.lowercased())",
          ], fate: isLate ? .outOfPeriod : .accepted))
    }
    return sheet
  }

  /// Calls at any hour of the day, most of them answered within a day.
  private func hotline() -> SampleSheet {
    var sheet = SampleSheet(
      path: "hotline.csv", dataset: "hotline",
      header: ["call_id", "province_code", "called_at", "answered_at", "topic", "question"])
    let province = WeightedChoice(Gazetteer.weights)
    let topics = ["portal", "accounts", "signature", "network", "procedure"]
    let once = draw.order(gazetteer.provinces.count, 25)
    let seconds = (0..<312).map {
      draw.below(62, $0, 6) * LocalTime.secondsPerDay + draw.below(1_440, $0, 7) * 60
    }.sorted()
    for (number, second) in seconds.enumerated() {
      let called = LocalTime(seconds: second)
      let tail = draw.chance(150, number, 8) ? 1_800 : 150
      let answered = LocalTime(seconds: second + 60 * (1 + draw.below(tail, number, 9)))
      let place = gazetteer.provinces[
        number < once.count ? once[number] : province.pick(draw, number, 10)]
      sheet.rows.append(
        SampleRow(cells: [
          "HL\(padded(number + 1, 4))", place.code, "\(called.isoDay)T\(called.clock):00",
          draw.chance(960, number, 11) ? "\(answered.isoDay)T\(answered.clock):00" : "",
          topics[WeightedChoice([9, 6, 4, 3, 5]).pick(draw, number, 12)], "Câu hỏi giả lập",
        ]))
    }
    return sheet
  }

  /// Requests with their state; the 30 February of one is no day.
  private func requests() -> SampleSheet {
    var sheet = SampleSheet(
      path: "requests.csv", dataset: "requests",
      header: ["request_id", "Tỉnh", "raised_on", "closed_on", "topic", "state"])
    let topics = [
      "traceability_portal", "free_standards", "brand_ownership", "network_coverage", "training",
    ]
    for number in 0..<76 {
      let place = gazetteer.provinces[number % gazetteer.provinces.count]
      let raised = draw.below(60, number, 13)
      let state = WeightedChoice([3, 3, 6]).pick(draw, number, 14)
      let closed = min(61, raised + 1 + draw.below(20, number, 15))
      sheet.rows.append(
        SampleRow(cells: [
          "KN\(padded(number + 1, 3))", place.name, LocalTime(day: raised).isoDay,
          state == 2 ? LocalTime(day: closed).isoDay : "", topics[draw.below(5, number, 16)],
          ["open", "in_progress", "resolved"][state],
        ]))
    }
    sheet.rows[40].cells[2] = "2025-02-30"
    sheet.rows[40].fate = .rejected(column: "raised_on", code: "bad_date")
    return sheet
  }

  /// Six categories, each of which belongs to one of the two groups.
  private func difficulties() -> SampleSheet {
    var sheet = SampleSheet(
      path: "difficulties.csv", dataset: "difficulties",
      header: [
        "Mã vướng mắc", "Tỉnh", "Xã", "Ngày báo cáo", "Nhóm khó khăn", "Nhóm nguyên nhân",
        "Nội dung",
      ])
    let categories = [
      "Hạ tầng kỹ thuật", "Cơ sở dữ liệu dùng chung", "Nhân lực", "Tổ chức", "Kinh phí",
      "Pháp luật",
    ]
    for (index, province) in gazetteer.provinces.enumerated() {
      for _ in 0..<2 + draw.below(7, index, 17) {
        let number = sheet.rows.count
        let category = WeightedChoice([10, 7, 9, 4, 6, 5]).pick(draw, number, 18)
        let ward = draw.below(province.wards.count, number, 19)
        let day = LocalTime(day: 38 + draw.below(24, number, 20))
        sheet.rows.append(
          SampleRow(cells: [
            "KK\(padded(number + 1, 3))", province.name,
            draw.chance(400, number, 21) ? province.wards[ward].name : "", day.slashedDay,
            categories[category],
            category == 5 ? "Pháp luật" : "Điều kiện kỹ thuật, con người, tài chính",
            "Vướng mắc giả lập, nhóm \(categories[category].lowercased())",
          ]))
      }
    }
    return sheet
  }
}
