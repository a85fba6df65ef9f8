internal import Definitions

/// A counting plan made ready for batches: what each record leaves behind once it is checked.
///
/// A row is a few 64-bit words. Only rows with a key carry the first four:
///
/// ```
/// | hash | hash | version | origin | head+conditions, cells … | number, denominator … | code … | line | place | moment |
/// ```
///
/// The place and moment stand only in rows of a sample, which are kept one by one.
///
/// The line in which the record begins is kept only where records are traced; it is counted from the
/// shard's first until the rows are certain, then from 1.
///
/// The middle part is made of units of 32 bits: a head of 16 bits with the first 16 conditions, a
/// cell for each finest grouping (two units where it has more cells than one can number), the ward if
/// a measure needs it, and 32 conditions each.
struct RowPlan: Sendable {
  let plan: CountingPlan
  let program: Program
  /// The different conditions that are counted, one bit each.
  let conditions: [Program.TruthID]
  let numbers: [Program.NumberID]
  let codeColumns: [Int]
  let tables: [TablePlan]
  /// For each measure of the plan where its tally comes from.
  let tallies: [TallySource]

  enum TallySource {
    case records
    case bit(Int)
    case values(Int)
    case codes(Int, where: Int?)
    case units(PlaceLevel, where: Int?)
  }

  let hasKey: Bool
  let hasCodes: Bool
  /// The word that units start in.
  private let firstUnitWord: Int
  private let cellUnits: [Int]
  private let wardUnit: Int?
  private let conditionUnit: Int
  let numberWord: Int
  let codeWord: Int
  /// Absent where nobody asks for lines.
  let lineWord: Int?
  /// The word of the ward and period, which that of the moment follows; absent where no sample is kept.
  let placeWord: Int?
  /// For each of the plan's sampled columns its place among `codeColumns`.
  let sampledCodes: [Int]
  /// Absent where nobody watches what files deliver.
  let feedLayout: FeedLayout?
  let stride: Int

  static let hashWord = 0
  static let versionWord = 2
  static let originWord = 3

  /// Plans the rows; where versions are not counted, every record is by itself although it has a key.
  init(_ plan: CountingPlan, countsVersions: Bool = true, keepsLines: Bool = false) {
    self.plan = plan
    var program = Program(asOf: plan.asOf)
    var (conditions, numbers, codeColumns): ([Int], [Int], [Int]) = ([], [], [])
    func place(of item: Int, in list: inout [Int]) -> Int {
      if let index = list.firstIndex(of: item) { return index }
      list.append(item)
      return list.count - 1
    }
    func bit(of condition: Condition) -> Int? {
      condition == .constant(true) ? nil : place(of: program.add(condition), in: &conditions)
    }
    tallies = plan.measures.map { measure in
      switch measure.content {
      case .records(let condition): bit(of: condition).map { .bit($0) } ?? .records
      case .values(let number): .values(place(of: program.add(number), in: &numbers))
      case .codes(let column, where: let condition):
        .codes(place(of: column, in: &codeColumns), where: bit(of: condition))
      case .units(let level, where: let condition): .units(level, where: bit(of: condition))
      }
    }
    feedLayout = plan.countsDeliveries ? FeedLayout(plan) : nil
    sampledCodes = (plan.sampledColumns ?? []).map { place(of: $0, in: &codeColumns) }
    self.program = program
    self.conditions = conditions
    self.numbers = numbers
    self.codeColumns = codeColumns
    hasCodes = tallies.contains {
      switch $0 {
      case .records, .bit, .values: false
      case .codes, .units: true
      }
    }
    let needsWard = tallies.contains { if case .units(.ward, _) = $0 { true } else { false } }
    let periods = plan.dataset.period.periods.count
    tables = plan.tables.map { TablePlan($0, plan: plan, periodCount: periods) }
    hasKey = countsVersions && plan.schema.key != nil
    firstUnitWord = hasKey ? 4 : 0
    var unit = 1
    cellUnits = tables.map { table in
      // Two units make one word.
      let first = table.isWide ? unit + unit % 2 : unit
      unit = first + (table.isWide ? 2 : 1)
      return first
    }
    wardUnit = needsWard ? unit : nil
    conditionUnit = unit + (needsWard ? 1 : 0)
    let units = conditionUnit + max(0, conditions.count - 16 + 31) / 32
    numberWord = firstUnitWord + (units + 1) / 2
    codeWord = numberWord + numbers.count * 2
    lineWord = keepsLines ? codeWord + codeColumns.count * 2 : nil
    let end = codeWord + codeColumns.count * 2 + (keepsLines ? 1 : 0)
    placeWord = plan.sampledColumns == nil ? nil : end
    stride = end + (plan.sampledColumns == nil ? 0 : 2)
  }

  /// Columns whose values, or their absence, decide anything about a row.
  var usedColumns: Set<Int> {
    program.usedColumns.union(codeColumns).union(
      [plan.schema.key, plan.schema.version, plan.schema.time].compactMap(\.self))
  }

  /// The words that units are added to.
  var unitWords: Range<Int> { firstUnitWord..<numberWord }

  var headPlace: BitPlace { unit(0) }
  var wardPlace: BitPlace? { wardUnit.map(unit) }

  func cellPlace(_ table: Int) -> BitPlace {
    let place = unit(cellUnits[table])
    return tables[table].isWide ? BitPlace(word: place.word, shift: 0, mask: .max) : place
  }

  /// Where the bit of a condition stands.
  func conditionPlace(_ condition: Int) -> BitPlace {
    let byte = conditionBytePlace(condition / 8)
    return BitPlace(word: byte.word, shift: byte.shift + UInt64(condition % 8))
  }

  /// Where the bits of eight conditions stand.
  func conditionBytePlace(_ byte: Int) -> BitPlace {
    let place = byte < 2 ? unit(0) : unit(conditionUnit + (byte - 2) / 4)
    return BitPlace(
      word: place.word,
      shift: place.shift + (byte < 2 ? 16 + 8 * UInt64(byte) : 8 * UInt64((byte - 2) % 4)))
  }

  /// How many bytes the bits of all conditions fill.
  var conditionByteCount: Int { (conditions.count + 7) / 8 }

  private func unit(_ unit: Int) -> BitPlace {
    BitPlace(word: firstUnitWord + unit / 2, shift: unit % 2 == 0 ? 0 : 32)
  }
}

/// Where in a row a number of at most 64 bits stands.
struct BitPlace {
  let word: Int
  let shift: UInt64
  /// The bits of the number, of a unit where nothing else is said.
  var mask: UInt64 = 0xFFFF_FFFF

  /// The number in the row that starts at `row`.
  @inline(__always)
  func read(_ words: Lane<UInt64>, at row: Int) -> UInt64 {
    words[row &+ word] &>> shift & mask
  }
}

/// The 16 bits that say where a record belongs.
struct RowHead {
  let bits: UInt64

  @inline(__always)
  init(province: Int64, isInPeriod: Bool) {
    bits = UInt64(truncatingIfNeeded: province &+ 1) &<< 1 | (isInPeriod ? 1 : 0)
  }

  @inline(__always)
  init(_ word: UInt64) { bits = word & 0xFFFF }

  /// −1 for null.
  @inline(__always) var province: Int { Int(truncatingIfNeeded: bits &>> 1) &- 1 }
  @inline(__always) var isInPeriod: Bool { bits & 1 != 0 }
}

/// The file and the place in it that a record came from, in the order in which ties are broken.
struct RowOrigin {
  let word: UInt64

  @inline(__always)
  init(file: Int, offset: Int) { word = UInt64(file) &<< 44 | UInt64(offset) }
  init(_ word: UInt64) { self.word = word }

  var file: Int { Int(word &>> 44) }
  var offset: Int { Int(word & (1 &<< 44 &- 1)) }
}

/// The cells of one finest grouping, numbered.
struct TablePlan: Sendable {
  let grouping: Grouping
  /// The column of the grouping's category.
  let memberColumn: Int?
  private let memberCount: Int
  private let periodCount: Int
  private let wardCount: Int
  private let provinceCount: Int

  init(_ grouping: Grouping, plan: CountingPlan, periodCount: Int) {
    self.grouping = grouping
    memberColumn = grouping.category.flatMap { plan.schema.column($0) }
    memberCount = grouping.category.flatMap { plan.schema.categoryMembers($0)?.count } ?? 0
    self.periodCount = grouping.period ? periodCount : 1
    wardCount = plan.reference.wards.count
    provinceCount = plan.reference.provinces.count
  }

  /// Whether 32 bits are too few to number the cells.
  var isWide: Bool { capacity > Int(UInt32.max) }

  /// How many cells there can be.
  var capacity: Int { placeCount * (memberCount + 1) * periodCount }

  private var placeCount: Int {
    grouping.ward ? wardCount + provinceCount + 1 : grouping.province ? provinceCount + 1 : 1
  }

  /// The number of the cell of these keys, of which −1 is null.
  @inline(__always)
  func cell(province: Int64, ward: Int64, member: Int64, period: Int64) -> UInt64 {
    let place =
      grouping.ward
      ? (ward >= 0 ? Int(ward) : wardCount &+ Int(province) &+ 1)
      : grouping.province ? Int(province) &+ 1 : 0
    let index = (place &* (memberCount &+ 1) &+ Int(member) &+ 1) &* periodCount
    return UInt64(truncatingIfNeeded: index &+ (grouping.period ? Int(period) : 0))
  }

  /// The keys of a cell; a ward's province comes from the reference.
  func key(_ cell: UInt64, reference: Reference) -> CellKey {
    var rest = Int(cell)
    let period = rest % periodCount
    rest /= periodCount
    let member = rest % (memberCount + 1) - 1
    let place = rest / (memberCount + 1)
    var key = CellKey(member: Int32(member), period: grouping.period ? Int32(period) : -1)
    if grouping.ward, place < wardCount {
      key.ward = Int32(place)
      key.province = grouping.province ? Int32(reference.wards[place].province) : -1
    } else if grouping.ward {
      key.province = grouping.province ? Int32(place - wardCount - 1) : -1
    } else if grouping.province {
      key.province = Int32(place - 1)
    }
    return key
  }
}
