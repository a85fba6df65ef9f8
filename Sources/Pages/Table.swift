internal import Charts
internal import Definitions
internal import Report

/// A table of a page: a caption, heads, and rows that their first cell names.
///
/// One that is wider than the screen scrolls by itself, with the keyboard too. Its keys say which figures
/// its cells show.
struct Table {
  struct Head {
    fileprivate let title: Markup
    fileprivate let isNumber: Bool
    fileprivate let keys: FigureKeys

    /// The head of a column of words.
    init(_ title: String) {
      self.title = "\(title)"
      isNumber = false
      keys = FigureKeys(part: FigureKeys.Part.none)
    }

    /// The head of a column of numbers, which are no figures of kpis.csv.
    init(number title: String) {
      self.title = "\(title)"
      isNumber = true
      keys = FigureKeys(part: FigureKeys.Part.none)
    }

    /// The head of a column of figures.
    init(_ title: String, _ keys: FigureKeys) {
      self.title = "\(title)"
      isNumber = true
      self.keys = keys
    }

    /// The head of a column of figures of one KPI, with a link to what it means, and
    /// what survey is behind it.
    init(_ series: PublishedSeries, _ edition: Edition, isLink: Bool = true) {
      let note = edition.basisNote(series.id)
      title =
        isLink
        ? ##"<a href="#d-\##(series.kpi.id)">\##(edition.title(series))</a>\##(note)"##
        : edition.named(series)
      isNumber = true
      keys = FigureKeys(kpi: series.id)
    }
  }

  private let caption: String
  private let heads: [Head]
  private let keys: FigureKeys
  private var rows = Markup()

  init(_ caption: String, _ heads: [Head], _ keys: FigureKeys = FigureKeys()) {
    self.caption = caption
    self.heads = heads
    self.keys = keys
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; a cell may have the shade of a group.
  mutating func append(
    _ cells: [(content: Markup, shade: Int?)], _ keys: FigureKeys = FigureKeys(),
    isMarked: Bool = false
  ) {
    rows += "<tr\(keys.attributes)"
    rows += isMarked ? #" class="marked">"# : ">"
    for (index, cell) in cells.enumerated() {
      guard index > 0 else {
        rows += #"<th scope="row">\#(cell.content)</th>"#
        continue
      }
      if let shade = cell.shade {
        rows += #"<td class="n h\#(shade)">\#(cell.content)</td>"#
      } else if heads.indices.contains(index), heads[index].isNumber {
        rows += #"<td class="n">\#(cell.content)</td>"#
      } else {
        rows += "<td>\(cell.content)</td>"
      }
    }
    rows += "</tr>\n"
  }

  mutating func append(
    _ cells: [Markup], _ keys: FigureKeys = FigureKeys(), isMarked: Bool = false
  ) {
    append(cells.map { (content: $0, shade: nil) }, keys, isMarked: isMarked)
  }

  /// The table; nothing where it has no rows.
  var markup: Markup {
    guard !isEmpty else { return "" }
    let heads = heads.map { head -> Markup in
      head.isNumber
        ? #"<th scope="col" class="n"\#(head.keys.attributes)>\#(head.title)</th>"#
        : #"<th scope="col"\#(head.keys.attributes)>\#(head.title)</th>"#
    }
    return #"""
      <div class="wide" role="group" aria-label="\#(caption)" tabindex="0"><table\#(keys.attributes)><caption>\#(caption)</caption>
      <thead><tr>\#(heads)</tr></thead>
      <tbody>
      \#(rows)</tbody></table></div>

      """#
  }
}
