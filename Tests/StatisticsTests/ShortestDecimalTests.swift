import Statistics
import Testing

@Suite struct ShortestDecimalTests {
  @Test(arguments: [
    (1, "1"), (0, "0"), (-0.0, "0"), (0.5, "0.5"), (-2.25, "-2.25"),
    (0.1 + 0.2, "0.30000000000000004"),
    (1e20, "100000000000000000000"), (1e21, "1e21"), (1e-7, "0.0000001"), (1.5e-8, "1.5e-8"),
    (0x1p53, "9007199254740992"), (0.9327846364883402, "0.9327846364883402"),
    (1e16, "10000000000000000"),
  ])
  func `numbers are written plainly`(_ number: Double, _ text: String) {
    #expect(number.shortestDecimal == text)
  }

  @Test func `every number reads back as the same double`() {
    var generator = SplitMix(seed: 2)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      #expect(Double(number.shortestDecimal) == number)
      let proportion = Double.random(in: 0...1, using: &generator)
      #expect(Double(proportion.shortestDecimal) == proportion)
      #expect(!proportion.shortestDecimal.contains("e") || proportion < 1e-7)
    }
  }
}
