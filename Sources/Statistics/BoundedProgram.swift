/// A linear program over moves: what some numbers can change by while given sums stay as they are.
///
/// Every column may move between its bounds, which hold nothing; every row of the program adds up to
/// nothing. To stand still is allowed, so that no first phase is needed. The simplex method with bounds
/// on a dense tableau; where it does not get on, Bland's rule (Mathematics of Operations Research 2
/// (1977), 103–107) keeps it from going in circles.
struct BoundedProgram {
  private var tableau: [[Double]]
  private var basis: [Int]
  private var isBasic: [Bool]
  private let lower: [Double]
  private let upper: [Double]
  /// How far each column has moved.
  private(set) var moves: [Double]

  /// Smaller coefficients are rounding.
  private static let tolerance = 1e-9
  private static let mostSteps = 4000
  /// So many steps that gain nothing are taken before Bland's rule.
  private static let patience = 20

  /// Takes rows of columns and coefficients, and for each column how far it may fall and rise.
  ///
  /// O(rows² × columns).
  init(rows: [[(column: Int, coefficient: Double)]], lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
    moves = [Double](repeating: 0, count: lower.count)
    isBasic = [Bool](repeating: false, count: lower.count)
    tableau = []
    basis = []
    for row in rows {
      var dense = [Double](repeating: 0, count: lower.count)
      for (column, coefficient) in row { dense[column] += coefficient }
      for (place, column) in basis.enumerated() where dense[column] != 0 {
        Self.subtract(tableau[place], times: dense[column], from: &dense)
      }
      // The first column is what is asked for, and rather stays outside.
      var pivot = dense.count - 1
      var column = pivot - 1
      while column >= 0 {
        if dense[column].magnitude > dense[pivot].magnitude { pivot = column }
        column -= 1
      }
      guard pivot >= 0, dense[pivot].magnitude > Self.tolerance else { continue }
      let scale = 1 / dense[pivot]
      for column in dense.indices where dense[column] != 0 { dense[column] *= scale }
      for place in tableau.indices where tableau[place][pivot] != 0 {
        Self.subtract(dense, times: tableau[place][pivot], from: &tableau[place])
      }
      tableau.append(dense)
      basis.append(pivot)
      isBasic[pivot] = true
    }
  }

  private static func subtract(_ row: [Double], times factor: Double, from other: inout [Double]) {
    row.withUnsafeBufferPointer { row in
      other.withUnsafeMutableBufferPointer { other in
        var index = 0
        while index < row.count {
          if row[index] != 0 {
            let changed = other[index] - factor * row[index]
            other[index] = changed.magnitude < 1e-9 ? 0 : changed
          }
          index += 1
        }
      }
    }
  }

  /// Moves so that the weighted sum of the moves becomes as great as can be, or `goal`; gives the sum.
  ///
  /// What is given is reached, even where so many steps were not enough to find the greatest.
  mutating func maximize(_ weights: [Double], upTo goal: Double = .infinity) -> Double {
    var gains = weights
    for (place, column) in basis.enumerated() where weights[column] != 0 {
      Self.subtract(tableau[place], times: weights[column], from: &gains)
    }
    var idle = 0
    var reached = zip(weights, moves).reduce(0) { $0 + $1.0 * $1.1 }
    for _ in 0..<Self.mostSteps {
      guard reached < goal - Self.tolerance,
        let entering = entering(gains, inOrder: idle > Self.patience)
      else { return reached }
      let sign = gains[entering] > 0 ? 1.0 : -1.0
      let (blocking, room) = blocking(entering, sign: sign)
      let step = min(room, (goal - reached) / gains[entering].magnitude)
      guard step < .infinity else { return .infinity }
      idle = step > Self.tolerance ? 0 : idle + 1
      reached += step * gains[entering].magnitude
      moves[entering] += sign * step
      for (place, column) in basis.enumerated() where tableau[place][entering] != 0 {
        moves[column] -= sign * step * tableau[place][entering]
      }
      guard step == room else { continue }
      guard let blocking else {
        moves[entering] = sign > 0 ? upper[entering] : lower[entering]
        continue
      }
      let leaving = basis[blocking]
      moves[leaving] =
        abs(moves[leaving] - lower[leaving]) < abs(moves[leaving] - upper[leaving])
        ? lower[leaving] : upper[leaving]
      pivot(blocking, on: entering, &gains)
    }
    return reached
  }

  /// The column to move next: the one that gains most, or the first that gains.
  private func entering(_ gains: [Double], inOrder: Bool) -> Int? {
    var best: (column: Int, gain: Double)?
    for column in gains.indices where !isBasic[column] && gains[column].magnitude > 1e-7 {
      let isFree =
        gains[column] > 0 ? moves[column] < upper[column] : moves[column] > lower[column]
      guard isFree else { continue }
      if inOrder { return column }
      if gains[column].magnitude > best?.gain ?? 0 { best = (column, gains[column].magnitude) }
    }
    return best?.column
  }

  /// The row whose column stands in the way first, if not the moved column itself, and how far it goes.
  private func blocking(_ entering: Int, sign: Double) -> (row: Int?, room: Double) {
    var found: Int?
    var room =
      sign > 0 ? upper[entering] - moves[entering] : moves[entering] - lower[entering]
    for (place, column) in basis.enumerated() {
      let rate = sign * tableau[place][entering]
      guard rate.magnitude > Self.tolerance else { continue }
      let own =
        max(0, rate > 0 ? moves[column] - lower[column] : upper[column] - moves[column])
        / rate.magnitude
      if own < room || (own == room && found.map { column < basis[$0] } == true) {
        (found, room) = (place, own)
      }
    }
    return (found, room)
  }

  private mutating func pivot(_ place: Int, on column: Int, _ gains: inout [Double]) {
    let scale = 1 / tableau[place][column]
    for index in tableau[place].indices where tableau[place][index] != 0 {
      tableau[place][index] *= scale
    }
    let row = tableau[place]
    for other in tableau.indices where other != place && tableau[other][column] != 0 {
      Self.subtract(row, times: tableau[other][column], from: &tableau[other])
    }
    Self.subtract(row, times: gains[column], from: &gains)
    (isBasic[basis[place]], isBasic[column]) = (false, true)
    basis[place] = column
  }
}
