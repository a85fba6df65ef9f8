/// Sums of weighted, linearised values over the units of a stage; only units where a value is kept.
struct UnitTotals {
  /// By estimate its units in order, and their sums.
  private var columns: [Column] = []
  private let stage: SamplingStage

  private struct Column {
    var units: [Int32] = []
    var sums: [Double] = []
    /// The strata that its units lie in.
    var strata: [Stratum] = []
  }

  /// The part of a column in one stratum.
  private struct Stratum {
    let stratum: Int
    let range: Range<Int>
    let mean: Double
    /// The sum of the deviations from the mean, over the units that are kept.
    let deviation: Double
  }

  init(stage: SamplingStage) { self.stage = stage }

  /// Adds one estimate of weighted values.
  ///
  /// O(rows).
  mutating func add(_ values: [Double]) { add(values, groups: nil, count: 1, explained: nil) }

  /// Adds an estimate for each group of weighted values; the group of a row is −1 where it has none.
  ///
  /// O(rows + groups).
  mutating func add(_ values: [Double], groups: [Int32], count: Int) {
    add(values, groups: groups, count: count, explained: nil)
  }

  /// Adds an estimate for each group, less what known variables explain of it in the group or outside.
  ///
  /// - Parameters:
  ///   - values: by row, weighted.
  ///   - groups: by row the group; −1 for none.
  ///   - count: how many groups there are.
  ///   - explanation: what is to be taken away.
  ///   - weights: by row.
  mutating func add(
    _ values: [Double], groups: [Int32], count: Int, less explanation: Explanation,
    weights: [Double]
  ) {
    add(values, groups: groups, count: count, explained: (explanation, weights))
  }

  /// Sums that belong to one unit, of the few columns that it has any of.
  private struct Scratch {
    private var sums: [CompensatedSum]
    private var lastUnit: [Int]
    private(set) var present: [Int] = []
    private var unit = -1

    init(count: Int) {
      sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
      lastUnit = [Int](repeating: -1, count: count)
    }

    mutating func open(_ unit: Int) {
      self.unit = unit
      present.removeAll(keepingCapacity: true)
    }

    mutating func add(_ term: Double, _ column: Int) {
      if lastUnit[column] != unit {
        lastUnit[column] = unit
        sums[column] = CompensatedSum()
        present.append(column)
      }
      sums[column].add(term)
    }

    subscript(column: Int) -> Double { sums[column].value }
  }

  private mutating func add(
    _ values: [Double], groups: [Int32]?, count: Int,
    explained: (explanation: Explanation, weights: [Double])?
  ) {
    var found = [Column](repeating: Column(), count: count)
    var sums = Scratch(count: count)
    var known = Scratch(count: explained?.explanation.coefficients.count ?? 0)
    for unit in 0..<stage.unitCount {
      sums.open(unit)
      known.open(unit)
      for place in stage.unitStart[unit]..<stage.unitStart[unit + 1] {
        let row = Int(stage.rows[place])
        let group = groups.map { Int($0[row]) } ?? 0
        if group >= 0 { sums.add(values[row], group) }
        guard let explained else { continue }
        explained.explanation.forEachEntry(row) { known.add(explained.weights[row] * $1, $0) }
      }
      for column in known.present {
        for part in explained?.explanation.coefficients[column] ?? [] {
          sums.add(-known[column] * part.value, part.group)
        }
      }
      for group in sums.present where sums[group] != 0 {
        found[group].units.append(Int32(unit))
        found[group].sums.append(sums[group])
      }
    }
    for index in found.indices { findStrata(of: &found[index]) }
    columns += found
  }

  private func findStrata(of column: inout Column) {
    var (start, stratum) = (0, 0)
    while start < column.units.count {
      while stage.stratumStart[stratum + 1] <= Int(column.units[start]) { stratum += 1 }
      let bound = stage.stratumStart[stratum + 1]
      var end = start
      var sum = CompensatedSum()
      while end < column.units.count, Int(column.units[end]) < bound {
        sum.add(column.sums[end])
        end += 1
      }
      let mean = sum.value / Double(stage.sampled(stratum))
      let deviation = column.sums[start..<end].lazy.map { $0 - mean }.compensatedSum()
      column.strata.append(
        Stratum(stratum: stratum, range: start..<end, mean: mean, deviation: deviation))
      start = end
    }
  }

  /// Adds what the stage contributes to the covariance of two estimates.
  ///
  /// O(units where either has a value).
  func addCovariance(_ a: Int, _ b: Int, _ terms: StageTerms, to sum: inout CompensatedSum) {
    let (first, second) = (columns[a], columns[b])
    var (i, j) = (0, 0)
    while i < first.strata.count, j < second.strata.count {
      let (x, y) = (first.strata[i], second.strata[j])
      if x.stratum < y.stratum {
        i += 1
      } else if y.stratum < x.stratum {
        j += 1
      } else {
        let factor = terms.factors[x.stratum]
        if factor != 0 {
          let isCentred = terms.isCentred[x.stratum]
          sum.add(factor * products(first, x, second, y, isCentred: isCentred))
        }
        (i, j) = (i + 1, j + 1)
      }
    }
  }

  /// Σ (e − ē)(f − f̄) over all units of a stratum, those without a value included.
  ///
  /// Units without a value are taken together, so that no large sums cancel.
  private func products(
    _ first: Column, _ x: Stratum, _ second: Column, _ y: Stratum, isCentred: Bool
  ) -> Double {
    let (xMean, yMean) = isCentred ? (x.mean, y.mean) : (0, 0)
    var (products, ofX, ofY) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    var (i, j, both) = (x.range.lowerBound, y.range.lowerBound, 0)
    while i < x.range.upperBound, j < y.range.upperBound {
      if first.units[i] < second.units[j] {
        i += 1
      } else if second.units[j] < first.units[i] {
        j += 1
      } else {
        let (e, f) = (first.sums[i] - xMean, second.sums[j] - yMean)
        products.add(e * f)
        ofX.add(e)
        ofY.add(f)
        (i, j, both) = (i + 1, j + 1, both + 1)
      }
    }
    guard isCentred else { return products.value }
    let neither = stage.sampled(x.stratum) - x.range.count - y.range.count + both
    products.add(-yMean * (x.deviation - ofX.value))
    products.add(-xMean * (y.deviation - ofY.value))
    products.add(Double(neither) * xMean * yMean)
    return products.value
  }
}
