extension SurveySample {
  /// Means with the variance of the jackknife JKn: one unit of the first stage left out at a time.
  ///
  /// The others of its stratum stand in for it; deviations are from the mean of all replicates, as R has
  /// it with `mse=FALSE`. O(rows) a variable.
  /// - Throws: where a stratum that the domain reaches has one unit only, or weights were adjusted.
  public func jackknifedMeans(of variables: [[Double]]) throws(SurveyRefusal) -> SurveyEstimates {
    guard adjustment == nil else {
      throw SurveyRefusal(
        "the jackknife of adjusted weights is not offered; leave out variance: JKn")
    }
    let stage = design.stages[0]
    let sums = variables.map { unitSums(of: $0, stage) }
    let whole = unitSums(of: nil, stage)
    var factors: [Double] = []
    var replicates: [[Double]] = variables.map { _ in [] }
    for stratum in 0..<stage.stratumCount {
      let units = stage.stratumStart[stratum]..<stage.stratumStart[stratum + 1]
      guard domain.map({ stage.unitsInDomain(stratum, $0) > 0 }) ?? true else { continue }
      if units.count == 1, [.remove, .certainty].contains(design.lonely) { continue }
      guard units.count > 1 else {
        throw SurveyRefusal(
          "\(design.name(ofStratum: stratum, at: 0)) has only one unit, which the jackknife cannot leave out"
        )
      }
      let n = Double(units.count)
      let drawn = n / stage.population[stratum]
      func ofStratum(_ all: [Double]) -> Double { units.lazy.map { all[$0] }.compensatedSum() }
      let sumsOfStratum = sums.map(ofStratum)
      let wholeOfStratum = ofStratum(whole)
      for unit in units {
        factors.append((1 - drawn) * (n - 1) / n)
        func replicate(_ all: [Double], _ stratum: Double) -> Double {
          var sum = CompensatedSum()
          sum.add(all[all.count - 1])
          sum.add(-stratum)
          sum.add((stratum - all[unit]) * n / (n - 1))
          return sum.value
        }
        let below = replicate(whole, wholeOfStratum)
        for variable in variables.indices {
          replicates[variable].append(replicate(sums[variable], sumsOfStratum[variable]) / below)
        }
      }
    }
    let deviations = replicates.map { values in
      let mean = values.compensatedSum() / Double(values.count)
      return values.map { $0 - mean }
    }
    var matrix = SymmetricMatrix(size: variables.count)
    for a in variables.indices {
      for b in 0...a {
        matrix[a, b] =
          factors.indices.lazy.map { factors[$0] * deviations[a][$0] * deviations[b][$0] }
          .compensatedSum()
      }
    }
    return SurveyEstimates(
      values: sums.map { $0[stage.unitCount] / whole[stage.unitCount] },
      variances: matrix.diagonal, covariance: matrix, degrees: degrees)
  }

  /// Σ w y by unit, and last of all units together.
  private func unitSums(of values: [Double]?, _ stage: SamplingStage) -> [Double] {
    let sums = (0..<stage.unitCount).map { unit in
      (stage.unitStart[unit]..<stage.unitStart[unit + 1]).lazy.map { place in
        let row = Int(stage.rows[place])
        return domain?[row] ?? true ? weights[row] * (values?[row] ?? 1) : 0
      }.compensatedSum()
    }
    return sums + [sums.compensatedSum()]
  }
}
