internal import Definitions
internal import Statistics

/// The columns of one CSV file that estimates need, each as words, as numbers, or both.
struct AnalysisTable: Sendable {
  /// The file as the spec names it.
  let name: String
  let rowCount: Int
  let header: [String]
  /// Rows of totals and repeated headers that are no records.
  let skippedRows: Int
  private let words: [String: Factor]
  private let numbers: [String: Numbers]

  /// A column of numbers.
  struct Numbers: Sendable {
    /// By row; not a number where the cell is empty.
    var values: [Double] = []
    /// The first cell that is neither empty nor a number.
    var fault: (row: Int, text: String)?
  }

  init(
    name: String, rowCount: Int, header: [String], skippedRows: Int, words: [String: Factor],
    numbers: [String: Numbers]
  ) {
    self.name = name
    self.rowCount = rowCount
    self.header = header
    self.skippedRows = skippedRows
    self.words = words
    self.numbers = numbers
  }

  /// A column whose cells are words, levels in the order of their first rows.
  func factor(_ column: String) throws(SurveyRefusal) -> Factor {
    try check(column)
    guard let factor = words[column] else { preconditionFailure("\(column) was not read") }
    return factor
  }

  /// A column whose cells are numbers or empty.
  func numbers(_ column: String) throws(SurveyRefusal) -> [Double] {
    try check(column)
    guard let found = numbers[column] else { preconditionFailure("\(column) was not read") }
    if let (row, text) = found.fault {
      throw SurveyRefusal(
        "\(column), row \(row + 1): \(Self.shownValue(text)) is not a number; write numbers with a decimal point, and leave what is missing empty"
      )
    }
    return found.values
  }

  /// A column without an empty cell.
  func fullFactor(_ column: String) throws(SurveyRefusal) -> Factor {
    let factor = try factor(column)
    if let row = factor.codes.firstIndex(of: -1) { throw Self.empty(column, row) }
    return factor
  }

  /// A column of numbers without an empty cell.
  func fullNumbers(_ column: String) throws(SurveyRefusal) -> [Double] {
    let values = try numbers(column)
    if let row = values.firstIndex(where: \.isNaN) { throw Self.empty(column, row) }
    return values
  }

  static func empty(_ column: String, _ row: Int, remedy: String = "fill it") -> SurveyRefusal {
    SurveyRefusal("\(column) is empty in row \(row + 1); \(remedy)")
  }

  private func check(_ column: String) throws(SurveyRefusal) {
    let places = header.indices.filter { header[$0] == column }
    guard places.count != 1 else { return }
    if places.count > 1 {
      throw SurveyRefusal("\(name) has \(places.count) columns called \"\(shown(column))\"")
    }
    let near = nearest(to: column, among: header).map { "; did you mean \"\(shown($0))\"?" }
    throw SurveyRefusal("\(name) has no column \"\(shown(column))\"" + (near ?? ""))
  }

  /// A cell as a message may show it: no text that could be about somebody.
  private static func shownValue(_ text: String) -> String {
    let isHarmless = text.utf8.count <= 20 && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    return isHarmless ? "\"\(text)\"" : "the cell"
  }
}

extension Factor {
  /// The column with levels in order: by value where all are numbers, otherwise by character.
  ///
  /// Numbers have no needless zero in front, so that codes such as `01` remain words. O(rows).
  var sorted: Factor {
    let values = levels.map { $0.isPlainNumber ? Double(decimal: $0) : nil }
    let numbers = values.compactMap(\.self)
    guard numbers.count == levels.count else {
      return reordered { levels[$0].precedes(levels[$1]) }
    }
    return reordered { numbers[$0] < numbers[$1] }
  }

  /// Whether every level is a number.
  var isOfNumbers: Bool { levels.allSatisfy { $0.isPlainNumber && Double(decimal: $0) != nil } }

  private func reordered(_ precedes: (Int, Int) -> Bool) -> Factor {
    let order = levels.indices.sorted(by: precedes)
    var place = [Int32](repeating: -1, count: levels.count)
    for (position, level) in order.enumerated() { place[level] = Int32(position) }
    return Factor(
      codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: order.map { levels[$0] })
  }

  /// The column without the levels that no row of the domain has.
  func occurring(in domain: [Bool]?) -> Factor {
    var occurs = [Bool](repeating: false, count: levels.count)
    for (row, code) in codes.enumerated() where code >= 0 && domain?[row] ?? true {
      occurs[Int(code)] = true
    }
    var place = [Int32](repeating: -1, count: levels.count)
    var kept: [String] = []
    for level in levels.indices where occurs[level] {
      place[level] = Int32(kept.count)
      kept.append(levels[level])
    }
    return Factor(codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: kept)
  }
}

extension String {
  /// Whether it is no code with zeros in front.
  fileprivate var isPlainNumber: Bool {
    let digits = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8[...]
    guard digits.count > 1, digits.first == UInt8(ascii: "0") else { return true }
    return digits.dropFirst().first == UInt8(ascii: ".")
  }
}
