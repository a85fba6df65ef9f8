internal import Foundation

/// Estimates drawn towards their common mean as far as their errors explain how much they differ.
///
/// The model: yᵢ ~ N(θᵢ, sᵢ²), θᵢ ~ N(μ, τ²). The same as that of R. E. Fay and R. A. Herriot, JASA 74
/// (1979), 269–277, without covariates.
public struct NormalShrinkage: Hashable, Sendable {
  /// The variance of the true values.
  ///
  /// Source: R. C. Paule and J. Mandel, J. Res. NBS 87 (1982), 377–385.
  public let variance: Double
  /// The same by moments.
  ///
  /// Source: R. DerSimonian and N. Laird, Controlled Clinical Trials 7 (1986), 177–188.
  public let momentVariance: Double
  /// Cochran's Q: how much the estimates differ beyond their errors.
  public let heterogeneity: Double
  /// The mean μ of the true values, and its standard error.
  public let mean: Double
  public let meanError: Double
  /// How far each is drawn to the mean, from 0 to 1.
  public let shrinkage: [Double]
  /// The means of the true values given the estimates.
  public let posteriorMeans: [Double]
  /// Their standard deviations as if μ were known.
  public let conditionalErrors: [Double]

  /// The same with what is not known of μ.
  public var posteriorErrors: [Double] {
    zip(conditionalErrors, shrinkage).map { error, shrinkage in
      (error * error + shrinkage * shrinkage * meanError * meanError).squareRoot()
    }
  }

  /// The share of the variation that is not that of errors.
  public var inconsistency: Double {
    let degrees = Double(shrinkage.count - 1)
    return heterogeneity > 0 ? max(0, (heterogeneity - degrees) / heterogeneity) : 0
  }

  /// Takes estimates with finite errors; `nil` for fewer than two, or one of which nothing is known.
  ///
  /// O(n × steps of the root).
  public init?(_ estimates: IndependentEstimates) {
    let (values, errors) = (estimates.values, estimates.errors)
    guard values.count > 1, errors.allSatisfy(\.isFinite) else { return nil }
    let degrees = Double(values.count - 1)
    func excess(_ variance: Double) -> Double {
      Pooled(values, errors, variance).heterogeneity - degrees
    }
    let fixed = Pooled(values, errors, 0)
    heterogeneity = fixed.heterogeneity
    momentVariance = max(
      0, (fixed.heterogeneity - degrees) / (fixed.weight - fixed.squaredWeight / fixed.weight))
    var most = max(momentVariance, 1e-300)
    while excess(most) > 0 { most *= 2 }
    variance = Root.increasing(from: 0, to: most) { -excess($0) }
    let pooled = Pooled(values, errors, variance)
    mean = pooled.mean
    meanError = (1 / pooled.weight).squareRoot()
    let (mean, variance) = (mean, variance)
    shrinkage = errors.map { $0 * $0 / ($0 * $0 + variance) }
    posteriorMeans = zip(values, shrinkage).map { mean + (1 - $1) * ($0 - mean) }
    conditionalErrors = zip(errors, shrinkage).map { $0 * (1 - $1).squareRoot() }
  }

  /// Estimates weighted by their precision.
  private struct Pooled {
    let weight: Double
    let squaredWeight: Double
    let mean: Double
    let heterogeneity: Double

    init(_ values: [Double], _ errors: [Double], _ variance: Double) {
      let weights = errors.map { 1 / ($0 * $0 + variance) }
      var (sum, squares, products) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
      for (value, weight) in zip(values, weights) {
        sum.add(weight)
        squares.add(weight * weight)
        products.add(weight * value)
      }
      let mean = products.value / sum.value
      var deviations = CompensatedSum()
      for (value, weight) in zip(values, weights) {
        deviations.add(weight * (value - mean) * (value - mean))
      }
      (weight, squaredWeight, self.mean, heterogeneity) = (
        sum.value, squares.value, mean, deviations.value
      )
    }
  }
}
