import Testing

@testable import Definitions

struct ProcedureCodeTests {
  @Test(arguments: [
    ("1.004253", "1.004253", false), ("1004253", "1.004253", true), ("1.0107", "1.010700", true),
    ("1,0107", "1.010700", true), ("1,004253", "1.004253", true), ("2.1", "2.100000", true),
    (" 1.004253\u{A0}", "1.004253", false),
    ("1.011442.000.00.00.H38", "1.011442.000.00.00.H38", false),
    ("1.011442.000.00.00.H38.02", "1.011442.000.00.00.H38.02", false),
  ])
  func `a code is read, and mended where a spreadsheet took it for a number`(
    written: String, text: String, isMended: Bool
  ) throws {
    let code = try #require(ProcedureCode(written))
    #expect(code.text == text)
    #expect(code.isMended == isMended)
    #expect(ProcedureCode(text)?.isMended == false, "a mended code needs no mending")
    #expect(TextForm.procedureCode.canonical(written) == text)
  }

  @Test(arguments: [
    "", "1", "1.", "1.0042534", "10.04253", "100425", "10042531", "1.004253.", "1.004253.0",
    "1,004253.000.00", "1.0042.000.00.00.H38", "x.004253", "1-004253", "1.00425x", "1.004253.h38",
    "１.004253", "1.004.253", "1.4253E3",
  ])
  func `what cannot be one is left as it is`(_ written: String) {
    #expect(ProcedureCode(written) == nil)
    #expect(TextForm.procedureCode.canonical(" \(written) ") == written)
  }
}
