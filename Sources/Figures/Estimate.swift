internal import Definitions
internal import Statistics

/// A KPI's value in one cell, before anything is withheld.
struct Estimate {
  var numerator: Quantity?
  var denominator: Int64?
  var value: Quantity?
  var interval: Interval?
  /// How the interval was found.
  var method: String?
  /// What it is from and how sure it is, where a survey is behind it.
  var uncertainty: Uncertainty?
  var flags: Set<Figure.Flag> = []
  /// The records that `min_denominator` and `min_count` are compared with; `nil` where only the value
  /// is there to be compared.
  var base: Int64?
}

/// Makes estimates of one KPI from the cells of one table.
struct Estimator {
  /// What is made of a cell's tallies, by their places among them.
  private enum Formula {
    case share(numerator: Int, denominator: Int)
    case mean(values: Int)
    case quantile(Exact, values: Int)
    case count(Int)
    case distinct(codes: Int)
    case coverage(PlaceLevel, codes: Int)
    case none
  }

  private let formula: Formula
  /// How the interval of a plain share is found; `nil` where the KPI has none.
  private let interval: KPI.IntervalMethod?
  private let level: Double
  /// How many units of the reference the nation and each province have, for coverage.
  private let units: UnitCounts

  /// Of a KPI with several quantiles the one that is `published` at this place.
  init(_ kpi: KPI, published: Int, in table: CellTable, units: UnitCounts) {
    func position(_ part: Measure.Part) -> Int {
      table.measures.firstIndex(of: Measure.ID(kpi: kpi.id, part: part)) ?? -1
    }
    formula =
      switch kpi.kind {
      case .share: .share(numerator: position(.numerator), denominator: position(.denominator))
      case .mean: .mean(values: position(.values))
      case .quantiles(let probabilities, _):
        .quantile(probabilities[published], values: position(.values))
      case .count: .count(position(.count))
      case .countDistinct: .distinct(codes: position(.codes))
      case .coverage(let level, _): .coverage(level, codes: position(.codes))
      case .composite: .none
      }
    interval = kpi.interval
    level = kpi.level
    self.units = units
  }

  /// The estimate in a cell; one that is not there has no records.
  ///
  /// O(values of the cell) for a mean; for a quantile O(runs of the cell × log values).
  func estimate(_ cell: Cell?, row: Grid.Row) -> Estimate {
    switch formula {
    case .share(let numerator, let denominator):
      return share(count(numerator, in: cell), of: count(denominator, in: cell))
    case .mean(let position):
      let values = values(position, in: cell)
      let count = values.count
      return Estimate(
        numerator: count > 0 ? values.sum : .integer(0), denominator: count, value: values.mean,
        base: count)
    case .quantile(let probability, let position):
      let values = values(position, in: cell)
      let count = values.count
      return Estimate(
        denominator: count, value: values.quantile(probability).map { .exact(WideRatio($0)) },
        base: count)
    case .count(let position): return Estimate(value: .integer(count(position, in: cell)))
    case .distinct(let position): return Estimate(value: .integer(codes(position, in: cell)))
    case .coverage(let level, let position):
      return share(codes(position, in: cell), of: units.count(level, row: row))
    case .none: return Estimate()
    }
  }

  private func share(_ numerator: Int64, of denominator: Int64) -> Estimate {
    let interval = denominator > 0 ? plainInterval(numerator, of: denominator) : nil
    return Estimate(
      numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      interval: interval, method: interval == nil ? nil : self.interval?.rawValue,
      base: denominator)
  }

  /// The interval of plain counts, where the method is one of counts.
  private func plainInterval(_ numerator: Int64, of denominator: Int64) -> Interval? {
    let (x, n) = (Double(numerator), Double(denominator))
    return switch interval {
    case .wilson: .wilson(numerator, of: denominator, level: level)
    case .clopperPearson: .clopperPearson(x, of: n, level: level)
    case .jeffreys: .jeffreys(x, of: n, level: level)
    case .kornGraubard, .logit, .student, nil: nil
    }
  }

  private func tally(_ position: Int, in cell: Cell?) -> Tally? {
    guard let cell, cell.tallies.indices.contains(position) else { return nil }
    return cell.tallies[position]
  }

  private func count(_ position: Int, in cell: Cell?) -> Int64 {
    guard case .count(let count) = tally(position, in: cell) else { return 0 }
    return count
  }

  private func codes(_ position: Int, in cell: Cell?) -> Int64 {
    guard case .codes(let codes) = tally(position, in: cell) else { return 0 }
    return Int64(codes.count)
  }

  private func values(_ position: Int, in cell: Cell?) -> ValueCounts {
    guard case .values(let values) = tally(position, in: cell) else { return ValueCounts() }
    return values
  }
}

/// How many units of each level there are to be covered.
struct UnitCounts {
  private let provinces: Int
  private let wards: Int
  private let wardsOfProvince: [Int]

  init(_ reference: Reference) {
    provinces = reference.provinces.count
    wards = reference.wards.count
    wardsOfProvince = reference.wardCounts
  }

  /// The units in a row's place; none where the place is not known.
  func count(_ level: PlaceLevel, row: Grid.Row) -> Int64 {
    let grouping = row.subject.grouping
    if grouping.ward { return row.ward < 0 || level == .province ? 0 : 1 }
    guard grouping.province else { return Int64(level == .province ? provinces : wards) }
    guard row.province >= 0 else { return 0 }
    return level == .province ? 1 : Int64(wardsOfProvince[Int(row.province)])
  }
}
