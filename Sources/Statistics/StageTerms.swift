/// What the deviations inside each stratum of a stage are multiplied by in a variance.
struct StageTerms: Sendable {
  /// By stratum; 0 where it contributes nothing.
  private(set) var factors: [Double]
  /// By stratum whether deviations are from its own mean.
  private(set) var isCentred: [Bool]

  /// The stages of a design, for estimates of a domain.
  ///
  /// Strata that the domain does not reach take no part. O(rows).
  static func all(
    of design: SurveyDesign, domain: [Bool]?
  ) throws(SurveyRefusal) -> [StageTerms] {
    var all: [StageTerms] = []
    var above: (stage: SamplingStage, shares: [Double])?
    for index in design.stages.indices {
      let stage = design.stages[index]
      let terms = try StageTerms(design, index: index, above: above?.shares, domain: domain)
      all.append(terms)
      // By unit, the share of its stratum that was drawn, times those above.
      var shares = [Double](repeating: 0, count: stage.unitCount)
      for stratum in 0..<stage.stratumCount {
        let share = Double(stage.sampled(stratum)) / stage.population[stratum]
        let before = above.map { $0.shares[Int(stage.parent[stratum])] } ?? 1
        for unit in stage.stratumStart[stratum]..<stage.stratumStart[stratum + 1] {
          shares[unit] = share * before
        }
      }
      above = (stage, shares)
    }
    return all
  }

  private init(
    _ design: SurveyDesign, index: Int, above: [Double]?, domain: [Bool]?
  ) throws(SurveyRefusal) {
    let stage = design.stages[index]
    factors = [Double](repeating: 0, count: stage.stratumCount)
    isCentred = [Bool](repeating: true, count: stage.stratumCount)
    let parents = above?.count ?? 1
    // By unit above: strata that contribute, and strata whose contribution is unknown.
    var (known, unknown) = (
      [Int](repeating: 0, count: parents), [Int](repeating: 0, count: parents)
    )
    for stratum in 0..<stage.stratumCount {
      let parent = above == nil ? 0 : Int(stage.parent[stratum])
      let sampled = stage.sampled(stratum)
      let reached = domain.map { stage.unitsInDomain(stratum, $0) } ?? sampled
      guard reached > 0 else { continue }
      let population = stage.population[stratum]
      let rest = population.isFinite ? max(0, (population - Double(sampled)) / population) : 1
      guard rest >= Self.census else {
        known[parent] += 1
        continue
      }
      let isLonely = sampled == 1
      let isLonelyInDomain = !isLonely && reached == 1 && design.adjustsLonelyDomains
      if isLonely, design.lonely == .fail {
        throw SurveyRefusal(
          "\(design.name(ofStratum: stratum, at: index)) has only one unit at stage \(index + 1), so its variance cannot be estimated; merge strata, or choose lonely_psu: adjust"
        )
      }
      if isLonely || isLonelyInDomain, design.lonely == .average {
        unknown[parent] += 1
        continue
      }
      known[parent] += 1
      isCentred[stratum] = !((isLonely || isLonelyInDomain) && design.lonely == .adjust)
      let spread = isLonely ? 1 : Double(sampled) / Double(sampled - 1)
      factors[stratum] = rest * spread * (above?[parent] ?? 1)
    }
    for stratum in 0..<stage.stratumCount {
      let parent = above == nil ? 0 : Int(stage.parent[stratum])
      guard unknown[parent] > 0 else { continue }
      guard known[parent] > 0 else {
        throw SurveyRefusal(
          "\(design.name(ofStratum: stratum, at: index)) has only one unit at stage \(index + 1), and no other stratum an average could be taken of; choose lonely_psu: adjust"
        )
      }
      factors[stratum] *= Double(known[parent] + unknown[parent]) / Double(known[parent])
    }
  }

  /// Where less than this part of a stratum was not drawn, it is known in full.
  private static let census = 1e-7
}
