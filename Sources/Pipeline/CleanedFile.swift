public import Definitions
public import Engine

/// One file made tidy: its records as RFC 4180 CSV, and what had to be left out.
public struct CleanedFile: Sendable {
  private let file: InputFile
  private let dataset: PipelineDefinition.Dataset
  private let reference: Reference
  /// How the file is written.
  public let shape: FileShape

  /// Looks at a file; throws where it cannot be opened, or is none that can be read.
  ///
  /// Without a schema the file's own header takes its place, and every field is text.
  public init(
    _ path: String, schema: Schema?, reference: Reference, encoding: TextEncoding?,
    delimiter: UInt8?, dialect: Dialect
  ) throws(RunFailure) {
    func dataset(_ schema: Schema) -> PipelineDefinition.Dataset {
      let day = CivilDate(daysSinceEpoch: 0)
      return PipelineDefinition.Dataset(
        name: schema.dataset, schema: schema, files: [], encoding: encoding, delimiter: delimiter,
        dialect: dialect, period: PeriodRange(from: day, to: day, grain: .day))
    }
    let file = InputFile(name: path, path: path)
    self.file = file
    self.reference = reference
    do throws(IngestFailure) {
      let found = try inspect(file, as: dataset(schema ?? .verbatim([])))
      guard case .success(let shape) = found else {
        guard case .failure(let refusal) = found else { preconditionFailure() }
        throw .damaged(file: path, reason: refusal.reason)
      }
      self.shape = shape
      self.dataset = dataset(schema ?? .verbatim(shape.header))
    } catch {
      throw RunFailure(error, signal: nil)
    }
  }

  /// Where the header would be by how full rows are; `nil` where that cannot be told.
  public var likelyHeaderLine: Int? {
    guard let head = try? TextHead(of: file, count: 1 << 16, encoding: dataset.encoding) else {
      return nil
    }
    return LikelyHeader(in: head, schemas: [])?.line
  }

  /// The first line of the tidy file.
  public var header: [UInt8] { dataset.schema.tidyHeader }

  /// Writes the records, and the rejected ones into a file of their own if a path is given.
  ///
  /// - Parameters:
  ///   - rejects: where the bytes of rejected records go, under the file's header, readable by the owner
  ///     only: mended, an ordinary input. What lies there is replaced when all is written.
  ///   - options: how to go about it.
  ///   - interruption: the signal that told the work to end, if one did.
  ///   - records: receives lines of CSV.
  ///   - reject: receives every rejected record.
  /// - Returns: where every row has gone.
  /// - Throws: `RunFailure` where the file cannot be read, or its rejects cannot be written.
  public func write(
    rejects: String?, options: IngestOptions, interruption: () -> Int32?,
    records: ([UInt8]) -> Void, reject: (Reject) -> Void
  ) throws(RunFailure) -> FileReport {
    let draft = rejects.map { $0 + ".part" }
    if let rejects, let draft {
      try checkMayBeReplaced(rejects)
      try FileSystem.removeIfPresent(draft)
    }
    let raw = try draft.map { path throws(RunFailure) in try DurableFile(path, mode: .owner) }
    raw?.write(rawHeader)
    let result: Result<FileReport, FileShape.Refusal>
    do throws(IngestFailure) {
      result = try clean(
        file, as: dataset, reference: reference, offset: .vietnam, options: options,
        records: records
      ) { found, bytes in
        reject(found)
        raw?.write(bytes)
        if let last = bytes.last, last != 0x0A, last != 0x0D { raw?.write([0x0A]) }
      }
    } catch {
      if let draft { try? FileSystem.removeIfPresent(draft) }
      if case .changedWhileRead(let name) = error {
        throw RunFailure(
          .data, "\(shown(name)) changed while it was read; what was written is not all of it")
      }
      throw RunFailure(error, signal: interruption())
    }
    guard case .success(let report) = result else {
      if let draft { try? FileSystem.removeIfPresent(draft) }
      guard case .failure(let refusal) = result else { preconditionFailure() }
      throw RunFailure(.data, "\(shown(file.name)): \(refusal.reason)")
    }
    if let raw, let draft, let rejects {
      _ = try raw.finish()
      try FileSystem.rename(draft, to: rejects)
    }
    return report
  }

  /// What is written must take the place of a plain file, and not of the one that is read.
  ///
  /// A rename puts it there, which would do away with a device or a link such as `/dev/stdout` as well.
  private func checkMayBeReplaced(_ path: String) throws(RunFailure) {
    guard let there = try? FileSystem.status(path) else { return }
    let input = try? FileSystem.status(file.path, followingLinks: true)
    let what: String? =
      switch there.kind {
      case .file: there.identity == input?.identity ? "the file that is read" : nil
      case .folder: "a folder"
      case .link: "a link"
      case .other: "a pipe or device"
      }
    if let what {
      throw RunFailure(.cannotCreate, "\(shown(path)) is \(what); give rejects another name")
    }
  }

  /// The header as the file's own records need it.
  private var rawHeader: [UInt8] {
    let delimiter = String(Unicode.Scalar(shape.delimiter))
    let fields = shape.header.map { field in
      let isPlain = !field.contains { "\"\n\r".contains($0) || String($0) == delimiter }
      return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
    return Array((fields.joined(separator: delimiter) + "\n").utf8)
  }
}
