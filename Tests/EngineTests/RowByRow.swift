import Definitions
import Statistics

@testable import Engine

/// Counts records one after another with nothing but strings, optionals and dictionaries.
///
/// It shares no code with the engine but the readers of single words and moments, so that what the
/// engine does many records at a time can be held against it.
struct RowByRow {
  let plan: CountingPlan
  private(set) var accepted = 0
  private(set) var superseded = 0
  private(set) var outOfPeriod = 0
  private(set) var rejected = 0
  /// For each cell its records, then those for which each measure's condition holds.
  private(set) var counts: [CellKey: [Int64]] = [:]

  private enum Value: Equatable {
    case integer(Int64)
    case number(Exact)
    case text(String)
  }

  /// The values of a record; `nil` for null.
  private typealias Row = [Value?]

  /// Records are in the order of files and lines.
  init(_ plan: CountingPlan, _ records: [[String]]) {
    self.plan = plan
    var newest: [String: (version: Int64, row: Row)] = [:]
    for (number, record) in records.enumerated() {
      guard let row = read(record) else {
        rejected += 1
        continue
      }
      let key = plan.schema.key.map { record[$0] } ?? "\(number)"
      var version: Int64 = 0
      if let column = plan.schema.version, case .integer(let moment)? = row[column] {
        version = moment
      }
      if let known = newest[key] {
        superseded += 1
        if known.version > version { continue }
      }
      newest[key] = (version, row)
    }
    for (_, row) in newest.values { count(row) }
  }

  private func read(_ record: [String]) -> Row? {
    var row: Row = []
    for (column, text) in zip(plan.schema.columns, record) {
      if text.isEmpty {
        if column.required { return nil }
        row.append(nil)
        continue
      }
      guard let value = value(text, of: column.type) else { return nil }
      row.append(value)
    }
    return place(row)
  }

  private func value(_ text: String, of type: ColumnType) -> Value? {
    let reading = DateTimeReader.read(Array(text.utf8).span, from: 0, to: text.utf8.count)
    switch type {
    case .id, .text, .ward: return .text(text)
    case .province: return plan.reference.province(text).map { .integer(Int64($0)) }
    case .category(let category): return category.words[text].map { .integer(Int64($0)) }
    case .flag(let words): return words[text].map { .integer($0 ? 1 : 0) }
    case .date: return reading.map { .integer(Int64($0.day(local: plan.offset).daysSinceEpoch)) }
    case .timestamp:
      return reading.map { .integer($0.timestamp(local: plan.offset).microseconds) }
    case .integer(let scale), .decimal(let scale):
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
        let whole = Int64(parts.joined())
      else { return nil }
      let fraction = parts.count == 2 ? parts[1].count : 0
      if case .integer = type, fraction > 0 { return nil }
      let unit = (0..<fraction).reduce(Int64(1)) { unit, _ in unit * 10 }
      guard let number = Exact(whole, over: unit), scale.range?.contains(number) ?? true
      else { return nil }
      return .number(number)
    }
  }

  /// The record with its ward read, if its places agree.
  private func place(_ row: Row) -> Row? {
    var row = row
    var province: Int64?
    for column in plan.schema.provinceColumns {
      guard case .integer(let index)? = row[column] else { continue }
      if let province, province != index { return nil }
      province = index
    }
    for column in plan.schema.wardColumns {
      guard case .text(let word)? = row[column] else { continue }
      let ward =
        plan.reference.ward(code: word)
        ?? province.flatMap { plan.reference.ward(named: word, in: Int($0)) }
      guard let ward, province.map({ Int(plan.reference.wards[ward].province) == Int($0) }) ?? true
      else { return nil }
      row[column] = .integer(Int64(ward))
    }
    return row
  }

  private mutating func count(_ row: Row) {
    guard let time = plan.schema.time, case .integer(let moment)? = row[time] else { return }
    let day = Timestamp(microseconds: moment).day(offset: plan.offset)
    let range = plan.dataset.period
    guard day >= range.from, day <= range.to,
      let period = range.periods.firstIndex(of: Period(containing: day, grain: range.grain))
    else {
      outOfPeriod += 1
      return
    }
    accepted += 1
    var key = CellKey(member: -1, period: Int32(period))
    if case .integer(let ward)? = row[plan.schema.wardColumns[0]] { key.ward = Int32(ward) }
    for column in plan.schema.provinceColumns {
      if case .integer(let province)? = row[column] { key.province = Int32(province) }
    }
    var counts = counts[key] ?? [Int64](repeating: 0, count: 1 + plan.measures.count)
    counts[0] += 1
    for (index, measure) in plan.measures.enumerated() {
      if case .records(let condition) = measure.content, truth(condition, row) == true {
        counts[1 + index] += 1
      }
    }
    self.counts[key] = counts
  }

  private func truth(_ condition: Condition, _ row: Row) -> Bool? {
    switch condition {
    case .constant(let value): return value
    case .flag(let column): return row[column].map { $0 == .integer(1) }
    case .compare(let a, let comparison, let b):
      guard let a = ordinal(a, row), let b = ordinal(b, row) else { return nil }
      return holds(comparison, a < b, a == b)
    case .compareNumbers(let a, let comparison, let b):
      guard let a = number(a, row), let b = number(b, row) else { return nil }
      return holds(comparison, a < b, a == b)
    case .textEquals(let column, let text): return row[column].map { $0 == .text(text) }
    case .isNull(.column(let column)): return row[column] == nil
    case .isNull(.ordinal(let operand)): return ordinal(operand, row) == nil
    case .isNull(.number(let operand)): return number(operand, row) == nil
    case .isNull(.condition(let operand)): return truth(operand, row) == nil
    case .not(let operand): return truth(operand, row).map { !$0 }
    case .and(let a, let b):
      let (a, b) = (truth(a, row), truth(b, row))
      return a == false || b == false ? false : a == nil || b == nil ? nil : true
    case .or(let a, let b):
      let (a, b) = (truth(a, row), truth(b, row))
      return a == true || b == true ? true : a == nil || b == nil ? nil : false
    }
  }

  private func holds(_ comparison: Comparison, _ isLess: Bool, _ isEqual: Bool) -> Bool {
    switch comparison {
    case .equal: isEqual
    case .notEqual: !isEqual
    case .less: isLess
    case .lessOrEqual: isLess || isEqual
    case .greater: !isLess && !isEqual
    case .greaterOrEqual: !isLess
    }
  }

  private func ordinal(_ ordinal: Ordinal, _ row: Row) -> Int64? {
    switch ordinal {
    case .column(let column):
      guard case .integer(let value)? = row[column] else { return nil }
      return value
    case .constant(let value): return value
    case .asOf: return Int64(plan.asOf.daysSinceEpoch)
    case .day(of: let moment):
      return self.ordinal(moment, row).map {
        Int64(Timestamp(microseconds: $0).day(offset: plan.offset).daysSinceEpoch)
      }
    }
  }

  private func number(_ number: Number, _ row: Row) -> Exact? {
    func pair(_ a: Number, _ b: Number, _ step: (Exact, Exact) -> Exact?) -> Exact? {
      guard let a = self.number(a, row), let b = self.number(b, row) else { return nil }
      return step(a, b)
    }
    func span(_ a: Ordinal, _ b: Ordinal, _ unit: Int64) -> Exact? {
      guard let a = ordinal(a, row), let b = ordinal(b, row) else { return nil }
      return Exact(b - a, over: unit)
    }
    switch number {
    case .column(let column):
      guard case .number(let value)? = row[column] else { return nil }
      return value
    case .constant(let value): return value
    case .add(let a, let b): return pair(a, b, Exact.sum)
    case .subtract(let a, let b): return pair(a, b, Exact.difference)
    case .multiply(let a, let b): return pair(a, b, Exact.product)
    case .divide(let a, let b): return pair(a, b, Exact.quotient)
    case .daysBetweenDates(let a, let b): return span(a, b, 1)
    case .daysBetweenTimestamps(let a, let b): return span(a, b, 86_400_000_000)
    }
  }
}
