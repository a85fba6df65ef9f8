import Definitions
import Report
import Testing

struct NumeralsTests {
  private let vietnamese = Numerals(.vietnamese)
  private let english = Numerals(.english)

  @Test(arguments: [
    ("0", "0", "0"), ("999", "999", "999"), ("1000", "1.000", "1,000"),
    ("2187", "2.187", "2,187"), ("1234567.50", "1.234.567,50", "1,234,567.50"),
    ("93.28", "93,28", "93.28"), ("-0.50", "−0,50", "−0.50"), ("-1234", "−1.234", "−1,234"),
    ("", "", ""), ("1e-05", "1e-05", "1e-05"), ("1.2.3", "1.2.3", "1.2.3"), (".5", ".5", ".5"),
  ])
  func `only signs are exchanged, digits stay`(_ text: String, _ vi: String, _ en: String) {
    #expect(vietnamese.number(text) == vi)
    #expect(english.number(text) == en)
  }

  @Test(arguments: [
    ("2025-07", "tháng 7/2025", "July 2025"), ("2025-12", "tháng 12/2025", "December 2025"),
    ("2025-Q3", "quý 3/2025", "Q3 2025"), ("2025", "năm 2025", "2025"),
    ("2025-07-01", "01/07/2025", "1 July 2025"), ("2025-13", "2025-13", "2025-13"), ("", "", ""),
  ])
  func `a period is named as people name it`(_ text: String, _ vi: String, _ en: String) {
    #expect(vietnamese.period(text) == vi)
    #expect(english.period(text) == en)
  }

  @Test func `names stand in a row with the last one joined by a word`() {
    #expect(vietnamese.list([]) == "")
    #expect(vietnamese.list(["a"]) == "a")
    #expect(vietnamese.list(["a", "b"]) == "a và b")
    #expect(english.list(["a", "b", "c"]) == "a, b and c")
  }
}
