import Foundation
import Testing

/// The figures of the press, counted in the committed bytes with a reading of this test's own.
@Suite struct `The committed sample holds what was published` {
  private static let campaign = "surveys/2025-08"

  private func table(_ path: String) throws -> [[String: String]] {
    try LittleCSV(Repository.bytes("\(Self.campaign)/\(path)")).rows
  }

  /// Huế's dossiers under schema names, the newest version of each, July and August only.
  private func hue() throws -> [[String: String]] {
    let city = try table("dossiers/46-hue.csv")
    let ward = try table("dossiers/46-hue-phuong-an-cuu.csv").map { row in
      [
        "dossier_id": row["Mã hồ sơ"], "ward_code": row["Phường/Xã"] == "An Cựu" ? "19815" : nil,
        "channel": row["Hình thức tiếp nhận (Kênh)"] == "Trực tuyến" ? "online" : "other",
        "status": row["Trạng thái"] == "Đã trả kết quả" ? "completed" : "other",
        "received_at": row["Ngày tiếp nhận"].map(sortable),
        "updated_at": row["Ngày cập nhật"].map(sortable),
        "documents_digitized": row["Số hóa thành phần hồ sơ"] == "Có" ? "1" : "0",
        "result_digitized": row["Số hóa kết quả"] == "Có" ? "1" : "0",
        "data_reused": row["Tái sử dụng dữ liệu"] == "Có" ? "1" : "0",
      ].compactMapValues(\.self)
    }
    var newest: [String: [String: String]] = [:]
    for row in ward + city {
      let id = row["dossier_id", default: ""]
      if let known = newest[id], known["updated_at", default: ""] > row["updated_at", default: ""] {
        continue
      }
      newest[id] = row
    }
    return newest.values.filter { $0["received_at", default: ""] >= "2025-07-01" }
  }

  /// `01/07/2025 08:15` as `2025-07-01 08:15`.
  private func sortable(_ moment: String) -> String {
    let parts = moment.split { "/ ".contains($0) }
    return parts.count == 4 ? "\(parts[2])-\(parts[1])-\(parts[0]) \(parts[3])" : moment
  }

  @Test func `An Cựu took in 2,187 dossiers, 2,040 of them online, up to 12 August`() throws {
    let ward = try hue().filter { $0["ward_code"] == "19815" }
    #expect(ward.count == 2_187)
    #expect(ward.filter { $0["channel"] == "online" }.count == 2_040)
    #expect(ward.allSatisfy { $0["received_at", default: ""] < "2025-08-13" })
  }

  @Test func `all 30 people asked in An Cựu are satisfied`() throws {
    let answers = try table("responses/46-hue.csv").filter { $0["Phường/Xã"] == "An Cựu" }
    #expect(answers.count == 30)
    #expect(answers.allSatisfy { ["Hài lòng", "Rất hài lòng"].contains($0["Hài lòng chung"]) })
  }

  @Test func `Huế digitised all documents, 7,804 of 10,000 results and reused 1,280`() throws {
    let all = try hue()
    let completed = all.filter { $0["status"] == "completed" }
    let results = completed.filter { $0["result_digitized"] == "1" }
    #expect(all.allSatisfy { $0["documents_digitized"] == "1" })
    #expect(completed.count == 10_000)
    #expect(results.count == 7_804)
    #expect(results.filter { $0["data_reused"] == "1" }.count == 1_280)
    let online = all.filter { $0["channel"] == "online" }.count
    #expect(online * 10 > all.count * 9)
  }

  @Test func `Phú Thọ took in 91 dossiers in July and processed 73`() throws {
    var newest: [String: [String: String]] = [:]
    for row in try table("dossiers/25-phu-tho.csv") {
      guard row["Hình thức tiếp nhận (Kênh)"] != "Fax",
        row["Ngày tiếp nhận", default: ""].contains("/07/2025")
      else { continue }
      let id = row["Mã hồ sơ", default: ""]
      let update = sortable(row["Ngày cập nhật", default: ""])
      if let known = newest[id], sortable(known["Ngày cập nhật", default: ""]) > update { continue }
      newest[id] = row
    }
    let byField = Dictionary(grouping: newest.values, by: { $0["Lĩnh vực", default: ""] })
    #expect(
      byField.mapValues(\.count) == [
        "Tần số vô tuyến điện": 43, "Sở hữu trí tuệ": 34, "Tiêu chuẩn đo lường chất lượng": 9,
        "Khoa học và công nghệ": 4, "Viễn thông và Internet": 1,
      ])
    #expect(newest.values.filter { $0["Trạng thái"] == "Đã trả kết quả" }.count == 73)
  }

  @Test func `nine provinces sent 46 opinions and all were answered`() throws {
    var province: [String: String] = [:]
    for row in try LittleCSV(Repository.bytes("surveys/reference/province_aliases.csv")).rows {
      province[row["alias", default: ""]] = row["province_code"]
    }
    let opinions = try table("opinions.csv").filter {
      sortable($0["Ngày tiếp nhận", default: ""]) < "2025-09-13"
    }
    #expect(opinions.count == 46)
    #expect(opinions.allSatisfy { $0["Ngày trả lời"]?.isEmpty == false })
    let senders = opinions.map { province[$0["Tỉnh", default: ""]] }
    #expect(!senders.contains(nil))
    #expect(Set(senders).count == 9)
  }

  @Test func `nobody in Đồng Tháp's 102 communes is trained`() throws {
    let wards = try LittleCSV(Repository.bytes("surveys/reference/wards.csv")).rows
      .filter { $0["province_code"] == "82" }
    let officers = try table("training.csv").filter { $0["province_code"] == "82" }
    #expect(wards.count == 102)
    #expect(Set(officers.map { $0["ward_code"] }) == Set(wards.map { $0["code"] }))
    #expect(officers.allSatisfy { $0["trained"] == "0" })
  }

  @Test func `103 tasks are 96 and 7 in seven fields, and 35 procedures have a guide`() throws {
    let tasks = try table("tasks.csv")
    #expect(tasks.count == 103)
    #expect(tasks.filter { $0["Loại"] == "Phân định thẩm quyền" }.count == 7)
    #expect(Set(tasks.map { $0["Lĩnh vực"] }).count == 7)
    #expect(try table("procedures.csv").filter { $0["guided"] == "1" }.count == 35)
  }

  @Test func `12 delegations visit each of 34 provinces once, three of them on 12 August`() throws {
    let visits = try table("delegations.csv")
    #expect(Set(visits.map { $0["delegation"] }).count == 12)
    #expect(visits.count == 34)
    #expect(Set(visits.map { $0["province_code"] }).count == 34)
    let day = visits.filter { $0["visited_on"] == "2025-08-12" }
    #expect(Set(day.map { $0["province_code"] }) == ["25", "42", "46"])
    #expect(day.first { $0["province_code"] == "42" }?["delegation"] == "Đoàn 7")
  }
}
