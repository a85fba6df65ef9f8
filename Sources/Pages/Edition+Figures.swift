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

  /// A figure's value in a cell that is all there is of it: below it how sure it is, where a survey is
  /// behind it.
  func sureCell(_ figure: Figure?) -> Markup {
    let cell = cell(figure)
    guard let figure, figure.value != nil, figure.interval != nil else { return cell }
    let sizes = sizes(figure).map { part(.sizes, "\($0)") }
    let doubts = figure.flags.intersection(Figure.Flag.ofSurveys)
    return "\(cell)\(marks(doubts))\(part(.interval, interval(figure)))\(sizes)"
  }

  private func part(_ part: FigureKeys.Part, _ words: Markup) -> Markup {
    #"<small data-part="\#(part.rawValue)">\#(words)</small>"#
  }

  /// What a KPI is called, and below it what survey is behind it.
  func named(_ series: PublishedSeries) -> Markup {
    "\(title(series))\(basisNote(series.id))"
  }

  func basisNote(_ id: String) -> Markup {
    basis(of: id).map { #" <small class="basis">\#($0)</small>"# } ?? ""
  }

  /// The interval of plain counts, as if respondents had been drawn one by one.
  func plainInterval(_ figure: Figure) -> Markup {
    figure.uncertainty?.plain.map { "\(words($0, of: figure.kpi))" } ?? ""
  }

  func bounds(_ figure: Figure?) -> Markup {
    figure.flatMap { figure in figure.bounds.map { "\(words($0, of: figure.kpi))" } } ?? ""
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

  /// Signs for what a reader must know, with the words for it.
  func marks(_ flags: Set<Figure.Flag>) -> Markup {
    Figure.Flag.allCases.filter { flags.contains($0) && $0 != .suppressed }
      .map { flag -> Markup in
        #" <abbr class="flag" title="\#(text(flag.label))">\#(flag.sign)</abbr>"#
      }.joined()
  }
}
