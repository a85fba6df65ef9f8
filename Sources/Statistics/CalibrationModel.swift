/// Known variables as columns of a regression, few of them other than 0 in a row.
struct CalibrationModel: Sendable {
  enum Term: Sendable {
    case intercept
    /// A column of 0 and 1 for every level but the first.
    case levels(Factor)
    case number([Double])
  }

  private let terms: [Term]
  /// Where each term's columns begin.
  private let starts: [Int]
  let columnCount: Int
  /// By term of a number: what is taken from it, and what it is divided by, for the sake of precision.
  private let scales: [(shift: Double, unit: Double)]
  private let rowCount: Int
  private let weights: [Double]
  private let normal: NormalEquations

  /// - Parameters:
  ///   - terms: the columns in order.
  ///   - weights: those of the design.
  init(_ terms: [Term], weights: [Double]) {
    self.terms = terms
    self.weights = weights
    rowCount = weights.count
    var starts: [Int] = []
    var count = 0
    for term in terms {
      starts.append(count)
      switch term {
      case .intercept, .number: count += 1
      case .levels(let factor): count += factor.levels.count - 1
      }
    }
    self.starts = starts
    columnCount = count
    let hasIntercept = terms.contains { if case .intercept = $0 { true } else { false } }
    let whole = weights.compensatedSum()
    scales = terms.map { term in
      guard case .number(let values) = term else { return (0, 1) }
      let mean = zip(weights, values).lazy.map { $0 * $1 }.compensatedSum() / whole
      let shift = hasIntercept ? mean : 0
      let squares = zip(weights, values).lazy.map { $0 * ($1 - shift) * ($1 - shift) }
      let unit = (squares.compensatedSum() / whole).squareRoot()
      return (shift, unit > 0 ? unit : 1)
    }
    normal = Self.equations(terms, starts, scales, weights: weights, size: count)
  }

  private static func equations(
    _ terms: [Term], _ starts: [Int], _ scales: [(shift: Double, unit: Double)],
    weights: [Double], size: Int
  ) -> NormalEquations {
    var equations = NormalEquations(size: size)
    for row in weights.indices {
      forEachEntry(terms, starts, scales, row) { column, x in
        forEachEntry(terms, starts, scales, row) { other, y in
          if other <= column { equations.add(weights[row] * x * y, column, other) }
        }
      }
    }
    equations.factorize()
    return equations
  }

  private static func forEachEntry(
    _ terms: [Term], _ starts: [Int], _ scales: [(shift: Double, unit: Double)], _ row: Int,
    _ body: (_ column: Int, _ value: Double) -> Void
  ) {
    for (index, term) in terms.enumerated() {
      switch term {
      case .intercept: body(starts[index], 1)
      case .levels(let factor):
        let level = Int(factor.codes[row])
        if level > 0 { body(starts[index] + level - 1, 1) }
      case .number(let values):
        body(starts[index], (values[row] - scales[index].shift) / scales[index].unit)
      }
    }
  }

  /// Hands on the columns of a row that are not 0.
  func forEachEntry(_ row: Int, _ body: (_ column: Int, _ value: Double) -> Void) {
    Self.forEachEntry(terms, starts, scales, row, body)
  }

  /// The coefficients of the regression of each group's values, 0 elsewhere, on the columns.
  ///
  /// O(rows × terms + groups × columns²).
  func coefficients(of values: [Double], groups: [Int32], count: Int) -> [[Double]] {
    var sums = [[CompensatedSum]](
      repeating: [CompensatedSum](repeating: CompensatedSum(), count: columnCount), count: count)
    for row in values.indices where groups[row] >= 0 {
      let value = weights[row] * values[row]
      forEachEntry(row) { sums[Int(groups[row])][$0].add(value * $1) }
    }
    return sums.map { normal.solve($0.map(\.value)) }
  }

  /// What the totals of the columns are when numbers are shifted and scaled.
  func scaled(totals: [Double]) -> [Double] {
    var scaled = totals
    let whole =
      terms.firstIndex { if case .intercept = $0 { true } else { false } }
      .map { totals[starts[$0]] } ?? 0
    for (index, term) in terms.enumerated() {
      guard case .number = term else { continue }
      let column = starts[index]
      scaled[column] = (totals[column] - scales[index].shift * whole) / scales[index].unit
    }
    return scaled
  }

  /// Σ v x, by column.
  ///
  /// O(rows × terms).
  func totals(of values: [Double]) -> [Double] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: columnCount)
    for row in 0..<rowCount where values[row] != 0 {
      Self.forEachEntry(terms, starts, scales, row) { sums[$0].add(values[row] * $1) }
    }
    return sums.map(\.value)
  }

  /// x'λ, by row.
  ///
  /// O(rows × terms).
  func products(with coefficients: [Double]) -> [Double] {
    (0..<rowCount).map { row in
      var sum = 0.0
      Self.forEachEntry(terms, starts, scales, row) { sum += coefficients[$0] * $1 }
      return sum
    }
  }

  /// Solves Σ w d x x' λ = t, for a factor `d` by row.
  func solve(_ totals: [Double], factors: [Double]) -> [Double] {
    let weights = zip(weights, factors).map { $0 * $1 }
    return Self.equations(terms, starts, scales, weights: weights, size: columnCount).solve(totals)
  }

  /// What the regression of a value on the columns leaves, by row.
  ///
  /// Done twice, which takes away what rounding left of the first. O(rows × terms).
  func residuals(of values: [Double]) -> [Double] {
    var left = values
    for _ in 0..<2 {
      let coefficients = normal.solve(totals(of: zip(weights, left).map { $0 * $1 }))
      left = zip(left, products(with: coefficients)).map { $0 - $1 }
    }
    return left
  }
}
