internal import Definitions

/// The strata and primary sampling units of a sample's records, numbered from 0.
///
/// The units of a stratum have numbers that follow one another.
struct SurveyUnits {
  let ofRecord: [Int32]
  /// For each unit its stratum.
  let strata: [Int32]
  let stratumCount: Int

  /// O(records × columns of the design).
  init(_ sample: Sample, _ design: SamplingDesign, columns: SampledColumns) {
    var stratum = Numbering(count: sample.count)
    for column in design.strata { stratum.part(by: columns.codes(of: column)) }
    var unit = stratum
    if design.units.isEmpty {
      unit.partAll()
    } else {
      unit.part(by: Self.firstFilled(design.units.map(columns.codes), count: sample.count))
      // Sites of one name in two provinces are two.
      unit.part(by: sample.provinces)
    }
    stratumCount = stratum.count
    var stratumOfUnit = [Int32](repeating: 0, count: unit.count)
    for (unit, stratum) in zip(unit.numbers, stratum.numbers) { stratumOfUnit[Int(unit)] = stratum }
    let order = stratumOfUnit.indices.sorted { (stratumOfUnit[$0], $0) < (stratumOfUnit[$1], $1) }
    var renumbered = [Int32](repeating: 0, count: order.count)
    for (place, unit) in order.enumerated() { renumbered[unit] = Int32(place) }
    ofRecord = unit.numbers.map { renumbered[Int($0)] }
    strata = order.map { stratumOfUnit[$0] }
  }

  /// For each record a number for the first column that is filled and its value; −1 for none.
  ///
  /// Records without a site are one unit of their stratum: nobody knows that they were apart.
  private static func firstFilled(_ columns: [[Int32]], count: Int) -> [Int32] {
    (0..<count).map { record in
      var base: Int32 = 0
      for codes in columns {
        if codes[record] >= 0 { return base + codes[record] }
        base += (codes.max() ?? -1) + 1
      }
      return -1
    }
  }
}

/// Numbers given to records, alike to those that are alike in what has been looked at so far.
struct Numbering {
  private(set) var numbers: [Int32]
  private(set) var count = 1

  init(count: Int) { numbers = Array(repeating: 0, count: count) }

  /// Parts records by a code, −1 for null, which is a value as any other.
  mutating func part(by codes: [Int32]) {
    var known: [UInt64: Int32] = [:]
    for record in numbers.indices {
      let key = UInt64(numbers[record]) << 32 | UInt64(UInt32(bitPattern: codes[record]))
      let number = known[key] ?? Int32(known.count)
      if number == known.count { known[key] = number }
      numbers[record] = number
    }
    count = max(1, known.count)
  }

  /// Gives each record a number of its own.
  mutating func partAll() {
    for record in numbers.indices { numbers[record] = Int32(record) }
    count = max(1, numbers.count)
  }
}

/// The columns of a sample by the columns of its schema.
struct SampledColumns {
  private let sample: Sample
  private let schema: Schema
  private let places: [Int: Int]

  init(_ sample: Sample, of plan: CountingPlan) {
    self.sample = sample
    schema = plan.schema
    places = Dictionary(
      (plan.sampledColumns ?? []).enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The values of a column that is no place; `nil` where it was not kept.
  subscript(column: Int) -> Sample.Column? { places[column].map { sample.columns[$0] } }

  /// For each record the code of its value; of a place that of the place it was found to be in.
  func codes(of column: Int) -> [Int32] {
    if schema.provinceColumns.contains(column) { return sample.provinces }
    if schema.wardColumns.contains(column) { return sample.wards }
    return self[column]?.codes ?? Array(repeating: -1, count: sample.count)
  }

  /// The values of a column of numbers; not a number for null.
  func numbers(of column: Int) -> [Double] {
    self[column]?.doubles ?? Array(repeating: .nan, count: sample.count)
  }

  /// For each record the index of its member, in the order of the schema; −1 for null.
  func members(of name: String) -> [Int32] {
    guard let index = schema.column(name), let members = schema.categoryMembers(name),
      let column = self[index]
    else { return Array(repeating: -1, count: sample.count) }
    let indices = column.levels.map { level in
      members.firstIndex(of: level).map { Int32($0) } ?? -1
    }
    return column.codes.map { $0 < 0 ? -1 : indices[Int($0)] }
  }
}
