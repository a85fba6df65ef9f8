import Statistics
import Testing

@Suite struct WideRatioTests {
  @Test func `a ratio of 53-bit integers is the processor's own quotient`() throws {
    // IEEE 754 division is correctly rounded, so it is an independent witness where both parts are doubles.
    var generator = SplitMix(seed: 1)
    for _ in 0..<20_000 {
      let numerator = Int64(generator.next() >> UInt64.random(in: 11...60, using: &generator))
      let denominator = Int64(generator.next() >> UInt64.random(in: 11...60, using: &generator)) + 1
      let ratio = try #require(WideRatio(Int128(numerator), over: Int128(denominator)))
      #expect(ratio.double == Double(numerator) / Double(denominator))
    }
  }

  @Test func `the nearest double is chosen where the division of doubles would err`() throws {
    // 2^53 + 1 lies halfway between two doubles: alone it goes to the even one, anything more goes up.
    let halfway = Int128(1) << 53 + 1
    #expect(WideRatio(halfway).double == 0x1p53)
    #expect(WideRatio(halfway + 2).double == 0x1p53 + 4)
    let above = try #require(WideRatio(halfway * 1000 + 1, over: 1000))
    #expect(above.double == 0x1p53 + 2)
    let below = try #require(WideRatio(halfway * 1000 - 1, over: 1000))
    #expect(below.double == 0x1p53)
    // python3 -c "from fractions import Fraction as F; print(float(F(2**127-1, 3**80)).hex())"
    let power = (0..<80).reduce(Int128(1)) { product, _ in product * 3 }
    let wide = try #require(WideRatio(.max, over: power))
    #expect(wide.double == 0x1.26adcc42519d5p+0)
    // python3 -c "from fractions import Fraction as F; print(float(F(-(3**79), 2**127-1)).hex())"
    let small = try #require(WideRatio(-power / 3, over: .max))
    #expect(small.double == -0x1.2887da7ec841bp-2)
  }

  @Test func `order is that of cross products`() throws {
    var ratios: [WideRatio] = []
    for denominator in 1...12 {
      for numerator in -15...15 {
        ratios.append(try #require(WideRatio(Int128(numerator), over: Int128(denominator))))
      }
    }
    for a in ratios {
      for b in ratios {
        #expect((a < b) == (a.numerator * b.denominator < b.numerator * a.denominator))
      }
    }
  }

  @Test func `order needs no product that could overflow`() throws {
    let a = try #require(WideRatio(.max - 1, over: .max))
    let b = try #require(WideRatio(.max - 2, over: .max - 1))
    #expect(b < a)
    #expect(!(a < b))
    #expect(!(a < a))
    let low = try #require(WideRatio(-.max, over: .max - 1))
    let lower = try #require(WideRatio(-.max, over: .max / 2 + 3))
    #expect(lower < low)
    #expect(!(low < lower))
  }

  @Test func `a double becomes the very number it stands for`() throws {
    for double in [0.1, -2.5, 3, 1e20, 1 / 3.0, 0] {
      #expect(try #require(WideRatio(exactly: double)).double == double)
    }
    #expect(WideRatio(exactly: 0.75)?.description == "3/4")
    #expect(WideRatio(exactly: .nan) == nil)
  }

  @Test func `sums and products are exact or nil`() throws {
    let third = try #require(WideRatio(1, over: 3))
    let sixth = try #require(WideRatio(1, over: 6))
    #expect(WideRatio.sum(third, sixth) == WideRatio(1, over: 2))
    #expect(WideRatio.product(third, WideRatio(6)) == WideRatio(2))
    #expect(WideRatio.sum(WideRatio(Int128.max), WideRatio(1)) == nil)
    #expect(WideRatio.product(WideRatio(Int128.max), WideRatio(2)) == nil)
    #expect(WideRatio("-7/2")?.description == "-7/2")
    #expect(WideRatio("7/0") == nil)
  }
}

/// A small generator with a fixed seed.
///
/// Source: G. Steele et al., OOPSLA 2014.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
