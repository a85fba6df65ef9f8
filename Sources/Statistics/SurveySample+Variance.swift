extension SurveySample {
  /// A linearised value of an estimate, for a row and the group that it is in.
  typealias Linearised = (_ estimate: Int, _ row: Int, _ group: Int) -> Double

  /// The variance of estimates whose linearised values are given for every row and group.
  func estimates(
    _ values: [Double], count: Int, by groups: Factor?, _ detail: Detail,
    linearised: Linearised
  ) throws(SurveyRefusal) -> SurveyEstimates {
    let asked = (0..<design.rowCount).map { Int32(group(of: $0, in: groups)) }
    let width = groups?.levels.count ?? 1
    guard adjustment != nil, detail == .variances, width > Self.groupsAtOnce else {
      return try estimates(values, detail) { apply in
        for estimate in 0..<count { add(estimate, 0..<width, asked, linearised, apply) }
      }
    }
    // With adjusted weights most groups have a part in most units: not all are held at once.
    var variances: [Double] = []
    for estimate in 0..<count {
      for start in stride(from: 0, to: width, by: Self.groupsAtOnce) {
        let range = start..<min(width, start + Self.groupsAtOnce)
        let part = Array(
          values[estimate * width + range.lowerBound..<estimate * width + range.upperBound])
        variances += try estimates(part, .variances) { apply in
          add(estimate, range, asked, linearised, apply)
        }.variances
      }
    }
    return SurveyEstimates(
      values: values, variances: variances, covariance: nil, degrees: degrees)
  }

  private static let groupsAtOnce = 512

  /// Adds one estimate of a range of groups to the sums over units.
  private func add(
    _ estimate: Int, _ range: Range<Int>, _ asked: [Int32], _ linearised: Linearised,
    _ apply: (_ addition: (inout UnitTotals) -> Void) -> Void
  ) {
    let rows = 0..<design.rowCount
    let codes = asked.map { range.contains(Int($0)) ? $0 - Int32(range.lowerBound) : -1 }
    let plain = rows.map { row in
      codes[row] < 0 ? 0 : linearised(estimate, row, Int(asked[row]))
    }
    guard let adjustment else {
      let weighted = rows.map { weights[$0] * plain[$0] }
      apply { $0.add(weighted, groups: codes, count: range.count) }
      return
    }
    if range.count > 1,
      let explanation = adjustment.explanation(of: plain, groups: codes, count: range.count)
    {
      let weighted = rows.map { weights[$0] * plain[$0] }
      apply {
        $0.add(weighted, groups: codes, count: range.count, less: explanation, weights: weights)
      }
      return
    }
    for group in 0..<range.count {
      let left = adjustment.residuals(of: rows.map { codes[$0] == group ? plain[$0] : 0 })
      let weighted = rows.map { weights[$0] * left[$0] }
      apply { $0.add(weighted) }
    }
  }

  /// The variance of estimates by the sums of their weighted, linearised values over units.
  private func estimates(
    _ values: [Double], _ detail: Detail,
    columns: (_ apply: (_ addition: (inout UnitTotals) -> Void) -> Void) -> Void
  ) throws(SurveyRefusal) -> SurveyEstimates {
    // With adjusted weights every row has a part in every estimate.
    let terms = try StageTerms.all(of: design, domain: adjustment == nil ? domain : nil)
    var totals = design.stages.map(UnitTotals.init)
    columns { addition in
      for stage in totals.indices { addition(&totals[stage]) }
    }
    func covariance(_ a: Int, _ b: Int) -> Double {
      guard values[a].isFinite, values[b].isFinite else { return .nan }
      var sum = CompensatedSum()
      for (totals, terms) in zip(totals, terms) { totals.addCovariance(a, b, terms, to: &sum) }
      // Rounding may leave a variance of 0 a little below.
      return a == b && sum.value < 0 ? 0 : sum.value
    }
    guard detail == .covariances else {
      return SurveyEstimates(
        values: values, variances: values.indices.map { covariance($0, $0) },
        covariance: nil, degrees: degrees)
    }
    var matrix = SymmetricMatrix(size: values.count)
    for a in values.indices {
      for b in 0...a { matrix[a, b] = covariance(a, b) }
    }
    return SurveyEstimates(
      values: values, variances: matrix.diagonal, covariance: matrix, degrees: degrees)
  }
}
