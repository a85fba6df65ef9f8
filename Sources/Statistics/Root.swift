/// The places where functions are 0.
enum Root {
  /// The root of an increasing function, to about 1e-12; a bound where both ends lie
  /// on one side.
  ///
  /// Ridders' method: IEEE Transactions on Circuits and Systems 26 (1979), 979–980.
  static func increasing(
    from lower: Double, to upper: Double, _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (lower, upper)
    var (below, above) = (function(low), function(high))
    guard below < 0 else { return low }
    guard above > 0 else { return high }
    var last = Double.nan
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let value = function(middle)
      let scale = (value * value - below * above).squareRoot()
      guard value != 0, scale > 0 else { return middle }
      let next = middle - (middle - low) * value / scale
      let found = function(next)
      if abs(found) < 1e-15 || abs(next - last) <= 1e-12 * max(1, abs(next)) { return next }
      last = next
      if (value < 0) != (found < 0) {
        (low, below, high, above) =
          value < 0 ? (middle, value, next, found) : (next, found, middle, value)
      } else if found < 0 {
        (low, below) = (next, found)
      } else {
        (high, above) = (next, found)
      }
      if high - low <= 1e-13 * max(1, abs(next)) { return next }
    }
    return (low + high) / 2
  }
}
