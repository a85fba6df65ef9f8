internal import Definitions
internal import Engine

extension Proposal {
  /// Makes a dataset of the files that share a header.
  mutating func add(_ unknown: [Unknown], _ draft: DraftFolder) throws(RunFailure) {
    var order: [[String]] = []
    var groups: [[String]: [Unknown]] = [:]
    for file in unknown {
      let header = [file.encoding?.rawValue ?? ""] + file.columns.map { Fold($0.name).exact }
      if groups[header] == nil { order.append(header) }
      groups[header, default: []].append(file)
    }
    // A known dataset's name is left to files that fit it, which may come later.
    var names = Set(draft.datasets)
    for header in order {
      guard let files = groups[header] else { continue }
      let name = Self.name(of: files.map(\.path), besides: &names)
      try add(
        files, SchemaDraft(dataset: name, files: files.map(\.columns), reference: reference),
        draft)
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
    var unknown = unknown
    while !unknown.isEmpty {
      let schema = try folder.schema(draft.text, of: draft.dataset)
      var files: [ProposedFile] = []
      var refused: [LeftOut] = []
      for file in unknown {
        switch shape(of: file, schema) {
        case .success(let shape):
          files.append(
            ProposedFile(
              path: file.path, shape: shape, encoding: file.encoding, nearest: file.nearest))
        case .failure(let refusal): refused.append(LeftOut(file.path, refusal.message))
        }
      }
      let reading = try DatasetReading(
        inputs(files), schema: schema, encoding: unknown.first?.encoding, reference: reference,
        today: today, interruption: interruption)
      let sum = reading.accounting
      // Each round takes a file, a requirement or a type away, so there is a last one.
      if draft.yield(to: reading.faults, rows: sum.rowsRead, repeats: sum.superseded) { continue }
      refused += reading.refused
      refused += reading.files.filter { $1.rejected * 2 > $1.rowsRead }.map { path, rows in
        LeftOut(
          path,
          "\(rows.rejected) of its \(rows.rowsRead) records are not like its header; is there another "
            + "line above or below it?")
      }
      guard !refused.isEmpty else {
        datasets.append(
          ProposedDataset(
            schema: schema, isNew: true, isSurvey: draft.isSurvey, files: files, doubt: draft.doubt,
            reading: reading,
            schemaText: Array(draft.text.utf8)))
        return
      }
      leftOut += refused
      let paths = Set(refused.map(\.path))
      unknown.removeAll { paths.contains($0.path) }
    }
  }

  private func shape(of file: Unknown, _ schema: Schema) -> Result<FileShape, RunFailure> {
    do throws(IngestFailure) {
      return try inspect(
        InputFile(name: file.path, path: joined(folder, file.path)),
        as: SchemaFit.dataset(schema, encoding: file.encoding)
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
