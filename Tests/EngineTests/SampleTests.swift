import Definitions
import Statistics
import Testing

@testable import Engine

private let header = "id,province,ward,site,seen_at,answer,remark,updated_at\n"

/// The records of a survey that ingest keeps beside its cells.
struct SampleTests {
  /// Forms of three sites, some filled again later, some out of the period or broken.
  private func forms(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(state: seed)
    var text = header
    for _ in 0..<count {
      let id = Int.random(in: 0..<count, using: &generator)
      let ward = ["19815", "19816", ""].randomElement(using: &generator) ?? ""
      let site =
        ["Một cửa A", "Một cửa B", "\"C, tầng 2\"", ""].randomElement(using: &generator) ?? ""
      let month = Int.random(in: 6...9, using: &generator)
      let answer =
        ["1", "4", "5", "", "chưa từng", "rất tốt", "9"].randomElement(using: &generator) ?? ""
      let remark = ["", "nhanh", "Nguyễn Văn A rất tốt"].randomElement(using: &generator) ?? ""
      let minute = Int.random(in: 10...59, using: &generator)
      text += "F\(id),46,\(ward),\(site),2025-0\(month)-05T08:\(minute):00,\(answer),\(remark),"
      text += "2025-09-01T00:\(minute):00\n"
    }
    return Array(text.utf8)
  }

  private func sample(_ outcome: Campaign.Outcome) throws -> Sample {
    try #require(outcome.result.cells.sample)
  }

  @Test(arguments: [1, 2, 3])
  func `what is kept of single records adds up to the cells`(seed: UInt64) throws {
    let campaign = try Campaign(.survey)
    defer { campaign.remove() }
    let outcome = try campaign.ingest([forms(400, seed: seed)])
    let sample = try sample(outcome)
    #expect(sample.count == outcome.accounting.accepted)
    #expect(outcome.accounting.superseded > 50)
    for table in outcome.result.cells.tables {
      var cells: [CellKey: Cell] = [:]
      for record in 0..<sample.count {
        let key = CellKey(
          province: sample.provinces[record], ward: sample.wards[record],
          period: sample.periods[record]
        ).coarsened(to: table.grouping)
        let tallies = sample.measures.map { measure -> Tally in
          switch measure {
          case .truths(let truths): return .count(Int64(truths[record]))
          case .values(let column):
            let value = column[record].flatMap { Exact($0) }
            return .values(ValueCounts(value.map { [$0: 1] } ?? [:]))
          case .nothing: return .count(0)
          }
        }
        cells[key, default: Cell()].merge(Cell(records: 1, tallies: tallies))
      }
      #expect(cells.mapValues(\.text) == table.cells.mapValues(\.text))
    }
  }

  @Test(arguments: [4, 5])
  func `neither threads nor shards nor the order of files show in a sample`(seed: UInt64) throws {
    let campaign = try Campaign(.survey)
    defer { campaign.remove() }
    let (a, b) = (forms(300, seed: seed), forms(200, seed: seed + 50))
    let whole = try sample(try campaign.ingest([a], threads: 1))
    for (threads, shardBytes) in [(1, 100), (2, 333), (7, 64), (3, 4096)] {
      let cut = try sample(
        try campaign.ingest([a], threads: threads, shardBytes: shardBytes))
      #expect(cut.text == whole.text, "\(threads) threads, \(shardBytes) bytes")
    }
    let unkeyed = try Campaign(.unkeyedSurvey)
    defer { unkeyed.remove() }
    let forwards = try sample(try unkeyed.ingest([a, b]))
    #expect(try sample(try unkeyed.ingest([b, a])).text == forwards.text)
  }

  @Test func `no answer, not applicable and an answer are three things`() throws {
    let campaign = try Campaign(.survey)
    defer { campaign.remove() }
    let rows =
      ["1,46,19815,A,2025-07-05T08:00:00,chưa từng,,2025-07-05T08:00:00"]
      + ["2,46,19815,A,2025-07-05T08:01:00,,,2025-07-05T08:00:00"]
      + ["3,46,19815,A,2025-07-05T08:02:00,không trả lời,,2025-07-05T08:00:00"]
      + ["4,46,19815,A,2025-07-05T08:03:00,rất tốt,,2025-07-05T08:00:00"]
    let sample = try sample(try campaign.ingest(header + rows.joined(separator: "\n") + "\n"))
    let answers = sample.columns[1]
    let byMoment = sample.moments.indices.sorted { sample.moments[$0] < sample.moments[$1] }
    #expect(byMoment.map { answers[$0] } == ["not_applicable", nil, nil, "5"])
  }

  @Test func `a site keeps its name, and a remark nothing but that it was the same`() throws {
    let campaign = try Campaign(.survey)
    defer { campaign.remove() }
    let rows = [("Một cửa A", "ông Bình"), ("\"C, tầng 2\"", "ông Bình"), ("", "bà Chi")]
    let text = rows.enumerated().map { index, row in
      "\(index),46,19815,\(row.0),2025-07-05T08:0\(index):00,5,\(row.1),2025-07-05T08:00:00\n"
    }
    let sample = try sample(try campaign.ingest(header + text.joined()))
    let byMoment = sample.moments.indices.sorted { sample.moments[$0] < sample.moments[$1] }
    #expect(byMoment.map { sample.columns[0][$0] } == ["Một cửa A", "C, tầng 2", nil])
    let remarks = byMoment.map { sample.columns[2][$0] }
    #expect(remarks[0] == remarks[1])
    #expect(remarks[0] != remarks[2])
    #expect(Set(remarks) == ["1", "2"])
    #expect(!sample.text.contains("Bình"))
  }
}

extension Sample {
  /// Everything of it as text.
  fileprivate var text: String {
    (0..<count).map { row in
      let columns = columns.map { $0[row] ?? "-" }
      let measures = measures.map { measure in
        switch measure {
        case .truths(let truths): "\(truths[row])"
        case .values(let column): column[row] ?? "-"
        case .nothing: "."
        }
      }
      let place = "\(provinces[row]) \(wards[row]) \(periods[row]) \(moments[row])"
      return ([place] + columns + measures).joined(separator: "|")
    }.joined(separator: "\n")
  }
}

extension Cell {
  fileprivate var text: String {
    let tallies = tallies.map { tally in
      switch tally {
      case .count(let count): "\(count)"
      case .values(let values):
        values.bins.map { "\($0)×\($1)" }.sorted().joined(separator: " ")
      case .codes(let codes): codes.sorted().joined(separator: " ")
      }
    }
    return "\(records): " + tallies.joined(separator: ", ")
  }
}

extension CountingPlan {
  fileprivate static let survey = survey(key: 0)
  fileprivate static let unkeyedSurvey = survey(key: nil)

  private static func survey(key: Int?) -> CountingPlan {
    var words = WordTable<Exact?>()
    words.add("rất tốt", Exact(5))
    for word in ["không trả lời", "chưa từng"] { words.add(word, nil) }
    var notApplicable = WordTable<Bool>()
    notApplicable.add("chưa từng", true)
    let scale = Scale(range: Exact(1)...Exact(5), words: words, notApplicable: notApplicable)
    let schema = Schema(
      dataset: "forms",
      columns: [
        Column(name: "id", type: .id, required: true),
        Column(name: "province", type: .province, required: true),
        Column(name: "ward", type: .ward), Column(name: "site", type: .text),
        Column(name: "seen_at", type: .timestamp, required: true),
        Column(name: "answer", type: .integer(scale)),
        Column(name: "remark", type: .text, personal: true),
        Column(name: "updated_at", type: .timestamp, required: true),
      ], key: key, version: key.map { _ in 7 }, provinceColumns: [1], wardColumns: [2], time: 4,
      instrument: Instrument(
        basis: .quickSurvey, questions: [Instrument.Question(column: 5, factor: nil)], comment: 6,
        design: SamplingDesign(strata: [1], units: [3, 2])))
    func measure(_ part: Measure.Part, _ content: Measure.Content) -> Measure {
      Measure(id: Measure.ID(kpi: "satisfied", part: part), content: content)
    }
    let answered = Condition.not(.isNull(.number(.column(5))))
    return CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: "forms", schema: schema, files: [], period: dossiers.dataset.period),
      measures: [
        measure(
          .numerator, .records(.compareNumbers(.column(5), .greaterOrEqual, .constant(Exact(4))))),
        measure(.denominator, .records(answered)), measure(.values, .values(.column(5))),
      ],
      tables: [.national, Grouping(province: true, ward: true, period: true)],
      reference: dossiers.reference, offset: .vietnam, asOf: dossiers.asOf,
      sampledColumns: [3, 5, 6])
  }
}
