internal import Definitions
internal import Statistics

/// Adds rows to cells.
///
/// Each worker has its own; they are merged in the end.
struct Accumulator {
  private let rowPlan: RowPlan
  private var tables: [Table]

  private struct Table {
    var index: CellIndex
    /// A cell's records, then its count for each condition.
    var counts: [Int64] = []
    var values: [ValueKey: Int64] = [:]
    var codes: Set<CodeKey> = []
  }

  private struct ValueKey: Hashable {
    let slot: Int32
    let number: Int32
    let numerator: Int64
    let denominator: Int64
  }

  private struct CodeKey: Hashable {
    let slot: Int32
    let measure: Int32
    let high: UInt64
    let low: UInt64
  }

  init(_ rowPlan: RowPlan) {
    self.rowPlan = rowPlan
    tables = rowPlan.tables.map { Table(index: CellIndex(capacity: $0.capacity)) }
  }

  /// Adds the row that starts at `row`.
  @inline(__always)
  mutating func add(_ words: borrowing [UInt64], at row: Int) {
    let stride = rowPlan.conditions.count + 1
    for table in tables.indices {
      let slot = tables[table].index.slot(of: words[row + rowPlan.cellWord + table])
      let base = slot * stride
      if base == tables[table].counts.count {
        tables[table].counts.append(contentsOf: repeatElement(0, count: stride))
      }
      tables[table].counts[base] += 1
      for word in 0..<(rowPlan.numberWord - rowPlan.conditionWord) {
        var bits = words[row + rowPlan.conditionWord + word]
        while bits != 0 {
          tables[table].counts[base + 1 + word * 64 + bits.trailingZeroBitCount] += 1
          bits &= bits - 1
        }
      }
      if rowPlan.hasValuesOrCodes { addValuesAndCodes(words, at: row, table: table, slot: slot) }
    }
  }

  private mutating func addValuesAndCodes(
    _ words: borrowing [UInt64], at row: Int, table: Int, slot: Int
  ) {
    for number in rowPlan.numbers.indices {
      let at = row + rowPlan.numberWord + number * 2
      guard words[at + 1] != 0 else { continue }
      let key = ValueKey(
        slot: Int32(slot), number: Int32(number), numerator: Int64(bitPattern: words[at]),
        denominator: Int64(bitPattern: words[at + 1]))
      tables[table].values[key, default: 0] += 1
    }
    let head = RowHead(words[row + RowPlan.headWord])
    for (measure, source) in rowPlan.tallies.enumerated() {
      let code: (high: UInt64, low: UInt64)
      switch source {
      case .codes(let index, let bit):
        let at = row + rowPlan.codeWord + index * 2
        guard holds(bit, words, row), words[at] != .max || words[at + 1] != .max else { continue }
        code = (words[at], words[at + 1])
      case .units(let level, let bit):
        let unit = level == .province ? head.province : head.ward
        guard holds(bit, words, row), unit >= 0 else { continue }
        code = (0, UInt64(unit))
      case .bit, .values: continue
      }
      tables[table].codes.insert(
        CodeKey(slot: Int32(slot), measure: Int32(measure), high: code.high, low: code.low))
    }
  }

  private func holds(_ bit: Int, _ words: borrowing [UInt64], _ row: Int) -> Bool {
    words[row + rowPlan.conditionWord + bit / 64] >> UInt64(bit % 64) & 1 == 1
  }

  /// The cells of everything that was added.
  func cells() -> Cells {
    let plan = rowPlan.plan
    let measures = plan.measures.map(\.id)
    var result = Cells(dataset: plan.dataset.name, tables: [])
    for (table, tablePlan) in zip(tables, rowPlan.tables) {
      let stride = rowPlan.conditions.count + 1
      var cells: [Cell] = (0..<table.index.cells.count).map { slot in
        let tallies = rowPlan.tallies.map { source -> Tally in
          switch source {
          case .bit(let bit): .count(table.counts[slot * stride + 1 + bit])
          case .values: .values([:])
          case .codes, .units: .codes([])
          }
        }
        return Cell(records: table.counts[slot * stride], tallies: tallies)
      }
      fill(&cells, from: table)
      var keyed = CellTable(grouping: tablePlan.grouping, measures: measures)
      for (cell, number) in zip(cells, table.index.cells) {
        keyed.cells[tablePlan.key(number, reference: plan.reference), default: Cell()].merge(cell)
      }
      result.tables.append(keyed)
    }
    return result
  }

  private func fill(_ cells: inout [Cell], from table: Table) {
    var measuresOfNumber: [Int: [Int]] = [:]
    for (measure, source) in rowPlan.tallies.enumerated() {
      if case .values(let number) = source { measuresOfNumber[number, default: []].append(measure) }
    }
    var values: [TallyKey: [Exact: Int64]] = [:]
    var codes: [TallyKey: Set<String>] = [:]
    for (key, count) in table.values {
      guard let value = Exact(key.numerator, over: key.denominator) else { continue }
      for measure in measuresOfNumber[Int(key.number)] ?? [] {
        values[TallyKey(key.slot, measure), default: [:]][value, default: 0] += count
      }
    }
    for key in table.codes {
      codes[TallyKey(key.slot, Int(key.measure)), default: []].insert(codeText(key))
    }
    for (key, values) in values { cells[key.slot].tallies[key.measure].merge(.values(values)) }
    for (key, codes) in codes { cells[key.slot].tallies[key.measure].merge(.codes(codes)) }
  }

  /// A measure of a cell.
  private struct TallyKey: Hashable {
    let slot: Int
    let measure: Int

    init(_ slot: Int32, _ measure: Int) { (self.slot, self.measure) = (Int(slot), measure) }
  }

  /// The code as the stage file writes it.
  private func codeText(_ key: CodeKey) -> String {
    let (plan, value) = (rowPlan.plan, Int64(bitPattern: key.low))
    switch rowPlan.tallies[Int(key.measure)] {
    case .units(.province, _): return plan.reference.provinces[Int(value)].code
    case .units(.ward, _): return plan.reference.wards[Int(value)].code
    case .codes(let index, _):
      switch plan.schema.columns[rowPlan.codeColumns[index]].type {
      case .province: return plan.reference.provinces[Int(value)].code
      case .ward: return plan.reference.wards[Int(value)].code
      case .category(let category): return category.members[Int(value)]
      case .date: return CivilDate(daysSinceEpoch: Int32(value)).description
      case .id, .text: return Hash128(high: key.high, low: key.low).description
      case .flag, .timestamp, .integer, .decimal:
        return Exact(value, over: Int64(bitPattern: key.high))?.description ?? "\(value)"
      }
    case .bit, .values: return ""
    }
  }
}

/// Numbers the cells that occur in the order in which they are met.
struct CellIndex {
  /// Beyond this many possible cells a hash table takes the place of an array.
  private static let denseLimit = 1 << 20

  private var dense: [Int32]
  private var sparse: [UInt64: Int32] = [:]
  /// The cell of each slot.
  private(set) var cells: [UInt64] = []

  init(capacity: Int) {
    dense = capacity <= Self.denseLimit ? [Int32](repeating: -1, count: capacity) : []
  }

  @inline(__always)
  mutating func slot(of cell: UInt64) -> Int {
    if dense.isEmpty { return sparseSlot(of: cell) }
    let known = dense[Int(cell)]
    if known >= 0 { return Int(known) }
    dense[Int(cell)] = Int32(cells.count)
    cells.append(cell)
    return cells.count - 1
  }

  private mutating func sparseSlot(of cell: UInt64) -> Int {
    if let known = sparse[cell] { return Int(known) }
    sparse[cell] = Int32(cells.count)
    cells.append(cell)
    return cells.count - 1
  }
}
