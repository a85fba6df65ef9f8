internal import Definitions

/// The cells that a grouping publishes, in the order of their rows.
///
/// All provinces × all values of the category × all periods, with or without records; of wards those
/// with a record. A cell with a null key is there only where such records are, after the others.
/// A composite's parts may lie in several datasets: then each axis is the union of theirs.
struct Grid {
  struct Row {
    let key: Figure.Key
    /// The indices into the reference, −1 where unused or null.
    let province: Int32
    let ward: Int32
    /// Where the row's counts lie in each dataset; `nil` where a dataset lacks the member or period.
    let cells: [CellKey?]
  }

  let rows: [Row]

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
      var name = Figure.Key()
      if key.province >= 0 {
        name.provinceCode = reference.provinces[Int(key.province)].code
        name.province = reference.provinces[Int(key.province)].name
      }
      if key.ward >= 0 {
        name.wardCode = reference.wards[Int(key.ward)].code
        name.ward = reference.wards[Int(key.ward)].name
      }
      if let category = grouping.category { name.category = category }
      if key.member >= 0 { name.member = members.names[Int(key.member)] }
      if key.period >= 0 { name.period = periods.names[Int(key.period)] }
      let cells = datasets.indices.map { dataset -> CellKey? in
        guard let member = members.local(key.member, in: dataset),
          let period = periods.local(key.period, in: dataset)
        else { return nil }
        return CellKey(province: key.province, ward: key.ward, member: member, period: period)
      }
      return Row(key: name, province: key.province, ward: key.ward, cells: cells)
    }
  }

  private static func keys(
    _ grouping: Grouping, tables: [CellTable], members: Axis, periods: Axis, provinceCount: Int
  ) -> [CellKey] {
    let memberAxis = grouping.category == nil ? [-1] : Array(0..<Int32(members.names.count))
    let periodAxis = grouping.period ? Array(0..<Int32(periods.names.count)) : [-1]
    var places: Set<CellKey> = []
    var keys: Set<CellKey> = []
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
        keys.insert(
          CellKey(
            province: key.province, ward: key.ward,
            member: members.common(key.member, of: dataset),
            period: periods.common(key.period, of: dataset)))
      }
    }
    for place in places {
      for member in memberAxis {
        for period in periodAxis {
          keys.insert(
            CellKey(province: place.province, ward: place.ward, member: member, period: period))
        }
      }
    }
    return keys.sorted { $0.order < $1.order }
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
