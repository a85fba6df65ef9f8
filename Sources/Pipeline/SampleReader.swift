internal import CSV
internal import Definitions
internal import Statistics

/// Puts the rows of a sample file together.
struct SampleReader {
  struct Fault: Error {
    let record: Int
    let message: String
  }

  private let plan: CountingPlan
  private var sample: Sample
  private var record = 0
  /// For each column of the format where it stands in the file.
  private var order: [Int] = []
  private let provinces: [String: Int32]
  private let wards: [String: Int32]
  private let periods: [String: Int32]
  /// The codes of the levels met so far, of sampled columns and then of measures with values.
  private var levels: [[String: Int32]]

  init(_ plan: CountingPlan) {
    self.plan = plan
    let sampled = plan.sampledColumns ?? []
    sample = Sample(
      columns: sampled.map { _ in Sample.Column() },
      measures: plan.measures.map { measure in
        switch measure.content {
        case .records: .truths([])
        case .values: .values(Sample.Column())
        case .codes, .units: .nothing
        }
      })
    func indices(_ words: [String]) -> [String: Int32] {
      Dictionary(
        words.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }
    provinces = indices(plan.reference.provinces.map(\.code))
    wards = indices(plan.reference.wards.map(\.code))
    periods = indices(plan.dataset.period.periods.map(\.description))
    levels = Array(repeating: [:], count: sampled.count + plan.measures.count)
  }

  mutating func read(_ bytes: [UInt8]) throws(Fault) -> Sample {
    try CSVParser().forEachRecord(in: bytes, fault: Fault.init) { number, fields throws(Fault) in
      record = number
      if number == 1 { try takeHeader(fields) } else { try take(fields) }
    }
    guard record > 0 else { throw fault("it has no header") }
    return sample.sorted()
  }

  private func fault(_ message: String) -> Fault { Fault(record: record, message: message) }

  private mutating func takeHeader(_ fields: [String]) throws(Fault) {
    order = try SampleFile.header(of: plan).map { name throws(Fault) in
      guard let index = fields.firstIndex(of: name) else {
        throw fault("the column \(name) is missing")
      }
      return index
    }
  }

  private mutating func take(_ row: [String]) throws(Fault) {
    guard order.allSatisfy({ $0 < row.count }) else {
      throw fault("it has \(row.count) fields, too few")
    }
    sample.provinces.append(try place(row[order[0]], provinces, "province_code"))
    sample.wards.append(try place(row[order[1]], wards, "ward_code"))
    sample.periods.append(try place(row[order[2]], periods, "period"))
    if plan.schema.time != nil {
      guard let moment = Int64(row[order[3]]) else {
        throw fault("\"\(row[order[3]])\" is not a moment")
      }
      sample.moments.append(moment)
    }
    var next = 4
    for column in sample.columns.indices {
      let text = row[order[next]]
      next += 1
      sample.columns[column].codes.append(
        Self.code(text, &levels[column], &sample.columns[column].levels))
    }
    let first = sample.columns.count
    for (index, measure) in plan.measures.enumerated() where measure.isOfRecords {
      let text = row[order[next]]
      next += 1
      try take(text, measure: index, known: first + index)
    }
  }

  private mutating func take(_ text: String, measure: Int, known: Int) throws(Fault) {
    switch sample.measures[measure] {
    case .truths(var truths):
      guard text == "0" || text == "1" else { throw fault("\"\(text)\" is neither 0 nor 1") }
      sample.measures[measure] = .nothing
      truths.append(text == "1" ? 1 : 0)
      sample.measures[measure] = .truths(truths)
    case .values(var column):
      guard text.isEmpty || Exact(text) != nil else { throw fault("\"\(text)\" is not a number") }
      sample.measures[measure] = .nothing
      column.codes.append(Self.code(text, &levels[known], &column.levels))
      sample.measures[measure] = .values(column)
    case .nothing: break
    }
  }

  private func place(
    _ word: String, _ known: [String: Int32], _ column: String
  ) throws(Fault) -> Int32 {
    if word.isEmpty { return -1 }
    guard let index = known[word] else { throw fault("there is no \(column) \"\(word)\"") }
    return index
  }

  private static func code(
    _ text: String, _ known: inout [String: Int32], _ levels: inout [String]
  ) -> Int32 {
    if text.isEmpty { return -1 }
    if let code = known[text] { return code }
    let code = Int32(levels.count)
    levels.append(text)
    known[text] = code
    return code
  }
}
