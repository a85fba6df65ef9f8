internal import Foundation

/// Makes weights reproduce known totals of any variables, changing them as little as can be.
///
/// Source: Deville and Särndal, JASA 87 (1992), 376–382; Newton's method with halved steps.
public struct WeightCalibration: Sendable {
  /// How far a weight goes for a variable: the distance that is kept least.
  public enum Distance: String, CaseIterable, Sendable {
    /// g = 1 + u; weights may become negative.
    case linear
    /// g = exp u.
    case raking
    /// Between bounds.
    case logit
  }

  /// A variable of known total.
  public enum Term: Sendable {
    case intercept
    /// A column of 0 and 1 for every level but the first.
    case levels(Factor)
    case number([Double])
  }

  public let distance: Distance
  /// Of g; needed by `logit`, and what other distances are cut at.
  public let bounds: ClosedRange<Double>?

  public init(distance: Distance, bounds: ClosedRange<Double>? = nil) {
    self.distance = distance
    self.bounds = bounds
  }

  /// Finds the weights that reach the totals.
  ///
  /// - Parameters:
  ///   - design: the sample's design.
  ///   - terms: the variables.
  ///   - totals: by column, terms in order.
  ///   - names: what messages call the columns.
  /// - Returns: the weights, and errors by residuals from a regression on the terms.
  /// - Throws: where no weights reach the totals, naming the column that is farthest away.
  public func adjust(
    _ design: SurveyDesign, to terms: [Term], totals: [Double], names: [String]
  ) throws(SurveyRefusal) -> WeightAdjustment {
    let model = CalibrationModel(
      terms.map { term in
        switch term {
        case .intercept: .intercept
        case .levels(let factor): .levels(factor)
        case .number(let values): .number(values)
        }
      }, weights: design.weights)
    guard totals.count == model.columnCount else {
      throw SurveyRefusal(
        "the terms make \(model.columnCount) columns (\(names.joined(separator: ", "))), and the population has \(totals.count) totals"
      )
    }
    if distance == .logit {
      guard let bounds, bounds.lowerBound < 1, bounds.upperBound > 1 else {
        throw SurveyRefusal("calfun logit needs bounds around 1, such as [0.2, 5]")
      }
    }
    let ratios = try solve(
      model, weights: design.weights, targets: model.scaled(totals: totals), names: names)
    let weights = zip(design.weights, ratios).map { $0 * $1 }
    return WeightAdjustment(
      weights: weights, before: design.weights, residual: .regression(model))
  }

  private func solve(
    _ model: CalibrationModel, weights: [Double], targets: [Double], names: [String]
  ) throws(SurveyRefusal) -> [Double] {
    var coefficients = [Double](repeating: 0, count: targets.count)
    var state = State(self, model, weights, targets, coefficients)
    for _ in 0..<Self.roundLimit where state.distance > 0 {
      let step = model.solve(
        state.misfit, factors: model.products(with: coefficients).map(slope))
      var length = 1.0
      var next = state
      repeat {
        let moved = zip(coefficients, step).map { $0 + length * $1 }
        next = State(self, model, weights, targets, moved)
        length /= 2
      } while !(next.distance < state.distance) && length > 1e-4
      guard next.distance < state.distance else { break }
      coefficients = zip(coefficients, step).map { $0 + 2 * length * $1 }
      state = next
    }
    guard state.distance <= Self.tolerance else {
      let worst = targets.indices.max { state.share($0) < state.share($1) } ?? 0
      throw SurveyRefusal(
        "calibration did not converge: no weights\(bounds == nil ? "" : " within the bounds") were found that reach the total of \(names[worst]); widen the bounds, merge levels, or mend the total"
      )
    }
    return state.ratios
  }

  private static let roundLimit = 200
  private static let tolerance = 1e-8

  /// How far the totals are from where they are to be.
  private struct State {
    let ratios: [Double]
    let misfit: [Double]
    private let targets: [Double]

    init(
      _ calibration: WeightCalibration, _ model: CalibrationModel, _ weights: [Double],
      _ targets: [Double], _ coefficients: [Double]
    ) {
      self.targets = targets
      ratios = model.products(with: coefficients).map(calibration.ratio)
      let reached = model.totals(of: zip(weights, ratios).map { $0 * $1 })
      misfit = zip(targets, reached).map { $0 - $1 }
    }

    /// Of one column, as a share of its target.
    func share(_ column: Int) -> Double {
      let share = misfit[column].magnitude / (1 + targets[column].magnitude)
      return share.isFinite ? share : .infinity
    }

    var distance: Double { misfit.indices.lazy.map(share).max() ?? 0 }
  }

  /// g as a function of x'λ.
  private func ratio(_ u: Double) -> Double {
    switch distance {
    case .linear: return cut(1 + u)
    case .raking: return cut(exp(u))
    case .logit:
      guard let bounds else { return .nan }
      let (low, high) = (bounds.lowerBound, bounds.upperBound)
      let power = exp(-(high - low) / ((high - 1) * (1 - low)) * u.magnitude)
      // The same quotient, in powers that cannot overflow.
      return u > 0
        ? (low * (high - 1) * power + high * (1 - low)) / ((high - 1) * power + (1 - low))
        : (low * (high - 1) + high * (1 - low) * power) / ((high - 1) + (1 - low) * power)
    }
  }

  /// The derivative of g.
  private func slope(_ u: Double) -> Double {
    let g = ratio(u)
    switch distance {
    case .linear: return isInside(1 + u) ? 1 : 0
    case .raking: return isInside(exp(u)) ? g : 0
    case .logit:
      guard let bounds else { return .nan }
      let (low, high) = (bounds.lowerBound, bounds.upperBound)
      return (g - low) * (high - g) / ((high - 1) * (1 - low))
    }
  }

  private func cut(_ ratio: Double) -> Double {
    bounds.map { min(max(ratio, $0.lowerBound), $0.upperBound) } ?? ratio
  }

  private func isInside(_ ratio: Double) -> Bool { bounds?.contains(ratio) ?? true }
}
