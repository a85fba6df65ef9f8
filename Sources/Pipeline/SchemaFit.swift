public import Definitions
public import Engine
internal import Foundation

/// How well a file's header fits a schema, by the engine's own reading of headers.
public struct SchemaFit: Sendable {
  public let schema: Schema
  /// Required columns that the file lacks, each with the header that is spelt most like it.
  public let missing: [(column: String, nearest: String?)]
  /// Headers that the schema does not name.
  public let ignored: [String]
  /// Headers that may be meant for columns that the file lacks.
  public let near: [NearHeader]
  /// How many columns of the schema the file has.
  public let matched: Int
  /// How a run would read the file; `nil` where it would refuse it.
  public let shape: FileShape?
  public let refusal: String?

  init(
    _ file: InputFile, header: [String], schema: Schema, encoding: TextEncoding? = nil
  ) throws(IngestFailure) {
    self.schema = schema
    let dataset = Self.dataset(schema, encoding: encoding)
    switch try inspect(file, as: dataset) {
    case .success(let shape):
      self.shape = shape
      refusal = nil
      matched = shape.fields.count { $0 != nil }
      ignored = shape.ignoredColumns
      missing = []
      near = NearHeader.pairs(
        ignored,
        absent: schema.columns.indices.filter { shape.fields[$0] == nil }.map { schema.columns[$0] }
      )
    case .failure(let reason):
      shape = nil
      refusal = reason.reason
      let mapping = HeaderMapping(header, schema: schema)
      matched = mapping.matched
      ignored = mapping.ignored
      let absent = schema.columns.indices.filter { mapping.fields[$0] == nil }
        .map { schema.columns[$0] }
      // What a file must have comes first, so that no column it may lack takes its header away.
      let near =
        NearHeader.taken(header, mapping.fields, schema)
        + NearHeader.pairs(
          mapping.ignored, absent: absent.filter(\.required) + absent.filter { !$0.required })
      self.near = near
      missing = absent.filter(\.required).map { column in
        (column: column.name, nearest: near.first { $0.column == column.name }?.header)
      }
    }
  }

  /// Fits come first, then those that lack least, then those that have most.
  static func isBetter(_ a: SchemaFit, _ b: SchemaFit) -> Bool {
    (a.shape == nil ? 1 : 0, -a.matched, a.missing.count, a.ignored.count)
      < (b.shape == nil ? 1 : 0, -b.matched, b.missing.count, b.ignored.count)
  }

  /// Only what reading takes: no file patterns, and a period that nothing is asked of.
  static func dataset(
    _ schema: Schema, encoding: TextEncoding?
  ) -> PipelineDefinition.Dataset {
    let day = CivilDate(daysSinceEpoch: 0)
    return PipelineDefinition.Dataset(
      name: schema.dataset, schema: schema, files: [], encoding: encoding,
      period: PeriodRange(from: day, to: day, grain: .day))
  }
}

/// The first records of a file that a run would reject.
public struct FirstProblems: Sendable {
  /// In the order of lines.
  public let rejects: [Reject]
  public let accounting: Accounting
  /// Whether the whole file was read.
  public let isWhole: Bool

  /// Reads a file as its schema says, for two seconds at most.
  ///
  /// `reference` is the folder of the tables of places; without one nothing can be said of places.
  init?(
    _ file: InputFile, schema: Schema, encoding: TextEncoding? = nil, reference folder: String
  ) throws(IngestFailure) {
    guard let reference = try? Reference.read(folder: folder) else { return nil }
    let plan = CountingPlan(
      dataset: SchemaFit.dataset(schema, encoding: encoding), measures: [], tables: [],
      reference: reference,
      offset: .vietnam, asOf: CivilDate(daysSinceEpoch: 0))
    let end = Date().addingTimeInterval(2)
    let options = IngestOptions(isInterrupted: { Date() > end })
    var rejects: [Reject] = []
    do throws(IngestFailure) {
      let result = try ingest(plan, files: [file], options: options) { reject in
        if rejects.count < 5 { rejects.append(reject) }
      } restart: {
        rejects = []
      }
      accounting = result.files.first?.accounting ?? Accounting()
      isWhole = true
    } catch {
      guard error == .interrupted else { throw error }
      accounting = Accounting()
      isWhole = false
    }
    self.rejects = rejects
  }
}
