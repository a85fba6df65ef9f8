/// How the values of a chart are measured and named.
public struct ValueAxis: Sendable {
  /// What is measured, with its unit; empty where the page says it.
  public var title: String
  /// The least and greatest value that there can be, such as 0 and 1 of a share; the axis stays within.
  public var limits: ClosedRange<Double>?
  /// Whether the axis begins at zero even where all values are far from it.
  public var includesZero: Bool
  /// The text of a round value, for the axis.
  public var text: @Sendable (Double) -> String

  public init(
    _ title: String, limits: ClosedRange<Double>? = nil, includesZero: Bool = false,
    text: @escaping @Sendable (Double) -> String
  ) {
    self.title = title
    self.limits = limits
    self.includesZero = includesZero
    self.text = text
  }

  func scale(of values: [Double], tickCount: Int, from: Double, to: Double) -> LinearScale {
    LinearScale(
      of: includesZero ? values + [0] : values, limits: limits, tickCount: tickCount, from: from,
      to: to)
  }

  /// A scale from left to right, with as many ticks as their labels have room for.
  func scale(across values: [Double], from: Double, to: Double) -> LinearScale {
    var count = max(1, Int((to - from) / 56))
    while true {
      let scale = scale(of: values, tickCount: count, from: from, to: to)
      let wide = scale.ticks.map { Typeface.small.width(of: text($0)) }.max() ?? 0
      let places = scale.ticks.map { scale($0) }
      let room = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? .infinity
      if wide + 10 <= room || count == 1 { return scale }
      count -= 1
    }
  }

  /// Names the ticks below each other's places, all within the drawing.
  func label(_ scale: LinearScale, baseline: Double, in drawing: inout Drawing) {
    for tick in scale.ticks {
      drawing.text(text(tick), around: scale(tick), baseline: baseline, .small, .muted)
    }
  }
}

/// A value's interval, with the text that the table beside the chart has for it.
public struct ChartInterval: Hashable, Sendable {
  public var low: Double
  public var high: Double
  public var text: String

  public init(low: Double, high: Double, text: String) {
    self.low = low
    self.high = high
    self.text = text
  }

  /// The ends that can be drawn: both, or there is no bar.
  var ends: [Double] { [low, high].filter(\.isDrawable) }
}

/// A value that others are held against, drawn as a line through the chart.
public struct ChartLine: Hashable, Sendable {
  public var value: Double
  /// What it is, such as "Cả nước".
  public var label: String
  /// The value as text.
  public var text: String

  public init(_ value: Double, label: String, text: String) {
    self.value = value
    self.label = label
    self.text = text
  }

  var words: String { text.isEmpty ? label : label.isEmpty ? text : "\(label) \(text)" }
}
