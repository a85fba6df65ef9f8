import Definitions
import Foundation
import Testing

@testable import Engine

/// Where the records of a cell lie, against a campaign whose every line is known beforehand.
struct TracingTests {
  /// Files of records in every shape, and the lines that are to be found.
  private struct Known {
    var files: [[UInt8]] = []
    /// By file and line what the record that begins there is.
    var records: [(file: Int, line: Int, id: Int, version: Int, province: Int, isOnline: Bool)] = []

    /// Records of 40 dossiers in several versions, between blank lines, broken fields and rejects.
    init(quoted: Bool) {
      var state: UInt64 = 7
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      for file in 0..<3 {
        var (text, line) = ("id,province,channel,received_at,updated_at,applicant\n", 2)
        for _ in 0..<120 {
          let (id, version, province) = (next(40), next(28) + 1, next(2))
          let isOnline = next(2) == 0
          let day = version < 10 ? "0\(version)" : "\(version)"
          let isBroken = next(4) == 0
          let isFaulty = next(9) == 0
          var fields = [
            "d\(id)", province == 0 ? "44" : "Huế", isOnline ? "online" : "in_person",
            "2025-07-15 08:00", isFaulty ? "2025-13-01" : "2025-07-\(day) 09:00",
            isBroken ? "\"a \"\"b\"\"\nc\"" : "x",
          ]
          if quoted, !isBroken { fields = fields.map { "\"\($0)\"" } }
          text += fields.joined(separator: ",") + "\n"
          if !isFaulty {
            records.append((file, line, id, version, province, isOnline))
          }
          line += isBroken ? 2 : 1
          if next(7) == 0 {
            text += "\n"
            line += 1
          }
        }
        files.append(Array(text.utf8))
      }
    }

    /// The lines of each file that count for a province: of all records, and of those online.
    func lines(of province: Int, keyed: Bool) -> [[Set<Int>]] {
      var newest: [Int: Int] = [:]
      for (index, record) in records.enumerated() {
        guard let known = newest[record.id] else {
          newest[record.id] = index
          continue
        }
        if records[known].version <= record.version { newest[record.id] = index }
      }
      let counted = keyed ? Set(newest.values) : Set(records.indices)
      return files.indices.map { file in
        let own = records.indices.filter { index in
          counted.contains(index) && records[index].file == file
            && records[index].province == province
        }
        return [
          Set(own.map { records[$0].line }),
          Set(own.filter { records[$0].isOnline }.map { records[$0].line }),
        ]
      }
    }
  }

  private func plan(keyed: Bool) -> CountingPlan {
    let plan = keyed ? CountingPlan.dossiers : .unkeyed
    return CountingPlan(
      dataset: plan.dataset, measures: plan.measures, tables: [.byProvince],
      reference: plan.reference, offset: plan.offset, asOf: plan.asOf)
  }

  @Test(arguments: [true, false], [true, false])
  func `lines are those of the records that count, whatever the shards and threads`(
    keyed: Bool, quoted: Bool
  ) throws {
    let campaign = try Campaign(plan(keyed: keyed))
    defer { campaign.remove() }
    let known = Known(quoted: quoted)
    let inputs = try known.files.enumerated().map { index, bytes in
      let url = campaign.folder.appending(path: "\(index).csv")
      try Data(bytes).write(to: url)
      return InputFile(name: "\(index).csv", path: url.path)
    }
    for (threads, shardBytes, memory) in [(1, 1 << 20, nil), (3, 64, nil), (2, 700, 1)] {
      let (result, traces) = try trace(
        campaign.plan, files: inputs,
        cells: [CellKey(province: 0), CellKey(province: 1)],
        options: IngestOptions(
          threads: threads, shardBytes: shardBytes, memoryLimit: memory,
          temporaryDirectory: campaign.folder.path))
      for province in 0..<2 {
        let expected = known.lines(of: province, keyed: keyed)
        let cell = CellKey(province: Int32(province))
        for file in inputs.indices {
          let trace = traces.first { $0.cell == cell && $0.file == file }
          for measure in 0..<2 {
            let lines = trace?.lines[measure] ?? LineSet()
            let found = (1...400).filter(lines.contains)
            #expect(Set(found) == expected[file][measure], "file \(file), \(threads) threads")
            #expect(lines.count == found.count)
          }
        }
        let counted = result.cells.tables[0].cells[cell]?.records ?? 0
        #expect(Int(counted) == expected.reduce(0) { $0 + $1[0].count })
      }
    }
  }

  @Test func `a measure of values or units traces the records that have them`() throws {
    let campaign = try Campaign(plan(keyed: false))
    defer { campaign.remove() }
    let url = campaign.folder.appending(path: "a.csv")
    try Data(
      """
      id,province,ward,channel,received_at,fee,updated_at
      a,46,19815,online,2025-07-01,1.5,2025-07-01
      b,46,,online,2025-07-01,,2025-07-01
      c,46,19816,online,2025-07-01,2,2025-07-01
      d,46,19816,online,2024-07-01,3,2025-07-01

      """.utf8
    ).write(to: url)
    let (_, traces) = try trace(
      campaign.plan, files: [InputFile(name: "a.csv", path: url.path)],
      cells: [CellKey(province: 1)], options: IngestOptions())
    let lines = try #require(traces.first?.lines)
    #expect(
      lines.map { set in (1...5).filter(set.contains) } == [
        [2, 3, 4], [2, 3, 4], [2, 4], [2, 4],
      ])
  }

  @Test func `stretches join near lines, and count what is beyond the limit`() {
    var lines = LineSet()
    for line in [1, 2, 3, 64, 65, 66, 70, 200, 300] { lines.insert(line) }
    #expect(lines.count == 9)
    func words(_ gap: Int, _ limit: Int) -> ([String], Int) {
      let (first, more) = lines.stretches(gap: gap, limit: limit)
      return (first.map { "\($0.first)-\($0.last) (\($0.count))" }, more)
    }
    #expect(
      words(0, 9) == (["1-3 (3)", "64-66 (3)", "70-70 (1)", "200-200 (1)", "300-300 (1)"], 0))
    #expect(words(3, 9) == (["1-3 (3)", "64-70 (4)", "200-200 (1)", "300-300 (1)"], 0))
    #expect(words(0, 2) == (["1-3 (3)", "64-66 (3)"], 3))
    #expect(words(3, 1) == (["1-3 (3)"], 3))
  }
}
