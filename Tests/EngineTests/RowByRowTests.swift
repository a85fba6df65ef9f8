import Definitions
import Foundation
import Statistics
import Testing

@testable import Engine

@Suite struct RowByRowTests {
  private static let header =
    "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at"

  /// What may stand in each column, bad values among them.
  private static let values: [[String]] = [
    [], ["46", "46", "44", "45", "4"], ["", "Huế", "hue", "Thừa Thiên Huế", "Quảng Trị"],
    ["", "19815", "An Cựu", "tan an", "00004", "9"],
    ["online", "Trực tuyến", "in_person", "Trực tiếp", "fax", ""],
    [
      "2025-07-01T00:00:00", "2025-07-31T23:59:59", "01/08/2025 08:15", "2025-06-30T23:59:59",
      "2025-08-31T17:00:00+00:00", "2025-09-01T00:00:00", "2025-02-30T08:00:00", "",
    ],
    ["1", "0", "có", "không", "", "", "2"], ["1", "3", "5", "", "6", "x"],
    ["0.5", "12.25", "0", "7", "", "1.2.3"],
    ["Lê Văn A", "Lê, Văn B", "Lê \"C\"", "Lê\nVăn D", "x", ""],
    ["2025-07-02T08:00:00", "2025-08-02T08:00:01", "2025-08-03 09:00", "2025-09-02T08:00:00"],
  ]

  /// More conditions than one word of bits holds, of every kind.
  private static let conditions: [Condition] = {
    let online = Condition.compare(.column(4), .equal, .constant(0))
    let digitized = Condition.flag(6)
    let mark = Number.column(7)
    let fee = Number.column(8)
    let orders: [Comparison] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
    let plain: [Condition] = [
      .constant(true), online, digitized, .not(digitized), .and(online, digitized),
      .or(online, digitized), .isNull(.column(6)), .isNull(.condition(digitized)),
      .isNull(.number(.add(mark, fee))), .isNull(.ordinal(.column(10))), .constant(nil),
      .textEquals(column: 9, "Lê Văn A"), .not(.textEquals(column: 9, "x")),
      .compare(.day(of: .column(5)), .lessOrEqual, .asOf),
      .compareNumbers(.divide(fee, mark), .greater, .constant(Exact(1))),
      .compareNumbers(
        .daysBetweenTimestamps(.column(5), .column(10)), .less, .multiply(fee, .constant(Exact(9)))),
    ]
    return plain + orders.map { .compare(.column(5), $0, .column(10)) }
      + orders.map { .compareNumbers(mark, $0, fee) }
      + plain.map { .not(.and($0, .or(online, .not(digitized)))) }
  }()

  private static func plan(_ base: CountingPlan) -> CountingPlan {
    CountingPlan(
      dataset: base.dataset,
      measures: conditions.enumerated().map {
        Measure(id: Measure.ID(kpi: "c\($0)", part: .count), content: .records($1))
      }, tables: base.tables, reference: base.reference, offset: base.offset, asOf: base.asOf)
  }

  private func records(_ count: Int, seed: UInt64) -> [[String]] {
    var generator = SeededGenerator(state: seed)
    return (0..<count).map { _ in
      Self.values.enumerated().map { column, values in
        // Mostly the first, so that whole records are good often enough.
        column == 0
          ? "D\(Int.random(in: 0..<count, using: &generator))"
          : Bool.random(using: &generator)
            ? values[0] : values.randomElement(using: &generator) ?? ""
      }
    }
  }

  /// Writes records in one of the many ways that stand for the same.
  private func written(_ records: [[String]], seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(state: seed)
    let isAllQuoted = seed % 3 == 0
    let ends = [["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]][Int(seed % 4)]
    var text = Self.header + "\n"
    for record in records {
      let fields = record.map { value in
        let needsQuotes = value.contains { ",\"\n".contains($0) }
        let quoted = "\"" + value.replacing("\"", with: "\"\"") + "\""
        switch Int.random(in: 0..<8, using: &generator) {
        case 0 where !needsQuotes: return " " + value + "\t"
        case 1: return " " + quoted + " "
        case 2: return quoted
        default: return needsQuotes || isAllQuoted ? quoted : value
        }
      }
      text += fields.joined(separator: ",") + (ends.randomElement(using: &generator) ?? "\n")
    }
    return Array(text.utf8)
  }

  @Test(arguments: 1...12)
  func `the engine counts what counting row by row does, however records are written and cut`(
    seed: Int
  ) throws {
    for base in [CountingPlan.dossiers, .unkeyed] {
      let plan = Self.plan(base)
      let records = records(1500, seed: UInt64(seed))
      let reference = RowByRow(plan, records)
      #expect(reference.accepted > 100 && reference.rejected > 100)
      let campaign = try Campaign(plan)
      defer { campaign.remove() }
      let (first, second) = (records[..<900], records[900...])
      let files = [
        written(Array(first), seed: UInt64(seed)), written(Array(second), seed: UInt64(seed) + 50),
      ]
      for shardBytes in [1 << 20, 1000 + 37 * seed] {
        let outcome = try campaign.ingest(files, threads: 1 + seed % 3, shardBytes: shardBytes)
        let accounting = outcome.accounting
        #expect(accounting.accepted == reference.accepted)
        #expect(accounting.superseded == reference.superseded)
        #expect(accounting.outOfPeriod == reference.outOfPeriod)
        #expect(accounting.rejected == reference.rejected)
        let cells = try #require(outcome.result.cells.tables.first).cells
        #expect(cells.mapValues(\.countsInOrder) == reference.counts)
      }
    }
  }
}

extension Cell {
  /// Its records, then each of its counts.
  fileprivate var countsInOrder: [Int64] {
    [records]
      + tallies.map { tally in
        if case .count(let count) = tally { count } else { -1 }
      }
  }
}
