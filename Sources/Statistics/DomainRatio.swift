/// The weighted sum of ratios of totals in one domain of a sample, with its design variance.
public struct DomainRatio: Hashable, Sendable {
  /// Elements that the denominators of all ratios count; with several ratios the fewest of any.
  public var elements = 0
  /// Elements that the denominator of any ratio counts.
  public var counted = 0
  /// Units and strata with such an element.
  public var units = 0
  public var strata = 0
  /// `nil` where a denominator is 0.
  public var estimate: Double?
  public var variance = 0.0
  /// Weights of the elements counted: their sum and the sum of their squares.
  public var weight = 0.0
  public var squaredWeight = 0.0
  /// The weighted mean square of what single elements add to the deviation: of one ratio their distance
  /// from it.
  public var meanSquare = 0.0

  /// Of the variance: units less strata.
  public var degrees: Int { units - strata }
  /// Kish's effect of unequal weights.
  public var weightingEffect: Double {
    weight > 0 ? Double(counted) * squaredWeight / (weight * weight) : 1
  }
}

/// One ratio of a weighted sum: for each element what it adds to the total above and below.
public struct RatioTerm: Sendable {
  public let weight: Double
  public let numerators: [Double]
  public let denominators: [Double]

  public init(weight: Double = 1, numerators: [Double], denominators: [Double]) {
    self.weight = weight
    self.numerators = numerators
    self.denominators = denominators
  }
}

extension ClusteredSample {
  /// The weighted sum of ratios in some domains, each with its variance.
  ///
  /// All elements stay in the variance whatever domain they are in: units without an element of the
  /// domain count with 0. O(elements of the domains × terms); with post-strata besides the units of all
  /// groups that a domain meets.
  public func ratios(
    _ terms: [RatioTerm], in order: DomainOrder, domains: Range<Int>
  ) -> [DomainRatio] {
    var variance = UnitSums(self)
    return domains.map {
      ratio(terms, order.elements[order.starts[$0]..<order.starts[$0 + 1]], &variance)
    }
  }

  private func ratio(
    _ terms: [RatioTerm], _ elements: ArraySlice<Int32>, _ sums: inout UnitSums
  ) -> DomainRatio {
    var result = DomainRatio()
    var (ratios, below): ([Double], [Double]) = ([], [])
    result.elements = .max
    for term in terms {
      var (above, total, count) = (CompensatedSum(), CompensatedSum(), 0)
      for element in elements {
        let (index, weight) = (Int(element), weights[Int(element)])
        above.add(weight * term.numerators[index])
        total.add(weight * term.denominators[index])
        count += term.denominators[index] != 0 ? 1 : 0
      }
      result.elements = min(result.elements, count)
      guard total.value != 0 else { return DomainRatio() }
      ratios.append(above.value / total.value)
      below.append(total.value)
    }
    result.estimate = zip(terms, ratios).reduce(0) { $0 + $1.0.weight * $1.1 }
    var (weight, squares, deviations) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var (lastUnit, lastStratum): (Int32, Int32) = (-1, -1)
    for element in elements {
      let index = Int(element)
      var (influence, isCounted) = (0.0, false)
      for (place, term) in terms.enumerated() {
        let residual = term.numerators[index] - ratios[place] * term.denominators[index]
        influence += term.weight * residual / below[place]
        isCounted = isCounted || term.denominators[index] != 0
      }
      guard isCounted else { continue }
      result.counted += 1
      let unit = units[index]
      if unit != lastUnit {
        result.units += 1
        if strata[Int(unit)] != lastStratum { result.strata += 1 }
        (lastUnit, lastStratum) = (unit, strata[Int(unit)])
      }
      weight.add(weights[index])
      squares.add(weights[index] * weights[index])
      deviations.add(weights[index] * influence * influence)
      sums.add(weights[index] * influence, element: index)
    }
    (result.weight, result.squaredWeight) = (weight.value, squares.value)
    // Influence times the weight of all is a deviation in units of the estimate.
    result.meanSquare = deviations.value * weight.value
    result.variance = sums.takeVariance()
    return result
  }
}

/// Weighted linearised values of one domain, added up by unit.
private struct UnitSums {
  private let sample: ClusteredSample
  private var sums: [Double]
  /// Units and groups that were added to.
  private var touched: [Int32] = []
  private var isTouched: [Bool]
  private var groupSums: [Double]
  private var touchedGroups: [Int32] = []

  init(_ sample: ClusteredSample) {
    self.sample = sample
    sums = Array(repeating: 0, count: sample.strata.count)
    isTouched = Array(repeating: false, count: sample.strata.count)
    groupSums = Array(repeating: 0, count: sample.groups?.weights.count ?? 0)
  }

  mutating func add(_ value: Double, element: Int) {
    add(value, unit: sample.units[element])
    guard let groups = sample.groups else { return }
    let group = Int(groups.ofElement[element])
    guard group >= 0 else { return }
    if groupSums[group] == 0 { touchedGroups.append(Int32(group)) }
    groupSums[group] += value
  }

  private mutating func add(_ value: Double, unit: Int32) {
    if !isTouched[Int(unit)] {
      isTouched[Int(unit)] = true
      touched.append(unit)
    }
    sums[Int(unit)] += value
  }

  /// The variance of the total of what was added, which is forgotten.
  mutating func takeVariance() -> Double {
    takeGroupMeans()
    touched.sort()
    var (variance, strata, lonely) = (CompensatedSum(), 0, 0)
    var at = 0
    while at < touched.count {
      let stratum = Int(sample.strata[Int(touched[at])])
      let from = at
      var total = 0.0
      while at < touched.count, Int(sample.strata[Int(touched[at])]) == stratum {
        total += sums[Int(touched[at])]
        at += 1
      }
      let (count, open) = (sample.unitCounts[stratum], 1 - sample.fractions[stratum])
      strata += 1
      guard count > 1 else {
        lonely += 1
        if case .adjust = sample.lonelyUnit { variance.add(open * total * total) }
        continue
      }
      let mean = total / Double(count)
      // Units of the stratum without an element of the domain deviate by the mean itself.
      var squares = Double(count - (at - from)) * mean * mean
      for unit in touched[from..<at] {
        let deviation = sums[Int(unit)] - mean
        squares += deviation * deviation
      }
      variance.add(open * Double(count) / Double(count - 1) * squares)
    }
    forget()
    guard case .average = sample.lonelyUnit, lonely < strata else { return variance.value }
    return variance.value * Double(strata) / Double(strata - lonely)
  }

  /// Takes the mean of each group from its elements, of this domain and of others.
  private mutating func takeGroupMeans() {
    guard let groups = sample.groups else { return }
    for group in touchedGroups {
      let mean = groupSums[Int(group)] / groups.weights[Int(group)]
      for place in groups.starts[Int(group)]..<groups.starts[Int(group) + 1] {
        add(-mean * groups.unitWeights[place], unit: groups.units[place])
      }
      groupSums[Int(group)] = 0
    }
    touchedGroups.removeAll(keepingCapacity: true)
  }

  private mutating func forget() {
    for unit in touched {
      sums[Int(unit)] = 0
      isTouched[Int(unit)] = false
    }
    touched.removeAll(keepingCapacity: true)
  }
}
