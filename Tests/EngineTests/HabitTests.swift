import Definitions
import Foundation
import Statistics
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

/// A record received at a time, for a fee, in quotes so that a comma may stand in them.
private func record(_ id: String, _ time: String, fee: String = "") -> String {
  "\(id),46,,,online,\"\(time)\",,,\"\(fee)\",,2025-09-01T00:00:00\n"
}

@Suite struct HabitTests {
  private func ingest(
    _ records: [String], plan: CountingPlan = .coded, threads: Int = 2, shardBytes: Int = 1 << 20
  ) throws -> Campaign.Outcome {
    let campaign = try Campaign(plan)
    defer { campaign.remove() }
    return try campaign.ingest(
      header + records.joined(), threads: threads, shardBytes: shardBytes)
  }

  /// The days on which records were received, as the periods count them: July and August.
  private func months(_ outcome: Campaign.Outcome) -> [Int64] {
    var months: [Int64] = [0, 0]
    for (key, cell) in outcome.result.cells.tables[0].cells {
      months[Int(key.period)] += cell.records
    }
    return months
  }

  @Test func `a day above twelve decides for the whole file, whichever record has it`() throws {
    for position in 0...3 {
      var dayFirst = ["A", "B", "C"].map { record($0, "08/07/2025") }
      dayFirst.insert(record("D", "13/07/2025 08:00"), at: position)
      #expect(months(try ingest(dayFirst)) == [4, 0])
      var monthFirst = ["A", "B", "C"].map { record($0, "08/07/2025") }
      monthFirst.insert(record("D", "07/13/2025"), at: position)
      let outcome = try ingest(monthFirst)
      #expect(months(outcome) == [1, 3])
      #expect(outcome.accounting.warnings.isEmpty)
    }
  }

  @Test func `where nothing decides the day comes first, with a warning for each record`() throws {
    let outcome = try ingest([
      record("A", "08/07/2025"), record("B", "07/07/2025"), record("C", "2025-08-07"),
      record("D", "01/08/2025 8:15"),
    ])
    #expect(months(outcome) == [2, 2])
    #expect(outcome.accounting.warnings == ["day_first_assumed": 2])
  }

  @Test func `the day inside a dossier's code decides where the date itself does not`() throws {
    let american = [
      record("H57.34-250708-0001", "07/08/2025"), record("H57.34-250708-0002", "7/8/2025 8:15 AM"),
      record("A", "08/07/2025"),
    ]
    let outcome = try ingest(american)
    #expect(months(outcome) == [2, 1])
    #expect(outcome.accounting.warnings.isEmpty)
    let vietnamese = [record("000.00.34.H57-250807-0001", "07/08/2025"), record("A", "08/07/2025")]
    #expect(months(try ingest(vietnamese)) == [1, 1])
    // A code of neither day says nothing of the order.
    let other = try ingest([record("H57.34-250709-0001", "07/08/2025")])
    #expect(other.accounting.warnings == ["day_first_assumed": 1, "code_mismatch": 1])
  }

  @Test func `dates in both orders refuse the file with a line for each`() throws {
    let outcome = try ingest([
      record("A", "08/07/2025"), record("B", "13/07/2025"), record("C", "07/14/2025"),
    ])
    #expect(outcome.result.files.isEmpty)
    let refused = try #require(outcome.result.refused.first)
    #expect(
      refused.reason
        == "its dates have no one order: the day comes first in line 3, and the month in line 4; "
        + "write them in one order, or dates: dmy or dates: mdy at the dataset")
    #expect(refused.digest.count == 32)
    #expect(refused.byteCount > 0)
    #expect(outcome.rejects.isEmpty)
  }

  @Test func `codes that contradict the dates refuse the file`() throws {
    let outcome = try ingest([
      record("A", "13/07/2025"), record("H57.34-250708-0001", "07/08/2025"),
    ])
    let reason = try #require(outcome.result.refused.first).reason
    #expect(
      reason.contains("day comes first in line 2, and the month in line 3, by its dossier code"))
  }

  @Test func `one typing error in a hundred records is rejected, two refuse the file`() throws {
    var records = (0..<99).map { record("A\($0)", "\(13 + $0 % 15)/07/2025") }
    records.insert(record("B", "07/14/2025"), at: 40)
    let outcome = try ingest(records)
    #expect(outcome.rejectCodes == ["42 bad_timestamp"])
    #expect(outcome.rejects.first?.detail == "dd/MM/yyyy")
    #expect(outcome.accounting.accepted == 99)
    records.insert(record("C", "07/14/2025"), at: 60)
    #expect(try ingest(records).result.refused.count == 1)
  }

  @Test func `a declared order needs no evidence and rejects what contradicts it`() throws {
    let records = [record("A", "08/07/2025"), record("B", "13/07/2025"), record("C", "07/14/2025")]
    let american = try ingest(records, plan: .coded.with(dates: .monthFirst))
    #expect(months(american) == [1, 1])
    #expect(american.rejectCodes == ["3 bad_timestamp"])
    #expect(american.accounting.warnings.isEmpty)
    let vietnamese = try ingest(records, plan: .coded.with(dates: .dayFirst))
    #expect(months(vietnamese) == [2, 0])
    #expect(vietnamese.rejectCodes == ["4 bad_timestamp"])
  }

  @Test func `the same records give the same cells in both orders and in every form`() throws {
    var generator = SeededGenerator(state: 4)
    let days = (0..<500).map { _ in
      CivilDate(daysSinceEpoch: Int32.random(in: 20_270...20_331, using: &generator))
    }
    typealias Form = (Int, Int, Int, Int, Int) -> String
    func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let forms: [Form] = [
      { "\($0)-\(pad($1))-\(pad($2))T\(pad($3)):\(pad($4)):00" },
      { "\($0)-\(pad($1))-\(pad($2)) \(pad($3)):\(pad($4))" },
      { "\($0)/\(pad($1))/\(pad($2)) \($3):\(pad($4))" },
      { "\(pad($2))/\(pad($1))/\($0) \(pad($3)):\(pad($4))" },
      { "\($2)-\($1)-\($0) \($3):\(pad($4)):00" }, { "\($2).\($1).\($0 % 100) \($3):\(pad($4))" },
      { "\(pad($3)):\(pad($4)) \(pad($2))/\(pad($1))/\($0)" },
      { "\($1)/\($2)/\($0) \(($3 + 11) % 12 + 1):\(pad($4)):00 \($3 < 12 ? "AM" : "PM")" },
      { "\($2)/\($1)/\($0) \(($3 + 11) % 12 + 1):\(pad($4)) \($3 < 12 ? "SA" : "CH")" },
      { "\(pad($1))/\(pad($2))/\($0) \(pad($3)):\(pad($4))" },
      { "\($0)\(pad($1))\(pad($2))\(pad($3))\(pad($4))00" },
      { year, month, day, hour, minute in
        let date = CivilDate(year: year, month: month, day: day)
        let serial = Double((date?.daysSinceEpoch ?? 0) + 25_569)
        return "\(serial + Double(hour * 60 + minute) / 1440)"
      },
    ]
    var results: [String] = []
    for form in forms {
      let records = days.enumerated().map { index, day in
        let (year, month, number) = day.components
        return record("A\(index)", form(year, month, number, index % 24, index % 60))
      }
      let outcome = try ingest(records)
      #expect(outcome.rejects.isEmpty)
      #expect(outcome.accounting.warnings.isEmpty)
      results.append(outcome.cells)
    }
    #expect(Set(results).count == 1)
  }

  @Test func `habits do not depend on threads, shards or where evidence first stands`() throws {
    // Plain dates in most of two blocks, then dates that need an order, decided at the very end.
    var records = (0..<25_000).map { record("A\($0)", "2025-07-02T08:00:00") }
    records += (0..<300).map { record("B\($0)", "08/07/2025") }
    records.append(record("C", "07/30/2025"))
    let whole = try ingest(records, threads: 1)
    #expect(months(whole) == [25_001, 300])
    for (threads, shardBytes) in [(2, 5000), (7, 1 << 16), (3, 333_333)] {
      let cut = try ingest(records, threads: threads, shardBytes: shardBytes)
      #expect(cut.fingerprint == whole.fingerprint)
    }
    let campaign = try Campaign(.coded)
    defer { campaign.remove() }
    let packed = try campaign.ingest([gzipped(Array((header + records.joined()).utf8))])
    #expect(packed.cells == whole.cells)
  }

  @Test func `a conflict that shows late refuses the file as one that shows at once does`() throws {
    var late = (0..<25_000).map { record("A\($0)", "2025-07-02T08:00:00") }
    late += [record("B", "13/07/2025"), record("C", "07/14/2025"), record("D", "bad")]
    let sound = header + record("E", "2025-07-03T08:00:00") + record("F", "worse")
    let campaign = try Campaign(.coded)
    defer { campaign.remove() }
    let files = [sound, header + late.joined(), sound, header + late.suffix(3).joined(), sound]
      .map { Array($0.utf8) }
    let first = try campaign.ingest(files, threads: 1)
    #expect(first.result.refused.map(\.path) == ["b.csv", "d.csv"])
    #expect(first.rejects.map(\.file) == ["a.csv", "c.csv", "e.csv"])
    #expect(first.accounting.accepted == 1)
    for (threads, shardBytes) in [(2, 5000), (7, 1 << 16)] {
      let other = try campaign.ingest(files, threads: threads, shardBytes: shardBytes)
      #expect(other.fingerprint == first.fingerprint)
      #expect(other.result.refused == first.result.refused)
    }
  }

  @Test func `evidence is found behind a line that is longer than any record`() throws {
    let long = String(repeating: "x", count: 6 << 20) + "\r\n"
    let outcome = try ingest([
      record("A", "08/07/2025"), record("B", "07/08/2025"), long, record("C", "07/13/2025"),
    ])
    #expect(months(outcome) == [2, 1])
    #expect(outcome.rejectCodes == ["4 too_long"])
  }

  // MARK: Numbers

  private func fees(_ outcome: Campaign.Outcome) -> [String] {
    outcome.result.cells.tables[0].cells.values.flatMap { cell -> [String] in
      guard case .values(let values) = cell.tallies[2] else { return [] }
      return values.bins.map { "\($0.value.decimalText)" }
    }.sorted()
  }

  @Test func `a number that can be read in one style decides for the others`() throws {
    func read(_ numbers: [String]) throws -> [String] {
      let outcome = try ingest(
        numbers.enumerated().map { record("A\($0)", "2025-07-02", fee: $1) })
      #expect(outcome.rejects.isEmpty)
      return fees(outcome)
    }
    #expect(try read(["2.187", "12,5"]) == ["12.5", "2187"])
    #expect(try read(["2.187", "12.5"]) == ["12.5", "2.187"])
    #expect(try read(["1,234.5", "2,187"]) == ["1234.5", "2187"])
    #expect(try read(["2,187", "1.234.567"]) == ["1234567", "2.187"])
    #expect(try read(["0,125", "93,27%"]) == ["0.125", "93.27"])
  }

  @Test func `a number that nothing decides is rejected with what it could be`() throws {
    let outcome = try ingest([
      record("A", "2025-07-02", fee: "2.187"), record("B", "2025-07-02", fee: "1250"),
    ])
    #expect(outcome.rejectCodes == ["2 bad_decimal"])
    #expect(outcome.rejects.first?.detail == "2.187 | 2187")
    #expect(fees(outcome) == ["1250"])
    for (style, value) in [(NumberStyle.vietnamese, "2187"), (.english, "2.187")] {
      let known = try ingest(
        [record("A", "2025-07-02", fee: "2.187")], plan: .coded.with(numbers: style))
      #expect(fees(known) == [value])
    }
  }

  @Test func `of numbers in both styles those count that most records write, if they are clear`()
    throws
  {
    let most = ["12,5", "1.234,5", "12.5", "2.187", "1250"].enumerated().map { index, fee in
      record("A\(index)", "2025-07-02", fee: fee)
    }
    let outcome = try ingest(most)
    #expect(outcome.rejectCodes == ["4 bad_decimal", "5 bad_decimal"])
    #expect(outcome.rejects.map(\.detail) == ["", "2.187 | 2187"])
    #expect(Set(fees(outcome)) == ["1250", "12.5", "1234.5"])
    let even = try ingest([
      record("A", "2025-07-02", fee: "12,5"), record("B", "2025-07-02", fee: "12.5"),
    ])
    #expect(even.rejectCodes == ["2 bad_decimal"])
    let rare = (0..<99).map { record("A\($0)", "2025-07-02", fee: "12,5") }
    let settled = try ingest(
      rare + [record("B", "2025-07-02", fee: "12.5"), record("C", "2025-07-02", fee: "2.187")])
    #expect(settled.rejectCodes == ["101 bad_decimal"])
  }

  @Test func `a date that stands for none is null, and missing where it must be there`() throws {
    let records = [
      record("A", "01/01/0001"), record("B", "1900-01-01T00:00:00"),
      record("C", "01/01/1900 00:00"),
      record("D", "2025-07-02"),
    ]
    let outcome = try ingest(records)
    #expect(
      outcome.rejectCodes
        == ["2 missing_required", "3 missing_required", "4 missing_required"])
  }
}

extension CountingPlan {
  /// Dossiers with a key and no version, whose codes have a province.
  static let coded: CountingPlan = {
    let plan = CountingPlan.dossiers
    return plan.with(
      Schema(
        dataset: "dossiers", columns: plan.schema.columns, key: 0, version: 10,
        provinceColumns: [1, 2], wardColumns: [3], time: 5),
      reference: .withAgencies)
  }()
}
