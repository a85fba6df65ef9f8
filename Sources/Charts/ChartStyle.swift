/// The style sheet that a page with charts needs once.
public enum ChartStyle {
  /// The sheet's rules, to stand in a `style` element or a file of their own.
  ///
  /// All colours are custom properties of the root, `--chart-…`, with values for light and dark screens, for
  /// paper, and for machines that set the colours themselves; a page may set them otherwise after it. Charts are as
  /// wide as what they stand in, up to a comfortable size, and on paper never higher than a page.
  public static let css: Markup = """
    :root{\(properties(\.light))}
    @media (prefers-color-scheme:dark){:root{\(properties(\.dark))}}
    @media print{:root{\(properties(\.light))}}
    @media (forced-colors:active){:root{\(properties(\.forced))}.chart{forced-color-adjust:none}}
    .chart{display:block;width:100%;height:auto;max-width:34rem;overflow:visible}
    .chart-tiles{max-width:27rem}
    @media print{.chart{max-width:12.5cm;max-height:22.5cm;break-inside:avoid;print-color-adjust:exact;\
    -webkit-print-color-adjust:exact}}
    .chart text{font-family:var(--chart-font,Arial,"DejaVu Sans",sans-serif);\
    font-variant-numeric:tabular-nums}
    .chart a:focus-visible{outline:3px solid var(--chart-text);outline-offset:1px}
    .chart a:hover text{text-decoration:underline}
    \(Ink.all.map { ink -> Markup in
      ".chart .f-\(ink.name){fill:var(--chart-\(ink.name))}.chart .s-\(ink.name){stroke:var(--chart-\(ink.name))}\n"
    })
    """

  private static func properties(_ colour: (Ink) -> String) -> Markup {
    Ink.all.map { ink -> Markup in "--chart-\(ink.name):\(colour(ink))" }.joined(separator: ";")
  }
}
