import Statistics
import Testing

/// Comparisons of proportions and adjusted probabilities against R, and their laws.
@Suite struct ComparisonTests {
  private struct Known: Decodable {
    let comparisons: [Comparison]
    let adjusted: [Adjusted]

    struct Comparison: Decodable {
      let x1, n1, x2, n2: Int64
      let z, fisher: Double
    }

    struct Adjusted: Decodable {
      let p: [Double]
      let adjusted: [String: [Double]]
    }
  }

  @Test func `pooled and exact tests are those of R in every small table`() throws {
    let known = try Fixture.read("comparisons.json", as: Known.self).comparisons
    #expect(known.count == 27 * 27 + 5)
    for row in known {
      let both = try #require(TwoProportions(row.x1, of: row.n1, and: row.x2, of: row.n2))
      #expect(abs(both.pooledStatistic - row.z) < 1e-12 * max(1, abs(row.z)))
      // Relative, so that the smallest probabilities are compared too; R's own are good to 1e-10.
      #expect(abs(both.fisherProbability / row.fisher - 1) < 1e-9, "\(row)")
    }
  }

  @Test func `a comparison the other way round is the same comparison`() throws {
    for (x1, n1, x2, n2) in [(3, 10, 8, 9), (0, 4, 4, 4), (50, 60, 700, 800)]
      as [(Int64, Int64, Int64, Int64)]
    {
      let one = try #require(TwoProportions(x1, of: n1, and: x2, of: n2))
      let other = try #require(TwoProportions(x2, of: n2, and: x1, of: n1))
      let interval = try #require(one.newcombe(level: 0.95))
      let reversed = try #require(other.newcombe(level: 0.95))
      #expect(abs(interval.lower + reversed.upper) < 1e-15)
      #expect(interval.lower <= one.difference && one.difference <= interval.upper)
      #expect(interval.lower >= -1 && interval.upper <= 1)
      #expect(one.cohenH == -other.cohenH)
      #expect(one.pooledStatistic == -other.pooledStatistic)
      #expect(abs(one.fisherProbability - other.fisherProbability) < 1e-14)
    }
    #expect(TwoProportions(5, of: 4, and: 1, of: 2) == nil)
    #expect(TwoProportions(0, of: 0, and: 1, of: 2) == nil)
  }

  @Test func `adjusted probabilities are those of R`() throws {
    for row in try Fixture.read("comparisons.json", as: Known.self).adjusted {
      for method in MultipleTests.allCases {
        let expected = try #require(row.adjusted[method.rawValue])
        for (value, known) in zip(method.adjust(row.p), expected) {
          #expect(abs(value - known) < 1e-14, "\(method)")
        }
      }
    }
    #expect(MultipleTests.holm.adjust([]).isEmpty)
  }

  @Test func `adjusting never makes a finding likelier, and orders methods by caution`() {
    let p = [0.2, 0.001, 0.04, 0.04, 0.9, 0.0003]
    let by = Dictionary(uniqueKeysWithValues: MultipleTests.allCases.map { ($0, $0.adjust(p)) })
    for (index, given) in p.enumerated() {
      let of = { (method: MultipleTests) in by[method]?[index] ?? .nan }
      #expect(given <= of(.benjaminiHochberg))
      #expect(of(.benjaminiHochberg) <= of(.hochberg))
      #expect(of(.hochberg) <= of(.holm))
      #expect(of(.holm) <= of(.bonferroni))
      #expect(of(.benjaminiHochberg) <= of(.benjaminiYekutieli))
    }
  }
}
