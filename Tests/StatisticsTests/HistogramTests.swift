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

  @Test func `a sum with a denominator beyond 128 bits is still rounded once`() throws {
    // 1/p for primes p near 2^31; their product needs more than 128 bits.
    let primes: [Int64] = [
      2_147_483_647, 2_147_483_629, 2_147_483_587, 2_147_483_579, 2_147_483_563,
    ]
    let values = try primes.map { try #require(Exact(1, over: $0)) }
    let sum = histogram(values).sum
    #expect(sum.exact == nil)
    // The sums and means here and below are those of exact fractions in Python.
    #expect(sum.double == 2.3283064874962e-09)
    #expect(histogram(values).mean?.double == 4.6566129749924e-10)
    let many = try (1...200).flatMap { denominator in
      try [1, -3, 7].map { try #require(Exact($0, over: denominator)) }
    }
    #expect(histogram(many).sum.double == 29.390154740607223)
    #expect(histogram(many).mean?.double == 0.04898359123434537)
    let less = try many.map { try #require(Exact(-$0.numerator, over: $0.denominator)) }
    #expect(histogram(less).sum.double == -29.390154740607223)
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
