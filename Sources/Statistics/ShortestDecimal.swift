extension Double {
  /// The shortest decimal that reads back as the same double: `0.5`, `1`, never `1.0` or `-0`.
  ///
  /// Without exponent from 1e-7 up to, but not including, 1e21; what is not finite is written as Swift
  /// does. The locale has no part in it. O(digits).
  public var shortestDecimal: String {
    guard isFinite else { return description }
    guard self != 0 else { return "0" }
    let description = description
    guard description.utf8.contains(UInt8(ascii: "e")) else {
      return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
    let parts = magnitude.description.split(separator: "e")
    let mantissa = (parts.first ?? "").split(separator: ".")
    let whole = mantissa.first ?? ""
    var fraction = mantissa.count > 1 ? mantissa[1] : ""
    if fraction == "0" { fraction = "" }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let digits = String(whole + fraction)
    let sign = self < 0 ? "-" : ""
    guard -7..<21 ~= whole.count - 1 + exponent else {
      return sign + whole + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent)"
    }
    return sign + Self.plain(digits, pointAfter: whole.count + exponent)
  }

  private static func plain(_ digits: String, pointAfter point: Int) -> String {
    if point <= 0 {
      return "0." + String(repeating: "0", count: -point) + digits
    }
    if point >= digits.count {
      return digits + String(repeating: "0", count: point - digits.count)
    }
    return "\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
