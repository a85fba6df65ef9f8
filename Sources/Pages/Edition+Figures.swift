internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// How figures are written for readers of the language.
extension Edition {
  /// A figure's value in a cell of a table, which says by its keys what it is.
  func cell(_ figure: Figure?) -> Markup {
    guard let figure, figure.flags.contains(.suppressed) else { return "\(words(figure))" }
    let flag = Figure.Flag.suppressed
    return #"<abbr title="\#(text(flag.label))">\#(flag.sign)</abbr>"#
  }

  /// A figure's value among words, with what kpis.csv says beside it.
  ///
  /// `data-of` names the row of kpis.csv: KPI, grouping, province, ward, member and period, with `|`
  /// between, empty ones at the end left out; `value` holds what stands there.
  func value(_ figure: Figure?) -> Markup {
    guard let figure, let value = figure.value else { return cell(figure) }
    return
      #"<data value="\#(value.double.shortestDecimal)" data-of="\#(figure.key)">\#(words(figure))</data>"#
  }

  /// The value as text; what is not there is a dash.
  func words(_ figure: Figure?) -> String {
    guard let figure, figure.value != nil else { return "–" }
    return words(figure.display, isPercent: self[figure.kpi]?.isPercent == true)
  }

  func words(_ display: String, isPercent: Bool) -> String {
    isPercent ? numerals.percent(display) : numerals.number(display)
  }

  /// A target, written as the figures of a KPI are.
  func words(_ target: Double, of kpi: String) -> String {
    let isPercent = self[kpi]?.isPercent == true
    let quantity = Quantity.approximate(target)
    let rounding = definition.rounding
    return words(
      isPercent ? rounding.percent(quantity) : rounding.plain(quantity), isPercent: isPercent)
  }

  /// Counts or an interval among words, with the row of kpis.csv that they stand in.
  func tagged(_ words: Markup, _ part: FigureKeys.Part, of figure: Figure) -> Markup {
    words.isEmpty
      ? "" : #"<span data-of="\#(figure.key)" data-part="\#(part.rawValue)">\#(words)</span>"#
  }

  /// Numerator and denominator, or how many records a mean or a quantile rests on.
  func counts(_ figure: Figure?) -> Markup {
    guard let figure, let denominator = figure.denominator else { return "" }
    guard self[figure.kpi]?.isPercent == true, let numerator = figure.numerator else {
      return "n = \(numerals.number(denominator))"
    }
    return "\(numerals.number(numerator.text)) / \(numerals.number(denominator))"
  }

  /// The interval's two ends.
  func interval(_ figure: Figure?) -> Markup {
    figure.flatMap { figure in figure.interval.map { "\(words($0, of: figure.kpi))" } } ?? ""
  }

  func words(_ interval: Interval, of kpi: String) -> String {
    let isPercent = self[kpi]?.isPercent == true
    let ends = [interval.lower, interval.upper].map { end in
      let quantity = Quantity.approximate(end)
      let rounding = definition.rounding
      return numerals.number(isPercent ? rounding.percent(quantity) : rounding.plain(quantity))
    }
    return ends.joined(separator: "–") + (isPercent ? "%" : "")
  }

  /// How far a figure lies from another, in percentage points or its own unit, by what is shown: a
  /// reader who subtracts finds the same.
  func difference(_ figure: Figure?, from other: Figure?) -> String {
    guard let figure, let other, let series = self[figure.kpi], !series.isCount,
      let a = Decimal(figure.display), let b = Decimal(other.display)
    else { return "" }
    let difference = a.minus(b)
    let sign = difference.hasPrefix("-") || difference.allSatisfy { "0.".contains($0) } ? "" : "+"
    return sign + numerals.number(difference)
  }

  /// Signs for what a reader must know, with the words for it.
  func marks(_ flags: Set<Figure.Flag>) -> Markup {
    Figure.Flag.allCases.filter { flags.contains($0) && $0 != .suppressed }
      .map { flag -> Markup in
        #" <abbr class="flag" title="\#(text(flag.label))">\#(flag.sign)</abbr>"#
      }.joined()
  }
}

/// A displayed decimal as an integer of its last place.
private struct Decimal {
  private let units: Int64
  private let places: Int

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let units = Int64(parts.joined()) else { return nil }
    self.units = units
    places = parts.count == 2 ? parts[1].count : 0
  }

  /// The difference as a decimal; empty where the numbers have other places.
  func minus(_ other: Decimal) -> String {
    guard places == other.places else { return "" }
    let (difference, overflow) = units.subtractingReportingOverflow(other.units)
    guard !overflow else { return "" }
    let digits = String(difference.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = padded.dropLast(places)
    let text = places > 0 ? "\(whole).\(padded.suffix(places))" : padded
    return difference < 0 ? "-" + text : text
  }
}

extension Figure.Flag {
  /// The shorthand beside a number.
  var sign: String {
    switch self {
    case .lowCount: "[u]"
    case .suppressed: "[c]"
    case .partial: "[p]"
    case .missing: "[x]"
    }
  }

  var label: Label {
    switch self {
    case .lowCount:
      Label(english: "not ranked: too few records", vietnamese: "không xếp hạng: quá ít bản ghi")
    case .suppressed:
      Label(english: "withheld: too few records", vietnamese: "không công bố: quá ít bản ghi")
    case .partial: Label(english: "data incomplete", vietnamese: "số liệu chưa đầy đủ")
    case .missing: Label(english: "no data sent", vietnamese: "chưa có số liệu")
    }
  }
}
