internal import Foundation
internal import Pipeline
internal import Report

extension String {
  /// The text, or a dash where there is none.
  var orDash: String { isEmpty ? "–" : self }
}

extension PublishedFigure {
  /// What people read, or why there is nothing to read.
  func text(percent: Bool) -> String {
    if !display.isEmpty { return percent ? display + " %" : display }
    return flags.contains("suppressed") ? "suppressed" : "–"
  }

  /// `7804 / 10000`, or the denominator alone.
  var fraction: String {
    if numerator.isEmpty { return denominator.isEmpty ? "" : "n = \(denominator)" }
    return "\(numerator) / \(denominator)"
  }

  /// `[88.65, 100.00]` in the unit of the display, where the figure has an interval.
  func interval(percent: Bool) -> String { intervalText(ciLow, ciHigh, percent: percent) }

  /// The place, member and period it is about: `Phú Thọ, field radio_frequency, 2025-07`.
  var subject: String {
    var parts: [String] = []
    if !province.isEmpty || !key.provinceCode.isEmpty {
      parts.append(province.isEmpty ? key.provinceCode : province)
    }
    if !key.wardCode.isEmpty || !ward.isEmpty {
      parts.append("ward \(ward.isEmpty ? key.wardCode : ward)")
    } else if key.grouping.split(separator: "+").contains("ward") {
      parts.append("ward not stated")
    }
    if !key.category.isEmpty { parts.append("\(key.category) \(key.member.orDash)") }
    if !key.period.isEmpty { parts.append(key.period) }
    return parts.isEmpty ? key.grouping : parts.joined(separator: ", ")
  }

  var keyJSON: [JSON.Member] {
    [
      ("kpi", .string(key.kpi)), ("grouping", .string(key.grouping)),
      ("province_code", JSON(text: key.provinceCode)), ("province", JSON(text: province)),
      ("ward_code", JSON(text: key.wardCode)), ("ward", JSON(text: ward)),
      ("category", JSON(text: key.category)), ("member", JSON(text: key.member)),
      ("period", JSON(text: key.period)),
    ]
  }

  var contentJSON: [JSON.Member] {
    [
      ("numerator", JSON(number: numerator)), ("denominator", JSON(number: denominator)),
      ("value", JSON(number: value)), ("ci_low", JSON(number: ciLow)),
      ("ci_high", JSON(number: ciHigh)), ("ci_method", JSON(text: ciMethod)),
      ("display", JSON(text: display)), ("flags", JSON(flags)),
    ] + uncertainty.members
  }

  var json: JSON { .object(keyJSON + contentJSON) }
}

/// An interval with two decimals; empty where one end is.
func intervalText(_ low: String, _ high: String, percent: Bool) -> String {
  guard let low = Double(low), let high = Double(high) else { return "" }
  let scale = percent ? 100.0 : 1
  return "[\(String(format: "%.2f", low * scale)), \(String(format: "%.2f", high * scale))]"
}

extension PublishedRank {
  /// As of a figure.
  var fraction: String {
    if numerator.isEmpty { return denominator.isEmpty ? "" : "n = \(denominator)" }
    return "\(numerator) / \(denominator)"
  }

  var json: JSON {
    .object(
      [
        ("kpi", .string(kpi)), ("rank", JSON(number: rank)),
        ("province_code", .string(provinceCode)), ("province", .string(province)),
        ("numerator", JSON(number: numerator)), ("denominator", JSON(number: denominator)),
        ("value", JSON(number: value)), ("ci_low", JSON(number: ciLow)),
        ("ci_high", JSON(number: ciHigh)), ("rank_low", JSON(number: rankLow)),
        ("rank_high", JSON(number: rankHigh)), ("best_rank", JSON(number: bestRank)),
        ("worst_rank", JSON(number: worstRank)), ("in_top", .bool(inTop)),
        ("confident_top", .bool(mayLead)), ("certain_top", .bool(leads)),
        ("top_probability", JSON(number: topProbability)),
        ("display", JSON(text: display)), ("flags", JSON(flags)),
        ("ci_method", JSON(text: ciMethod)),
      ] + uncertainty.members)
  }
}
