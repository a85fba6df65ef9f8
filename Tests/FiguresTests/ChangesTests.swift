import Definitions
import Figures
import Statistics
import Testing

@Suite struct ChangesTests {
  private func figure(_ code: String, _ numerator: Int64, name: String = "") -> Figure {
    Figure(
      kpi: "rate",
      subject: Figure.Subject(.byProvince, provinceCode: code, province: name),
      numerator: .integer(numerator), denominator: 4,
      value: WideRatio(Int128(numerator), over: 4).map(Quantity.exact))
  }

  @Test func `only what differs, is new or is gone is a change`() {
    let old = [figure("01", 1), figure("02", 2), figure("03", 3)]
    let new = [figure("00", 4), figure("01", 1, name: "renamed"), figure("02", 3)]
    let changes = Changes(from: old, of: "abc", to: new)
    #expect(changes.comparedWith == "abc")
    #expect(
      changes.rows.map { "\($0.kind) \($0.figure?.subject.provinceCode ?? "")" }
        == ["added 00", "changed 02", "vanished 03"])
    #expect(Changes(from: old, of: "abc", to: old).rows.isEmpty)
  }

  @Test func `what is withheld now is not told from what was published before`() {
    var hidden = figure("01", 1)
    (hidden.numerator, hidden.denominator, hidden.value) = (nil, nil, nil)
    hidden.flags = [.suppressed]
    let changes = Changes(
      from: [figure("01", 1), figure("02", 2)], of: "abc", to: [hidden, figure("02", 3)])
    #expect(changes.rows.map { $0.figure?.subject.provinceCode } == ["02"])
  }
}
