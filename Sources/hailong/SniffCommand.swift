internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Pipeline
internal import Report

/// `hailong sniff FILE…`.
struct SniffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sniff",
    abstract: "Says how a file is written and which schema fits it.",
    discussion: Help(
      examples: [
        ("hailong sniff surveys/drop/dossiers/*.csv", "every file, against surveys/schemas/"),
        (
          "hailong sniff surveys/2025-08/tasks.csv --schema surveys/schemas/hotline.yml",
          "why a file does not fit this schema"
        ),
        ("hailong sniff surveys/2025-08/hotline.csv --json", "as one JSON document"),
      ],
      notes: """
        Prints encoding, line ends, delimiter, header and column types, the schema that fits best, \
        what that schema misses or ignores, the first records that a run would reject, and the \
        lines to put into a pipeline. No value of a text column is shown.
        """
    ).text)

  @Argument(
    help: ArgumentHelp("The files to look at.", valueName: "file"),
    completion: .file(extensions: ["csv", "tsv", "txt"]))
  var files: [String]

  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp(
      "A schema to try; may be repeated. Otherwise those of surveys/schemas/, or the program's own.",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var schemas: [String] = []

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    let schemas = try KnownSchemas.readOrShipped(self.schemas)
    var documents: [JSON] = []
    for (index, path) in files.enumerated() {
      guard Failure.isPresent(path) else { throw Failure.absent(path) }
      let file = try SniffedFile(path, schemas: schemas)
      guard !json else {
        documents.append(file.json)
        continue
      }
      if index > 0 { try console.print() }
      try file.print(on: console)
    }
    if json {
      try console.print(["files": .array(documents)])
    }
  }
}
