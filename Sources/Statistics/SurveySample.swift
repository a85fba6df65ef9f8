/// A sample to be estimated from: its design, the weights in force, and the rows that are asked about.
///
/// A domain leaves no row out: rows outside count nothing, but their units still tell how much units
/// differ. Formulas: Taylor linearization (Binder 1983; Woodruff 1971), with units of the first stage
/// as ultimate clusters and further stages where sizes in the population are known.
public struct SurveySample: Sendable {
  public let design: SurveyDesign
  /// By row; those of the design, or what they were adjusted to.
  public let weights: [Double]
  public let adjustment: WeightAdjustment?
  /// By row whether it is asked about; `nil` for all.
  public let domain: [Bool]?

  public init(
    _ design: SurveyDesign, adjustment: WeightAdjustment? = nil, domain: [Bool]? = nil
  ) {
    self.design = design
    self.adjustment = adjustment
    self.domain = domain
    weights = adjustment?.weights ?? design.weights
  }

  /// The same sample, asked about fewer rows.
  public func narrowed(to rows: [Bool]) -> SurveySample {
    let both = domain.map { zip($0, rows).map { $0 && $1 } } ?? rows
    return SurveySample(design, adjustment: adjustment, domain: both)
  }

  /// How many rows are asked about.
  public var count: Int { domain?.count(where: \.self) ?? design.rowCount }

  /// How many of the population they stand for.
  public var sumOfWeights: Double {
    guard let domain else { return weights.compensatedSum() }
    return zip(weights, domain).lazy.filter(\.1).map(\.0).compensatedSum()
  }

  /// Units of the first stage with a row in the domain, less strata with such a unit.
  ///
  /// O(rows).
  public var degrees: Int {
    let reach = reach(by: nil)[0]
    return reach.units - reach.strata
  }

  /// Units of the first stage with a row in the domain.
  ///
  /// O(rows).
  public var unitCount: Int { reach(by: nil)[0].units }

  /// The degrees of freedom of each group by itself.
  ///
  /// O(rows).
  public func degrees(by groups: Factor) -> [Int] { reach(by: groups).map { $0.units - $0.strata } }

  private func reach(by groups: Factor?) -> [(units: Int, strata: Int)] {
    let codes = (0..<design.rowCount).map { Int32(group(of: $0, in: groups)) }
    return design.reach(of: codes, count: groups?.levels.count ?? 1)
  }

  /// What unequal weights alone multiply variances by: n Σw² / (Σw)².
  ///
  /// Source: L. Kish, Survey Sampling (1965).
  /// Not a number without rows. O(rows).
  public var kish: Double {
    var squares = CompensatedSum()
    for row in 0..<design.rowCount where domain?[row] ?? true {
      squares.add(weights[row] * weights[row])
    }
    let sum = sumOfWeights
    return Double(count) * squares.value / (sum * sum)
  }

  /// The group of a row; −1 for rows that are not asked about.
  func group(of row: Int, in groups: Factor?) -> Int {
    guard domain?[row] ?? true else { return -1 }
    return groups.map { Int($0.codes[row]) } ?? 0
  }

  /// Σ w y, in each group.
  ///
  /// O(rows).
  func sums(of values: [Double]?, by groups: Factor?) -> [Double] {
    var sums = [CompensatedSum](
      repeating: CompensatedSum(), count: groups?.levels.count ?? 1)
    for row in 0..<design.rowCount {
      let group = group(of: row, in: groups)
      if group >= 0 { sums[group].add(weights[row] * (values?[row] ?? 1)) }
    }
    return sums.map(\.value)
  }
}
