import Statistics
import Testing

/// The distributions against values that R 4.2.2 gives.
struct DistributionTests {
  /// `qbeta(p, a, b)`.
  @Test(arguments: [
    (0.025, 30.0, 1.0, 0.8842966917779722),
    (0.025, 0.5, 0.5, 0.001541333133436012),
    (0.975, 12.3, 4.56, 0.9060205647098296),
    (0.025, 1e8, 1e8, 0.4999307048090286),
  ])
  func `a beta quantile is that of R`(p: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(Beta(a, b).quantile(p) / expected - 1) < 1e-12)
  }
}
