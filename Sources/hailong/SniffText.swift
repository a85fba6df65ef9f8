internal import Definitions
internal import Engine
internal import Pipeline
internal import Report

extension SniffedFile {
  func print(on console: Console) throws {
    try console.print(path, .bold)
    try console.print("  encoding    \(text.encoding.words)")
    try printEvidence(on: console)
    guard !text.columns.isEmpty else { return }
    if let packing { try console.print("  packed      \(packing)") }
    let ends = text.lineEnds.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    try console.print("  line ends   \(ends.isEmpty ? "none" : ends)")
    try console.print("  delimiter   \(delimiterWords)")
    try console.print("  header      \(headerWords)")
    try console.print()
    var listing = Listing(["column", "looks like", ">filled", ">of", ">different", "in the schema"])
    let best = fits.first
    for (index, column) in text.columns.enumerated() {
      listing.add([
        column.name, column.type, "\(column.filled)", "\(column.count)", "\(column.distinct)",
        best?.columnName(ofField: index) ?? "",
      ])
    }
    try console.print(listing)
    guard let best, best.matched > 0 else { return }
    try console.print()
    try printFit(best, on: console)
  }

  private func printFit(_ best: SchemaFit, on console: Console) throws {
    let name = best.schema.dataset
    let total = best.schema.columns.count
    let verb = best.shape == nil ? "comes nearest, but does not fit" : "fits"
    try console.print("schema \(name) \(verb): \(best.matched) of its \(total) columns", .bold)
    if let refusal = best.refusal, best.missing.isEmpty {
      try console.print("  " + refusal, .yellow)
    }
    for missing in best.missing {
      let near = missing.nearest.map { "; did you mean it by \"\($0)\"?" } ?? ""
      try console.print("  required column \"\(missing.column)\" is absent\(near)", .yellow)
    }
    if !best.ignored.isEmpty {
      let names = best.ignored.map { "\"\($0)\"" }.joined(separator: ", ")
      try console.print("  ignored: \(names)", .dim)
    }
    if let problems { try print(problems, on: console) }
    guard best.shape != nil else { return }
    if problems == nil {
      try console.print("  its records were not tried: no reference folder beside the schema's")
    }
    try console.print()
    try console.print("for a pipeline file in this folder:", .bold)
    for line in yaml(best) { try console.print("  " + line) }
  }

  private func print(_ problems: FirstProblems, on console: Console) throws {
    for reject in problems.rejects { try console.print("  " + reject.words, .yellow) }
    let rejected = problems.accounting.rejected
    if !problems.isWhole {
      try console.print("  the file is large; only its first records were tried")
    } else if rejected == 0 {
      try console.print("  all \(problems.accounting.rowsRead) records can be read")
    } else {
      try console.print("  \(rejected) of \(problems.accounting.rowsRead) records are rejected")
    }
  }

  private var delimiterWords: String {
    guard let best = text.delimiters.first else { return "none" }
    let others = text.delimiters.dropFirst().filter { $0.fields > 1 }
      .map { "\($0.name) gives \($0.fields)" }
    let evidence = "\(best.alike) of \(best.records) rows have \(best.fields) fields"
    return ([("\(best.name): \(evidence)")] + others).joined(separator: "; ")
  }

  private var headerWords: String {
    guard let header = text.header else { return "none" }
    let last = header.line + header.rowCount - 1
    let lines = header.rowCount == 1 ? "line \(header.line)" : "lines \(header.line)–\(last)"
    let titles = header.line == 1 ? "" : "; what stands above is passed"
    return "\(lines), \(text.columns.count) columns\(titles)"
  }

  /// The lines for a pipeline beside the file's folder.
  private func yaml(_ fit: SchemaFit) -> [String] {
    var members = "schema: \"\(fit.schema.path)\", files: [\"\(path)\"]"
    if let shape = fit.shape, shape.delimiter != UInt8(ascii: ",") {
      members +=
        ", delimiter: \"\(shape.delimiter == 9 ? "\\t" : "\(Unicode.Scalar(shape.delimiter))")\""
    }
    if let encoding { members += ", encoding: \(encoding.rawValue)" }
    return ["datasets:", "  \(fit.schema.dataset): {\(members)}"]
  }

  var json: JSON {
    [
      "file": .string(path), "bytes": .integer(byteCount),
      "gzip": .bool(packing == .gzip), "packed": JSON(packing?.rawValue), "encoding": encodingJSON,
      "line_ends": .object(text.lineEnds.map { (name: $0.name, value: JSON($0.count)) }),
      "delimiters": .array(
        text.delimiters.map {
          [
            "delimiter": .string(String(Unicode.Scalar($0.delimiter))), "fields": JSON($0.fields),
            "rows_alike": JSON($0.alike), "rows": JSON($0.records),
          ]
        }),
      "header_line": JSON(text.header?.line), "header_rows": JSON(text.header?.rowCount),
      "columns": .array(
        text.columns.enumerated().map { index, column in
          [
            "name": .string(column.name), "looks_like": .string(column.type),
            "filled": JSON(column.filled), "rows": JSON(column.count),
            "different": JSON(column.distinct),
            "schema_column": JSON(fits.first?.columnName(ofField: index)),
          ]
        }),
      "schemas": .array(fits.filter { $0.matched > 0 }.map(\.json)),
      "problems": .array((problems?.rejects ?? []).map(Self.json)),
      "rows_read": JSON(problems?.accounting.rowsRead),
      "rejected": JSON(problems?.accounting.rejected),
    ]
  }

  private static func json(_ reject: Reject) -> JSON {
    [
      "line": JSON(reject.line), "column": JSON(reject.column),
      "code": .string(reject.code.rawValue), "value": JSON(text: reject.value),
      "message": .string(reject.code.message(detail: reject.detail).english),
    ]
  }
}

extension Reject {
  /// `line 3, received_at: "2025-13-01": not a date and time; … (bad_timestamp)`.
  var words: String {
    let column = column.map { ", \($0)" } ?? ""
    let value = value.isEmpty ? "" : ": \"\(value)\""
    return
      "line \(line)\(column)\(value): \(code.message(detail: detail).english) (\(code.rawValue))"
  }
}

extension SchemaFit {
  /// The column of the schema that a field of the file holds.
  fileprivate func columnName(ofField field: Int) -> String? {
    shape?.fields.firstIndex(of: field).map { schema.columns[$0].name }
  }

  fileprivate var json: JSON {
    [
      "dataset": .string(schema.dataset), "schema": .string(schema.path),
      "fits": .bool(shape != nil), "matched": JSON(matched),
      "columns": JSON(schema.columns.count), "reason": JSON(refusal),
      "missing": .array(
        missing.map { ["column": .string($0.column), "nearest": JSON($0.nearest)] }),
      "ignored": JSON(ignored),
    ]
  }
}

extension SniffedText.DelimiterEvidence {
  fileprivate var name: String {
    switch delimiter {
    case UInt8(ascii: ","): "comma"
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: "|"): "pipe"
    default: String(Unicode.Scalar(delimiter))
    }
  }
}
