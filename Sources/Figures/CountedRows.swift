internal import Definitions
internal import Statistics

/// The cells of a dataset in all groupings of a run, one after another, and how they add up.
///
/// Groupings that two others have in common are among them, published or not, since anybody can add up to
/// them.
struct CountedRows {
  let groupings: [Grouping]
  let tables: [CellTable]
  /// The keys of each grouping's cells; the first of a grouping stands in row `starts`.
  let keys: [[CellKey]]
  let starts: [Int]
  private let indices: [[CellKey: Int]]

  /// Takes a table for each grouping.
  ///
  /// O(cells × log cells).
  init(_ tables: [CellTable]) {
    self.tables = tables
    groupings = tables.map(\.grouping)
    keys = tables.map { table in
      table.cells.keys.sorted {
        ($0.province, $0.ward, $0.member, $0.period) < ($1.province, $1.ward, $1.member, $1.period)
      }
    }
    var starts: [Int] = []
    var count = 0
    for keys in keys {
      starts.append(count)
      count += keys.count
    }
    self.starts = starts
    indices = zip(keys, starts).map { keys, start in
      Dictionary(
        keys.enumerated().map { ($1, start + $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  var count: Int { keys.reduce(0) { $0 + $1.count } }

  func row(_ grouping: Grouping, _ key: CellKey) -> Int? {
    groupings.firstIndex(of: grouping).flatMap { indices[$0][key] }
  }

  /// The records of each row.
  var records: [Double] {
    zip(tables, keys).flatMap { table, keys in
      keys.map { Double(table.cells[$0]?.records ?? 0) }
    }
  }

  /// What a measure counts in each row.
  func counts(_ measure: Measure.ID) -> [Double] {
    zip(tables, keys).flatMap { table, keys in
      let position = table.measures.firstIndex(of: measure)
      return keys.map { key in
        position.flatMap { table.cells[key]?.tallies[$0] }?.size ?? 0
      }
    }
  }

  /// For each row something of its grouping.
  func byGrouping<Value>(_ value: (Grouping) -> Value) -> [Value] {
    zip(groupings, keys).flatMap { Array(repeating: value($0), count: $1.count) }
  }

  /// Each total and its parts: of every two groupings with none between them.
  var sums: [(total: Int, parts: [Int])] {
    groupings.indices.flatMap { fine in
      groupings.indices.filter { isNext($0, above: fine) }.flatMap { coarse in
        sums(from: fine, to: coarse)
      }
    }
  }

  private func sums(from fine: Int, to coarse: Int) -> [(total: Int, parts: [Int])] {
    var parts: [Int: [Int]] = [:]
    for (place, key) in keys[fine].enumerated() {
      guard let total = indices[coarse][key.coarsened(to: groupings[coarse])] else { continue }
      parts[total, default: []].append(starts[fine] + place)
    }
    return parts.sorted { $0.key < $1.key }.map { (total: $0.key, parts: $0.value) }
  }

  private func isNext(_ coarse: Int, above fine: Int) -> Bool {
    func isAbove(_ a: Int, _ b: Int) -> Bool {
      a != b && groupings[a].isCoarser(thanOrEqualTo: groupings[b])
    }
    return isAbove(coarse, fine)
      && !groupings.indices.contains { isAbove(coarse, $0) && isAbove($0, fine) }
  }
}

extension Grouping {
  /// The keys that two groupings share.
  fileprivate func common(with other: Grouping) -> Grouping {
    Grouping(
      province: province && other.province, ward: ward && other.ward,
      category: category == other.category ? category : nil, period: period && other.period)
  }

  /// Groupings with all that two of them have in common, in the order in which they are found.
  static func closed(_ groupings: [Grouping]) -> [Grouping] {
    var all = groupings
    var next = 0
    while next < all.count {
      for other in all.prefix(next) {
        let common = all[next].common(with: other)
        if !all.contains(common) { all.append(common) }
      }
      next += 1
    }
    return all
  }
}

extension Tally {
  /// How many it counts.
  fileprivate var size: Double {
    switch self {
    case .count(let count): Double(count)
    case .values(let values): Double(values.count)
    case .codes(let codes): Double(codes.count)
    }
  }
}
