import Definitions
import Foundation
import Testing

@testable import Pipeline

/// What a schema that is made of a sample takes its columns for.
@Suite struct SchemaDraftTests {
  private static let reference = Result {
    try Reference.read(
      folder: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "surveys/reference").path)
  }

  private func column(_ header: String, _ values: [String]) throws -> SchemaDraft.Column {
    let draft = SchemaDraft(
      dataset: "sample", files: [[SniffedColumn(name: header, values: values)]],
      reference: try Self.reference.get())
    return try #require(draft.columns.first)
  }

  @Test func `every province alone is a province, though some are called as families are`() throws {
    let provinces = try Self.reference.get().provinces
    try #require(provinces.count == 34)
    for province in provinces {
      for header in ["Nơi", "Địa phương", "Tên địa phương", "Tỉnh/Thành phố"] {
        let column = try column(header, Array(repeating: province.name, count: 8))
        #expect(column.type == "province" && !column.isPersonal, "\(header): \(province.name)")
      }
    }
    let person = try column("Nơi", Array(repeating: "Cao Văn Bằng", count: 8))
    #expect(person.isPersonal && person.type == "text")
  }

  @Test(arguments: [
    ("Thái độ cán bộ (1-5)", ["1", "5", "3"], "integer"),
    ("Ngày cán bộ trả", ["01/08/2025", "02/08/2025"], "date"),
    ("Cán bộ có đúng giờ không?", ["Có", "Không"], "flag"),
    ("Điểm người dân cho", ["4,5", "3,25"], "decimal"),
    ("Có tài khoản không?", ["Có", "Không"], "flag"),
  ])
  func `numbers, days and yes or no name nobody`(
    header: String, values: [String], type: String
  ) throws {
    let column = try column(header, values)
    #expect(column.type == type && !column.isPersonal && column.mayBePersonal)
  }

  @Test(arguments: [
    ("Số của người nộp", ["912345678", "912345679"]), ("Điện thoại", ["3822", "3823"]),
    ("Ngày sinh", ["01/08/1990", "02/08/1990"]), ("Năm sinh", ["1990", "1991"]),
    ("Góp ý", ["Không", "Không"]), ("Họ và tên", ["An", "Bình"]),
  ])
  func `what somebody is called or reached by stays personal`(header: String, values: [String])
    throws
  {
    #expect(try column(header, values).isPersonal)
  }
}
