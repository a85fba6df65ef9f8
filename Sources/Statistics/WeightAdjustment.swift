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
