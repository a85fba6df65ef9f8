/// Whether two categories hang together in the population, from a sample that is none of rows at random.
///
/// Pearson's statistic over its mean under the design, by Fisher's distribution with degrees that match
/// its variance too. Source: Rao and Scott, Annals of Statistics 12 (1984), 46–60; R's `svychisq`.
public struct RaoScottTest: Hashable, Sendable {
  public let statistic: Double
  public let degreesAbove: Double
  public let degreesBelow: Double
  /// How likely such a statistic is where the categories have nothing to do with each other.
  public let probability: Double
}

extension SurveySample {
  /// The second-order test of two categories.
  ///
  /// O(rows × cells + cells³).
  ///
  /// - Throws: where a category has fewer than two levels in the sample.
  public func raoScott(
    _ rows: Factor, _ columns: Factor
  ) throws(SurveyRefusal) -> RaoScottTest {
    guard rows.levels.count > 1, columns.levels.count > 1 else {
      throw SurveyRefusal("both variables of a table need two levels or more")
    }
    let cells = Factor.crossing(rows, columns, onlyOccurring: false)
    let asked = narrowed(to: cells.codes.map { $0 >= 0 })
    let shares = try asked.shares(of: cells)
    guard let covariance = shares.covariance else { preconditionFailure() }
    let (p, n) = (shares.values, Double(asked.count))
    let (height, width) = (rows.levels.count, columns.levels.count)
    let ofRow = (0..<height).map { row in (0..<width).map { p[$0 * height + row] }.compensatedSum()
    }
    let ofColumn = (0..<width).map { column in
      (0..<height).map { p[column * height + $0] }.compensatedSum()
    }
    var pearson = CompensatedSum()
    for cell in p.indices {
      let expected = ofRow[cell % height] * ofColumn[cell / height]
      if expected > 0 { pearson.add((p[cell] - expected) * (p[cell] - expected) / expected) }
    }
    // Contrasts of interaction, by the main effects' complement.
    let contrasts = Self.interactions(height: height, width: width)
    let weighted = contrasts.map { contrast in
      zip(contrast, p).map { $1 == 0 ? 0 : $0 / $1 }
    }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).lazy.map { $0 * $1 }.compensatedSum()
    }
    let full = covariance.rows
    let simple = contrasts.map { a in weighted.map { product(a, $0) / n } }
    let actual = weighted.map { a in
      weighted.map { b in product(a, full.map { product($0, b) }) }
    }
    guard let effects = Self.solve(simple, actual) else {
      throw SurveyRefusal("the table has too few cells with rows for a test")
    }
    let trace = effects.indices.map { effects[$0][$0] }.compensatedSum()
    let squares = effects.indices.flatMap { row in
      effects.indices.map { effects[row][$0] * effects[$0][row] }
    }.compensatedSum()
    let degreesAbove = trace * trace / squares
    let degreesBelow = degreesAbove * Double(asked.degrees)
    let statistic = n * pearson.value / trace
    return RaoScottTest(
      statistic: statistic, degreesAbove: degreesAbove, degreesBelow: degreesBelow,
      probability: Fisher(degreesAbove, degreesBelow).upper(statistic))
  }

  /// Products of two contrasts, which sum to 0 over every row and column.
  private static func interactions(height: Int, width: Int) -> [[Double]] {
    (1..<height).flatMap { row in
      (1..<width).map { column in
        var contrast = [Double](repeating: 0, count: height * width)
        contrast[0] = 1
        contrast[row] = -1
        contrast[column * height] = -1
        contrast[column * height + row] = 1
        return contrast
      }
    }
  }

  /// A⁻¹ B by elimination with pivots; `nil` where A has no inverse.
  private static func solve(_ a: [[Double]], _ b: [[Double]]) -> [[Double]]? {
    var (left, right) = (a, b)
    for column in left.indices {
      let rest = column..<left.count
      guard let pivot = rest.max(by: { left[$0][column].magnitude < left[$1][column].magnitude }),
        left[pivot][column].magnitude > 1e-300
      else { return nil }
      left.swapAt(column, pivot)
      right.swapAt(column, pivot)
      for row in left.indices where row != column {
        let factor = left[row][column] / left[column][column]
        guard factor != 0 else { continue }
        for place in left.indices {
          left[row][place] -= factor * left[column][place]
          right[row][place] -= factor * right[column][place]
        }
      }
    }
    return left.indices.map { row in right[row].map { $0 / left[row][row] } }
  }
}
