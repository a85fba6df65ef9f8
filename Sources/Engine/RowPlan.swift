internal import Definitions

/// A counting plan made ready for batches: what each record leaves behind once it is checked.
///
/// A row is a few 64-bit words: where the record came from, where it belongs, which conditions it
/// meets, and the values and codes that its measures need.
struct RowPlan: Sendable {
  let plan: CountingPlan
  /// The different conditions that are counted, one bit each.
  let conditions: [Condition]
  let textLiterals: Set<TextLiteral>
  let numbers: [Number]
  let codeColumns: [Int]
  let tables: [TablePlan]
  /// For each measure of the plan where its tally comes from.
  let tallies: [TallySource]

  enum TallySource {
    case bit(Int)
    case values(Int)
    case codes(Int, bit: Int)
    case units(PlaceLevel, bit: Int)
  }

  /// Words of a row: origin, head, [hash, hash, version], cells, conditions, numbers, codes.
  let versionWord: Int?
  let cellWord: Int
  let conditionWord: Int
  let numberWord: Int
  let codeWord: Int
  let stride: Int

  let hasValuesOrCodes: Bool

  init(_ plan: CountingPlan) {
    self.plan = plan
    var conditions: [Condition] = []
    var numbers: [Number] = []
    var codeColumns: [Int] = []
    func place<Item: Equatable>(of item: Item, in list: inout [Item]) -> Int {
      if let index = list.firstIndex(of: item) { return index }
      list.append(item)
      return list.count - 1
    }
    tallies = plan.measures.map { measure in
      switch measure.content {
      case .records(let condition): .bit(place(of: condition, in: &conditions))
      case .values(let number): .values(place(of: number, in: &numbers))
      case .codes(let column, where: let condition):
        .codes(
          place(of: column, in: &codeColumns), bit: place(of: condition, in: &conditions))
      case .units(let level, where: let condition):
        .units(level, bit: place(of: condition, in: &conditions))
      }
    }
    self.conditions = conditions
    textLiterals = conditions.reduce(into: []) { $0.formUnion($1.textLiterals) }
    self.numbers = numbers
    hasValuesOrCodes = tallies.contains {
      if case .bit = $0 { false } else { true }
    }
    self.codeColumns = codeColumns
    let periods = plan.dataset.period.periods.count
    tables = plan.tables.map { TablePlan($0, plan: plan, periodCount: periods) }
    versionWord = plan.schema.key == nil ? nil : 4
    cellWord = plan.schema.key == nil ? 2 : 5
    conditionWord = cellWord + tables.count
    numberWord = conditionWord + (conditions.count + 63) / 64
    codeWord = numberWord + numbers.count * 2
    stride = codeWord + codeColumns.count * 2
  }

  static let originWord = 0
  static let headWord = 1
  static let hashWord = 2
}

/// The word that says where a record belongs.
struct RowHead {
  var word: UInt64

  init(province: Int64, ward: Int64, isInPeriod: Bool) {
    word =
      UInt64(UInt16(truncatingIfNeeded: province &+ 1)) | (isInPeriod ? 1 << 16 : 0)
      | UInt64(UInt32(truncatingIfNeeded: ward &+ 1)) << 32
  }

  init(_ word: UInt64) { self.word = word }

  /// −1 for null.
  var province: Int { Int(word & 0xFFFF) - 1 }
  var ward: Int { Int(word >> 32) - 1 }
  var isInPeriod: Bool { word & (1 << 16) != 0 }
}

/// The file and the place in it that a record came from, in the order in which ties are broken.
struct RowOrigin {
  let word: UInt64

  init(file: Int, offset: Int) { word = UInt64(file) << 44 | UInt64(offset) }
  init(_ word: UInt64) { self.word = word }

  var file: Int { Int(word >> 44) }
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
      ? (ward >= 0 ? Int(ward) : wardCount + Int(province) + 1)
      : grouping.province ? Int(province) + 1 : 0
    let index = (place * (memberCount + 1) + Int(member) + 1) * periodCount
    return UInt64(index + (grouping.period ? Int(period) : 0))
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
