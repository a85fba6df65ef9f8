public import Figures
internal import Definitions
internal import Statistics

/// How sure figures are, as readers of the language write it.
extension Edition {
  /// What is said of a KPI's figures, such as that they are from a quick survey; `nil` where no survey
  /// is behind them.
  public func basis(of id: String) -> String? {
    self[id].flatMap { definition.surveyLabel(of: $0.kpi) }.map(text)
  }

  /// The text, and after it as a sentence what survey it speaks of.
  public func labelled(_ text: String, of id: String) -> String {
    text.followed(by: basis(of: id))
  }

  /// The value, and in brackets its interval where it has one.
  public func wordsWithInterval(_ figure: Figure?) -> String {
    guard let figure, figure.value != nil, let interval = figure.interval else {
      return words(figure)
    }
    return "\(words(figure)) (\(words(interval, of: figure.kpi)))"
  }

  /// How many answers a survey's figure is from.
  public func responses(_ figure: Figure) -> String? {
    (figure.uncertainty?.responses.map { "\($0)" } ?? figure.denominator.map { "\($0)" })
      .map(numerals.number)
  }

  /// The size of a sample drawn person by person that would be as sure.
  public func effectiveSize(_ figure: Figure) -> String? {
    figure.uncertainty?.effectiveSize.map { oneDecimal($0) }
  }

  /// `n 30, effective 17.2`; `nil` where no sampling design is known.
  public func sizes(_ figure: Figure) -> String? {
    guard let effective = effectiveSize(figure), let count = responses(figure) else { return nil }
    return say("n \(count), effective \(effective)", "n \(count), hiệu dụng \(effective)")
  }

  /// By how much the design widens the variance, with two decimals.
  public func designEffect(_ figure: Figure) -> String? {
    figure.uncertainty?.designEffect.map {
      numerals.number(Rounding(decimals: 2).plain(.approximate($0)))
    }
  }

  /// The level of a KPI's intervals.
  public func level(_ level: Double) -> String {
    numerals.percent(Rounding(decimals: 1).percent(.approximate(level)).withoutZeros)
  }

  /// What must be known of a figure, in words.
  public func doubts(_ figure: Figure) -> String {
    Figure.Flag.allCases.filter(figure.flags.contains).map { text($0.label) }
      .joined(separator: "; ")
  }

  private func oneDecimal(_ number: Double) -> String {
    numerals.number(Rounding(decimals: 1).plain(.approximate(number)))
  }
}

extension String {
  /// A decimal without zeros at its end.
  fileprivate var withoutZeros: String {
    guard contains(".") else { return self }
    let digits = prefix { $0 != "." }
    let rest = self.dropFirst(digits.count + 1).reversed().drop { $0 == "0" }.reversed()
    return String(digits) + (rest.isEmpty ? "" : "." + String(rest))
  }
}

extension String {
  /// The text, and another one after it as a sentence of its own.
  public func followed(by other: String?) -> String {
    guard let other else { return self }
    return isEmpty ? other.sentence + "." : "\(self)\(hasSuffix(".") ? "" : ".") \(other.sentence)."
  }
}
