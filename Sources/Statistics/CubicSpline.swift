/// A cubic spline through points whose ends have the third derivative of the cubic through the four
/// nearest points.
///
/// Source: G. E. Forsythe, M. A. Malcolm and C. B. Moler, Computer Methods for Mathematical
/// Computations (1977); `spline(method = "fmm")` of R.
struct CubicSpline {
  private let x: [Double]
  private let y: [Double]
  private let b: [Double]
  private let c: [Double]
  private let d: [Double]

  /// Takes at least four points from left to right.
  init?(x: [Double], y: [Double]) {
    let n = x.count
    guard n >= 4, y.count == n else { return nil }
    let steps = zip(x, x.dropFirst()).map { $1 - $0 }
    guard steps.allSatisfy({ $0 > 0 }) else { return nil }
    let last = n - 1
    let slopes = (0..<last).map { (y[$0 + 1] - y[$0]) / steps[$0] }
    // A tridiagonal system, the steps beside the diagonal, for a sixth of the second derivatives.
    var diagonal = [Double](repeating: -steps[0], count: n)
    var sigma = [Double](repeating: 0, count: n)
    for i in 1..<last {
      diagonal[i] = 2 * (steps[i - 1] + steps[i])
      sigma[i] = slopes[i] - slopes[i - 1]
    }
    diagonal[last] = -steps[last - 1]
    let first = sigma[2] / (x[3] - x[1]) - sigma[1] / (x[2] - x[0])
    sigma[0] = first * steps[0] * steps[0] / (x[3] - x[0])
    let final =
      sigma[last - 1] / (x[last] - x[last - 2]) - sigma[last - 2] / (x[last - 1] - x[last - 3])
    sigma[last] = -final * steps[last - 1] * steps[last - 1] / (x[last] - x[last - 3])
    for i in 1..<n {
      let factor = steps[i - 1] / diagonal[i - 1]
      diagonal[i] -= factor * steps[i - 1]
      sigma[i] -= factor * sigma[i - 1]
    }
    sigma[last] /= diagonal[last]
    for i in (0..<last).reversed() { sigma[i] = (sigma[i] - steps[i] * sigma[i + 1]) / diagonal[i] }
    self.x = x
    self.y = y
    var (b, c, d): ([Double], [Double], [Double]) = ([], [], [])
    for i in 0..<last {
      b.append(slopes[i] - steps[i] * (sigma[i + 1] + 2 * sigma[i]))
      c.append(3 * sigma[i])
      d.append((sigma[i + 1] - sigma[i]) / steps[i])
    }
    (self.b, self.c, self.d) = (b, c, d)
  }

  /// So many points on it, their places evenly spread from the first to the last.
  func points(_ count: Int) -> [(x: Double, y: Double)] {
    let (first, last) = (x[0], x[x.count - 1])
    return (0..<count).map { index in
      let place =
        index == count - 1 ? last : first + Double(index) * (last - first) / Double(count - 1)
      let piece = max(0, min(x.count - 2, (x.firstIndex { $0 > place } ?? x.count) - 1))
      let offset = place - x[piece]
      return (place, y[piece] + offset * (b[piece] + offset * (c[piece] + offset * d[piece])))
    }
  }
}
