internal import Foundation

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
    let (low, high) = (log10(values.min() ?? 1), log10(values.max() ?? 10))
    let room = max((high - low) * 0.04, 0.1)
    let domain = (low - room)...(high + room)
    let scale = LinearScale(domain: domain, from: from, to: to)
    exponents = scale
    let decades = Int(domain.lowerBound.rounded(.down))...Int(domain.upperBound.rounded(.up))
    func ticks(_ multiples: [Double], every step: Int) -> [Double] {
      decades.filter { $0.isMultiple(of: step) }.flatMap { decade in
        multiples.map { decade < 0 ? $0 / pow(10, Double(-decade)) : $0 * pow(10, Double(decade)) }
      }.filter { domain.contains(log10($0)) }
    }
    func fits(_ ticks: [Double]) -> Bool {
      let boxes = ticks.map { tick in
        (place: scale(log10(tick)), width: Typeface.small.width(of: text(tick)))
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

  func callAsFunction(_ value: Double) -> Double { exponents(log10(value)) }
}
