internal import Definitions
internal import Foundation
internal import Pipeline
internal import Report

extension PublishedUncertainty {
  /// The size of a sample drawn person by person that would be as sure.
  var effectiveSizeText: String { Self.text(effectiveSize, decimals: 1) }

  var designEffectText: String { Self.text(designEffect, decimals: 2) }

  /// Where the design effect is from, in words.
  var ruleText: String { Label(designEffectRule: rule).english }

  /// Where the design effects of figures are from, each once; with which of them where it is not all.
  static func rules(of figures: [PublishedFigure]) -> [String] {
    let named = figures.filter { !$0.uncertainty.rule.isEmpty }
    return Set(named.map(\.uncertainty.rule)).sorted().map { rule in
      let own = named.filter { $0.uncertainty.rule == rule }
      let label = Label(designEffectRule: rule).english
      guard own.count < named.count, own.count <= 3 else { return label }
      return label + " (\(own.map(\.subject).joined(separator: "; ")))"
    }
  }

  private static func text(_ number: String, decimals: Int) -> String {
    Double(number).map { String(format: "%.\(decimals)f", $0) } ?? ""
  }

  /// The members as in kpis.json.
  var members: [JSON.Member] {
    let isSurvey = survey != nil
    let bounds = [boundLow, boundHigh].filter { !$0.isEmpty }
    return [
      ("basis", JSON(text: basis)), ("basis_label", JSON(survey?.label.english)),
      (
        "survey",
        !isSurvey
          ? .null
          : [
            "n": JSON(number: responses), "weighted_value": JSON(number: weightedValue),
            "standard_error": JSON(number: standardError), "ci_level": JSON(number: level),
            "effective_n": JSON(number: effectiveSize),
            "design_effect": JSON(number: designEffect), "design_effect_rule": JSON(text: rule),
            "weighting_effect": JSON(number: weightingEffect), "df": JSON(number: degrees),
            "plain_ci_low": JSON(number: plainLow), "plain_ci_high": JSON(number: plainHigh),
          ]
      ),
      ("bounds", bounds.count < 2 ? .null : .array(bounds.map { JSON(number: $0) })),
    ]
  }
}

extension PublishedFigure {
  /// How its interval was found, and at which level: `Wilson on the effective n, 95 %`.
  var methodText: String {
    guard !ciMethod.isEmpty else { return "" }
    let level = Double(uncertainty.level).map { ", " + ExplanationText.percent($0) } ?? ""
    return Label(intervalMethod: ciMethod).english + level
  }
}

extension PublishedRun {
  /// What must stand below a table of these figures: what is a quick survey, how intervals were found,
  /// what the signs mean.
  func footnotes(of figures: [PublishedFigure]) -> [String] {
    var lines: [String] = []
    for basis in Instrument.Basis.allCases {
      let ids = unique(figures.filter { $0.uncertainty.survey == basis }.map(\.key.kpi))
      guard !ids.isEmpty else { continue }
      let all = unique(figures.map(\.key.kpi)).count == ids.count
      lines.append(
        basis.label.english.sentence + (all ? "" : ": " + Self.listed(ids)))
    }
    let methods = unique(figures.map(\.methodText).filter { !$0.isEmpty })
    if !methods.isEmpty { lines.append("interval: " + methods.joined(separator: "; ")) }
    let flags = ["weighted", "unreliable", "review"].filter { flag in
      figures.contains { $0.flags.contains(flag) }
    }
    return lines + flags.map { "\($0): \(Label(flag: $0).english)" }
  }

  private static func listed(_ ids: [String]) -> String {
    ids.count > 4
      ? ids.prefix(3).joined(separator: ", ") + " and \(ids.count - 3) more"
      : ids.joined(separator: ", ")
  }

  private func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }

  func printFootnotes(of figures: [PublishedFigure], on console: Console) throws {
    for line in footnotes(of: figures) { try console.print(line, .dim) }
  }
}
