import Statistics
import Testing

/// Tables whose small cells are withheld, and what keeps them from being worked out.
@Suite(GoldenFolder.isGiven)
struct GoldenDisclosureTests {
  @Test func `suppressed tables are safe and cost little more than the golden ones`() throws {
    var score = GoldenScore("disclosure")
    for file in try #require(GoldenFolder.given).files(.disclosure) {
      for row in file.cases {
        guard let expected = row["expected"] else { continue }
        let counts = try #require(row["counts"]?.list).compactMap(\.numbers)
        let table = CrossTable(
          counts, threshold: try #require(row["threshold"]?.number))
        let found = table.suppression
        var got: [String: GoldenValue] = [:]
        got["primary"] = .list(table.primaryCells.map { GoldenValue([Double($0), Double($1)]) })
        let needsTotal = expected["no_safe_pattern_while_all_totals_are_published"]
        got["no_safe_pattern_while_all_totals_are_published"] = .truth(
          !table.withheldTotals(found).isEmpty)
        let least = expected["minimum_complementary_cost_found"]?.number ?? 0
        let isCheap = needsTotal == .truth(true) || found.cost <= 1.5 * least
        #expect(isCheap, "\(file.path) \(row["id"]?.text ?? ""): \(found.cost), not \(least)")
        #expect(table.isSafe(found), "\(file.path) \(row["id"]?.text ?? "")")
        print("golden disclosure \(row["id"]?.text ?? ""): \(found.cost) beside \(least)")
        let compared = expected.object?.filter { got[$0.key] != nil } ?? [:]
        score.check("\(file.path) \(row["id"]?.text ?? "")", .object(got), .object(compared))
      }
    }
    score.report()
  }
}

/// A table of counts with all its totals.
private struct CrossTable {
  let counts: [[Double]]
  let threshold: Double
  private var columns: Int { counts.first?.count ?? 0 }
  private var cellCount: Int { counts.count * columns }
  private let values: [Double]

  init(_ counts: [[Double]], threshold: Double) {
    self.counts = counts
    self.threshold = threshold
    let rows = counts.map { $0.reduce(0, +) }
    let sums = (counts.first ?? []).indices.map { column in
      counts.reduce(0) { $0 + $1[column] }
    }
    values = counts.flatMap(\.self) + rows + sums + [rows.reduce(0, +)]
  }

  private var small: [Int] { values.indices.filter { values[$0] > 0 && values[$0] < threshold } }

  var primaryCells: [(Int, Int)] {
    small.filter { $0 < cellCount }.map { ($0 / columns, $0 % columns) }
  }

  var suppression: Suppression {
    let (height, width) = (counts.count, columns)
    let grand = cellCount + height + width
    var sums = (0..<height).map { row in
      (total: cellCount + row, parts: (0..<width).map { row * width + $0 })
    }
    sums += (0..<width).map { column in
      (total: cellCount + height + column, parts: (0..<height).map { $0 * width + column })
    }
    sums.append((total: grand, parts: (0..<height).map { cellCount + $0 }))
    sums.append((total: grand, parts: (0..<width).map { cellCount + height + $0 }))
    return Suppression(
      TableSystem(
        rowCount: values.count, sums: sums, layers: [values],
        kinds: [TableSystem.Kind([0], isGiven: values.map { _ in true })]),
      primaries: small.map {
        Suppression.Protection(TableSystem.Place(layer: 0, row: $0), width: threshold)
      },
      // A total is the last resort.
      price: values.indices.map { $0 < cellCount ? values[$0] : 1000 * values[$0] })
  }

  func withheldTotals(_ found: Suppression) -> [Int] {
    (cellCount..<values.count).filter { found.isWithheld[0][$0] }
  }

  /// Whether each small cell stays open by the threshold, found anew over the whole table.
  func isSafe(_ found: Suppression) -> Bool {
    small.allSatisfy { row in
      let interval = found.interval(of: TableSystem.Place(layer: 0, row: row))
      return interval.upper - interval.lower >= threshold - 1e-6
    } && values.indices.allSatisfy { values[$0] != 0 || !found.isWithheld[0][$0] }
  }
}
