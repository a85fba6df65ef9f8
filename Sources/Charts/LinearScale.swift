/// Maps values to places along a straight axis, and knows the round values to name there.
///
/// Ticks are the multiples of 1, 2 or 5 times a power of ten. The domain reaches from tick to tick, but
/// never beyond the limits that the values have by their nature.
struct LinearScale {
  let domain: ClosedRange<Double>
  let ticks: [Double]
  /// Where the ends of the domain lie.
  let from: Double
  let to: Double

  /// A scale that shows all the values, with at most about so many ticks.
  ///
  /// Values that cannot be drawn count for nothing. Without values the domain is the limits, or 0 to 1;
  /// where all values are equal it reaches a little to both sides.
  init(
    of values: some Sequence<Double>, limits: ClosedRange<Double>? = nil, tickCount: Int,
    from: Double, to: Double
  ) {
    self.from = from
    self.to = to
    let wanted = Self.span(of: values, limits: limits)
    let step = Step(covering: wanted.upperBound - wanted.lowerBound, in: max(tickCount, 1))
    let first = step.index(of: wanted.lowerBound, .down)
    let last = step.index(of: wanted.upperBound, .up)
    var low = step.value(first)
    var high = step.value(last)
    if let limits {
      low = max(low, min(limits.lowerBound, wanted.lowerBound))
      high = min(high, max(limits.upperBound, wanted.upperBound))
    }
    domain = low...high
    ticks = (first...last).map(step.value).filter { (low...high).contains($0) }
  }

  /// A scale of a given domain, without ticks.
  init(domain: ClosedRange<Double>, from: Double, to: Double) {
    self.domain = domain.upperBound > domain.lowerBound ? domain : 0...1
    self.from = from
    self.to = to
    ticks = []
  }

  func callAsFunction(_ value: Double) -> Double {
    from + (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound) * (to - from)
  }

  /// The values' own extent, made wide enough to be an axis.
  private static func span(
    of values: some Sequence<Double>, limits: ClosedRange<Double>?
  ) -> ClosedRange<Double> {
    let values = values.filter(\.isDrawable)
    let limits = limits.flatMap { $0.upperBound > $0.lowerBound ? $0 : nil }
    guard let low = values.min(), let high = values.max() else { return limits ?? 0...1 }
    guard high - low <= max(abs(low), abs(high)) * 1e-6 else { return low...high }
    let reach = low == 0 ? 0.5 : abs(low) / 20
    let wide = (low - reach)...(high + reach)
    guard let limits else { return wide }
    let clamped = max(wide.lowerBound, limits.lowerBound)...min(wide.upperBound, limits.upperBound)
    return clamped.upperBound > clamped.lowerBound ? clamped : wide
  }
}

/// The distance of two ticks: 1, 2 or 5 times a power of ten.
///
/// Multiples are taken of whole numbers and divided last, so that 3 × 0.1 is 0.3.
private struct Step {
  var factor = 1.0
  var power = 1.0
  var isFraction = false

  /// The smallest step of which so many cover the span.
  init(covering span: Double, in count: Int) {
    let raw = span / Double(count)
    isFraction = raw < 1
    if isFraction {
      while 1 / power > raw { power *= 10 }
    } else {
      while power * 10 <= raw { power *= 10 }
    }
    for candidate in [1.0, 2, 5, 10] {
      factor = candidate
      if size >= raw { break }
    }
  }

  var size: Double { value(1) }

  func value(_ index: Int) -> Double {
    isFraction ? Double(index) * factor / power : Double(index) * factor * power
  }

  func index(of value: Double, _ rule: FloatingPointRoundingRule) -> Int {
    let position = value / size
    let nearest = position.rounded()
    return Int(abs(position - nearest) < 1e-6 ? nearest : position.rounded(rule))
  }
}

extension Double {
  /// Whether there is a place for it: a finite number below 10¹⁵, up to which steps are exact.
  var isDrawable: Bool { isFinite && magnitude < 1e15 }
}
