internal import ArgumentParser
internal import Definitions
internal import Engine
internal import Foundation
internal import Pipeline
internal import Report
internal import Synth

/// `hailong clean FILE`.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Makes a messy file tidy CSV, and says what it had to leave out.",
    discussion: Help(
      examples: [
        (
          "hailong clean surveys/drop/dossiers/42-ha-tinh.csv > tidy.csv",
          "every field as it is, in well-formed CSV"
        ),
        (
          "hailong clean tidy.csv --schema surveys/schemas/dossiers.yml > canonical.csv",
          "the schema's columns, values in one form, personal columns left out"
        ),
        (
          "hailong clean surveys/2025-08/dossiers/14-son-la.csv --rejects bad.csv",
          "exit 65: rejected records go to bad.csv; mended, it is an ordinary input"
        ),
      ],
      notes: """
        Reads as a run does. Standard output is UTF-8, comma, LF, quotes only where needed, header \
        first. A file of another encoding needs --encoding. Without a schema a record must have the header's width and right quoting. \
        Exit 65 when something was rejected, or when the file cannot be read at all.
        """
    ).text)

  @Argument(
    help: ArgumentHelp("The file to make tidy.", valueName: "file"),
    completion: .file(extensions: ["csv", "tsv", "txt", "gz"]))
  var file: String

  @Option(
    help: ArgumentHelp("The schema of its records.", valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the tables of places; otherwise that beside the schema's folder, or the program's own.",
      valueName: "folder"),
    completion: .directory)
  var reference: String?

  @Option(
    help: ArgumentHelp(
      "utf-8, utf-16le, utf-16be, windows-1258, tcvn3 or double-utf-8.", valueName: "name"),
    completion: Completions.encodings)
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "What parts fields: comma, semicolon, tab, pipe, or the character.", valueName: "character"),
    completion: Completions.delimiters)
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      "What stands around fields, otherwise \".", valueName: "character"))
  var quote: String?

  @Option(
    help: ArgumentHelp(
      "What stands before a quote inside a field, where quotes are not doubled.",
      valueName: "character"))
  var escape: String?

  @Option(
    name: .customLong("skip-lines"),
    help: ArgumentHelp("Lines to pass at the top.", valueName: "n"))
  var skipLines = 0

  @Option(
    help: ArgumentHelp("Where rejected records go, as they were read.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Flag(help: "Say nothing of rejected records.")
  var quiet = false

  func validate() throws {
    if skipLines < 0 { throw ValidationError("--skip-lines must be 0 or more, not \(skipLines)") }
    _ = try textEncoding
    _ = try delimiterByte
    _ = try dialect
  }

  func run() throws {
    let console = Console(quiet: quiet)
    guard Failure.isPresent(file) else { throw Failure.absent(file) }
    let cleaned = try CleanedFile(
      file, schema: schema.map(KnownSchemas.read), reference: places(),
      encoding: textEncoding, delimiter: delimiterByte, dialect: dialect)
    if schema == nil, let line = cleaned.likelyHeaderLine, line > cleaned.shape.headerLine {
      console.warn(
        "hailong: line \(cleaned.shape.headerLine) is taken for the header, as nothing says otherwise; "
          + "line \(line) looks more like it: --skip-lines \(line - 1), or --schema FILE")
    }
    let output = ResultStream()
    output.write(cleaned.header)
    var shown = 0
    let report: FileReport
    do {
      report = try cleaned.write(
        rejects: rejects,
        options: IngestOptions(
          threads: ProcessInfo.processInfo.activeProcessorCount,
          isInterrupted: { Signals.interruption != nil || output.isClosed }),
        interruption: { Signals.interruption }, records: { output.write($0) }
      ) { reject in
        shown += 1
        if shown <= Self.mostShown { console.say(reject.words) }
      }
    } catch {
      // Where the output is closed, that is why.
      try output.finish()
      throw error
    }
    try output.finish()
    let accounting = report.accounting
    guard accounting.rejected > 0 else { return }
    if shown > Self.mostShown { console.say("and \(shown - Self.mostShown) more") }
    let place = rejects.map { "; they are in \($0)" } ?? "; --rejects FILE keeps them"
    console.warn(
      "hailong: \(accounting.rejected) of \(accounting.rowsRead) records rejected\(place)")
    throw ExitCode(ExitStatus.data.rawValue)
  }

  private static let mostShown = 10

  /// The tables of places that its columns may name; none without a schema.
  private func places() throws -> Reference {
    guard let schema else { return Reference(provinces: [], wards: [], aliases: []) }
    if let reference { return try Reference.read(folder: reference) }
    let beside = URL(filePath: schema).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "reference").path
    return FileManager.default.fileExists(atPath: beside)
      ? try Reference.read(folder: beside)
      : try Reference.read(tables: ShippedDefinitions.reference)
  }

  private var textEncoding: TextEncoding? {
    get throws {
      guard let encoding else { return nil }
      guard let known = TextEncoding(written: encoding) else {
        throw ValidationError(
          "unknown encoding \"\(encoding)\"; \(TextEncoding.remedy(for: encoding))")
      }
      return known
    }
  }

  private var delimiterByte: UInt8? {
    get throws {
      guard let delimiter else { return nil }
      if let byte = Delimiter.byte(of: delimiter) { return byte }
      return try Self.sign(delimiter, of: "--delimiter")
    }
  }

  private var dialect: Dialect {
    get throws {
      let quote = try quote.map { try Self.sign($0, of: "--quote") } ?? UInt8(ascii: "\"")
      let escape = try escape.map { try Self.sign($0, of: "--escape") }
      guard try delimiterByte != quote, try delimiterByte != escape || escape == nil else {
        throw ValidationError("the delimiter can be neither the quote nor the escape")
      }
      return Dialect(
        quote: quote, escape: escape == quote ? nil : escape, skippedLines: skipLines)
    }
  }

  /// A sign of ASCII that may stand between texts: no letter, digit, space or line end.
  private static func sign(_ text: String, of option: String) throws -> UInt8 {
    guard text.utf8.count == 1, let byte = text.utf8.first, 0x21...0x7E ~= byte || byte == 9,
      !Character(Unicode.Scalar(byte)).isLetter, !Character(Unicode.Scalar(byte)).isNumber
    else {
      let near = didYouMean(text, among: Delimiter.names.map(\.key))
      throw ValidationError(
        "\(option) must be one sign of ASCII, not \"\(text)\""
          + (option == "--delimiter" ? near ?? "" : ""))
    }
    return byte
  }
}
