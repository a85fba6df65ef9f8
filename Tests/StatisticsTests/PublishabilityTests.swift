import Statistics
import Testing

/// The rules by which a survey proportion is published, reviewed or not published.
@Suite struct PublishabilityTests {
  private func judge(
    _ estimate: Double, size: Double? = 200, _ lower: Double, _ upper: Double, degrees: Double = 20
  ) -> Publishability {
    Publishability(
      estimate: estimate, size: size, interval: Interval(lower: lower, upper: upper),
      degrees: degrees)
  }

  @Test func `a sure proportion is published`() {
    #expect(judge(0.85, 0.8, 0.9).verdict == .publish)
    #expect(judge(0.85, 0.8, 0.9).reasons.isEmpty)
  }

  @Test func `each rule has its threshold`() {
    #expect(judge(0.5, size: 29.99, 0.4, 0.6).reasons == [.smallSize])
    #expect(judge(0.5, size: 30, 0.4, 0.6).reasons == [])
    #expect(judge(0.5, 0.35, 0.65).reasons == [.wide])
    #expect(judge(0.5, 0.36, 0.65).reasons == [])
    #expect(judge(0.04, 0.02, 0.08).reasons == [.relativelyWide])
    #expect(judge(0.96, 0.92, 0.98).reasons == [.relativelyWide])
    #expect(judge(0.02, 0.01, 0.0599).reasons == [])
    #expect(judge(0.85, 0.8, 0.9, degrees: 7).reasons == [.fewDegrees])
    #expect(judge(0.85, 0.8, 0.9, degrees: 8).reasons == [])
  }

  @Test func `few degrees of freedom, and all or none, ask for a review`() {
    #expect(judge(0.85, 0.8, 0.9, degrees: 7).verdict == .review)
    #expect(judge(1, 0.97, 1).verdict == .review)
    #expect(judge(0, 0, 0.03).reasons == [.allOrNone])
    #expect(judge(1, size: 12, 0.7, 1, degrees: 2).verdict == .suppress)
    #expect(
      judge(1, size: 12, 0.7, 1, degrees: 2).reasons
        == [.smallSize, .wide, .relativelyWide, .fewDegrees, .allOrNone])
  }

  @Test func `without an interval nothing is published`() {
    let judged = Publishability(estimate: 0.5, size: nil, interval: nil, degrees: 0)
    #expect(judged.reasons == [.noInterval, .fewDegrees])
    #expect(judged.verdict == .suppress)
  }

  @Test func `thresholds can be set`() {
    var thresholds = Publishability.Thresholds()
    thresholds.size = 10
    thresholds.degrees = 2
    let judged = Publishability(
      estimate: 0.5, size: 12, interval: Interval(lower: 0.4, upper: 0.6), degrees: 3,
      thresholds: thresholds)
    #expect(judged.verdict == .publish)
  }
}
