/// What known variables explain of the values of many groups: a sum of columns, for each group its own.
struct Explanation {
  typealias Part = (group: Int, value: Double)

  enum Source {
    /// By row the one column that is 1.
    case cells([Int32])
    case model(CalibrationModel)
  }

  private let source: Source
  /// By column the groups that it explains something of, and the coefficients.
  let coefficients: [[Part]]

  init(source: Source, coefficients: [[Part]]) {
    self.source = source
    self.coefficients = coefficients
  }

  /// Hands on the columns of a row that are not 0.
  func forEachEntry(_ row: Int, _ body: (_ column: Int, _ value: Double) -> Void) {
    switch source {
    case .cells(let codes): body(Int(codes[row]), 1)
    case .model(let model): model.forEachEntry(row, body)
    }
  }
}
