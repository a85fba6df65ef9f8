public import Statistics

/// What ingest makes of any amount of records of a dataset: exact counts a measure and finest cell.
///
/// The only seam between ingest and the rest. Every coarser grouping adds up from one of the tables.
public struct Cells: Sendable {
  public let dataset: String
  public var tables: [CellTable]
  /// The records themselves, where the dataset is a survey with a sampling design.
  public var sample: Sample?

  public init(dataset: String, tables: [CellTable], sample: Sample? = nil) {
    self.dataset = dataset
    self.tables = tables
    self.sample = sample
  }

  /// Adds the cells of other records of the same plan.
  ///
  /// O(cells of `other`).
  public mutating func merge(_ other: Cells) {
    guard !tables.isEmpty else {
      tables = other.tables
      return
    }
    for index in other.tables.indices {
      for (key, cell) in other.tables[index].cells {
        tables[index].cells[key, default: Cell()].merge(cell)
      }
    }
  }
}

/// The cells of one grouping.
public struct CellTable: Sendable {
  public let grouping: Grouping
  public let measures: [Measure.ID]
  /// For each cell with a record: how many records, and a tally for each measure.
  public var cells: [CellKey: Cell]

  public init(grouping: Grouping, measures: [Measure.ID], cells: [CellKey: Cell] = [:]) {
    self.grouping = grouping
    self.measures = measures
    self.cells = cells
  }

  /// The cells of a coarser grouping.
  ///
  /// O(cells).
  public func rolledUp(to coarser: Grouping) -> CellTable {
    var table = CellTable(grouping: coarser, measures: measures)
    for (key, cell) in cells {
      table.cells[key.coarsened(to: coarser), default: Cell()].merge(cell)
    }
    return table
  }
}

/// Where a cell lies: indices into the reference, the category's members and the periods.
///
/// −1 stands for a key that the grouping does not use and for a null one.
public struct CellKey: Hashable, Sendable {
  public var province: Int32
  public var ward: Int32
  public var member: Int32
  public var period: Int32

  public init(province: Int32 = -1, ward: Int32 = -1, member: Int32 = -1, period: Int32 = -1) {
    self.province = province
    self.ward = ward
    self.member = member
    self.period = period
  }

  public func coarsened(to grouping: Grouping) -> CellKey {
    CellKey(
      province: grouping.province ? province : -1, ward: grouping.ward ? ward : -1,
      member: grouping.category != nil ? member : -1, period: grouping.period ? period : -1)
  }
}

/// The counts of one cell.
public struct Cell: Hashable, Sendable, Mergeable {
  public var records: Int64
  /// One tally a measure, in the table's order; empty in the identity.
  public var tallies: [Tally]

  public init() { self.init(records: 0, tallies: []) }

  public init(records: Int64, tallies: [Tally]) {
    self.records = records
    self.tallies = tallies
  }

  public mutating func merge(_ other: Cell) {
    records += other.records
    guard !tallies.isEmpty else {
      tallies = other.tallies
      return
    }
    for index in other.tallies.indices { tallies[index].merge(other.tallies[index]) }
  }
}

/// What is known of one measure in one cell.
public enum Tally: Hashable, Sendable {
  case count(Int64)
  /// How often each value occurs.
  case values(ValueCounts)
  /// The different codes: of a province or ward, a member's name, or a hash of a text.
  case codes(Set<String>)

  /// Adds another tally of the same measure.
  public mutating func merge(_ other: Tally) {
    switch (self, other) {
    case (.count(let a), .count(let b)): self = .count(a + b)
    case (.values(var a), .values(let b)):
      // Given up here, so that `a` is changed in place: many small tallies go into a large one.
      self = .count(0)
      a.merge(b)
      self = .values(a)
    case (.codes(var a), .codes(let b)):
      self = .count(0)
      a.formUnion(b)
      self = .codes(a)
    case (let mine, _): preconditionFailure("\(mine) cannot be merged with \(other)")
    }
  }
}
