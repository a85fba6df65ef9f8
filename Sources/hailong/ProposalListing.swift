internal import Definitions
internal import Engine
internal import Pipeline
internal import Report

/// A proposed pipeline as people and programs read it.
struct ProposalListing {
  let proposal: Proposal
  let pipeline: ProposedPipeline

  private static let mostFiles = 60

  var pipelineLines: [String] {
    let text = pipeline.files.last.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private var files: [(dataset: ProposedDataset, file: ProposedFile)] {
    proposal.datasets.flatMap { dataset in dataset.files.map { (dataset, $0) } }
  }

  // MARK: Text

  func print(on console: Console) throws {
    let files = files
    var table = Listing([
      "file", "dataset", ">columns", ">ignored", ">records", ">rejected", "schema",
    ])
    for (dataset, file) in files.prefix(Self.mostFiles) {
      let rows = dataset.reading.files[file.path]
      table.add([
        file.path, dataset.name, "\(file.mappedCount) of \(dataset.schema.columns.count)",
        "\(file.shape.ignoredColumns.count)", "\(rows?.rowsRead ?? 0)", "\(rows?.rejected ?? 0)",
        dataset.isNew ? "new" : "known",
      ])
    }
    try console.print(table)
    if files.count > Self.mostFiles {
      try console.print("and \(files.count - Self.mostFiles) more files; --json lists all")
    }
    for dataset in proposal.datasets { try print(dataset, on: console) }
    try printLeftOut(on: console)
    try console.print()
    try console.print(
      "\(pipeline.name): \(pipeline.period.from) to \(pipeline.period.to) by "
        + "\(pipeline.period.grain.rawValue); KPIs: \(pipeline.kpis.count); "
        + "groupings: \(pipeline.groupings.count); "
        + (pipeline.ranked.map { "provinces ranked by \($0)" } ?? "no ranking"), .bold)
  }

  private func print(_ dataset: ProposedDataset, on console: Console) throws {
    let schema = dataset.schema
    try console.print()
    try console.print(
      dataset.isNew
        ? "\(dataset.name): no known schema fits; one was made from the files"
        : "\(dataset.name): the known schema", .bold)
    if let nearest = dataset.files.first?.nearest {
      try console.print("  \(Self.words(nearest))", .yellow)
      let file = proposal.schemaFile(of: nearest.schema.dataset)
      for near in nearest.near {
        try console.print(
          "  \(Self.words(near)) in \(file) and name that with --schema, or call it "
            + "\(near.column) in the file", .yellow)
      }
    }
    if let doubt = dataset.doubt { try console.print("  \(doubt)", .yellow) }
    let near = dataset.near
    var table = Listing(["column", "type", "read from"])
    for (index, column) in schema.columns.enumerated() {
      let headers = dataset.headers(ofColumn: index)
      var marks = [column.type.name]
      if column.required { marks.append("required") }
      if column.personal { marks.append("personal") }
      if index == schema.key { marks.append("key") }
      if index == schema.time { marks.append("time") }
      let nearest = near.first { $0.column == column.name }?.header
      let doubt = nearest.map { "; did you mean it by \"\($0)\"?" } ?? ""
      table.add([
        column.name, marks.joined(separator: ", "),
        headers.isEmpty ? "– absent\(doubt)" : headers.joined(separator: " | "),
      ])
    }
    try console.print(table)
    if !dataset.ignored.isEmpty {
      let names = dataset.ignored.map { "\"\($0)\"" }.joined(separator: ", ")
      try console.print("  ignored: \(names)")
    }
    for near in near {
      try console.print(
        "  \(Self.words(near)) in \(proposal.target)/schemas/\(dataset.name).yml", .yellow)
    }
  }

  /// `"Hình thức nộp" may be channel: add it to headers:`.
  private static func words(_ near: NearHeader) -> String {
    if let taker = near.taker {
      return "\"\(near.header)\" is \(taker), and may be \(near.column) if nothing else tells it: "
        + "move it to the headers: of \(near.column)"
    }
    return "\"\(near.header)\" may be \(near.column): add it to headers:"
  }

  /// `comes nearest to dossiers, but lacks received_at (by "Ngày tiếp nhân"?)`.
  private static func words(_ fit: SchemaFit) -> String {
    let missing = fit.missing.map { missing in
      missing.column + (missing.nearest.map { " (did you mean it by \"\($0)\"?)" } ?? "")
    }
    let lack = missing.isEmpty ? fit.refusal ?? "" : "it lacks " + missing.joined(separator: ", ")
    return "comes nearest to \(fit.schema.dataset), which does not fit: \(lack)"
  }

  private func printLeftOut(on console: Console) throws {
    guard !proposal.leftOut.isEmpty else { return }
    try console.print()
    try console.print("Left out", .bold)
    for file in proposal.leftOut.prefix(Self.mostFiles) {
      try console.print("  \(file.path): \(file.reason)", .yellow)
    }
    if proposal.leftOut.count > Self.mostFiles {
      let rest = proposal.leftOut.count - Self.mostFiles
      try console.print("  and \(rest) more; --json lists all")
    }
  }

  // MARK: JSON

  func json(isWritten: Bool) -> JSON {
    [
      "folder": .string(proposal.folder), "target": .string(proposal.target),
      "written": .bool(isWritten),
      "pipeline": .string(pipeline.name),
      "period": [
        "from": .string("\(pipeline.period.from)"), "to": .string("\(pipeline.period.to)"),
        "grain": .string(pipeline.period.grain.rawValue),
      ],
      "kpis": JSON(pipeline.kpis), "groupings": JSON(pipeline.groupings),
      "ranked": JSON(pipeline.ranked),
      "files": .array(
        files.map { dataset, file in
          let rows = dataset.reading.files[file.path]
          return [
            "file": .string(file.path), "dataset": .string(dataset.name),
            "columns": JSON(file.mappedCount), "ignored": JSON(file.shape.ignoredColumns),
            "rows_read": JSON(rows?.rowsRead ?? 0), "rejected": JSON(rows?.rejected ?? 0),
          ]
        }),
      "datasets": .array(proposal.datasets.map(json)),
      "left_out": .array(
        proposal.leftOut.map { ["file": .string($0.path), "reason": .string($0.reason)] }),
      "written_files": JSON(
        isWritten ? pipeline.files.map { "\(proposal.target)/\($0.path)" } : []),
    ]
  }

  private func json(_ dataset: ProposedDataset) -> JSON {
    let near = dataset.near
    return [
      "dataset": .string(dataset.name), "new": .bool(dataset.isNew), "doubt": JSON(dataset.doubt),
      "columns": .array(
        dataset.schema.columns.enumerated().map { index, column in
          [
            "column": .string(column.name), "type": .string(column.type.name),
            "required": .bool(column.required), "personal": .bool(column.personal),
            "headers": JSON(dataset.headers(ofColumn: index)),
            "nearest": JSON(
              near.first { $0.column == column.name }?.header),
          ]
        }),
      "ignored": JSON(dataset.ignored),
    ]
  }
}
