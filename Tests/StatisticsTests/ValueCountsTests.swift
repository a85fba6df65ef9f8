import Statistics
import Testing

@Suite struct ValueCountsTests {
  private func counts(_ values: [Exact]) -> ValueCounts {
    ValueCounts(Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +))
  }

  @Test func `sums are exact where adding doubles is not`() throws {
    let tenth = try #require(Exact(1, over: 10))
    let tens = ValueCounts([tenth: 10])
    #expect(tens.sum == .integer(1))
    #expect(tens.mean == .exact(WideRatio(tenth)))
    let mixed = ValueCounts([
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
    let sum = counts(values).sum
    #expect(sum.exact == nil)
    // The sums and means here and below are those of exact fractions in Python.
    #expect(sum.double == 2.3283064874962e-09)
    #expect(counts(values).mean?.double == 4.6566129749924e-10)
    let many = try (1...200).flatMap { denominator in
      try [1, -3, 7].map { try #require(Exact($0, over: denominator)) }
    }
    #expect(counts(many).sum.double == 29.390154740607223)
    #expect(counts(many).mean?.double == 0.04898359123434537)
    let less = try many.map { try #require(Exact(-$0.numerator, over: $0.denominator)) }
    #expect(counts(less).sum.double == -29.390154740607223)
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
        #expect(counts(values).quantile(probability) == naive)
      }
    }
    #expect(counts([]).quantile(probabilities[0]) == nil)
    #expect(counts([]).mean == nil)
  }

  /// Values over 1, 2, 3 and 60, most of which occur several times.
  private static let values: [Exact] = {
    var generator = SystemRandomNumberGenerator()
    return (0..<200).compactMap { _ in
      let denominator = [1, 2, 3, 60].randomElement(using: &generator) ?? 1
      return Exact(Int64.random(in: -90...90, using: &generator), over: Int64(denominator))
    }
  }()

  @Test func `counts do not depend on how the values were cut and in which order they merged`()
    throws
  {
    let whole = counts(Self.values)
    let probabilities = try (0...12).map { try #require(Exact($0, over: 12)) }
    for width in [1, 3, 50, 199] {
      let parts = stride(from: 0, to: Self.values.count, by: width).map { start in
        counts(Array(Self.values[start..<min(start + width, Self.values.count)]))
      }
      for parts in [parts, parts.reversed(), parts.shuffled()] {
        var merged = ValueCounts()
        for part in parts { merged.merge(part) }
        #expect(merged == whole && merged.count == 200)
        #expect(merged.unified?.numerators == whole.unified?.numerators)
        #expect(merged.unified?.upTo == whole.unified?.upTo)
        #expect(merged.sum == whole.sum && merged.mean == whole.mean)
        for probability in probabilities {
          #expect(merged.quantile(probability) == whole.quantile(probability))
        }
      }
    }
    var other = whole
    other.merge(counts([Exact(1000)]))
    #expect(other != whole)
  }

  @Test func `values without a common denominator of 64 bits still have order and quantiles`()
    throws
  {
    let far: [Int64] = [.max, .max - 1, 3_037_000_507]
    let values = try far.map { try #require(Exact(1, over: $0)) } + [Exact(.max), Exact(.min)]
    let all = counts(values)
    #expect(all.unified == nil)
    #expect(all.bins.map(\.value) == values.sorted())
    for rank in 1...5 {
      let probability = try #require(Exact(Int64(rank), over: 5))
      #expect(all.quantile(probability) == values.sorted()[rank - 1])
    }
  }

  @Test func `a run over a greater denominator than its values need is equal to the reduced one`()
    throws
  {
    let wide = ValueCounts([ValueRun(numerators: [-60, 0, 90], upTo: [1, 3, 4], over: 60)])
    let values = try [Exact(-1), Exact(0), #require(Exact(3, over: 2))]
    #expect(wide == ValueCounts([values[0]: 1, values[1]: 2, values[2]: 1]))
    #expect(wide.unified?.denominator == 2)
    #expect(wide.sum == ValueCounts([values[0]: 1, values[2]: 1]).sum)
  }
}
