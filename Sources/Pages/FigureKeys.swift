internal import Charts
internal import Definitions

/// What the figures of a table, a row or a column have in common, as `data-` attributes.
///
/// A cell's figure is told by the keys of its table, its column's head and its row, the last of them
/// first: `by` (the grouping), `kpi`, `province`, `ward`, `member` and `period` name the row of kpis.csv,
/// `part` which of its columns is shown: `value` where nothing else is said, `counts`, `interval`, what
/// else tells how sure it is, or `none` for what is no figure. A part within a cell is a `small`.
struct FigureKeys {
  var by: Grouping?
  var kpi: String?
  var province: String?
  var ward: String?
  var member: String?
  var period: String?
  var part: Part?

  enum Part: String {
    case value, counts, interval, none
    /// The interval of plain counts.
    case plain
    case effective
    case effect
    case degrees
    /// Number of answers and effective size.
    case sizes
    case bounds
  }

  /// The attributes, a blank before each.
  var attributes: Markup {
    let keys: [(name: Markup, value: String?)] = [
      ("by", by?.description), ("kpi", kpi), ("province", province), ("ward", ward),
      ("member", member), ("period", period), ("part", part?.rawValue),
    ]
    return keys.compactMap { key in
      key.value.map { value -> Markup in #" data-\#(key.name)="\#(value)""# }
    }.joined()
  }
}
