internal import Definitions
internal import Statistics

/// Keeps the rows of a survey one by one, column by column.
///
/// Each worker has its own. It sees the very rows that are counted: of a key the newest version.
final class RowSampler {
  private let rowPlan: RowPlan
  private let placeWord: Int
  private var provinces: [Int32] = []
  private var wards: [Int32] = []
  private var periods: [Int32] = []
  private var moments: [Int64] = []
  private var columns: [Interned]
  private var truths: [[UInt8]]
  private var numbers: [Interned]
  /// For each measure of the plan the place among `truths` or `numbers`.
  private let places: [Place]

  private enum Place {
    case always
    case truths(Int, BitPlace)
    case numbers(Int, word: Int)
    case nothing
  }

  /// A column of words that are told apart by two of them; null as −1.
  private struct Interned {
    var codes: [Int32] = []
    var values: [Hash128] = []
    private var known: [Hash128: Int32] = [:]
    /// Most records say what the one before said.
    private var last = (value: Hash128(high: .max, low: .max), code: Int32(-1))

    mutating func append(_ value: Hash128, isNull: Bool) {
      codes.append(isNull ? -1 : code(of: value))
    }

    mutating func code(of value: Hash128) -> Int32 {
      if value == last.value { return last.code }
      let code = known[value] ?? Int32(values.count)
      if code == values.count {
        values.append(value)
        known[value] = code
      }
      last = (value, code)
      return code
    }

    mutating func merge(_ other: Interned) {
      let mapped = other.values.map { code(of: $0) }
      codes += other.codes.map { $0 < 0 ? -1 : mapped[Int($0)] }
    }
  }

  /// `nil` where the plan keeps no sample.
  init?(_ rowPlan: RowPlan) {
    guard let placeWord = rowPlan.placeWord else { return nil }
    self.rowPlan = rowPlan
    self.placeWord = placeWord
    var (truthCount, numberCount) = (0, 0)
    places = rowPlan.tallies.map { tally in
      switch tally {
      case .records: return .always
      case .bit(let condition):
        truthCount += 1
        return .truths(truthCount - 1, rowPlan.conditionPlace(condition))
      case .values(let number):
        numberCount += 1
        return .numbers(numberCount - 1, word: rowPlan.numberWord + 2 * number)
      case .codes, .units: return .nothing
      }
    }
    columns = rowPlan.sampledCodes.map { _ in Interned() }
    truths = (0..<truthCount).map { _ in [] }
    numbers = (0..<numberCount).map { _ in Interned() }
  }

  /// Adds rows that are settled.
  func add(_ rows: RowStore) {
    let (words, head) = (rows.lane, rowPlan.headPlace.word)
    let starts = (0..<rows.count).map { $0 * rows.stride }
      .filter { RowHead(words[$0 + head]).isInPeriod }
    for at in starts {
      provinces.append(Int32(RowHead(words[at + head]).province))
      wards.append(Int32(truncatingIfNeeded: words[at + placeWord] >> 32) - 1)
      periods.append(Int32(truncatingIfNeeded: words[at + placeWord]))
      moments.append(Int64(bitPattern: words[at + placeWord + 1]))
    }
    for (column, code) in rowPlan.sampledCodes.enumerated() {
      let word = rowPlan.codeWord + 2 * code
      for at in starts {
        let value = Hash128(high: words[at + word], low: words[at + word + 1])
        columns[column].append(value, isNull: value == Hash128(high: .max, low: .max))
      }
    }
    for place in places {
      switch place {
      case .always, .nothing: break
      case .truths(let index, let bit):
        for at in starts { truths[index].append(UInt8(words[at + bit.word] >> bit.shift & 1)) }
      case .numbers(let index, let word):
        for at in starts {
          // A denominator of 0 stands for null.
          let value = Hash128(high: words[at + word + 1], low: words[at + word])
          numbers[index].append(value, isNull: value.high == 0)
        }
      }
    }
  }

  /// Adds what another worker kept.
  func merge(_ other: RowSampler) {
    provinces += other.provinces
    wards += other.wards
    periods += other.periods
    moments += other.moments
    for index in columns.indices { columns[index].merge(other.columns[index]) }
    for index in truths.indices { truths[index] += other.truths[index] }
    for index in numbers.indices { numbers[index].merge(other.numbers[index]) }
  }

  /// What was kept; texts are found in the workers' names.
  func sample(named names: [TextNames]) -> Sample {
    let schema = rowPlan.plan.schema
    let sampled = rowPlan.plan.sampledColumns ?? []
    var sample = Sample(
      columns: zip(sampled, columns).map { index, column in
        Sample.Column(codes: column.codes, levels: levels(of: column, index, names))
      },
      measures: places.map { place in
        switch place {
        case .always: .truths([UInt8](repeating: 1, count: provinces.count))
        case .truths(let index, _): .truths(truths[index])
        case .numbers(let index, _): .values(numbersColumn(numbers[index]))
        case .nothing: .nothing
        }
      })
    (sample.provinces, sample.wards, sample.periods) = (provinces, wards, periods)
    if let time = schema.time {
      guard case .date = schema.columns[time].type else {
        sample.moments = moments
        return sample
      }
      sample.moments = moments.map { day in
        Timestamp(
          startOf: CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: day)),
          offset: rowPlan.plan.offset
        ).microseconds
      }
    }
    return sample
  }

  private func numbersColumn(_ column: Interned) -> Sample.Column {
    Sample.Column(codes: column.codes, levels: column.values.map(Self.number))
  }

  private static func number(_ value: Hash128) -> String {
    Exact(Int64(bitPattern: value.low), over: Int64(bitPattern: value.high))?.description ?? ""
  }

  private func levels(of column: Interned, _ index: Int, _ names: [TextNames]) -> [String] {
    let plan = rowPlan.plan
    let definition = plan.schema.columns[index]
    // What is personal is told apart, and not told.
    if definition.personal {
      return ordinals(of: column)
    }
    return column.values.map { value in
      let number = Int64(bitPattern: value.low)
      switch definition.type {
      case .id, .text: return names.lazy.compactMap { $0.texts[value] }.first ?? value.description
      case .category(let category): return category.members[Int(number)]
      case .province: return plan.reference.provinces[Int(number)].code
      case .ward: return plan.reference.wards[Int(number)].code
      case .date: return CivilDate(daysSinceEpoch: Int32(number)).description
      case .timestamp, .integer, .decimal:
        return value == .notApplicable ? Sample.notApplicable : Self.number(value)
      case .flag: return number == 1 ? "1" : "0"
      }
    }
  }

  /// A number for each value, given out in the order of their hashes.
  private func ordinals(of column: Interned) -> [String] {
    let order = column.values.indices.sorted {
      let (a, b) = (column.values[$0], column.values[$1])
      return (a.high, a.low) < (b.high, b.low)
    }
    var texts = [String](repeating: "", count: order.count)
    for (ordinal, value) in order.enumerated() { texts[value] = String(ordinal + 1) }
    return texts
  }
}
