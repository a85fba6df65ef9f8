internal import Definitions
internal import Figures
internal import Statistics

/// The provinces in five groups of a KPI, 4 the best; equal values share a group.
///
/// Those with too few records to be ranked are in none.
struct Fifths {
  private let groups: [String: Int]
  /// The least and the greatest figure of each group that is not empty, the worst group first.
  let ranges: [(low: Figure, high: Figure)]

  /// O(n log n).
  init(_ figures: some Sequence<Figure>, better: KPI.Direction) {
    let valued = figures.filter { figure in
      figure.value != nil && !figure.subject.provinceCode.isEmpty
        && figure.flags.isDisjoint(with: [.lowCount, .missing])
    }
    .sorted { a, b in
      guard let a = a.value, let b = b.value else { return false }
      return better == .lower ? b < a : a < b
    }
    var fifths: [Int] = []
    for (place, figure) in valued.enumerated() {
      let isEqual = place > 0 && valued[place - 1].value == figure.value
      fifths.append(isEqual ? fifths[place - 1] : place * 5 / valued.count)
    }
    let used = Set(fifths).sorted()
    groups = Dictionary(
      zip(valued.map(\.subject.provinceCode), fifths.map { used.firstIndex(of: $0) ?? 0 }),
      uniquingKeysWith: { first, _ in first })
    ranges = used.compactMap { fifth in
      let own = zip(valued, fifths).filter { $1 == fifth }.map(\.0)
      guard let first = own.first, let last = own.last else { return nil }
      return better == .lower ? (low: last, high: first) : (low: first, high: last)
    }
  }

  /// The group of a province, counted from the worst; `nil` for none.
  subscript(province: String) -> Int? { groups[province] }

  /// How many groups there are: fewer than five where few values differ.
  var count: Int { ranges.count }
}
