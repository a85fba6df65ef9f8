/// The normal equations of a regression, some of whose columns may depend on others.
struct NormalEquations: Sendable {
  private let size: Int
  private var sums: [CompensatedSum]
  /// The lower triangle of the Cholesky factor, by rows.
  private var factor: [[Double]] = []
  /// Columns that depend on those before them have none of their own.
  private var isDependent: [Bool] = []

  init(size: Int) {
    self.size = size
    sums = [CompensatedSum](repeating: CompensatedSum(), count: size * (size + 1) / 2)
  }

  /// Adds to an element; `row` is at least `column`.
  mutating func add(_ term: Double, _ row: Int, _ column: Int) {
    sums[row * (row + 1) / 2 + column].add(term)
  }

  /// Cholesky's factor.
  ///
  /// O(size³).
  mutating func factorize() {
    factor = []
    isDependent = [Bool](repeating: false, count: size)
    for row in 0..<size {
      var line = [Double](repeating: 0, count: row + 1)
      for column in 0...row {
        var element = CompensatedSum()
        element.add(sums[row * (row + 1) / 2 + column].value)
        for inner in 0..<column {
          element.add(-line[inner] * (column == row ? line[inner] : factor[column][inner]))
        }
        if column < row {
          line[column] = isDependent[column] ? 0 : element.value / factor[column][column]
        } else {
          isDependent[row] = element.value <= 1e-11 * sums[row * (row + 1) / 2 + row].value
          line[row] = isDependent[row] ? 1 : element.value.squareRoot()
        }
      }
      if isDependent[row] {
        for column in 0..<row { line[column] = 0 }
      }
      factor.append(line)
    }
  }

  /// The solution in which dependent columns have no part, mended once by what it leaves.
  ///
  /// O(size²).
  func solve(_ right: [Double]) -> [Double] {
    let first = substitute(right)
    let left = (0..<size).map { row in
      var rest = CompensatedSum()
      rest.add(right[row])
      for column in 0..<size {
        let (high, low) = row > column ? (row, column) : (column, row)
        rest.add(-sums[high * (high + 1) / 2 + low].value * first[column])
      }
      return rest.value
    }
    return zip(first, substitute(left)).map { $0 + $1 }
  }

  private func substitute(_ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<size {
      guard !isDependent[row] else {
        solution[row] = 0
        continue
      }
      for column in 0..<row { solution[row] -= factor[row][column] * solution[column] }
      solution[row] /= factor[row][row]
    }
    for row in (0..<size).reversed() {
      guard !isDependent[row] else {
        solution[row] = 0
        continue
      }
      for below in (row + 1)..<size where !isDependent[below] {
        solution[row] -= factor[below][row] * solution[below]
      }
      solution[row] /= factor[row][row]
    }
    return solution
  }
}
