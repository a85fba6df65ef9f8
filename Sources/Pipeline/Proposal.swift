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
  public internal(set) var datasets: [ProposedDataset] = []
  /// What is no part of it, in the order of the paths.
  public internal(set) var leftOut: [LeftOut] = []
  let sources: Sources
  let today: CivilDate
  let reference: Reference
  let interruption: @Sendable () -> Int32?

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
    let words = SchemaWords(known.map(\.schema))
    var unknown: [Unknown] = []
    var fitting: [String: [ProposedFile]] = [:]
    for path in found.candidates {
      if let signal = interruption() { throw RunFailure(.interrupted(signal: signal), "stopped") }
      switch classify(path, words) {
      case .fits(let schema, let file): fitting[schema.dataset, default: []].append(file)
      case .unknown(let file): unknown.append(file)
      case .unreadable(let reason): leftOut.append(LeftOut(path, reason))
      }
    }
    for (schema, bytes) in known {
      guard let all = fitting[schema.dataset] else { continue }
      let files = ofOneEncoding(all)
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
  struct Unknown {
    let path: String
    let columns: [SniffedColumn]
    let encoding: TextEncoding?
    let nearest: SchemaFit?
  }

  private enum Kind {
    case fits(Schema, ProposedFile)
    case unknown(Unknown)
    case unreadable(String)
  }

  private func classify(_ path: String, _ words: SchemaWords) -> Kind {
    let sniffed: SniffedFile
    do throws(RunFailure) {
      sniffed = try SniffedFile(joined(folder, path), among: words)
    } catch {
      return .unreadable(error.message.replacing(joined(folder, path) + ": ", with: ""))
    }
    if let best = sniffed.fits.first, let shape = best.shape, best.isLikely {
      return .fits(
        best.schema,
        ProposedFile(
          path: path, shape: shape, encoding: sniffed.encoding, nearest: nil))
    }
    let columns = sniffed.text.columns.filter { !$0.name.isEmpty }
    guard sniffed.text.isText || sniffed.encoding != nil, !columns.isEmpty else {
      return .unreadable(sniffed.fits.first?.refusal ?? "it is no text")
    }
    guard columns.count > 1 || !path.lowercased().contains(".txt") else {
      return .unreadable("it has one column only, as prose has; a table is called .csv")
    }
    guard sniffed.text.beginsWithHeader else {
      return .unreadable(
        "most of its lines are not as wide as the first; take away what stands above the header")
    }
    let nearest = sniffed.fits.first.flatMap {
      ($0.matched + $0.near.count) * 2 > columns.count ? $0 : nil
    }
    return .unknown(
      Unknown(
        path: path, columns: sniffed.text.columns, encoding: sniffed.encoding, nearest: nearest))
  }

  /// The file that a known schema was read from, as it was named.
  public func schemaFile(of dataset: String) -> String {
    let name = "\(dataset).yml"
    return sources.schemas.first { $0.name == name || $0.name.hasSuffix("/" + name) }?.name ?? name
  }

  /// Files as a pipeline beside them names them.
  func inputs(_ files: [ProposedFile]) -> [InputFile] {
    files.map { InputFile(name: $0.path, path: joined(folder, $0.path)) }
  }

  /// Reads the datasets of known schemas.
  private mutating func read() throws(RunFailure) {
    for index in datasets.indices {
      let dataset = datasets[index]
      datasets[index].reading = try DatasetReading(
        inputs(dataset.files), schema: dataset.schema, encoding: dataset.encoding,
        reference: reference, today: today, interruption: interruption)
      leaveOutRefused(from: index)
    }
    datasets.removeAll(where: \.files.isEmpty)
  }

  /// Those files whose encoding most have, since a dataset declares one; the others are left out.
  private mutating func ofOneEncoding(_ files: [ProposedFile]) -> [ProposedFile] {
    let counts = files.reduce(into: [:]) { $0[$1.encoding?.rawValue ?? "", default: 0] += 1 }
    let most = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
    func isOdd(_ file: ProposedFile) -> Bool { file.encoding?.rawValue ?? "" != most }
    for file in files where isOdd(file) {
      leftOut.append(
        LeftOut(
          file.path,
          "it is written in \(file.encoding?.rawValue ?? "UTF-8") and most of its kind are not; save it "
            + "like those, or make it UTF-8 with hailong clean"))
    }
    return files.filter { !isOdd($0) }
  }

  private mutating func leaveOutRefused(from index: Int) {
    let refused = datasets[index].reading.refused
    guard !refused.isEmpty else { return }
    leftOut += refused
    let paths = Set(refused.map(\.path))
    datasets[index].files.removeAll { paths.contains($0.path) }
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
  /// Whether most records are as wide as the first: a title line is not.
  fileprivate var beginsWithHeader: Bool {
    guard let best = delimiters.first else { return true }
    let judged = best.fields > 1 ? [best] : delimiters
    return judged.allSatisfy { $0.alike * 2 >= $0.records }
  }

  /// Whether it is text in an encoding that is read.
  fileprivate var isText: Bool {
    switch encoding {
    case .ascii, .utf8, .utf16: true
    case .invalid, .other: false
    }
  }
}
