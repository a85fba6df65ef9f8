public import Definitions
public import Figures

/// The figures of a release by what they are about.
///
/// Figures lie together by KPI and grouping, and inside by province, so only ranges are kept.
public struct FigureIndex: Sendable {
  private let figures: [Figure]
  private var runs: [Run: Range<Int>] = [:]
  private var provinces: [Run: [String: Range<Int>]] = [:]

  private struct Run: Hashable, Sendable {
    let kpi: String
    let grouping: Grouping
  }

  /// O(figures).
  init(_ figures: [Figure]) {
    self.figures = figures
    var start = 0
    while start < figures.count {
      let run = Run(kpi: figures[start].kpi, grouping: figures[start].subject.grouping)
      var end = start
      var places: [String: Range<Int>] = [:]
      while end < figures.count, figures[end].kpi == run.kpi,
        figures[end].subject.grouping == run.grouping
      {
        let code = figures[end].subject.provinceCode
        let first = end
        repeat {
          end += 1
        } while end < figures.count && figures[end].kpi == run.kpi
          && figures[end].subject.grouping == run.grouping
          && figures[end].subject.provinceCode == code
        places[code] = first..<end
      }
      runs[run] = start..<end
      if run.grouping.province { provinces[run] = places }
      start = end
    }
  }

  /// The figures of a KPI by a grouping, in the order of kpis.csv; none where it is not given.
  public func all(_ kpi: String, by grouping: Grouping) -> ArraySlice<Figure> {
    figures[runs[Run(kpi: kpi, grouping: grouping)] ?? 0..<0]
  }

  /// Those of one province, in the same order.
  public func all(_ kpi: String, by grouping: Grouping, in province: String) -> ArraySlice<Figure> {
    figures[provinces[Run(kpi: kpi, grouping: grouping)]?[province] ?? 0..<0]
  }

  public func national(_ kpi: String) -> Figure? { all(kpi, by: .national).first }

  public func province(_ kpi: String, _ code: String) -> Figure? {
    all(kpi, by: .byProvince, in: code).first
  }
}
