/// Maps positive values to places along an axis on which equal quotients are equally far apart.
struct LogScale {
  /// Multiples of 1, 2 and 5 of powers of ten, or fewer of them, as their labels have room.
  let ticks: [Double]
  private let exponents: LinearScale

  /// A scale that shows all the values with a little room at both ends.
  ///
  /// Values that have no logarithm count for nothing; without others the domain is about 1 to 10.
  init(
    of values: some Sequence<Double>, from: Double, to: Double, text: (Double) -> String
  ) {
    let values = values.filter { $0 > 0 && $0.isDrawable }
    let (low, high) = (Self.logarithm(values.min() ?? 1), Self.logarithm(values.max() ?? 10))
    let room = max((high - low) * 0.04, 0.1)
    let domain = (low - room)...(high + room)
    let scale = LinearScale(domain: domain, from: from, to: to)
    exponents = scale
    let decades = Int(domain.lowerBound.rounded(.down))...Int(domain.upperBound.rounded(.up))
    func ticks(_ multiples: [Double], every step: Int) -> [Double] {
      decades.filter { $0.isMultiple(of: step) }.flatMap { decade in
        multiples.map { decade < 0 ? $0 / Self.power(-decade) : $0 * Self.power(decade) }
      }.filter { domain.contains(Self.logarithm($0)) }
    }
    func fits(_ ticks: [Double]) -> Bool {
      let boxes = ticks.map { tick in
        (place: scale(Self.logarithm(tick)), width: Typeface.small.width(of: text(tick)))
      }
      return zip(boxes, boxes.dropFirst()).allSatisfy { a, b in
        b.place - a.place >= (a.width + b.width) / 2 + 10
      }
    }
    let choices =
      [ticks([1, 2, 5], every: 1), ticks([1, 3], every: 1)]
      + (1...max(1, decades.count)).map { ticks([1], every: $0) }
    self.ticks = choices.first(where: fits) ?? []
  }

  func callAsFunction(_ value: Double) -> Double { exponents(Self.logarithm(value)) }

  /// Ten times itself so often.
  private static func power(_ count: Int) -> Double { (0..<count).reduce(1) { ten, _ in ten * 10 } }

  /// The logarithm to the base 10, without the C library: the same on every machine.
  ///
  /// x is s times a power of two, s near 1, and ln s = 2 artanh((s − 1)/(s + 1)).
  private static func logarithm(_ x: Double) -> Double {
    let isLarge = x.significand > 2.0.squareRoot()
    let part = isLarge ? x.significand / 2 : x.significand
    let exponent = Double(isLarge ? x.exponent + 1 : x.exponent)
    let quotient = (part - 1) / (part + 1)
    var (term, sum) = (quotient, 0.0)
    for degree in stride(from: 1.0, to: 26, by: 2) {
      sum += term / degree
      term *= quotient * quotient
    }
    return (2 * sum + exponent * 0.693_147_180_559_945_3) / 2.302_585_092_994_046
  }
}
