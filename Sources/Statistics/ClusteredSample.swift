/// Elements of a sample in primary sampling units, these in strata, and their weights: what the variances
/// of ratios in many domains are computed from.
///
/// Variance by Taylor linearization with units as ultimate clusters. With groups the weights are
/// post-stratified, and residuals take the place of linearised values. Source: W. G. Cochran, Sampling
/// Techniques (1977); C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
public struct ClusteredSample: Sendable {
  /// For each element its unit; the units of a stratum stand together.
  public let units: [Int32]
  /// For each unit its stratum.
  public let strata: [Int32]
  /// For each element its weight, above 0.
  public let weights: [Double]
  /// For each stratum the part of its units that are in the sample; 0 where that is not known.
  public let fractions: [Double]
  public let lonelyUnit: LonelyUnit
  /// How many units each stratum has in the sample.
  let unitCounts: [Int]
  let groups: Groups?

  /// What a stratum adds to a variance that has one unit in the sample.
  public enum LonelyUnit: Sendable {
    /// The square of its deviation from the mean of all linearised values, which is 0.
    case adjust
    /// As much as the other strata of the domain do in the mean.
    case average
    /// Nothing.
    case certainty
  }

  /// The post-strata of elements, and the weight of each unit in each of them.
  struct Groups: Sendable {
    let ofElement: [Int32]
    let weights: [Double]
    /// The units of group `g` are those from `starts[g]` to `starts[g + 1]`.
    let starts: [Int]
    let units: [Int32]
    let unitWeights: [Double]
  }

  /// Takes units numbered so that those of one stratum follow one another, strata in rising order.
  ///
  /// - Parameters:
  ///   - units: for each element its unit.
  ///   - strata: for each unit its stratum.
  ///   - weights: for each element, above 0; post-stratified where there are groups.
  ///   - fractions: for each stratum the part of its units that was drawn, 0 where not known.
  ///   - groups: for each element its post-stratum, −1 for one that is in none; `nil` without
  ///     post-stratification.
  ///   - lonelyUnit: the rule for strata of one unit.
  public init(
    units: [Int32], strata: [Int32], weights: [Double], fractions: [Double],
    groups: [Int32]? = nil, lonelyUnit: LonelyUnit = .adjust
  ) {
    precondition(units.count == weights.count)
    precondition(zip(strata, strata.dropFirst()).allSatisfy { $0 <= $1 })
    self.units = units
    self.strata = strata
    self.weights = weights
    self.fractions = fractions
    self.lonelyUnit = lonelyUnit
    var counts = [Int](repeating: 0, count: fractions.count)
    for stratum in strata { counts[Int(stratum)] += 1 }
    unitCounts = counts
    self.groups = groups.map { Groups($0, units: units, weights: weights) }
  }

  public var count: Int { units.count }
}

extension ClusteredSample.Groups {
  init(_ ofElement: [Int32], units: [Int32], weights: [Double]) {
    self.ofElement = ofElement
    let count = Int((ofElement.max() ?? -1) + 1)
    let order = ofElement.indices.filter { ofElement[$0] >= 0 }.sorted {
      (ofElement[$0], units[$0], $0) < (ofElement[$1], units[$1], $1)
    }
    var (starts, groupUnits, unitWeights): ([Int], [Int32], [Double]) = ([0], [], [])
    var total = [Double](repeating: 0, count: count)
    for element in order {
      let group = Int(ofElement[element])
      while starts.count <= group { starts.append(groupUnits.count) }
      if groupUnits.count == starts[group] || groupUnits.last != units[element] {
        groupUnits.append(units[element])
        unitWeights.append(0)
      }
      unitWeights[unitWeights.count - 1] += weights[element]
      total[group] += weights[element]
    }
    while starts.count <= count { starts.append(groupUnits.count) }
    (self.starts, self.units, self.unitWeights, self.weights) =
      (starts, groupUnits, unitWeights, total)
  }
}

/// Elements of a sample by domain: each domain's together, and in it each unit's.
public struct DomainOrder: Sendable {
  /// Elements of all domains; those in none are left out.
  let elements: [Int32]
  /// The elements of domain `d` are those from `starts[d]` to `starts[d + 1]`.
  let starts: [Int]

  public var domainCount: Int { starts.count - 1 }

  /// The elements of a domain, those of a unit together.
  public func elements(of domain: Int) -> ArraySlice<Int32> {
    elements[starts[domain]..<starts[domain + 1]]
  }

  /// Orders the elements of a sample by their domain, −1 for none.
  ///
  /// O(elements).
  public init(_ domains: [Int32], count: Int, in sample: ClusteredSample) {
    let byUnit = Self.counted(
      sample.units.indices.lazy.map { Int32($0) }, keys: sample.units, count: sample.strata.count)
    let inDomain = byUnit.order.lazy.filter { domains[Int($0)] >= 0 }
    (elements, starts) = Self.counted(inDomain, keys: domains, count: count)
  }

  /// Sorts elements by a key that is smaller than `count`, those of one key in the order they came in.
  private static func counted(
    _ elements: some Sequence<Int32>, keys: [Int32], count: Int
  ) -> (order: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    var total = 0
    for element in elements {
      starts[Int(keys[Int(element)]) + 1] += 1
      total += 1
    }
    for key in 0..<count { starts[key + 1] += starts[key] }
    var next = starts
    var order = [Int32](repeating: 0, count: total)
    for element in elements {
      let key = Int(keys[Int(element)])
      order[next[key]] = element
      next[key] += 1
    }
    return (order, starts)
  }
}
