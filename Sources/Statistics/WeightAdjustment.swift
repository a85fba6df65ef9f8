/// Weights that were made to reproduce what is known of the population.
///
/// Estimates vary less for it: only what the known variables do not explain of a value varies.
public struct WeightAdjustment: Sendable {
  /// By row.
  public let weights: [Double]
  /// By row the adjusted weight over that of the design.
  public let ratios: [Double]
  private let residual: Residual

  /// How values are parted into what the known variables explain and what they leave.
  enum Residual: Sendable {
    /// Deviations from the mean of each cell, by the weights before.
    case cells(Factor, weights: [Double])
    /// Deviations from a regression on all known variables at once, by the weights before.
    case regression(CalibrationModel)
    /// Deviations from plain means of one margin after the other, ten times over, as R's `rake` does.
    case sweeps([Factor])
  }

  init(weights: [Double], before: [Double], residual: Residual) {
    self.weights = weights
    ratios = zip(weights, before).map { $0 / $1 }
    self.residual = residual
  }

  private init(_ other: WeightAdjustment, residual: Residual) {
    weights = other.weights
    ratios = other.ratios
    self.residual = residual
  }

  /// The same weights, with errors as R's `rake` gives them.
  ///
  /// Its residuals are from unweighted means of one margin after the other, where all margins jointly
  /// would be right; with unequal weights the errors differ by about a hundredth.
  func sweeping(_ margins: [Factor]) -> WeightAdjustment {
    WeightAdjustment(self, residual: .sweeps(margins))
  }

  /// How the weights were changed: the smallest and the largest ratio, and their coefficient of variation.
  ///
  /// O(rows).
  public var spread: (least: Double, greatest: Double, variation: Double) {
    let mean = ratios.compensatedSum() / Double(ratios.count)
    let squares = ratios.lazy.map { ($0 - mean) * ($0 - mean) }.compensatedSum()
    let variance = ratios.count > 1 ? squares / Double(ratios.count - 1) : 0
    return (ratios.min() ?? .nan, ratios.max() ?? .nan, variance.squareRoot() / mean)
  }

  /// What the known variables leave of a value, by row.
  ///
  /// O(rows × variables).
  func residuals(of values: [Double]) -> [Double] {
    switch residual {
    case .cells(let cells, let weights):
      return Self.deviations(of: values, from: cells, weights: weights)
    case .regression(let model): return model.residuals(of: values)
    case .sweeps(let margins):
      var left = values
      for _ in 0..<10 {
        for margin in margins { left = Self.deviations(of: left, from: margin, weights: nil) }
      }
      return left
    }
  }

  /// What the known variables explain of each group's values, which are 0 elsewhere.
  ///
  /// `nil` where that cannot be said of all groups at once. O(rows × variables).
  func explanation(of values: [Double], groups: [Int32], count: Int) -> Explanation? {
    switch residual {
    case .cells(let cells, let before):
      var whole = [CompensatedSum](repeating: CompensatedSum(), count: cells.levels.count)
      var places: [UInt64: Int] = [:]
      var parts: [(cell: Int, group: Int, sum: CompensatedSum)] = []
      for row in values.indices {
        let cell = Int(cells.codes[row])
        whole[cell].add(before[row])
        guard groups[row] >= 0 else { continue }
        let pair = UInt64(cell) << 32 | UInt64(groups[row])
        let place = places[pair] ?? parts.count
        if place == parts.count {
          places[pair] = place
          parts.append((cell, Int(groups[row]), CompensatedSum()))
        }
        parts[place].sum.add(before[row] * values[row])
      }
      var coefficients = [[Explanation.Part]](repeating: [], count: whole.count)
      for part in parts {
        coefficients[part.cell].append((part.group, part.sum.value / whole[part.cell].value))
      }
      return Explanation(source: .cells(cells.codes), coefficients: coefficients)
    case .regression(let model):
      let found = model.coefficients(of: values, groups: groups, count: count)
      let coefficients = (0..<model.columnCount).map { column in
        found.indices.lazy.filter { found[$0][column] != 0 }.map { ($0, found[$0][column]) }
      }
      return Explanation(source: .model(model), coefficients: coefficients.map(Array.init))
    case .sweeps: return nil
    }
  }

  private static func deviations(
    of values: [Double], from cells: Factor, weights: [Double]?
  ) -> [Double] {
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: cells.levels.count)
    var whole = sums
    for row in values.indices {
      let (cell, weight) = (Int(cells.codes[row]), weights?[row] ?? 1)
      sums[cell].add(weight * values[row])
      whole[cell].add(weight)
    }
    let means = zip(sums, whole).map { $0.value / $1.value }
    return values.indices.map { values[$0] - means[Int(cells.codes[$0])] }
  }
}
