internal import Definitions

/// The cells that a grouping publishes, in the order of their rows.
///
/// All provinces × all values of the category × all periods, with or without records; of wards those
/// with a record. A cell with a null key is there only where such records are, after the others.
/// A composite's parts may lie in several datasets: then each axis is the union of theirs.
struct Grid {
  struct Row {
    let subject: Figure.Subject
    /// The indices into the reference, −1 where unused or null.
    let province: Int32
    let ward: Int32
  }

  let rows: [Row]
  /// For each dataset the cell of each row; `nil` where it lacks the member or period.
  let keys: [[CellKey?]]
  /// For each dataset the counts of each row; `nil` where it has no record.
  let cells: [[Cell?]]

  /// Lays out the cells of a grouping, counted in one table a dataset.
  ///
  /// O(cells × log cells).
  init(
    _ grouping: Grouping, tables: [CellTable], datasets: [PipelineDefinition.Dataset],
    reference: Reference
  ) {
    let members = Axis(
      datasets.map { dataset in
        grouping.category.flatMap { dataset.schema.categoryMembers($0) } ?? []
      })
    let periods = Axis(
      datasets.map { grouping.period ? $0.period.periods.map(\.description) : [] }, sorted: true)
    let keys = Self.keys(
      grouping, tables: tables, members: members, periods: periods,
      provinceCount: reference.provinces.count)
    rows = keys.map { key in
      let province = key.province < 0 ? nil : reference.provinces[Int(key.province)]
      let ward = key.ward < 0 ? nil : reference.wards[Int(key.ward)]
      return Row(
        subject: Figure.Subject(
          grouping, provinceCode: province?.code ?? "", province: province?.name ?? "",
          wardCode: ward?.code ?? "", ward: ward?.name ?? "", category: grouping.category ?? "",
          member: key.member < 0 ? "" : members.names[Int(key.member)],
          period: key.period < 0 ? "" : periods.names[Int(key.period)]),
        province: key.province, ward: key.ward)
    }
    self.keys = tables.indices.map { dataset in
      keys.map { key in
        guard let member = members.local(key.member, in: dataset),
          let period = periods.local(key.period, in: dataset)
        else { return nil }
        return CellKey(province: key.province, ward: key.ward, member: member, period: period)
      }
    }
    cells = zip(tables, self.keys).map { table, keys in
      keys.map { $0.flatMap { table.cells[$0] } }
    }
  }

  /// The keys in the order of rows, null last.
  private static func keys(
    _ grouping: Grouping, tables: [CellTable], members: Axis, periods: Axis, provinceCount: Int
  ) -> [CellKey] {
    var places: Set<CellKey> = []
    var nulls: Set<CellKey> = []
    if !grouping.ward {
      for province in grouping.province ? 0..<Int32(provinceCount) : -1..<0 {
        places.insert(CellKey(province: province))
      }
    }
    for (dataset, table) in tables.enumerated() {
      for key in table.cells.keys {
        if grouping.ward, key.ward >= 0, key.province >= 0 || !grouping.province {
          places.insert(CellKey(province: key.province, ward: key.ward))
        }
        guard key.hasNull(in: grouping) else { continue }
        nulls.insert(
          CellKey(
            province: key.province, ward: key.ward,
            member: members.common(key.member, of: dataset),
            period: periods.common(key.period, of: dataset)))
      }
    }
    let memberAxis = grouping.category == nil ? [-1] : Array(0..<Int32(members.names.count))
    let periodAxis = grouping.period ? Array(0..<Int32(periods.names.count)) : [-1]
    var keys: [CellKey] = []
    keys.reserveCapacity(places.count * memberAxis.count * periodAxis.count + nulls.count)
    for place in places.sorted(by: { $0.order < $1.order }) {
      for member in memberAxis {
        for period in periodAxis {
          keys.append(
            CellKey(province: place.province, ward: place.ward, member: member, period: period))
        }
      }
    }
    return nulls.isEmpty ? keys : (keys + nulls).sorted { $0.order < $1.order }
  }
}

extension CellKey {
  /// Whether a key that the grouping uses is null.
  func hasNull(in grouping: Grouping) -> Bool {
    (grouping.province && province < 0) || (grouping.ward && ward < 0)
      || (grouping.category != nil && member < 0) || (grouping.period && period < 0)
  }

  /// The keys in the order of rows, null last.
  fileprivate var order: (UInt64, UInt64) {
    (Self.pair(province, ward), Self.pair(member, period))
  }

  private static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }
}

/// The values that several datasets have for one key, and where each of them has them.
private struct Axis {
  let names: [String]
  /// For each dataset and common index its own index.
  private let localIndices: [[Int32?]]
  private let commonIndices: [[Int32]]

  init(_ lists: [[String]], sorted: Bool = false) {
    var names: [String] = []
    for list in lists { names += list.filter { !names.contains($0) } }
    if sorted, lists.count > 1 { names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    let indices = Dictionary(
      names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    commonIndices = lists.map { list in list.map { indices[$0] ?? -1 } }
    localIndices = lists.map { list in
      names.map { name in list.firstIndex(of: name).map { Int32($0) } }
    }
    self.names = names
  }

  func common(_ index: Int32, of dataset: Int) -> Int32 {
    index < 0 ? -1 : commonIndices[dataset][Int(index)]
  }

  func local(_ index: Int32, in dataset: Int) -> Int32? {
    index < 0 ? .some(-1) : localIndices[dataset][Int(index)]
  }
}
