public import Definitions
internal import Engine
internal import Foundation

/// A pipeline that would read the files of a folder, and why it is as it is.
public struct Proposal: Sendable {
  /// The folder as the user wrote it.
  public let folder: String
  /// Where the pipeline's files are to lie.
  public let target: String
  /// In the order of their names.
  public private(set) var datasets: [ProposedDataset] = []
  /// What is no part of it, in the order of the paths.
  public private(set) var leftOut: [LeftOut] = []
  let sources: Sources
  let today: CivilDate
  private let reference: Reference
  private let interruption: @Sendable () -> Int32?

  /// The definition files to choose from.
  public struct Sources: Sendable {
    public typealias File = (name: String, bytes: [UInt8])

    /// By name; each describes a dataset of its own.
    public let schemas: [File]
    /// The tables of places.
    public let reference: [File]
    public let catalog: [UInt8]

    public init(schemas: [File], reference: [File], catalog: [UInt8]) {
      self.schemas = schemas
      self.reference = reference
      self.catalog = catalog
    }
  }

  /// Looks through a folder, and reads all of its tables.
  ///
  /// - Parameters:
  ///   - folder: where the files lie.
  ///   - target: the folder of the pipeline's files; what lies there is no data.
  ///   - sources: what a file may be.
  ///   - today: stands for the period where no record has a day.
  ///   - interruption: the signal that ended the program, if one did.
  /// - Throws: where the folder cannot be read or holds nothing that can be, or a schema is wrong.
  public init(
    folder: String, target: String, sources: Sources, today: CivilDate,
    interruption: @escaping @Sendable () -> Int32? = { nil }
  ) throws(RunFailure) {
    self.folder = folder
    self.target = target
    self.sources = sources
    self.today = today
    self.interruption = interruption
    let found = try DataFolder(folder)
    leftOut = found.others
    let draft = try DraftFolder()
    let known = try draft.schemas(sources)
    reference = try draft.reference(sources)
    var unknown: [Unknown] = []
    var fitting: [String: [ProposedFile]] = [:]
    for path in found.candidates {
      if let signal = interruption() { throw RunFailure(.interrupted(signal: signal), "stopped") }
      switch classify(path, known.map(\.schema)) {
      case .fits(let schema, let file): fitting[schema.dataset, default: []].append(file)
      case .unknown(let file): unknown.append(file)
      case .unreadable(let reason): leftOut.append(LeftOut(path, reason))
      }
    }
    for (schema, bytes) in known {
      guard let files = fitting[schema.dataset] else { continue }
      datasets.append(
        ProposedDataset(schema: schema, isNew: false, files: files, schemaText: bytes))
    }
    try read()
    try add(unknown, draft)
    datasets.sort { $0.name.precedes($1.name) }
    leftOut.sort { $0.path.precedes($1.path) }
    guard !datasets.isEmpty else { throw nothing(in: found) }
  }

  private func nothing(in found: DataFolder) -> RunFailure {
    guard !leftOut.isEmpty else {
      return RunFailure(
        .noInput,
        "\(shown(folder)) is empty; put the files (.csv, .tsv or .txt) there and try again")
    }
    let reasons = leftOut.prefix(8).map { "\n  \(shown($0.path)): \($0.reason)" }.joined()
    let rest = leftOut.count > 8 ? "\n  and \(leftOut.count - 8) more" : ""
    return RunFailure(
      .noInput, "\(shown(folder)) has no table that can be read:\(reasons)\(rest)")
  }

  // MARK: Files

  /// A file that no known schema fits.
  private struct Unknown {
    let path: String
    let columns: [SniffedColumn]
    let nearest: SchemaFit?
  }

  private enum Kind {
    case fits(Schema, ProposedFile)
    case unknown(Unknown)
    case unreadable(String)
  }

  private func classify(_ path: String, _ schemas: [Schema]) -> Kind {
    let sniffed: SniffedFile
    do throws(RunFailure) {
      sniffed = try SniffedFile(joined(folder, path), schemas: schemas, triesRecords: false)
    } catch {
      return .unreadable(error.message.replacing(joined(folder, path) + ": ", with: ""))
    }
    if let best = sniffed.fits.first, let shape = best.shape, best.isLikely {
      return .fits(best.schema, ProposedFile(path: path, shape: shape, nearest: nil))
    }
    let columns = sniffed.text.columns.filter { !$0.name.isEmpty }
    guard sniffed.text.isText, !columns.isEmpty else {
      return .unreadable(sniffed.fits.first?.refusal ?? "it is no text")
    }
    guard columns.count > 1 || !path.lowercased().contains(".txt") else {
      return .unreadable("it has one column only, as prose has; a table is called .csv")
    }
    let nearest = sniffed.fits.first.flatMap { $0.matched * 2 > columns.count ? $0 : nil }
    return .unknown(Unknown(path: path, columns: sniffed.text.columns, nearest: nearest))
  }

  /// Files as a pipeline beside them names them.
  private func inputs(_ files: [ProposedFile]) -> [InputFile] {
    files.map { InputFile(name: $0.path, path: joined(folder, $0.path)) }
  }

  /// Reads the datasets of known schemas.
  private mutating func read() throws(RunFailure) {
    for index in datasets.indices {
      let dataset = datasets[index]
      datasets[index].reading = try DatasetReading(
        inputs(dataset.files), schema: dataset.schema, reference: reference,
        interruption: interruption)
      leaveOutRefused(from: index)
    }
    datasets.removeAll(where: \.files.isEmpty)
  }

  private mutating func leaveOutRefused(from index: Int) {
    let refused = datasets[index].reading.refused
    guard !refused.isEmpty else { return }
    leftOut += refused
    let paths = Set(refused.map(\.path))
    datasets[index].files.removeAll { paths.contains($0.path) }
  }

  // MARK: New schemas

  /// Makes a dataset of the files that share a header.
  private mutating func add(_ unknown: [Unknown], _ draft: DraftFolder) throws(RunFailure) {
    var order: [[String]] = []
    var groups: [[String]: [Unknown]] = [:]
    for file in unknown {
      let header = file.columns.map { Fold($0.name).exact }
      if groups[header] == nil { order.append(header) }
      groups[header, default: []].append(file)
    }
    // A known dataset's name is left to files that fit it, which may come later.
    var names = Set(draft.datasets)
    for header in order {
      guard let files = groups[header], let first = files.first else { continue }
      let columns = first.columns.indices.map { index in
        SniffedColumn(
          name: first.columns[index].name, joining: files.map { $0.columns[index] })
      }
      let name = Self.name(of: files.map(\.path), besides: &names)
      try add(
        files, SchemaDraft(dataset: name, sniffed: columns, reference: reference), draft)
    }
  }

  private mutating func add(
    _ unknown: [Unknown], _ first: SchemaDraft, _ folder: DraftFolder
  ) throws(RunFailure) {
    var draft = first
    guard !draft.columns.isEmpty else {
      leftOut += unknown.map {
        LeftOut($0.path, "none of its columns has a name that no other has")
      }
      return
    }
    while true {
      let schema = try folder.schema(draft.text, of: draft.dataset)
      var files: [ProposedFile] = []
      var refused: [LeftOut] = []
      for file in unknown {
        switch shape(of: file.path, schema) {
        case .success(let shape):
          files.append(ProposedFile(path: file.path, shape: shape, nearest: file.nearest))
        case .failure(let refusal): refused.append(LeftOut(file.path, refusal.message))
        }
      }
      let reading = try DatasetReading(
        inputs(files), schema: schema, reference: reference, interruption: interruption)
      let sum = reading.accounting
      // Each round takes a requirement or a type away, so there is a last one.
      if draft.yield(to: reading.faults, rows: sum.rowsRead, repeats: sum.superseded) { continue }
      leftOut += refused
      guard !files.isEmpty else { return }
      datasets.append(
        ProposedDataset(
          schema: schema, isNew: true, files: files, reading: reading,
          schemaText: Array(draft.text.utf8)))
      leaveOutRefused(from: datasets.count - 1)
      if datasets.last?.files.isEmpty == true { datasets.removeLast() }
      return
    }
  }

  private func shape(of path: String, _ schema: Schema) -> Result<FileShape, RunFailure> {
    do throws(IngestFailure) {
      return try inspect(
        InputFile(name: path, path: joined(folder, path)), as: SchemaFit.dataset(schema)
      ).mapError { RunFailure(.noInput, $0.reason) }
    } catch { return .failure(RunFailure(.noInput, error.reason)) }
  }

  /// The words that the names of the files begin with, otherwise those of the first.
  private static func name(of paths: [String], besides names: inout Set<String>) -> String {
    let stems = paths.map { path in
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let stem = name.dropLast(DataFolder.suffix(of: name)?.count ?? 0)
      return stem.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }
    let first = stems.first ?? []
    var words = first
    for stem in stems.dropFirst() {
      words = zip(words, stem).prefix { $0 == $1 }.map(\.0)
    }
    if words.allSatisfy({ $0.allSatisfy(\.isNumber) }) { words = first }
    // Dates and numbers tell files apart, not kinds of record.
    while words.count > 1, words.last?.allSatisfy(\.isNumber) == true { words.removeLast() }
    let base = HeaderWords(words.joined(separator: " ")).identifier
    var (name, number) = (base, 1)
    while !names.insert(name).inserted {
      number += 1
      name = "\(base)_\(number)"
    }
    return name
  }
}

extension SchemaFit {
  /// Whether most of the file, or of the schema, has found its counterpart: two columns in common with
  /// a schema that asks for no more prove nothing.
  fileprivate var isLikely: Bool {
    matched * 2 >= matched + ignored.count || matched * 2 >= schema.columns.count
  }
}

extension SniffedText {
  /// Whether it is text in an encoding that is read.
  fileprivate var isText: Bool {
    switch encoding {
    case .ascii, .utf8: true
    case .invalid, .other: false
    }
  }
}
