extension SurveySample {
  /// Cronbach's alpha of items, with weighted variances: k/(k−1) (1 − Σ s²_j / s²_total).
  ///
  /// Not a number for fewer than two items, or where the totals do not vary. O(rows × items).
  public func alpha(of items: [[Double]]) -> Double {
    let k = Double(items.count)
    let total = (0..<design.rowCount).map { row in items.lazy.map { $0[row] }.compensatedSum() }
    let parts = items.lazy.map(variance).compensatedSum()
    return k / (k - 1) * (1 - parts / variance(of: total))
  }

  /// The variance of a variable in the population: n/(n−1) Σw(y − ȳ)²/Σw.
  ///
  /// O(rows).
  public func variance(of values: [Double]) -> Double {
    let whole = sums(of: nil, by: nil)[0]
    let mean = sums(of: values, by: nil)[0] / whole
    let squares = sums(of: values.map { ($0 - mean) * ($0 - mean) }, by: nil)[0]
    return Double(count) / Double(count - 1) * squares / whole
  }
}
