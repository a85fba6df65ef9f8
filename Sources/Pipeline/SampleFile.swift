internal import CSV
internal import Definitions
internal import Report

/// The stage file of a survey's accepted records, for datasets whose schema declares a sampling design.
///
/// One row a record, under the header `province_code,ward_code,period,moment`, the sampled columns by
/// their names, and a column for each measure that looks at single records, such as
/// `satisfaction:numerator`:
/// - `moment` is in microseconds since 1970-01-01T00:00Z, and empty for a snapshot.
/// - A sampled column holds a code, a member, a number as `4` or `7/2`, or a text; nothing for null; and
///   `not_applicable` where a question did not apply. Personal columns hold a number for each text.
/// - A measure is 1 where the record counts in it and 0 where it does not; of a mean it is the value.
/// Rows are sorted as `Sample.sorted` does; a reader takes them in any order.
enum SampleFile {
  /// Writes a sample; O(records × columns).
  static func write(_ sample: Sample, of plan: CountingPlan, to file: DurableFile) {
    var rows: [UInt8] = []
    CSVWriter.append(header(of: plan), to: &rows)
    let provinces = plan.reference.provinces.map { texts($0.code) }
    let wards = plan.reference.wards.map { texts($0.code) }
    let periods = plan.dataset.period.periods.map { texts($0.description) }
    let columns = sample.columns.map { (codes: $0.codes, levels: $0.levels.map(texts)) }
    let measures = sample.measures.map { measure -> (codes: [Int32], levels: [[UInt8]])? in
      guard case .values(let column) = measure else { return nil }
      return (column.codes, column.levels.map(texts))
    }
    func append(_ code: Int32, _ texts: [[UInt8]]) {
      if code >= 0 { rows += texts[Int(code)] }
      rows.append(UInt8(ascii: ","))
    }
    for row in 0..<sample.count {
      append(sample.provinces[row], provinces)
      append(sample.wards[row], wards)
      append(sample.periods[row], periods)
      if !sample.moments.isEmpty { rows.append(sample.moments[row]) }
      rows.append(UInt8(ascii: ","))
      for column in columns { append(column.codes[row], column.levels) }
      for (index, measure) in sample.measures.enumerated() {
        switch measure {
        case .truths(let truths): rows += [UInt8(ascii: "0") + truths[row], UInt8(ascii: ",")]
        case .values: if let column = measures[index] { append(column.codes[row], column.levels) }
        case .nothing: break
        }
      }
      rows[rows.count - 1] = UInt8(ascii: "\n")
      if rows.count >= 1 << 18 {
        file.write(rows)
        rows.removeAll(keepingCapacity: true)
      }
    }
    file.write(rows)
  }

  private static func texts(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVWriter.append(field: text, to: &bytes)
    return bytes
  }

  static func header(of plan: CountingPlan) -> [String] {
    let columns = (plan.sampledColumns ?? []).map { plan.schema.columns[$0].name }
    let measures = plan.measures.filter(\.isOfRecords).map { "\($0.id.kpi):\($0.id.part.rawValue)" }
    return ["province_code", "ward_code", "period", "moment"] + columns + measures
  }

  /// Reads what `write`, or another engine, wrote, and checks every row.
  ///
  /// O(records × columns).
  static func read(_ path: String, of plan: CountingPlan) throws(RunFailure) -> Sample {
    let bytes = try FileSystem.read(path, kind: .noInput)
    var reader = SampleReader(plan)
    do throws(SampleReader.Fault) {
      return try reader.read(bytes)
    } catch {
      throw RunFailure(.data, "\(shown(path)), record \(error.record): \(error.message)")
    }
  }
}

extension Measure {
  /// Whether it says something of each record by itself.
  var isOfRecords: Bool {
    switch content {
    case .records, .values: true
    case .codes, .units: false
    }
  }
}
