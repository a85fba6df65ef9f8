internal import Pipeline
internal import Report

/// The rejects of a run that a user asked for, as people and programs read them.
struct RejectListing {
  let run: PublishedRun
  let selection: RejectSelection
  /// Whether every record is listed, not groups of them.
  let listsAll: Bool

  private var refused: [PublishedQuality.Refused] { run.quality.refused.filter(selection.contains) }

  func print(on console: Console) throws {
    try run.printHeading(on: console)
    try console.print()
    for file in refused {
      try console.print("refused as a whole: \(file.file): \(file.reason)", .yellow)
    }
    let count = try listsAll ? printAll(on: console) : printGroups(on: console)
    if count == 0 {
      try console.print(
        selection.isWhole ? "no record was rejected" : "no reject is listed for this choice")
    } else if !listsAll {
      try console.print()
      try console.print("every line: add --all; as a table: \(run.folder)/rejects.csv", .dim)
    }
  }

  /// A line for each record: `file:line: column: message (code): "value"`.
  private func printAll(on console: Console) throws -> Int {
    var count = 0
    var rejects = try PublishedRejects(of: run)
    while let piece = try rejects.next() {
      for reject in piece where selection.contains(reject) {
        let column = reject.column.isEmpty ? "" : "\(reject.column): "
        let value = reject.value.isEmpty ? "" : ": \"\(reject.value)\""
        try console.print(
          "\(reject.file):\(reject.line): \(column)\(reject.message) (\(reject.code))\(value)")
        count += 1
      }
    }
    return count
  }

  private func printGroups(on console: Console) throws -> Int {
    var (rest, total) = (try RejectGroup.all(of: run, in: selection)[...], 0)
    while let file = rest.first?.file {
      let groups = rest.prefix { $0.file == file }
      rest = rest.dropFirst(groups.count)
      let count = groups.reduce(0) { $0 + $1.count }
      let rows = run.quality.files.filter { $0.file == file }.reduce(0) { $0 + $1.tally.rowsRead }
      if total > 0 { try console.print() }
      try console.print("\(file): \(count) of \(rows) records", .bold)
      var table = Listing([">records", "code", "column", "lines", "example", "message"])
      for group in groups {
        table.add([
          "\(group.count)", group.code, group.column, group.lineText, group.value, group.message,
        ])
      }
      try console.print(table)
      total += count
    }
    return total
  }

  func json() throws -> JSON {
    var members: [JSON.Member] = [
      ("run", run.headJSON),
      (
        "refused",
        .array(refused.map { ["file": .string($0.file), "reason": .string($0.reason)] })
      ),
    ]
    let groups = try RejectGroup.all(of: run, in: selection)
    members.append(("rejected", JSON(groups.reduce(0) { $0 + $1.count })))
    members.append(("rejects", .array(groups.map(\.json))))
    guard listsAll else { return .object(members) }
    var records: [JSON] = []
    var rejects = try PublishedRejects(of: run)
    while let piece = try rejects.next() {
      records += piece.filter(selection.contains).map(\.json)
    }
    members.append(("records", .array(records)))
    return .object(members)
  }
}

extension RejectGroup {
  /// `3, 17, 20, …`.
  fileprivate var lineText: String {
    lines.joined(separator: ", ") + (count > lines.count ? ", …" : "")
  }

  fileprivate var json: JSON {
    [
      "file": .string(file), "code": .string(code), "column": JSON(text: column),
      "count": JSON(count), "first_lines": .array(lines.map { JSON(number: $0) }),
      "message": .string(message), "value": JSON(text: value),
    ]
  }
}

extension PublishedReject {
  fileprivate var json: JSON {
    [
      "file": .string(file), "line": JSON(number: line), "column": JSON(text: column),
      "code": .string(code), "message": .string(message), "value": JSON(text: value),
      "province_code": JSON(text: provinceCode),
    ]
  }
}
