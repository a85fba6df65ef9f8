internal import Definitions

extension RunSession {
  /// What a reader of the figures should know of the data and the definitions, one sentence each; the
  /// same whatever happened to the run on its way.
  func dataNotes(of quality: Quality) -> [String] {
    var notes: [String] = []
    for dataset in pipeline.datasets {
      let files = quality.files.filter { $0.dataset == dataset.name }
      var ignored: [String: Int] = [:]
      for column in files.flatMap(\.ignoredColumns) { ignored[column, default: 0] += 1 }
      let columns = ignored.sorted { $0.key.precedes($1.key) }
        .map { "\(shown($0.key)) (\($0.value == 1 ? "1 file" : "\($0.value) files"))" }
      if !columns.isEmpty {
        notes.append(
          "\(dataset.name): columns that the schema does not name are ignored: "
            + columns.joined(separator: ", "))
      }
      let warnings = quality.total(of: dataset.name).warnings
      for (code, count) in warnings.sorted(by: { $0.key < $1.key }) where count > 0 {
        notes.append("\(dataset.name): \(count) warning\(count == 1 ? "" : "s") \(code)")
      }
      for file in quality.refused where file.dataset == dataset.name {
        notes.append("\(shown(file.path)) was refused: \(file.reason)")
      }
    }
    return notes + pipeline.notes
  }
}
