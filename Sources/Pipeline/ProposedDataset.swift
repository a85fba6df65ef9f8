public import Definitions
public import Engine
internal import Foundation
internal import Statistics

/// A dataset of a proposed pipeline: which files, read by which schema.
public struct ProposedDataset: Sendable {
  public let schema: Schema
  /// Whether the schema was made from the files, since none that is known fits.
  public let isNew: Bool
  /// Whether its records are answers of people, by what a schema that was made is called.
  var isSurvey = false
  /// In the order of their paths.
  public internal(set) var files: [ProposedFile]
  /// What its files are written in, where that has to be declared.
  public var encoding: TextEncoding? { files.first?.encoding }
  /// What only the user can decide of a schema that was made; `nil` where there is nothing.
  public internal(set) var doubt: String?
  /// Headers of the files that the schema does not name, each once.
  public var ignored: [String] {
    var seen: Set<String> = []
    return files.flatMap(\.shape.ignoredColumns).filter { seen.insert($0).inserted }
  }
  /// What reading all of it gave.
  public internal(set) var reading = DatasetReading()
  /// The schema file.
  let schemaText: [UInt8]

  public var name: String { schema.dataset }

  /// Ignored headers that may be meant for columns that no file has.
  public var near: [NearHeader] {
    let present = Set(presentColumns)
    let absent = schema.columns.indices.filter { !present.contains($0) }
    return NearHeader.pairs(ignored, absent: absent.map { schema.columns[$0] })
  }

  /// The headers in the files by which a column of the schema is there, each once.
  public func headers(ofColumn index: Int) -> [String] {
    var seen: Set<String> = []
    return files.compactMap { file in file.shape.fields[index].map { file.shape.header[$0] } }
      .filter { seen.insert($0).inserted }
  }

  /// The columns that some file has.
  var presentColumns: [Int] {
    schema.columns.indices.filter { index in files.contains { $0.shape.fields[index] != nil } }
  }

  /// The names that KPIs may use, `province` and `ward` where a column tells them.
  var names: Set<String> {
    let present = presentColumns
    var names = Set(present.map { schema.columns[$0].name })
    if present.contains(where: schema.wardColumns.contains) {
      names.formUnion(["ward", "province"])
    }
    if present.contains(where: schema.provinceColumns.contains) { names.insert("province") }
    return names
  }

  /// The first column of categories that the files have and that has few enough to look at.
  var category: Column? {
    presentColumns.map { schema.columns[$0] }.first { column in
      guard !column.personal, case .category(let category) = column.type else { return false }
      return (2...60).contains(category.members.count)
    }
  }
}

/// A file of a proposed pipeline.
public struct ProposedFile: Sendable {
  /// Relative to the folder that was looked through.
  public let path: String
  public let shape: FileShape
  /// What it seems to be written in, where that has to be declared.
  let encoding: TextEncoding?
  /// The known schema that comes nearest, where none fits, with what the file lacks.
  public let nearest: SchemaFit?

  public var mappedCount: Int { shape.fields.count { $0 != nil } }
}

/// What came of reading all files of a dataset.
public struct DatasetReading: Sendable {
  /// Of all its files together.
  public internal(set) var accounting = Accounting()
  /// Rows read and rejected, by the path of the file.
  public internal(set) var files: [String: (rowsRead: Int, rejected: Int)] = [:]
  /// The first and the last day of the time column.
  public internal(set) var days: ClosedRange<CivilDate>?
  /// The last day, today at most, of any column of what has happened, and the column's name.
  public internal(set) var lastDay: (day: CivilDate, column: String)?
  var faults: [ColumnFault: Int] = [:]
  var refused: [LeftOut] = []

  /// How many provinces have an accepted record.
  public var provinceCount: Int { accounting.provinces.keys.count { !$0.isEmpty } }

  init() {}

  /// Reads files as a run would, whatever their days.
  init(
    _ files: [InputFile], schema: Schema, encoding: TextEncoding?, reference: Reference,
    today: CivilDate, interruption: @escaping @Sendable () -> Int32?
  ) throws(RunFailure) {
    guard let first = CivilDate(year: 1990, month: 1, day: 1),
      let last = CivilDate(year: 2089, month: 12, day: 31)
    else { return }
    let plan = CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: schema.dataset, schema: schema, files: [], encoding: encoding,
        period: PeriodRange(from: first, to: last, grain: .day)),
      measures: Self.days(of: schema),
      tables: [schema.time == nil ? .national : Grouping(period: true)],
      reference: reference, offset: .vietnam, asOf: last)
    let options = IngestOptions(
      threads: Host.cores, temporaryDirectory: NSTemporaryDirectory(),
      isInterrupted: { interruption() != nil })
    var faults: [ColumnFault: Int] = [:]
    let result: IngestResult
    do throws(IngestFailure) {
      result = try ingest(plan, files: files, options: options) { reject in
        if let column = reject.column {
          faults[ColumnFault(column: column, code: reject.code), default: 0] += 1
        }
      } restart: {
        faults = [:]
      }
    } catch { throw RunFailure(error, signal: interruption()) }
    self.faults = faults
    for file in result.files {
      accounting.merge(file.accounting)
      self.files[file.path] = (file.accounting.rowsRead, file.accounting.rejected)
    }
    refused = result.refused.map { LeftOut($0.path, $0.reason) }
    let periods = result.cells.tables.flatMap { $0.cells.keys.map(\.period) }.filter { $0 >= 0 }
    if schema.time != nil, let low = periods.min(), let high = periods.max() {
      days = first.advanced(by: Int(low))...first.advanced(by: Int(high))
    }
    lastDay = Self.lastDay(in: result.cells, before: today)
  }

  /// How many records each day has, by each column of days that is neither personal nor a due date.
  private static func days(of schema: Schema) -> [Measure] {
    schema.columns.indices.compactMap { index in
      let column = schema.columns[index]
      guard !column.personal,
        !([column.name] + column.headers).contains(where: { HeaderWords($0).isDue })
      else { return nil }
      let day: Ordinal
      switch column.type {
      case .date: day = .column(index)
      case .timestamp: day = .day(of: .column(index))
      default: return nil
      }
      return Measure(
        id: Measure.ID(kpi: column.name, part: .values),
        content: .values(.daysBetweenDates(.constant(0), day)))
    }
  }

  /// The last day up to today; of columns that share it the one that stands first.
  private static func lastDay(
    in cells: Cells, before today: CivilDate
  ) -> (day: CivilDate, column: String)? {
    var best: (day: CivilDate, column: String)?
    for table in cells.tables {
      for (index, measure) in table.measures.enumerated() {
        for cell in table.cells.values {
          guard cell.tallies.indices.contains(index), case .values(let counts) = cell.tallies[index]
          else { continue }
          let past = counts.bins.lazy.map {
            CivilDate(daysSinceEpoch: Int32(clamping: $0.value.numerator))
          }
          .filter { $0 <= today }
          guard let last = past.max(), best.map({ $0.day < last }) ?? true else { continue }
          best = (last, measure.kpi)
        }
      }
    }
    return best
  }
}
