import Testing

@testable import Charts

@Suite struct LinearScaleTests {
  private static let values: [[Double]] = [
    [], [0], [7], [-7], [0, 1], [0.6, 0.9469], [0.93, 0.931], [-3, -1], [-2, 5], [12, 98_765],
    [1e-9, 2e-9],
    [3, 3, 3], [1e14, -1e14], [.nan, 4, .infinity], [0.1, 0.3],
  ]

  @Test func `every value lies between the ends, and the greater the further on`() {
    for values in Self.values {
      for count in 1...9 {
        let scale = LinearScale(of: values, tickCount: count, from: 10, to: 200)
        let places = values.filter(\.isDrawable).sorted().map { scale($0) }
        #expect(places.allSatisfy { (10 - 1e-6...200 + 1e-6).contains($0) })
        #expect(places == places.sorted())
      }
    }
  }

  @Test
  func `ticks are one, two or five times a power of ten apart, and about as many as asked for`() {
    for values in Self.values where values.count > 1 {
      for count in 2...9 {
        let scale = LinearScale(of: values, tickCount: count, from: 0, to: 1)
        #expect((2...count + 2).contains(scale.ticks.count), "\(values), \(count): \(scale.ticks)")
        var step = scale.ticks[1] - scale.ticks[0]
        while step < 0.999 { step *= 10 }
        while step > 9.99 { step /= 10 }
        #expect([1.0, 2, 5].contains { abs($0 - step) < 1e-6 }, "\(scale.ticks)")
      }
    }
    #expect(LinearScale(of: [0, 0.3], tickCount: 3, from: 0, to: 1).ticks == [0, 0.1, 0.2, 0.3])
    #expect(
      LinearScale(of: [0, 98], tickCount: 5, from: 0, to: 1).ticks == [0, 20, 40, 60, 80, 100])
  }

  @Test func `the axis of a share never leaves zero to one`() {
    for values in [[], [0.0], [1], [0.5], [0.97, 1], [0, 0.03], [0.4, 0.6]] {
      let scale = LinearScale(of: values, limits: 0...1, tickCount: 4, from: 0, to: 1)
      #expect(scale.domain.lowerBound >= 0 && scale.domain.upperBound <= 1)
      #expect(scale.domain.upperBound > scale.domain.lowerBound)
    }
    // What lies outside all the same is shown, not hidden.
    #expect(
      LinearScale(of: [0.5, 1.2], limits: 0...1, tickCount: 4, from: 0, to: 1).domain.contains(1.2))
  }

  @Test func `a scale may run upwards`() {
    let scale = LinearScale(of: [0, 10], tickCount: 5, from: 100, to: 0)
    #expect(scale(0) == 100 && scale(10) == 0 && scale(5) == 50)
  }
}
