extension ValueCounts {
  /// The sum of all values.
  ///
  /// Exact over the common denominator; where that needs more than 128 bits, the nearest double to
  /// a sum of far more digits. O(n).
  public var sum: Quantity { exactSum.map(Quantity.exact) ?? .approximate(longSum.double) }

  /// The mean: the exact sum divided once; `nil` without values.
  public var mean: Quantity? {
    let count = count
    guard count > 0 else { return nil }
    if let sum = exactSum,
      let mean = WideRatio(1, over: Int128(count)).flatMap({ WideRatio.product(sum, $0) })
    {
      return .exact(mean)
    }
    return .approximate(longSum.divided(by: count))
  }

  /// The smallest value that at least this part of the values do not exceed; `nil` without values.
  ///
  /// The inverse of the empirical distribution function, decided on integers; no interpolation.
  /// O(runs × log n).
  public func quantile(_ probability: Exact) -> Exact? {
    let count = count
    guard count > 0 else { return nil }
    let (part, rest) = (Int128(probability.numerator) * Int128(count))
      .quotientAndRemainder(dividingBy: Int128(probability.denominator))
    // As an ordinal number: the first value has 1.
    let wanted = min(max(1, Int64(part) + (rest > 0 ? 1 : 0)), count)
    if let scale = CommonScale(runs) {
      return Exact(value(at: wanted, scale), over: scale.denominator)
    }
    var below: Int64 = 0
    return bins.first { bin in
      below += bin.count
      return below >= wanted
    }?.value
  }

  /// What is not decided yet about a run: the place of its first value above the one looked for.
  private struct Candidate {
    let run: ValueRun
    let factor: Int64
    var places: Range<Int>
    var found = 0
  }

  /// The numerator of the value of a rank, over the common denominator.
  ///
  /// Halves the span in which it lies, and with it the part of each run that may still hold it.
  private func value(at wanted: Int64, _ scale: CommonScale) -> Int64 {
    var (least, greatest): (Int64, Int64) = (.max, .min)
    var candidates: [Candidate] = []
    for (run, factor) in zip(runs, scale.factors) {
      least = min(least, run.numerators[0] * factor)
      greatest = max(greatest, run.numerators[run.numerators.count - 1] * factor)
      candidates.append(
        Candidate(run: run, factor: factor, places: 0..<run.numerators.count))
    }
    /// The records of runs about which nothing is left to be decided.
    var settled: Int64 = 0
    while least < greatest {
      let middle = least &+ Int64((UInt64(bitPattern: greatest) &- UInt64(bitPattern: least)) / 2)
      var below = settled
      for index in candidates.indices {
        let factor = candidates[index].factor
        let limit = factor == 1 ? middle : middle.floorDivided(by: factor)
        let (count, place) = candidates[index].run.records(
          upTo: limit, in: candidates[index].places)
        candidates[index].found = place
        below += count
      }
      let isAbove = below >= wanted
      if isAbove { greatest = middle } else { least = middle + 1 }
      var left = 0
      for index in candidates.indices {
        let (places, found) = (candidates[index].places, candidates[index].found)
        let rest = isAbove ? places.lowerBound..<found : found..<places.upperBound
        guard !rest.isEmpty else {
          if found > 0 { settled += candidates[index].run.upTo[found - 1] }
          continue
        }
        candidates[index].places = rest
        if left != index { candidates.swapAt(left, index) }
        left += 1
      }
      candidates.removeLast(candidates.count - left)
    }
    return least
  }

  private var longSum: LongSum {
    bins.reduce(into: LongSum()) { sum, bin in sum.add(bin.value, times: bin.count) }
  }

  /// The sum where 128 bits hold it over the least common denominator of all values.
  private var exactSum: WideRatio? {
    // The denominators of runs may be greater than that; what fits over them fits over the least.
    if let sum = Self.exactSum(runs) { return sum }
    return Self.exactSum(
      bins.map { bin in
        ValueRun(numerators: [bin.value.numerator], upTo: [bin.count], over: bin.value.denominator)
      })
  }

  private static func exactSum(_ runs: [ValueRun]) -> WideRatio? {
    var common: Int128 = 1
    for denominator in Set(runs.map(\.denominator)) {
      let divisor = greatestCommonDivisor(common.magnitude, UInt128(denominator))
      guard let product = common.checkedProduct(Int128(denominator) / Int128(divisor)) else {
        return nil
      }
      common = product
    }
    // Apart, so that whether they fit does not depend on the order of runs.
    var (positive, negative): (Int128, Int128) = (0, 0)
    for run in runs {
      let factor = common / Int128(run.denominator)
      guard let sums = run.sums, let more = sums.positive.checkedProduct(factor),
        let less = sums.negative.checkedProduct(factor)
      else { return nil }
      let (up, upOverflow) = positive.addingReportingOverflow(more)
      let (down, downOverflow) = negative.addingReportingOverflow(less)
      guard !upOverflow, !downOverflow else { return nil }
      (positive, negative) = (up, down)
    }
    return WideRatio(positive + negative, over: common)
  }
}

extension Int64 {
  /// The greatest integer that is not above the quotient by a positive number.
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
