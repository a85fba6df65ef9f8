internal import Definitions
internal import Statistics

/// A KPI's value in one cell, before anything is withheld.
struct Estimate {
  var numerator: Quantity?
  var denominator: Int64?
  var value: Quantity?
  var interval: Interval?
  /// The records that `min_denominator` and `min_count` are compared with; `nil` where only the value
  /// is there to be compared.
  var base: Int64?
}

/// Makes estimates of one KPI from the cells of one table.
struct Estimator {
  private let kpi: KPI
  /// Where each part stands among a cell's tallies.
  private let positions: [Measure.Part: Int]
  /// How many units of the reference the nation and each province have, for coverage.
  private let units: UnitCounts

  init(_ kpi: KPI, in table: CellTable, units: UnitCounts) {
    self.kpi = kpi
    self.units = units
    positions = Dictionary(
      table.measures.enumerated().filter { $1.kpi == kpi.id }.map { ($1.part, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The estimate in a cell, of a KPI with several quantiles the one `published` at this place.
  ///
  /// A cell that is not there has no records. O(values of the cell).
  func estimate(_ cell: Cell?, row: Grid.Row, grouping: Grouping, published: Int) -> Estimate {
    switch kpi.kind {
    case .share:
      return share(count(.numerator, in: cell), of: count(.denominator, in: cell))
    case .mean:
      let values = histogram(in: cell)
      return Estimate(
        numerator: values.count > 0 ? values.sum : .integer(0), denominator: values.count,
        value: values.mean, base: values.count)
    case .quantiles(let probabilities, _):
      let values = histogram(in: cell)
      return Estimate(
        denominator: values.count,
        value: values.quantile(probabilities[published]).map { .exact(WideRatio($0)) },
        base: values.count)
    case .count: return Estimate(value: .integer(count(.count, in: cell)))
    case .countDistinct: return Estimate(value: .integer(codes(in: cell)))
    case .coverage(let level, _):
      return share(codes(in: cell), of: units.count(level, row: row, grouping: grouping))
    case .composite: return Estimate()
    }
  }

  private func share(_ numerator: Int64, of denominator: Int64) -> Estimate {
    Estimate(
      numerator: .integer(numerator), denominator: denominator,
      value: WideRatio(Int128(numerator), over: Int128(denominator)).map(Quantity.exact),
      interval: kpi.interval == .wilson && denominator > 0
        ? .wilson(numerator, of: denominator, level: kpi.level) : nil,
      base: denominator)
  }

  private func tally(_ part: Measure.Part, in cell: Cell?) -> Tally? {
    guard let cell, let position = positions[part], cell.tallies.indices.contains(position) else {
      return nil
    }
    return cell.tallies[position]
  }

  private func count(_ part: Measure.Part, in cell: Cell?) -> Int64 {
    guard case .count(let count) = tally(part, in: cell) else { return 0 }
    return count
  }

  private func codes(in cell: Cell?) -> Int64 {
    guard case .codes(let codes) = tally(.codes, in: cell) else { return 0 }
    return Int64(codes.count)
  }

  private func histogram(in cell: Cell?) -> Histogram {
    guard case .values(let values) = tally(.values, in: cell) else { return Histogram([:]) }
    return Histogram(values)
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
  func count(_ level: PlaceLevel, row: Grid.Row, grouping: Grouping) -> Int64 {
    if grouping.ward { return row.ward < 0 || level == .province ? 0 : 1 }
    guard grouping.province else { return Int64(level == .province ? provinces : wards) }
    guard row.province >= 0 else { return 0 }
    return level == .province ? 1 : Int64(wardsOfProvince[Int(row.province)])
  }
}
