extension KPIDraft {
  /// Tells of a name that is that of the official index of Decision 766 where the KPI is not it.
  ///
  /// One indicator of the decision may name it; what bears the name of the whole must be the whole.
  func checkName() {
    guard claim == nil else { return }
    let isComposite = if case .composite = kind { true } else { false }
    let names = [id, label.english, label.vietnamese]
    let isNamed =
      names.contains { IndexName.isOfWhole($0) || (isComposite && IndexName.isNamed($0)) }
      || IndexName.isOfWhole(source)
    guard isNamed else { return }
    place.fault(
      "\(quoted(id)) bears the name of the index of Decision 766, and does not show that it is it",
      hint: isComposite
        ? "write standard: decision_766 and groups, or give it a name without 766"
        : "name the indicator that it is, or make it a composite with standard: decision_766")
  }
}

/// Words that name the index of Decision 766.
private enum IndexName {
  private static let decision = "766"

  /// Whether the decision is named at all.
  static func isNamed(_ text: String) -> Bool { Fold(text).bare.contains(decision) }

  /// Whether the text names the decision's index as a whole, such as `766 index` or
  /// `Chỉ số theo Quyết định 766`.
  static func isOfWhole(_ text: String) -> Bool {
    let words = words(of: text)
    guard words.contains(decision) else { return false }
    let line = words.joined(separator: " ")
    let before =
      /\b(index|score|scorecard|chi so|diem|diem so)( (of|by|under|from|the|theo|cua))*( (decision|quyet dinh|qd))? 766\b/
    let after = /\b766( qd ttg)? (index|score|scorecard)\b/
    return line.contains(before) || line.contains(after)
  }

  /// The words in lower case and without accents.
  private static func words(of text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber) }.map { Fold(String($0)).bare }
  }
}
