import CSV
import Foundation
import Testing

@testable import Definitions

/// The reference tables that the project ships.
struct ReferenceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "surveys/reference")

  private static let loaded: Reference? = {
    let log = FaultLog()
    let file = YAMLFile(path: "test", text: "reference", log: log)
    let node = YAMLNode(content: .scalar("reference", .plain), line: 1, column: 1)
    return ReferenceReader.read(
      DefinitionPath(folder.path), place: YAMLValue(node: node, file: file), log: log,
      record: { _, _ in })
  }()

  private func reference() throws -> Reference { try #require(Self.loaded) }

  private func rows(_ name: String) throws -> [[String]] {
    try CSVTable(Array(try Data(contentsOf: Self.folder.appending(path: name)))).rows
  }

  @Test
  func `there are 34 provinces and 3321 wards, in order of their codes`() throws {
    let reference = try reference()
    #expect(reference.provinces.count == 34)
    #expect(reference.wards.count == 3321)
    #expect(reference.provinces.map(\.code) == reference.provinces.map(\.code).sorted())
    #expect(reference.wards.map(\.code) == reference.wards.map(\.code).sorted())
    #expect(reference.wardCounts.reduce(0, +) == 3321)
  }

  @Test
  func `every alias leads to its province, also without accents, in capitals and decomposed`()
    throws
  {
    let reference = try reference()
    for row in try rows("province_aliases.csv") {
      let code = reference.province(row[0]).map { reference.provinces[$0].code }
      #expect(code == row[1], "\(row[0])")
      for form in [
        row[0].uppercased(), row[0].decomposedStringWithCanonicalMapping, Fold(row[0]).bare,
      ] {
        #expect(reference.province(form) == reference.province(row[0]), "\(form)")
      }
    }
  }

  @Test
  func `every province is found by its code and names`() throws {
    let reference = try reference()
    for (index, province) in reference.provinces.enumerated() {
      for word in [province.code, province.name, province.fullName, province.englishName] {
        #expect(reference.province(word) == index, "\(word)")
      }
    }
    for word in ["", "ĐN", "QN", "BD", "Hải Hưng", "99", "Atlantis"] {
      #expect(reference.province(word) == nil)
    }
  }

  @Test
  func `a province that was merged is told from one that kept its name or was renamed`() throws {
    let reference = try reference()
    let former = try #require(reference.formerProvince("quảng nam"))
    #expect(former.name == "Quảng Nam")
    #expect(reference.provinces[former.province].name == "Đà Nẵng")
    #expect(former.until.description == "2025-07-01")
    #expect(reference.formerProvince("Tỉnh Hòa Bình")?.name == "Hòa Bình")
    for province in reference.provinces {
      for word in [province.code, province.name, province.fullName, province.englishName] {
        #expect(reference.formerProvince(word) == nil, "\(word)")
      }
    }
    #expect(reference.formerProvince("Thừa Thiên Huế") == nil)
  }

  @Test
  func `every ward is found by its code, with and without the zeros in front`() throws {
    let reference = try reference()
    for (index, ward) in reference.wards.enumerated() {
      #expect(reference.ward(code: ward.code) == index)
      let short = String(ward.code.drop { $0 == "0" })
      #expect(reference.ward(code: short) == index)
    }
    for code in ["", "0", "000004", "4a", "٤"] { #expect(reference.ward(code: code) == nil) }
  }

  @Test
  func `every ward is found by its name inside its province, with and without its kind`() throws {
    let reference = try reference()
    let prefixes = ["commune": "xã", "ward": "PHƯỜNG", "special_zone": "Đặc khu"]
    for (index, ward) in reference.wards.enumerated() {
      #expect(reference.ward(named: ward.name, in: ward.province) == index, "\(ward.name)")
      let full = "\(prefixes[ward.kind] ?? "") \(ward.name)"
      #expect(reference.ward(named: full, in: ward.province) == index, "\(full)")
    }
  }

  @Test
  func `a name that many provinces have is told apart by the province`() throws {
    let reference = try reference()
    let wards = reference.wards.indices.filter { reference.wards[$0].name == "Tân An" }
    #expect(wards.count == 10)
    for index in wards {
      #expect(reference.ward(named: "tan an", in: reference.wards[index].province) == index)
    }
    // Where only "Tân Ân" fits, accents are ignored.
    let other = try #require(reference.wards.firstIndex { $0.name == "Tân Ân" })
    #expect(reference.ward(named: "Tân An", in: reference.wards[other].province) == other)
  }

  @Test
  func `seven codes meant another province until the merger, and lead to the new one still`() throws
  {
    let reference = try reference()
    let former = [
      "15": ("Yên Bái", "Lào Cai"), "24": ("Bắc Giang", "Bắc Ninh"),
      "44": ("Quảng Bình", "Quảng Trị"), "52": ("Bình Định", "Gia Lai"),
      "80": ("Long An", "Tây Ninh"), "82": ("Tiền Giang", "Đồng Tháp"),
      "91": ("Kiên Giang", "An Giang"),
    ]
    for (code, names) in former {
      let reused = try #require(reference.reusedCode(code))
      #expect(reused.formerName == names.0)
      #expect(reused.until == day(2025, 7, 1))
      let province = try #require(reference.province(code))
      #expect(reference.provinces[province].name == names.1)
      #expect(reference.province(names.0) == province)
    }
    for province in reference.provinces where former[province.code] == nil {
      #expect(reference.reusedCode(province.code) == nil)
    }
  }
}
