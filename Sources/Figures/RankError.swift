internal import Definitions
internal import Statistics

extension Figure {
  /// The standard error to compare a figure by; infinite where nothing is known of how sure it is.
  ///
  /// Of a proportion p that m people would be as sure of: √(p̃(1 − p̃)/m), p̃ = (mp + ½)/(m + 1), so that
  /// 100 % has an error, too. Of other numbers that of the sample. Both are larger where few sites leave
  /// the variance itself unsure: (t_df/t_{n−1})², Korn and Graubard, Survey Methodology 24 (1998).
  func comparisonError(isProportion: Bool) -> Double {
    guard let value else { return .infinity }
    guard let uncertainty else {
      guard interval != nil, let denominator, denominator > 0 else { return .infinity }
      return Self.error(of: value.double, size: Double(denominator))
    }
    guard isProportion else { return numberError(uncertainty) }
    guard let size = uncertainty.comparisonSize, size > 0 else { return .infinity }
    return Self.error(of: uncertainty.weightedValue ?? value.double, size: size)
  }

  private func numberError(_ uncertainty: Uncertainty) -> Double {
    if let error = uncertainty.standardError, error > 0 {
      return error * uncertainty.unsureness.squareRoot()
    }
    guard let interval, interval.upper > interval.lower else { return .infinity }
    return (interval.upper - interval.lower) / 2 / NormalQuantile.of((1 + uncertainty.level) / 2)
  }

  private static func error(of proportion: Double, size: Double) -> Double {
    let drawn = (size * proportion + 0.5) / (size + 1)
    return (drawn * (1 - drawn) / size).squareRoot()
  }
}

extension Uncertainty {
  /// How many people drawn one by one would be as sure; never more than were asked.
  fileprivate var comparisonSize: Double? {
    guard let responses, let designEffect, designEffect > 0 else { return effectiveSize }
    let size = Double(responses) / designEffect
    return min(Double(responses), rule == .estimated ? size / unsureness : size)
  }

  /// How much larger a variance must be taken that is itself known from few sites.
  fileprivate var unsureness: Double {
    guard let responses, responses > 1, let degrees, degrees > 0 else { return 1 }
    let quotient =
      Student(degrees: Double(degrees)).reach(Standing.level)
      / Student(degrees: Double(responses - 1)).reach(Standing.level)
    return quotient * quotient
  }
}
