import Definitions
import Report
import Testing

@Suite struct RejectFileTests {
  private func line(_ reject: Reject, _ language: Language = .english) -> String {
    var bytes: [UInt8] = []
    RejectFile.append(reject, language: language, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a reject is one line with its reason in the run's language`() {
    let reject = Reject(
      file: "../a, b.csv", line: 7, code: .unknownCategory, column: "channel", value: "onlin",
      detail: "online", province: "46")
    #expect(
      String(decoding: RejectFile.header, as: UTF8.self)
        == "file,line,column,code,message,value,province_code\n")
    #expect(
      line(reject)
        == "\"../a, b.csv\",7,channel,unknown_category,"
        + "\"not a listed value; did you mean \"\"online\"\"?\",onlin,46\n")
    #expect(
      line(reject, .vietnamese)
        == "\"../a, b.csv\",7,channel,unknown_category,"
        + "\"giá trị không có trong danh mục; có phải là \"\"online\"\"?\",onlin,46\n")
    let whole = Reject(
      file: "b.csv", line: 2, code: .fieldCount, column: nil, value: "", detail: "7, header 9")
    #expect(
      line(whole)
        == "b.csv,2,,field_count,\"the record has not as many fields as the header (7, header 9)\",,\n"
    )
  }

  @Test(arguments: Reject.Code.allCases)
  func `every code has its own sentence in both languages`(_ code: Reject.Code) {
    let message = code.message(detail: "")
    for language in Language.allCases {
      #expect(message[language].count > 8)
      let same = Reject.Code.allCases.filter {
        $0.message(detail: "")[language] == message[language]
      }
      #expect(same == [code])
      #expect(code.message(detail: "1..5")[language].contains("1..5"))
    }
    #expect(message.vietnamese != message.english)
    #expect(message.english.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `a number of two readings is told with both and the remedy, in both languages`() {
    let message = Reject.Code.badDecimal.message(detail: "2.187 | 2187")
    #expect(
      message.english
        == "not a decimal number in one way: it could be 2.187 or 2187; write numbers: vi or "
        + "numbers: en at the dataset")
    #expect(message.vietnamese.contains("có thể là 2.187 hoặc 2187"))
  }

  @Test(arguments: [
    ("0xFE 1234", "byte 0xFE at offset 1234", "byte 0xFE tại vị trí 1234"),
    ("0x00 7", "a NUL at offset 7", "NUL tại vị trí 7"),
    ("0x0000 8", "a NUL at offset 8", "NUL tại vị trí 8"),
    ("0xD800 20", "UTF-16 unit 0xD800 at offset 20", "đơn vị UTF-16 0xD800 tại vị trí 20"),
    ("U+1EBF 5", "character U+1EBF at offset 5", "ký tự U+1EBF tại vị trí 5"),
  ])
  func `what is no text is told with its offset`(
    detail: String, english: String, vietnamese: String
  ) {
    let message = Reject.Code.badEncoding.message(detail: detail)
    #expect(message.english == "the bytes are not text in the file's encoding (\(english))")
    #expect(message.vietnamese == "ký tự sai bảng mã của tệp (\(vietnamese))")
  }

  @Test func `a record that is too long is told the limit`() {
    let message = Reject.Code.tooLong.message(detail: "500 KB")
    #expect(message.english == "the record is longer than 500 KB")
    #expect(message.vietnamese == "bản ghi dài hơn 500 KB")
  }

  @Test(arguments: [
    "=1+1", "+84 912", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠x",
    "=cmd|' /C calc'!A0",
    "+", "-", "-1.2.3", "--1", "-.5", "=5", "+1e5",
  ])
  func `what a spreadsheet would compute is made harmless`(_ value: String) {
    #expect(value.withoutFormula == "'" + value)
  }

  @Test(arguments: ["", "5", "-3.5", "+7", "-12,5", "2025-13-01", "onlin", "a=b", "'=1", "12/7"])
  func `everything else stays as it is`(_ value: String) {
    #expect(value.withoutFormula == value)
  }
}
