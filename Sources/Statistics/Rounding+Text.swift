extension Rounding {
  /// A proportion in percent without sign: `93.28`, by integer arithmetic only.
  ///
  /// 100 means all of them: what is below 1 never displays as 100 but as the largest number below it
  /// (`99.99`), in every mode and for every number of decimals. O(decimals).
  public func percent(_ ratio: WideRatio) -> String {
    let text = text(ratio, shift: 2)
    let isBelowAll = ratio.numerator.magnitude < ratio.denominator.magnitude
    guard isBelowAll, text.drop(while: { $0 == "-" }).hasPrefix("100") else { return text }
    let nines = "99" + (decimals > 0 ? "." + String(repeating: "9", count: decimals) : "")
    return ratio.numerator < 0 ? "-" + nines : nines
  }

  /// `numerator / denominator` in percent; empty for a zero denominator.
  public func percent(_ numerator: Int64, of denominator: Int64) -> String {
    WideRatio(Int128(numerator), over: Int128(denominator)).map(percent) ?? ""
  }

  /// A number with this many decimals, a point as decimal sign and no grouping: `4.50`.
  ///
  /// What rounds to zero has no sign. O(decimals).
  public func plain(_ number: WideRatio) -> String { text(number, shift: 0) }

  public func plain(_ number: Exact) -> String { plain(WideRatio(number)) }

  /// The same of a number that is exact or a double; a double counts as the number it stands for.
  public func percent(_ quantity: Quantity) -> String { percent(Self.ratio(quantity)) }

  public func plain(_ quantity: Quantity) -> String { plain(Self.ratio(quantity)) }

  /// A double that 128 bits cannot hold is below 1e-16 or beyond all counts; the former is zero here.
  private static func ratio(_ quantity: Quantity) -> WideRatio {
    switch quantity {
    case .exact(let ratio): ratio
    case .approximate(let value): WideRatio(exactly: value) ?? WideRatio(0)
    }
  }

  /// The digits of `ratio · 10^shift`, rounded.
  private func text(_ ratio: WideRatio, shift: Int) -> String {
    let divisor = ratio.denominator.magnitude
    let (exactDigits, rest) =
      shortDivision(ratio, places: shift + max(0, decimals))
      ?? longDivision(ratio, places: shift + max(0, decimals))
    var digits = exactDigits
    // Twice the rest still fits: the divisor is below 2^127.
    if roundsUp(twiceRest: rest << 1, divisor: divisor, isOdd: digits.last.map { $0 & 1 == 1 }) {
      Self.increment(&digits)
    }
    let integerCount = digits.count - max(0, decimals)
    let integer = digits[..<integerCount].drop { $0 == 0 }
    var characters = integer.isEmpty ? [0] : Array(integer)
    characters = characters.map { $0 + UInt8(ascii: "0") }
    if decimals > 0 {
      characters.append(UInt8(ascii: "."))
      characters += digits[integerCount...].map { $0 + UInt8(ascii: "0") }
    }
    let isNegative = ratio.numerator < 0 && digits.contains { $0 != 0 }
    return (isNegative ? "-" : "") + String(decoding: characters, as: UTF8.self)
  }

  /// At least one digit before the places and all of them, and what is left over.
  private func longDivision(_ ratio: WideRatio, places: Int) -> (digits: [UInt8], rest: UInt128) {
    let divisor = ratio.denominator.magnitude
    var (whole, rest) = ratio.numerator.magnitude.quotientAndRemainder(dividingBy: divisor)
    var digits = String(whole).utf8.map { $0 - UInt8(ascii: "0") }
    for _ in 0..<places {
      (whole, rest) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
      digits.append(UInt8(whole))
    }
    return (digits, rest)
  }

  /// The same by one division of 64 bits; `nil` where that is too narrow.
  private func shortDivision(
    _ ratio: WideRatio, places: Int
  ) -> (digits: [UInt8], rest: UInt128)? {
    guard places < 19, let divisor = UInt64(exactly: ratio.denominator),
      var scaled = UInt64(exactly: ratio.numerator.magnitude)
    else { return nil }
    for _ in 0..<places {
      let (product, overflow) = scaled.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      scaled = product
    }
    let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: divisor)
    let digits = String(quotient).utf8.map { $0 - UInt8(ascii: "0") }
    let zeros = [UInt8](repeating: 0, count: max(0, places + 1 - digits.count))
    return (zeros + digits, UInt128(rest))
  }

  private func roundsUp(twiceRest: UInt128, divisor: UInt128, isOdd: Bool?) -> Bool {
    switch mode {
    case .halfUp: twiceRest >= divisor
    case .halfEven: twiceRest > divisor || (twiceRest == divisor && isOdd == true)
    case .truncate: false
    }
  }

  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      guard digits[index] == 9 else {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
  }
}
