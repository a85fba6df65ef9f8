import Charts

/// Charts of odd data: none, one, all equal, negative, without values, with endless or hostile texts.
enum Oddities {
  private static let plain = ValueAxis("") { "\(Int($0.rounded()))" }
  private static let hostile = "\"<&'>]]>--><script>\u{0}\u{FFFF}"
  private static let long = Array(repeating: "dài", count: 60).joined(separator: " ")
  private static let word = String(repeating: "Ư", count: 120)

  private static let texts = ["", hostile, long, word, "Huế"]

  /// Values, among them such that are none.
  private static let values: [[Double?]] = [
    [], [nil], [nil, nil], [0], [1], [0, 1], [0.5, 0.5, 0.5], [-3, -1], [-2, nil, 5],
    [.nan, .infinity, -.infinity], [.nan, 2], [1e300, 1], [1e14, -1e14], [1e-9, 2e-9], [-0.0, 0.0],
  ]

  static let all: [any Chart] =
    values.enumerated().flatMap { index, values in charts("v\(index)", values, "a") }
    + texts.enumerated().flatMap { index, text in charts("t\(index)", [0.2, nil, 0.7], text) }

  private static func charts(_ id: String, _ values: [Double?], _ text: String) -> [any Chart] {
    func head(_ kind: String) -> ChartHead {
      ChartHead(id: "\(id)-\(kind)", title: "Biểu đồ \(kind)", description: "Câu <\(kind)> & “câu”")
    }
    let observations = values.map { value in
      LineChart.Observation(
        value, text: text,
        interval: value.map { ChartInterval(low: $0 - 1, high: $0 + 1, text: text) },
        revision: text)
    }
    let line = values.compactMap { $0 }.first.map { ChartLine($0, label: text, text: text) }
    return [
      DotChart(
        head("dot"),
        words: .init(rank: text, label: text, value: text, interval: text, doubt: text),
        axis: plain,
        rows: values.map { value in
          .init(
            text, value: value, text: text,
            interval: value.map { ChartInterval(low: $0 - 1, high: $0 + 1, text: text) },
            isHighlighted: true, doubt: text)
        }, reference: line, target: line),
      TileMap(
        head("tile"), words: .init(place: text, value: text, group: text, none: text),
        classes: values.map { _ in text }.prefix(7).map(\.self),
        tiles: values.indices.map {
          .init(text, row: $0, column: -$0, text: text, group: $0 - 1, address: text)
        }, sites: [.init(text, row: 3, column: 3)]),
      LineChart(
        head("line"), words: .init(period: text, interval: text, revision: text), axis: plain,
        periods: values.map { _ in text },
        series: [.init(text, points: observations), .init(text, points: observations.reversed())]),
      StackedBarChart(
        head("stack"), words: .init(label: text, count: text),
        levels: values.prefix(7).map { _ in text },
        rows: [
          .init(text, count: text, parts: values.prefix(7).map { .init($0 ?? 0, text: text) }),
          .init(text, count: text, parts: [], missing: text),
        ]),
      BarChart(
        head("bar"), words: .init(label: text, value: text, share: text),
        rows: values.map { .init(text, value: $0, text: text, share: text) }),
      RankChart(
        head("rank"),
        words: .init(rank: text, label: text, value: text, best: text, worst: text, possible: text),
        rows: values.enumerated().map { index, value in
          .init(text, rank: value == nil ? nil : index + 1, possible: 1...(index + 1), text: text)
        },
        bands: values.isEmpty ? [] : [.init(1...2, label: text)]),
      FunnelChart(
        head("funnel"),
        words: .init(
          label: text, size: text, value: text, inner: text, outer: text, within: text,
          above: text, below: text), axis: plain, sizeText: { "\($0)" },
        units: values.enumerated().map { index, value in
          .init(
            text, size: value ?? Double(index), sizeText: text, value: value ?? .nan, text: text,
            side: index.isMultiple(of: 2) ? .above : nil)
        },
        limits: values.isEmpty ? [] : [.init(size: 2, inner: 0...1, outer: -1...2)],
        target: line ?? ChartLine(0, label: text, text: text)),
    ]
  }
}
