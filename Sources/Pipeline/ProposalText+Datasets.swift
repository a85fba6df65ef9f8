internal import Definitions
internal import Foundation

extension ProposalText {
  func datasetLines(_ dataset: ProposedDataset, _ folder: String) -> [String] {
    let present = dataset.presentColumns
    let (columns, count) = (dataset.schema.columns, dataset.files.count)
    let files = count == 1 ? "1 file" : "\(count) files"
    var lines = [
      dataset.isNew
        ? "  # \(files) of one header that no known schema fits; the schema was made from what is there."
        : "  # \(files), \(present.count) of the schema's \(columns.count) columns."
    ]
    let sum = dataset.reading.accounting
    if sum.rejected > 0 {
      lines.append("  # Rejected when it was proposed: \(sum.rejected) of \(sum.rowsRead) records.")
    }
    if !dataset.ignored.isEmpty {
      let names = dataset.ignored.prefix(12).map { $0.yamlComment.yaml }.joined(separator: ", ")
      lines.append(
        "  # Not in the schema, and ignored: \(names)\(dataset.ignored.count > 12 ? ", …" : "")")
    }
    lines += ["  \(dataset.name):", "    schema: schemas/\(dataset.name).yml"]
    if let encoding = dataset.encoding {
      lines += [
        "    # Told from the words that its bytes give in it (see: hailong sniff); a run never guesses.",
        "    encoding: \(encoding.rawValue)",
      ]
    }
    lines.append("    files:")
    return lines
      + patterns(of: dataset).map { "      - \(Self.found(joined(folder, $0)).yaml)" }
  }

  /// The path as a pipeline finds it: it looks for a name in normal form C, and only a pattern finds
  /// one that is written otherwise, as those that come from a Mac are.
  private static func found(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { component in
      let name = String(component)
      let isFound = name.precomposedStringWithCanonicalMapping.utf8.elementsEqual(name.utf8)
      return isFound || PathPattern.isPattern(name) ? name : String(name.dropLast()) + "?"
    }.joined(separator: "/")
  }

  /// A pattern for a folder whose tables are all of this dataset, so that the next one joins them;
  /// otherwise each file by its name.
  private func patterns(of dataset: ProposedDataset) -> [String] {
    struct Place: Hashable {
      let folder, suffix: String

      init(_ path: String) {
        folder = FileSystem.parent(of: path) ?? ""
        suffix = DataFolder.suffix(of: path) ?? ""
      }
    }
    let own = Dictionary(grouping: dataset.files.map(\.path), by: Place.init)
    let others = Set(
      proposal.datasets.filter { $0.name != dataset.name }.flatMap(\.files).map { Place($0.path) }
        + proposal.leftOut.map { Place($0.path) })
    var patterns: [String] = []
    for (place, paths) in own {
      let isShared = others.contains(place) || (place.folder.isEmpty && paths.count == 1)
      let isSafe = !PathPattern.isPattern(place.folder) && !place.suffix.isEmpty
      patterns += isShared || !isSafe ? paths : [joined(place.folder, "*" + place.suffix)]
    }
    return patterns.sorted { $0.precedes($1) }
  }

  var leftOutLines: [String] {
    guard !proposal.leftOut.isEmpty else { return [] }
    return [
      "# Left out. Mend a file and propose again, or name it above: then a run refuses it by name."
    ]
      + proposal.leftOut.prefix(40).map { "#   \($0.path.yamlComment): \($0.reason.yamlComment)" }
      + (proposal.leftOut.count > 40 ? ["#   and \(proposal.leftOut.count - 40) more"] : [])
  }
}
