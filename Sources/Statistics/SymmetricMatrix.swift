/// A symmetric matrix, of which one half is kept.
public struct SymmetricMatrix: Hashable, Sendable {
  public let size: Int
  private var elements: [Double]

  /// All zeros.
  public init(size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * (size + 1) / 2)
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[place(row, column)] }
    set { elements[place(row, column)] = newValue }
  }

  private func place(_ row: Int, _ column: Int) -> Int {
    let (high, low) = row > column ? (row, column) : (column, row)
    return high * (high + 1) / 2 + low
  }

  public var diagonal: [Double] { (0..<size).map { self[$0, $0] } }

  /// The rows in full.
  public var rows: [[Double]] { (0..<size).map { row in (0..<size).map { self[row, $0] } } }

  /// The variance of a combination of what the matrix is the covariance of.
  ///
  /// O(size²).
  public func variance(of combination: [Double]) -> Double {
    var sum = CompensatedSum()
    for (row, a) in combination.enumerated() where a != 0 {
      for (column, b) in combination.enumerated() where b != 0 {
        sum.add(a * b * self[row, column])
      }
    }
    return sum.value
  }
}
