import Statistics
import Testing

/// Tables with all their totals, of which small cells are withheld.
@Suite struct SuppressionTests {
  /// Rows by columns, then the totals of rows, of columns, and of all.
  private static func suppression(_ counts: [[Double]], threshold: Double) -> Suppression {
    let (height, width) = (counts.count, counts[0].count)
    let values = Self.values(counts)
    let rows = (0..<height).map { row in
      (total: height * width + row, parts: (0..<width).map { row * width + $0 })
    }
    let columns = (0..<width).map { column in
      (total: height * width + height + column, parts: (0..<height).map { $0 * width + column })
    }
    let grand = [
      (total: values.count - 1, parts: rows.map(\.total)),
      (total: values.count - 1, parts: columns.map(\.total)),
    ]
    return Suppression(
      TableSystem(
        rowCount: values.count, sums: rows + columns + grand, layers: [values],
        kinds: [TableSystem.Kind([0], isGiven: values.map { _ in true })]),
      primaries: values.indices.filter { values[$0] > 0 && values[$0] < threshold }.map {
        Suppression.Protection(TableSystem.Place(layer: 0, row: $0), width: threshold)
      }, price: values.indices.map { values[$0] * ($0 < height * width ? 1 : 1000) })
  }

  private static func values(_ counts: [[Double]]) -> [Double] {
    let rows = counts.map { $0.reduce(0, +) }
    let columns = counts[0].indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    return counts.flatMap(\.self) + rows + columns + [rows.reduce(0, +)]
  }

  /// The least and greatest of each withheld cell over all tables of whole numbers that publish the same.
  private static func range(
    _ counts: [[Double]], _ found: Suppression, greatest: Int
  ) -> [Int: ClosedRange<Double>] {
    let truth = values(counts)
    let hidden = (0..<4).filter { found.isWithheld[0][$0] }
    var ranges: [Int: ClosedRange<Double>] = [:]
    func fill(_ cells: [Double], _ next: Int) {
      guard next < hidden.count else {
        let all = values([[cells[0], cells[1]], [cells[2], cells[3]]])
        guard all.indices.allSatisfy({ found.isWithheld[0][$0] || all[$0] == truth[$0] }) else {
          return
        }
        for cell in hidden {
          let old = ranges[cell] ?? cells[cell]...cells[cell]
          ranges[cell] =
            min(old.lowerBound, cells[cell])...max(old.upperBound, cells[cell])
        }
        return
      }
      var cells = cells
      for value in 0...greatest {
        cells[hidden[next]] = Double(value)
        fill(cells, next + 1)
      }
    }
    fill(counts.flatMap(\.self), 0)
    return ranges
  }

  @Test func `no small cell of any small table can be told from all tables that publish the same`()
  {
    let sizes: [Double] = [0, 2, 5]
    for a in sizes {
      for b in sizes {
        for c in sizes {
          for d in sizes {
            let counts = [[a, b], [c, d]]
            let found = Self.suppression(counts, threshold: 3)
            #expect(found.unprotected.isEmpty)
            let ranges = Self.range(counts, found, greatest: 7)
            for (cell, value) in counts.flatMap(\.self).enumerated() where value > 0 && value < 3 {
              let range = ranges[cell] ?? 0...0
              #expect(range.upperBound - range.lowerBound >= 3, "\(counts): \(range)")
            }
          }
        }
      }
    }
  }

  @Test func `the interval of a cell is that of all tables of whole numbers`() {
    for counts in [
      [[4.0, 6], [5, 7]], [[1, 6], [2, 3]], [[2, 2], [2, 2]], [[1, 0], [4, 5]],
    ] {
      let found = Self.suppression(counts, threshold: 3)
      let isOpen = (4..<9).contains { found.isWithheld[0][$0] }
      for (cell, range) in Self.range(counts, found, greatest: 12) where !isOpen {
        let interval = found.interval(of: TableSystem.Place(layer: 0, row: cell))
        #expect(abs(interval.lower - range.lowerBound) < 1e-9)
        #expect(abs(interval.upper - range.upperBound) < 1e-9)
      }
    }
  }

  @Test func `zeros are published, and tables without small cells as they are`() {
    let whole = Self.suppression([[10, 0], [30, 40]], threshold: 10)
    #expect(!whole.isWithheld[0].contains(true))
    let some = Self.suppression([[4, 0, 25], [30, 40, 50], [0, 12, 60]], threshold: 10)
    #expect(some.isWithheld[0][0] && !some.isWithheld[0][1] && !some.isWithheld[0][6])
  }

  @Test func `the same tables give the same withheld figures`() {
    let counts: [[Double]] = [[3, 30, 25, 41], [18, 5, 22, 17], [60, 45, 8, 29]]
    let first = Self.suppression(counts, threshold: 10)
    for _ in 0..<5 {
      #expect(Self.suppression(counts, threshold: 10).isWithheld == first.isWithheld)
    }
  }
}
