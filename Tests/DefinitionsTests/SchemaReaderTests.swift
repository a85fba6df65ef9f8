import Definitions
import Statistics
import Testing

struct SchemaReaderTests {
  private func schema() throws -> Schema {
    try #require(try Campaign().definition().dataset("dossiers")?.schema)
  }

  @Test
  func `key, version, place and time name columns`() throws {
    let schema = try schema()
    func name(_ index: Int?) -> String? { index.map { schema.columns[$0].name } }
    #expect(name(schema.key) == "dossier_id")
    #expect(name(schema.version) == "updated_at")
    #expect(name(schema.time) == "received_at")
    #expect(schema.provinceColumns.map(name) == ["province_code", "province_name"])
    #expect(schema.wardColumns.map(name) == ["ward_code"])
    #expect(schema.hasPersonalColumn)
    #expect(schema.columns[0].headers == ["Mã hồ sơ"])
    #expect(schema.columns.map(\.required).prefix(4) == [true, true, false, false])
  }

  @Test
  func `category words are found however they are spelt`() throws {
    let schema = try schema()
    guard case .category(let field) = schema.columns[4].type else {
      Issue.record("field is no category")
      return
    }
    #expect(field.members == ["radio", "land"])
    for word in ["radio", "RADIO", "tần số", "Tan so", "TẦN  SỐ"] {
      #expect(field.words[word] == 0)
    }
    for word in ["land", "Đất đai", "dat dai", "ĐẤT ĐAI"] { #expect(field.words[word] == 1) }
    #expect(field.words["đất"] == nil)
  }

  @Test
  func `a flag knows the usual words and its own`() throws {
    guard case .flag(let words) = try schema().columns[10].type else {
      Issue.record("digitized is no flag")
      return
    }
    for word in [
      "1", "true", "TRUE", "yes", "Có", "co", "x", "X", "số hóa", "so hoa", "Rồi", "✓",
    ] {
      #expect(words[word] == true)
    }
    for word in ["0", "false", "no", "Không", "khong", "KHÔNG", "Chưa", "chua"] {
      #expect(words[word] == false)
    }
    for word in ["", "2", "maybe", "-"] { #expect(words[word] == nil) }
  }

  @Test
  func `numbers have a range, words and words for no answer`() throws {
    let schema = try schema()
    guard case .integer(let grade) = schema.columns[13].type,
      case .decimal(let fee) = schema.columns[12].type
    else {
      Issue.record("grade or fee is no number")
      return
    }
    #expect(grade.range == Exact(1)...Exact(5))
    #expect(grade.words["rat tot"] == .some(Exact(5)))
    #expect(grade.words["không rõ"] == .some(nil))
    #expect(grade.words["tốt"] == nil)
    #expect(fee.range?.upperBound == Exact(2_000_001, over: 2))
  }

  @Test
  func `a snapshot without key, place and time is a schema too`() throws {
    let schema = try #require(try Campaign().definition().dataset("tasks")?.schema)
    #expect((schema.key, schema.version, schema.time) == (nil, nil, nil))
    #expect(
      Grouping(province: true, period: true).missingKeys(in: schema) == ["province", "period"])
  }
}
