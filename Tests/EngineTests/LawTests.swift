import Definitions
import Foundation
import Statistics
import Testing

@testable import Engine

private let header =
  "id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"

@Suite struct LawTests {
  /// A file of records, most of them good, with quotes, line breaks, blank lines and faults.
  func messy(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(state: seed)
    var text = header
    for index in 0..<count {
      let id = Int.random(in: 0..<count, using: &generator)
      let day = Int.random(in: 1...31, using: &generator)
      let ward = ["19815", "An Cựu", "tan an", ""].randomElement(using: &generator) ?? ""
      let applicant =
        [
          "Lê Văn A", "\"Lê, Văn B\"", "\"Lê \"\"C\"\"\"", "\"Lê\nVăn D\"", "\"\n\n\"", "Lê \"E",
          "\"Lê\r\nF\"", "",
        ].randomElement(using: &generator) ?? ""
      let channel =
        ["online", "in_person", "Trực tuyến", "fax"].randomElement(using: &generator) ?? ""
      let end = ["\n", "\n", "\r\n", "\r", "\n\n"].randomElement(using: &generator) ?? "\n"
      let time = String(format: "2025-%02d-%02dT08:00:00", 6 + index % 4, min(day, 30))
      text += "D\(id),46,,\(ward),\(channel),\(time),1,5,\(index % 7).5,\(applicant),"
      text += "2025-09-01T00:00:\(String(format: "%02d", index % 60))\(end)"
    }
    return Array(text.utf8)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `neither threads nor the size of shards show in any result`(seed: UInt64) throws {
    for plan in [CountingPlan.dossiers, .unkeyed] {
      let campaign = try Campaign(plan)
      defer { campaign.remove() }
      let files = [messy(300, seed: seed), messy(50, seed: seed + 100)]
      let whole = try campaign.ingest(files, threads: 1)
      #expect(whole.accounting.rowsRead > 300)
      #expect(whole.rejects.count > 10)
      for (threads, shardBytes) in [(1, 100), (2, 333), (7, 64), (2, 1000), (7, 4096), (3, 17)] {
        let cut = try campaign.ingest(files, threads: threads, shardBytes: shardBytes)
        #expect(cut.fingerprint == whole.fingerprint, "\(threads) threads, \(shardBytes) bytes")
      }
    }
  }

  @Test(arguments: [0, 500, 4096, 1 << 20])
  func `the memory limit does not show in any result, and leaves no file`(limit: Int) throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let files = [messy(400, seed: 11), messy(100, seed: 12)]
    let whole = try campaign.ingest(files)
    #expect(whole.accounting.superseded > 50)
    for threads in [1, 2, 7] {
      let cut = try campaign.ingest(files, threads: threads, shardBytes: 900, memoryLimit: limit)
      #expect(cut.fingerprint == whole.fingerprint, "\(threads) threads")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: campaign.folder.path)
    #expect(left.sorted() == ["a.csv", "b.csv"])
  }

  @Test func `rows that cannot be put aside end ingest with the system's reason`() throws {
    var campaign = try Campaign()
    defer { campaign.remove() }
    campaign.spillFolder = "/proc/nowhere"
    #expect(throws: IngestFailure.spillFailed(reason: "/proc/nowhere: No such file or directory")) {
      _ = try campaign.ingest([messy(50, seed: 1)], memoryLimit: 0)
    }
  }

  @Test func `the two readers find the same records in hostile bytes`() throws {
    var generator = SeededGenerator(state: 7)
    let alphabet = Array("ab,,\"\"\n\n\r\t ;é".utf8)
    for _ in 0..<8_000 {
      let length = Int.random(in: 0..<24, using: &generator)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let mine = RecordsOfReader(bytes, width: 3)
      let libcsv = RecordsOfLibcsv(bytes, width: 3)
      // Where libcsv finds no fault in the whole file, both must agree in everything.
      guard let expected = libcsv.records else {
        #expect(
          !mine.faultLines.isEmpty, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        continue
      }
      #expect(
        mine.records == expected && mine.wrongWidths == libcsv.wrongWidths,
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test func `the newest version of a dossier wins, whatever the order of files and lines`() throws
  {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let versions = (1...4).map { version in
      let channel = version == 3 ? "online" : "in_person"
      let stamp = version == 3 ? 9 : version
      return "A,46,,,\(channel),2025-07-02T08:00:00,1,5,1,x,2025-07-0\(stamp)T08:00:00\n"
    }
    for order in permutations(of: Array(0..<4)) {
      for cut in 0...4 {
        let files = [order[..<cut], order[cut...]].map { part in
          Array((header + part.map { versions[$0] }.joined()).utf8)
        }
        let outcome = try campaign.ingest(files)
        #expect(outcome.count("online") == 1 && outcome.count("received") == 1)
        #expect(outcome.accounting.superseded == 3)
      }
    }
  }

  @Test func `of equal versions the later file wins, then the later line`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let online = "A,46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"
    let inPerson = online.replacing("online", with: "in_person")
    func onlineCount(_ files: [String]) throws -> Int64 {
      try campaign.ingest(files.map { Array((header + $0).utf8) }).count("online")
    }
    #expect(try onlineCount([online + inPerson]) == 0)
    #expect(try onlineCount([inPerson + online]) == 1)
    #expect(try onlineCount([online, inPerson]) == 0)
    #expect(try onlineCount([inPerson, online]) == 1)
    #expect(try onlineCount([inPerson + online, inPerson]) == 0)
  }

  @Test func `a number beyond 64 bits is null with a warning, a division by zero is null without`()
    throws
  {
    var campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let plan = campaign.plan
    let fee = Number.column(8)
    campaign.plan = CountingPlan(
      dataset: plan.dataset,
      measures: [
        Measure(
          id: Measure.ID(kpi: "square", part: .values),
          content: .values(.divide(.multiply(fee, fee), .subtract(fee, fee))))
      ], tables: plan.tables, reference: plan.reference, offset: plan.offset, asOf: plan.asOf)
    let row = "A,46,,,online,2025-07-02T08:00:00,1,5,2,x,2025-07-03T08:00:00\n"
    let large = row.replacing(",5,2,x", with: ",5,50000000000,x")
    let accounting = try campaign.ingest(header + row + large).accounting
    #expect(accounting.accepted == 2 && accounting.warnings == ["number_overflow": 1])
  }

  @Test(arguments: [1, 3, 7])
  func `values of many denominators are counted exactly, whoever counts them`(threads: Int) throws {
    var campaign = try Campaign(.unkeyed)
    defer { campaign.remove() }
    let plan = campaign.plan
    let (fee, mark) = (Number.column(8), Number.column(7))
    campaign.plan = CountingPlan(
      dataset: plan.dataset,
      measures: [
        Measure(
          id: Measure.ID(kpi: "ratio", part: .values), content: .values(.divide(mark, fee))),
        Measure(id: Measure.ID(kpi: "mark", part: .values), content: .values(mark)),
      ], tables: plan.tables, reference: plan.reference, offset: plan.offset, asOf: plan.asOf)
    var (ratios, marks): ([Exact: Int64], [Exact: Int64]) = ([:], [:])
    var text = header
    for number in 0..<1_500 as Range<Int64> {
      let (mark, fee) = (number % 5 + 1, number % 37 + 1)
      text += "A,46,,,online,2025-07-02T08:00:00,1,\(mark),\(fee),x,2025-07-03T08:00:00\n"
      ratios[try #require(Exact(mark, over: fee)), default: 0] += 1
      marks[Exact(mark), default: 0] += 1
    }
    let outcome = try campaign.ingest(text, threads: threads, shardBytes: 5_000)
    let cells = try #require(outcome.result.cells.tables.first).cells
    #expect(
      cells.values.map(\.tallies) == [[.values(ValueCounts(ratios)), .values(ValueCounts(marks))]])
  }

  @Test func `the winner decides the period, and a rejected version takes no part`() throws {
    let campaign = try Campaign()
    defer { campaign.remove() }
    let july = "A,46,,,online,2025-07-02T08:00:00,1,5,1,x,2025-07-03T08:00:00\n"
    let june = "A,46,,,online,2025-06-02T08:00:00,1,5,1,x,2025-07-04T08:00:00\n"
    let bad = "A,46,,,fax,2025-07-02T08:00:00,1,5,1,x,2025-07-05T08:00:00\n"
    let accounting = try campaign.ingest(header + july + june + bad).accounting
    #expect(accounting.accepted == 0 && accounting.outOfPeriod == 1)
    #expect(accounting.superseded == 1 && accounting.rejected == 1 && accounting.rowsRead == 3)
  }
}

/// All orders of some items.
func permutations<Item>(of items: [Item]) -> [[Item]] {
  guard items.count > 1 else { return [items] }
  return items.indices.flatMap { index in
    var rest = items
    let item = rest.remove(at: index)
    return permutations(of: rest).map { [item] + $0 }
  }
}
