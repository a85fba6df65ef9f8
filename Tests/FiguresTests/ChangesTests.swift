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

  private func compared(
    from old: [Figure], to new: [Figure], otherPeriods: Set<String> = [],
    interval: KPI.IntervalMethod? = nil
  ) -> Changes {
    var campaign = Campaign()
    campaign.kpis = [Campaign.kpi("rate", Campaign.share, interval: interval)]
    return Changes(
      from: old, of: "abc", to: new,
      in: Changes.Context(
        campaign.definition, otherPeriods: otherPeriods, causes: ["rate": ["late_data"]]))
  }

  @Test func `only what differs, is new or is gone is a change`() {
    let old = [figure("01", 1), figure("02", 2), figure("03", 3)]
    let new = [figure("00", 4), figure("01", 1, name: "renamed"), figure("02", 3)]
    let changes = compared(from: old, to: new)
    #expect(changes.comparedWith == "abc")
    #expect(
      changes.rows.map { "\($0.kind) \($0.figure?.subject.provinceCode ?? "")" }
        == ["added 00", "changed 02", "vanished 03"])
    #expect(compared(from: old, to: old).rows.isEmpty)
  }

  @Test func `what is withheld now is not told from what was published before`() {
    var hidden = figure("01", 1)
    (hidden.numerator, hidden.denominator, hidden.value) = (nil, nil, nil)
    hidden.flags = [.suppressed]
    let changes = compared(
      from: [figure("01", 1), figure("02", 2)], to: [hidden, figure("02", 3)])
    #expect(changes.rows.map { $0.figure?.subject.provinceCode } == ["02"])
  }

  /// A share of a sample without a design.
  private func sampled(_ code: String, _ numerator: Int64, of denominator: Int64) -> Figure {
    Figure(
      kpi: "rate", subject: Figure.Subject(.byProvince, provinceCode: code),
      numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      interval: .wilson(numerator, of: denominator, level: 0.95), intervalMethod: "wilson")
  }

  @Test func `a full count differs by a fact, without interval or test, in whatever period`() {
    for periods in [[], ["rate"]] as [Set<String>] {
      let changes = compared(
        from: [figure("01", 1)], to: [figure("01", 3)], otherPeriods: periods)
      let difference = changes.rows.first?.difference
      #expect(difference?.value == WideRatio(1, over: 2).map(Quantity.exact))
      #expect(difference?.interval == nil && difference?.probability == nil)
      #expect(difference?.isSignificant == nil)
      #expect(changes.rows.first?.causes == ["late_data"])
      #expect(changes.rows.first?.relation == (periods.isEmpty ? .restated : .otherPeriod))
    }
  }

  @Test func `a sample of the same days is restated and not tested, one of other days is`() throws {
    let (old, new) = ([sampled("01", 48, of: 80)], [sampled("01", 56, of: 70)])
    let restated = try #require(compared(from: old, to: new).rows.first)
    #expect(restated.relation == .restated && restated.difference?.probability == nil)
    let other = try #require(compared(from: old, to: new, otherPeriods: ["rate"]).rows.first)
    let difference = try #require(other.difference)
    // Newcombe 1998b, table II, (a): 56/70 less 48/80 by method 10.
    let interval = try #require(difference.interval)
    #expect(abs(interval.lower - 0.0524) < 5e-5 && abs(interval.upper - 0.3339) < 5e-5)
    #expect(difference.method == .newcombe)
    #expect(difference.isSignificant == true)
  }

  @Test func `a figure of a named period is restated even where the runs speak of other days`() {
    let period = Figure(
      kpi: "rate",
      subject: Figure.Subject(Grouping(period: true), period: "2025-07"), numerator: .integer(1),
      denominator: 4, value: .approximate(0.25))
    var later = period
    (later.numerator, later.value) = (.integer(2), .approximate(0.5))
    let changes = compared(from: [period], to: [later], otherPeriods: ["rate"])
    #expect(changes.rows.map(\.relation) == [.restated])
  }

  @Test func `what did not change counts among what was tested together`() throws {
    let old = (1...20).map { sampled("\(10 + $0)", 48, of: 80) }
    var new = old
    new[0] = sampled("11", 56, of: 70)
    let alone = compared(from: [old[0]], to: [new[0]], otherPeriods: ["rate"])
    let among = compared(from: old, to: new, otherPeriods: ["rate"])
    #expect(among.rows.count == 1)
    let one = try #require(alone.rows[0].difference?.adjusted)
    let many = try #require(among.rows[0].difference?.adjusted)
    #expect(abs(many - 20 * one) < 1e-12)
    #expect(alone.rows[0].difference?.isSignificant == true)
    #expect(among.rows[0].difference?.isSignificant == false)
  }
}
