/// The accepted records of a survey with a sampling design, as columns: what weights and variances need.
///
/// Beside the counts of cells it is the other thing that ingest hands on. It is a set of records without
/// an order; `sorted` puts it into one that does not depend on how it came about.
public struct Sample: Sendable {
  /// Indices into the reference; −1 for null.
  public var provinces: [Int32] = []
  public var wards: [Int32] = []
  /// Indices of the dataset's periods.
  public var periods: [Int32] = []
  /// Microseconds since 1970-01-01T00:00Z, of a day its first; empty for a snapshot.
  public var moments: [Int64] = []
  /// Those of the plan's sampled columns, in that order.
  public var columns: [Column]
  /// What each measure of the plan counts.
  public var measures: [Counted]

  public init(columns: [Column], measures: [Counted]) {
    self.columns = columns
    self.measures = measures
  }

  public var count: Int { provinces.count }

  /// The values of one column: for each record the place of its value among the different ones.
  public struct Column: Hashable, Sendable {
    /// −1 for null.
    public var codes: [Int32]
    /// The different values: codes of places, members of categories, numbers as `4` or `7/2`, texts.
    public var levels: [String]

    public init(codes: [Int32] = [], levels: [String] = []) {
      self.codes = codes
      self.levels = levels
    }

    /// The value of a record; `nil` for null.
    public subscript(row: Int) -> String? { codes[row] < 0 ? nil : levels[Int(codes[row])] }
  }

  /// What a measure says of each record.
  public enum Counted: Hashable, Sendable {
    /// 1 where the record counts, 0 where it does not.
    case truths([UInt8])
    case values(Column)
    /// Of the kinds that only cells count.
    case nothing
  }

  /// Stands for an answer that says that the question does not apply.
  public static let notApplicable = "not_applicable"
}

extension Sample {
  /// The same records in the order of province, ward and then all else, levels sorted.
  ///
  /// Two samples of the same records are the same afterwards. O(records × columns + records log records).
  public func sorted() -> Sample {
    var copy = self
    for index in copy.columns.indices { copy.columns[index].sortLevels() }
    for index in copy.measures.indices {
      guard case .values(var column) = copy.measures[index] else { continue }
      copy.measures[index] = .nothing
      column.sortLevels()
      copy.measures[index] = .values(column)
    }
    let keys = copy.contentHashes
    let order = (0..<count).sorted { a, b in
      let (left, right) = (copy.place(a), copy.place(b))
      return left == right ? keys[a] < keys[b] : left < right
    }
    return copy.records(order)
  }

  private func place(_ row: Int) -> UInt64 {
    UInt64(UInt32(bitPattern: provinces[row])) << 32 | UInt64(UInt32(bitPattern: wards[row]))
  }

  /// A number for each record that depends on all that is known of it, and on nothing else.
  private var contentHashes: [UInt64] {
    var hashes = [UInt64](repeating: 0, count: count)
    for row in 0..<count {
      hashes[row] = mixed(place(row), with: UInt64(UInt32(bitPattern: periods[row])))
    }
    if !moments.isEmpty {
      for row in 0..<count {
        hashes[row] = mixed(hashes[row], with: UInt64(bitPattern: moments[row]))
      }
    }
    func add(_ column: Column) {
      let levels = column.levels.map(contentHash)
      for row in 0..<count {
        let code = column.codes[row]
        hashes[row] = mixed(hashes[row], with: code < 0 ? 0 : levels[Int(code)])
      }
    }
    for column in columns { add(column) }
    for measure in measures {
      switch measure {
      case .truths(let truths):
        for row in 0..<count { hashes[row] = mixed(hashes[row], with: UInt64(truths[row])) }
      case .values(let column): add(column)
      case .nothing: break
      }
    }
    return hashes
  }

  /// Some of the records, in the order in which they are named.
  ///
  /// O(records named × columns).
  public func records(_ order: [Int]) -> Sample {
    func moved<Value>(_ values: [Value]) -> [Value] {
      values.isEmpty ? [] : order.map { values[$0] }
    }
    func moved(_ column: Column) -> Column {
      Column(codes: moved(column.codes), levels: column.levels)
    }
    var result = Sample(
      columns: columns.map(moved),
      measures: measures.map { measure in
        switch measure {
        case .truths(let truths): .truths(moved(truths))
        case .values(let column): .values(moved(column))
        case .nothing: .nothing
        }
      })
    (result.provinces, result.wards) = (moved(provinces), moved(wards))
    (result.periods, result.moments) = (moved(periods), moved(moments))
    return result
  }
}

extension Sample.Column {
  /// Puts the levels into the order of their bytes, those that occur only.
  fileprivate mutating func sortLevels() {
    var isUsed = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { isUsed[Int(code)] = true }
    let order = levels.indices.filter { isUsed[$0] }
      .sorted { levels[$0].utf8.lexicographicallyPrecedes(levels[$1].utf8) }
    var places = [Int32](repeating: -1, count: levels.count)
    for (place, level) in order.enumerated() { places[level] = Int32(place) }
    for row in codes.indices where codes[row] >= 0 { codes[row] = places[Int(codes[row])] }
    levels = order.map { levels[$0] }
  }
}

/// FNV-1a of a text.
private func contentHash(_ text: String) -> UInt64 {
  text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

/// A step of SplitMix64.
private func mixed(_ hash: UInt64, with word: UInt64) -> UInt64 {
  var value = (hash &+ 0x9E37_79B9_7F4A_7C15) ^ word
  value = (value ^ value &>> 30) &* 0xBF58_476D_1CE4_E5B9
  value = (value ^ value &>> 27) &* 0x94D0_49BB_1331_11EB
  return value ^ value &>> 31
}
