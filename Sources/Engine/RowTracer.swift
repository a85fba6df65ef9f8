internal import Definitions

/// Notes the lines of one worker's rows that count in some cells of the plan's one table.
///
/// It sees the very rows that are counted: of a key the newest version, whatever file that lies in.
final class RowTracer {
  private let rowPlan: RowPlan
  private let lineWord: Int
  private let wanted: Set<CellKey>
  /// The key of each cell met so far; `nil` for one that is not wanted.
  private var keys: [UInt64: CellKey?] = [:]
  private var lines: [Place: [LineSet]] = [:]

  private struct Place: Hashable {
    let cell: CellKey
    let file: Int
  }

  /// `nil` where the plan's rows carry no lines.
  init?(_ rowPlan: RowPlan, cells: Set<CellKey>) {
    guard let lineWord = rowPlan.lineWord else { return nil }
    precondition(rowPlan.tables.count == 1)
    self.rowPlan = rowPlan
    self.lineWord = lineWord
    wanted = cells
  }

  /// Adds rows that are settled, all of one file, or each of the file of its origin.
  func add(_ rows: RowStore, file: Int? = nil) {
    let (words, head, cell) = (rows.lane, rowPlan.headPlace.word, rowPlan.cellPlace(0))
    for row in 0..<rows.count {
      let at = row * rows.stride
      guard RowHead(words[at + head]).isInPeriod, let key = key(cell.read(words, at: at))
      else { continue }
      let place = Place(
        cell: key, file: file ?? RowOrigin(words[at + RowPlan.originWord]).file)
      let line = Int(words[at + lineWord])
      for (measure, source) in rowPlan.tallies.enumerated()
      where rowPlan.counts(source, words, at: at) {
        lines[place, default: none][measure].insert(line)
      }
    }
  }

  private var none: [LineSet] { [LineSet](repeating: LineSet(), count: rowPlan.tallies.count) }

  private func key(_ cell: UInt64) -> CellKey? {
    if let known = keys[cell] { return known }
    let key = rowPlan.tables[0].key(cell, reference: rowPlan.plan.reference)
    let found = wanted.contains(key) ? key : nil
    keys[cell] = .some(found)
    return found
  }

  /// Adds what another worker noted.
  func merge(_ other: RowTracer) {
    for (place, theirs) in other.lines {
      for (measure, set) in theirs.enumerated() {
        lines[place, default: none][measure].formUnion(set)
      }
    }
  }

  /// What was noted, in the order of the files.
  var traces: [CellTrace] {
    lines.map { place, lines in CellTrace(cell: place.cell, file: place.file, lines: lines) }
      .sorted { $0.file < $1.file }
  }
}

extension RowPlan {
  /// Whether a row counts in a measure.
  fileprivate func counts(_ tally: TallySource, _ words: Lane<UInt64>, at row: Int) -> Bool {
    func holds(_ condition: Int?) -> Bool {
      guard let place = condition.map(conditionPlace) else { return true }
      return words[row + place.word] >> place.shift & 1 == 1
    }
    switch tally {
    case .records: return true
    case .bit(let condition): return holds(condition)
    // A denominator of 0 stands for null.
    case .values(let number): return words[row + numberWord + 2 * number + 1] != 0
    case .codes(let index, let condition):
      let at = row + codeWord + 2 * index
      return holds(condition) && (words[at] != .max || words[at + 1] != .max)
    case .units(.province, let condition):
      return holds(condition) && RowHead(words[row + headPlace.word]).province >= 0
    case .units(.ward, let condition):
      return holds(condition) && wardPlace.map { $0.read(words, at: row) != 0 } ?? false
    }
  }
}
