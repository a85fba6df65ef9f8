/// The registers of the sample campaign that have no time: tasks, procedures, officers, communes.
struct SampleRegisters {
  let gazetteer: Gazetteer
  let draw: Draw

  private static let fields = [
    "Khoa học và công nghệ", "Đổi mới sáng tạo", "Tiêu chuẩn đo lường chất lượng", "Sở hữu trí tuệ",
    "Viễn thông", "Năng lượng nguyên tử", "Chuyển đổi số",
  ]

  func sheets() -> [SampleSheet] { [tasks(), procedures(), training(), communes()] }

  /// 103 tasks: 96 decentralised and 7 delimited, over seven fields.
  private func tasks() -> SampleSheet {
    var sheet = SampleSheet(
      path: "tasks.csv", dataset: "tasks",
      header: ["Mã nhiệm vụ", "Loại", "Lĩnh vực", "Tên nhiệm vụ"])
    let share = WeightedChoice([22, 9, 24, 14, 16, 10, 8])
    for number in 0..<103 {
      let field = number < Self.fields.count ? number : share.pick(draw, number, 1)
      sheet.rows.append(
        SampleRow(cells: [
          "NV\(padded(number + 1, 3))",
          number < 96 ? "Phân cấp, phân quyền" : "Phân định thẩm quyền",
          Self.fields[field], "Nhiệm vụ giả lập số \(number + 1)",
        ]))
    }
    return sheet
  }

  /// 47 procedures, of which 35 have a guide; only the 35 was published.
  private func procedures() -> SampleSheet {
    var sheet = SampleSheet(
      path: "procedures.csv", dataset: "procedures",
      header: ["procedure_code", "task_field", "guided", "name"])
    let guided = draw.marks(35, of: 47, 2)
    for number in 0..<47 {
      sheet.rows.append(
        SampleRow(cells: [
          "1.\(padded(12_000 + 7 * number, 6))", Self.fields[number % Self.fields.count],
          guided[number] ? "1" : "0", "Thủ tục giả lập số \(number + 1)",
        ]))
    }
    return sheet
  }

  /// Officers of communes; two in each of Đồng Tháp's communes, none of them trained.
  private func training() -> SampleSheet {
    var sheet = SampleSheet(
      path: "training.csv", dataset: "training",
      header: ["officer_id", "province_code", "ward_code", "trained", "course"])
    for (index, province) in gazetteer.provinces.enumerated() {
      let isUntrained = province.code == "82"
      let trainedPerMille = 150 + draw.below(650, index, 3)
      for ward in province.wards {
        let number = Int(ward.code) ?? 0
        guard isUntrained || draw.chance(450, number, 4) else { continue }
        for officer in 1...(isUntrained ? 2 : 1) {
          let isTrained = !isUntrained && draw.chance(trainedPerMille, number, 5)
          let course = index < 14 ? "hai_phong" : "tay_ninh"
          sheet.rows.append(
            SampleRow(cells: [
              "CB\(ward.code)-\(officer)", province.code, ward.code, isTrained ? "1" : "0",
              !isTrained ? "" : draw.chance(300, number, 6) ? "online" : course,
            ]))
        }
      }
    }
    return sheet
  }

  /// Communes that reported a dead spot or have nobody for IT.
  private func communes() -> SampleSheet {
    var sheet = SampleSheet(
      path: "communes.csv", dataset: "communes", dialect: SampleDialect(delimiter: ";"),
      header: ["Mã phiếu", "Tỉnh", "Xã", "Tình trạng sóng", "Số cán bộ công nghệ thông tin"])
    for (index, province) in gazetteer.provinces.enumerated() {
      let remote = 30 + draw.below(150, index, 7)
      for ward in province.wards {
        let number = Int(ward.code) ?? 0
        guard draw.chance(remote, number, 8) else { continue }
        let network = WeightedChoice([3, 5, 2]).pick(draw, number, 9)
        let staff = network == 0 ? 0 : draw.below(3, number, 10)
        sheet.rows.append(
          SampleRow(cells: [
            "X\(ward.code)", province.name, ward.name,
            ["Bình thường", "Lõm sóng", "Trắng sóng"][network], String(staff),
          ]))
      }
    }
    return sheet
  }
}
