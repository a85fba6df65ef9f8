import Definitions
import Statistics
import Testing

@testable import Engine

@Suite struct WrittenNumberTests {
  private func read(
    _ text: String, integral: Bool = false, range: ClosedRange<Exact>? = nil
  ) -> WrittenNumber? {
    let buffer = BlockBuffer(capacity: 16)
    buffer.append(Array(text.utf8)[...])
    let reader = NumberReader(Scale(range: range), isIntegral: integral)
    return reader.read(FieldPlace(bytes: buffer.bytes, start: 0, end: buffer.count))
  }

  private func decimal(_ text: String) -> Exact? { Exact(decimal: text) }

  @Test(arguments: [
    // What is written, and what it is in Vietnamese and in English style.
    ("0", "0", "0"), ("1250", "1250", "1250"), ("-3", "-3", "-3"), ("+5", "5", "5"),
    ("\u{2212}12", "-12", "-12"), ("007", "7", "7"), ("-0", "0", "0"),
    ("1250.75", "", "1250.75"), ("2.187", "2187", "2.187"), ("2,187", "2.187", "2187"),
    ("1.234,5", "1234.5", ""), ("1,234.5", "", "1234.5"), ("12,5", "12.5", ""),
    ("12.5", "", "12.5"), ("0.125", "", "0.125"), ("0,125", "0.125", ""),
    ("-1.234.567", "-1234567", ""), ("1,234,567", "", "1234567"), ("012.345", "", "12.345"),
    ("1234.567", "", "1234.567"), ("1 234", "1234", "1234"), ("1\u{A0}234,5", "1234.5", ""),
    ("1\u{202F}234\u{202F}567.5", "", "1234567.5"), ("1 234.567", "", "1234.567"),
    ("93,27%", "93.27", ""), ("93.27 %", "", "93.27"), ("93%", "93", "93"),
    ("93\u{A0}%", "93", "93"), ("999.999", "999999", "999.999"), ("5.000", "5000", "5"),
    ("1.000.000,000", "1000000", ""), ("0,0", "0", ""),
  ])
  func `a decimal is what each style makes of it`(
    text: String, vietnamese: String, english: String
  ) {
    let (vi, en) = (decimal(vietnamese), decimal(english))
    let expected: WrittenNumber? =
      vi == en ? en.map { .settled($0) } : .styled(vietnamese: vi, english: en)
    #expect(read(text) == expected)
  }

  @Test(arguments: [
    ("2.187", "2187", ""), ("2,187", "", "2187"), ("4.000", "4000", "4"), ("4,000", "4", "4000"),
    ("5,0", "5", ""), ("5.0", "", "5"), ("0.000", "", "0"), ("1.234.567", "1234567", ""),
    ("1 234", "1234", "1234"), ("12%", "12", "12"),
  ])
  func `an integer has a fraction of zeros at most`(
    text: String, vietnamese: String, english: String
  ) {
    let (vi, en) = (decimal(vietnamese), decimal(english))
    let expected: WrittenNumber? =
      vi == en ? en.map { .settled($0) } : .styled(vietnamese: vi, english: en)
    #expect(read(text, integral: true) == expected)
  }

  @Test(arguments: [
    "-", "+", "%", ".", ",", "1.", ".5", "5,", ",5", "--1", "+-1", "1e9", "NaN", "inf", "0x10",
    "１２",
    "1 2", "12 34", "1 2345", "1.23.456", "1.2345.678", "1,23,456", "1..234", "1.234,", "1,234.",
    "1.234 567", "1 234.567 8", "1,2,3", "1.2.3", "1,5.5", "1.5,5", "12;5", "5%%", "%5", "5-",
    "(5)", "$5", "1234567890123456789", "1.0000000001", "1'234",
  ])
  func `what another program might guess at is no number`(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test func `a percent sign makes a share where the column ends at one`() throws {
    let share = Exact(0)...Exact(1)
    let expected = try #require(Exact(decimal: "0.9327"))
    #expect(read("93,27%", range: share) == .styled(vietnamese: expected, english: nil))
    #expect(read("100%", range: share) == .settled(Exact(1)))
    #expect(read("0.5", range: share) == .styled(vietnamese: nil, english: Exact(1, over: 2)))
  }

  @Test
  func
    `every short text of digits and separators is read as a plain reader of each style reads it`()
  {
    let signs = Array("012.,")
    var texts = [""]
    for _ in 0..<6 {
      texts = texts.flatMap { text in signs.map { text + String($0) } }
      for text in texts {
        let vi = plain(text, group: ".", point: ",")
        let en = plain(text, group: ",", point: ".")
        let expected: WrittenNumber? =
          vi == nil && en == nil
          ? nil : vi == en ? en.map { .settled($0) } : .styled(vietnamese: vi, english: en)
        #expect(read(text) == expected, "\(text)")
      }
    }
  }

  /// Reads by splitting, where the engine reads byte by byte.
  private func plain(_ text: String, group: Character, point: Character) -> Exact? {
    let parts = text.split(separator: point, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || !parts[1].isEmpty else { return nil }
    let groups = parts[0].split(separator: group, omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard 1...3 ~= groups[0].count, groups[0].first != "0",
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    let fraction = parts.count == 2 ? "." + parts[1] : ""
    return Exact(decimal: groups.joined() + fraction)
  }
}
