import Statistics
import Testing

@Suite struct HistogramTests {
  private func histogram(_ values: [Exact]) -> Histogram {
    Histogram(Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +))
  }

  @Test func `sums are exact where adding doubles is not`() throws {
    let tenth = try #require(Exact(1, over: 10))
    let tens = Histogram([tenth: 10])
    #expect(tens.sum == .integer(1))
    #expect(tens.mean == .exact(WideRatio(tenth)))
    let mixed = Histogram([
      Exact(1_000_000_000_000_000_000): 1, tenth: 1, Exact(-1_000_000_000_000_000_000): 1,
    ])
    #expect(mixed.sum == .exact(WideRatio(tenth)))
  }

  @Test func `a common denominator beyond 128 bits falls back to a compensated sum`() throws {
    // 1/p for primes p near 2^31; their product needs more than 128 bits.
    let primes: [Int64] = [
      2_147_483_647, 2_147_483_629, 2_147_483_587, 2_147_483_579, 2_147_483_563,
    ]
    let values = try primes.map { try #require(Exact(1, over: $0)) }
    let sum = histogram(values).sum
    #expect(sum.exact == nil)
    // python3 -c "from fractions import Fraction as F; print(repr(float(sum(F(1,p) for p in (2147483647,2147483629,2147483587,2147483579,2147483563)))))"
    #expect(abs(sum.double - 2.3283064874962e-09) < 1e-24)
  }

  @Test func `a quantile is the smallest value that enough values do not exceed`() throws {
    let probabilities = try (1...20).map { try #require(Exact($0, over: 20)) }
    for size in 1...12 {
      let values = (1...size).map { Exact(Int64($0 * $0 % 7)) }
      let sorted = values.sorted()
      for probability in probabilities {
        let naive = sorted.first { candidate in
          let below = values.count { $0 <= candidate }
          return Int64(below) * probability.denominator >= probability.numerator * Int64(size)
        }
        #expect(histogram(values).quantile(probability) == naive)
      }
    }
    #expect(histogram([]).quantile(probabilities[0]) == nil)
    #expect(histogram([]).mean == nil)
  }
}
