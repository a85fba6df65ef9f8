internal import Foundation

extension Double {
  /// The nearest decimal of so many significant digits, whole digits all kept: 0.0123, 3711514.
  ///
  /// For people to read; zeros at the end are left out.
  public func decimal(digits: Int) -> String {
    guard isFinite, self != 0 else { return shortestDecimal }
    let places = digits - 1 - Int(log10(magnitude).rounded(.down))
    guard places > 0 else { return rounded().shortestDecimal }
    let scale = pow(10, Double(min(places, 300)))
    return ((self * scale).rounded() / scale).shortestDecimal
  }
}
