public import Definitions
internal import Figures
internal import Statistics

/// What a row of kpis.csv or rankings.csv tells of how sure its figure is, as text; empty where it tells
/// nothing, as in runs of earlier versions.
public struct PublishedUncertainty: Hashable, Sendable {
  /// `quick_survey`, `probability_sample` or `full_count`.
  public let basis: String
  public let responses: String
  public let weightedValue: String
  public let standardError: String
  public let level: String
  public let effectiveSize: String
  public let designEffect: String
  public let rule: String
  public let weightingEffect: String
  public let degrees: String
  public let plainLow: String
  public let plainHigh: String
  public let boundLow: String
  public let boundHigh: String

  init(_ row: PublishedTable.Row) {
    basis = row["basis"]
    responses = row["n"]
    weightedValue = row["weighted_value"]
    standardError = row["standard_error"]
    level = row["ci_level"]
    effectiveSize = row["effective_n"]
    designEffect = row["design_effect"]
    rule = row["design_effect_rule"]
    weightingEffect = row["weighting_effect"]
    degrees = row["df"]
    (plainLow, plainHigh) = (row["plain_ci_low"], row["plain_ci_high"])
    (boundLow, boundHigh) = (row["bound_low"], row["bound_high"])
  }

  /// What the row that was written of a figure tells.
  init(_ figure: Figure) {
    func text(_ number: Double?) -> String { number?.shortestDecimal ?? "" }
    let known = figure.uncertainty
    basis = figure.basis
    responses = known?.responses.map { "\($0)" } ?? ""
    weightedValue = text(known?.weightedValue)
    standardError = text(known?.standardError)
    level = figure.interval == nil ? "" : text(known?.level)
    effectiveSize = text(known?.effectiveSize)
    designEffect = text(known?.designEffect)
    rule = known?.rule?.rawValue ?? ""
    weightingEffect = text(known?.weightingEffect)
    degrees = known?.degrees.map { "\($0)" } ?? ""
    (plainLow, plainHigh) = (text(known?.plain?.lower), text(known?.plain?.upper))
    (boundLow, boundHigh) = (text(figure.bounds?.lower), text(figure.bounds?.upper))
  }

  /// Of a figure that is withheld nothing but what it is from.
  init(withheld basis: String) {
    self.basis = basis
    (responses, weightedValue, standardError, level) = ("", "", "", "")
    (effectiveSize, designEffect, rule, weightingEffect, degrees) = ("", "", "", "", "")
    (plainLow, plainHigh, boundLow, boundHigh) = ("", "", "", "")
  }

  /// The kind of survey that it is from.
  public var survey: Instrument.Basis? { Instrument.Basis(rawValue: basis) }

  public var isFullCount: Bool { basis == "full_count" }
}
