internal import Definitions
internal import Statistics

/// Adds rows to cells.
///
/// Each worker has its own; they are merged in the end.
final class Accumulator {
  private let rowPlan: RowPlan
  private var tables: [Table]

  private struct Table {
    let index: CellIndex
    let counts: CellCounts
    let numbers: [NumberLog]
    /// What other workers gathered, and the slot here of each of theirs.
    var others: [(numbers: [NumberLog], slots: [Int])] = []
    var codes: Set<CodeKey> = []
  }

  private struct CodeKey: Hashable {
    let slot: Int32
    let measure: Int32
    let high: UInt64
    let low: UInt64
  }

  init(_ rowPlan: RowPlan) {
    self.rowPlan = rowPlan
    tables = rowPlan.tables.map {
      Table(
        index: CellIndex(capacity: $0.capacity),
        counts: CellCounts(conditionBytes: rowPlan.conditionByteCount),
        numbers: rowPlan.numbers.map { _ in NumberLog() })
    }
  }

  /// Adds the rows that lie in the period.
  func add(_ rows: RowStore) {
    for table in tables.indices {
      let cell = rowPlan.cellPlace(table)
      tables[table].counts.add(rows, rowPlan, cell: cell, index: tables[table].index)
      for (number, log) in tables[table].numbers.enumerated() {
        addValues(rows, number, cell: cell, index: tables[table].index, to: log)
      }
      if rowPlan.hasCodes { addCodes(rows, cell: cell, to: &tables[table]) }
    }
  }

  private func addValues(
    _ rows: RowStore, _ number: Int, cell: BitPlace, index: CellIndex, to log: NumberLog
  ) {
    let (words, dense) = (rows.lane, index.dense)
    log.add(rows, rowPlan, word: rowPlan.numberWord + number * 2) { row in
      let cell = cell.read(words, at: row)
      return dense.capacity > 0 ? Int(dense[Int(cell)]) : index.slot(of: cell)
    }
  }

  private func addCodes(_ rows: RowStore, cell: BitPlace, to table: inout Table) {
    let (words, head) = (rows.lane, rowPlan.headPlace.word)
    for row in 0..<rows.count {
      let at = row * rows.stride
      guard RowHead(words[at + head]).isInPeriod else { continue }
      let slot = Int32(table.index.slot(of: cell.read(words, at: at)))
      addCodes(words, at: at, slot: slot, to: &table)
    }
  }

  private func addCodes(_ words: Lane<UInt64>, at row: Int, slot: Int32, to table: inout Table) {
    for (measure, source) in rowPlan.tallies.enumerated() {
      let code: (high: UInt64, low: UInt64)
      switch source {
      case .codes(let index, let condition):
        let at = row + rowPlan.codeWord + index * 2
        guard holds(condition, words, row), words[at] != .max || words[at + 1] != .max
        else { continue }
        code = (words[at], words[at + 1])
      case .units(let level, let condition):
        let unit = unit(level, words, row)
        guard holds(condition, words, row), unit >= 0 else { continue }
        code = (0, UInt64(unit))
      case .records, .bit, .values: continue
      }
      table.codes.insert(
        CodeKey(slot: slot, measure: Int32(measure), high: code.high, low: code.low))
    }
  }

  private func holds(_ condition: Int?, _ words: Lane<UInt64>, _ row: Int) -> Bool {
    guard let place = condition.map(rowPlan.conditionPlace) else { return true }
    return words[row + place.word] >> place.shift & 1 == 1
  }

  private func unit(_ level: PlaceLevel, _ words: Lane<UInt64>, _ row: Int) -> Int {
    guard level == .ward, let place = rowPlan.wardPlace else {
      return RowHead(words[row + rowPlan.headPlace.word]).province
    }
    return Int(place.read(words, at: row)) - 1
  }

  /// Adds what another worker counted, one that was not merged with any.
  func merge(_ other: Accumulator) {
    for (table, theirs) in other.tables.enumerated() {
      let index = tables[table].index
      let slots = theirs.index.cells.map(index.slot)
      for (slot, mine) in slots.enumerated() {
        tables[table].counts.add(theirs.counts.counts(of: slot), to: mine)
      }
      tables[table].others.append((theirs.numbers, slots))
      for key in theirs.codes {
        tables[table].codes.insert(
          CodeKey(
            slot: Int32(slots[Int(key.slot)]), measure: key.measure, high: key.high, low: key.low))
      }
    }
  }

  /// The cells of everything that was added.
  func cells() -> Cells {
    let plan = rowPlan.plan
    let measures = plan.measures.map(\.id)
    var result = Cells(dataset: plan.dataset.name, tables: [])
    for (table, tablePlan) in zip(tables, rowPlan.tables) {
      var cells: [Cell] = table.index.cells.indices.map { slot in
        let counts = table.counts.counts(of: slot)
        let tallies = rowPlan.tallies.map { source -> Tally in
          switch source {
          case .records: .count(counts[0])
          case .bit(let bit): .count(counts[1 + bit])
          case .values: .values(ValueCounts())
          case .codes, .units: .codes([])
          }
        }
        return Cell(records: counts[0], tallies: tallies)
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
    var codes: [TallyKey: Set<String>] = [:]
    for (number, measures) in measuresOfNumber {
      let gathered =
        [(table.numbers[number], Array(cells.indices))]
        + table.others.map { ($0.numbers[number], $0.slots) }
      let values = GatheredValues(gathered.map(GatheredValues.Part.init)).counts(cells.count)
      for slot in cells.indices {
        for measure in measures { cells[slot].tallies[measure].merge(.values(values[slot])) }
      }
    }
    for key in table.codes {
      codes[TallyKey(key.slot, Int(key.measure)), default: []].insert(codeText(key))
    }
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
    case .records, .bit, .values: return ""
    }
  }
}
