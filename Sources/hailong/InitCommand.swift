internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Pipeline
internal import Synth

/// `hailong init FOLDER`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a pipeline of a folder of files: proposes the mapping, and writes it.",
    discussion: Help(
      examples: [
        ("hailong init surveys/drop --dry-run", "shows what would be proposed; writes nothing"),
        (
          "hailong init surveys/drop --out mine",
          "then: hailong check mine/pipeline.yml, hailong run mine/pipeline.yml"
        ),
        (
          "hailong init surveys/drop --dry-run --json --schema surveys/schemas/tasks.yml",
          "with this schema alone, the proposal as a JSON document"
        ),
      ],
      notes: """
        Reads every .csv, .tsv and .txt, packed ones and those in subfolders too. Each is read by \
        the schema that fits it best: one named, one of surveys/schemas/, or one that comes with \
        the program. For files that none fits a schema is written from their headers and values; \
        columns that may hold names, addresses, numbers of people or free text become personal. \
        What cannot be read is listed with its reason. FOLDER/hailong/ then holds pipeline.yml, \
        kpis.yml, schemas/ and reference/, with a comment on every choice.
        """
    ).text)

  @Argument(
    help: ArgumentHelp("The folder of the files.", valueName: "folder"), completion: .directory)
  var folder: String

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "The folder to write the pipeline into; otherwise hailong/ inside the folder.",
      valueName: "dir"), completion: .directory)
  var target: String?

  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp(
      "A schema to try; may be repeated. Otherwise those of surveys/schemas/, or the program's own.",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var schemas: [String] = []

  @Flag(help: "Write over a pipeline that is there.")
  var force = false

  @Flag(help: "Show the proposal and its pipeline, and write nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    let folder =
      self.folder.hasSuffix("/") && self.folder.count > 1
      ? String(self.folder.dropLast()) : self.folder
    guard Failure.isPresent(folder) else {
      throw Failure.absent(folder, "folder")
    }
    let target = self.target ?? (folder == "." ? "hailong" : "\(folder)/hailong")
    let today = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
      .day(offset: .vietnam)
    let proposal = try Proposal(
      folder: folder, target: target, sources: sources(), today: today,
      interruption: { Signals.interruption })
    let pipeline = try ProposedPipeline(proposal)
    if !dryRun { try pipeline.write(to: target, replacing: force) }
    let listing = ProposalListing(proposal: proposal, pipeline: pipeline)
    guard !json else { return try console.print(listing.json(isWritten: !dryRun)) }
    try listing.print(on: console)
    try console.print()
    if dryRun {
      try console.print("\(target)/pipeline.yml would be:", .bold)
      try console.print(lines: listing.pipelineLines)
      return
    }
    let file = "\(target)/pipeline.yml"
    try console.print("wrote \(pipeline.files.count) files into \(target)/; now type:", .bold)
    try console.print("  hailong check \(file.shellWord)")
    try console.print("  hailong run \(file.shellWord)")
  }

  /// The schemas to try with the tables of places beside them, or what comes with the program.
  private func sources() throws -> Proposal.Sources {
    let known = try KnownSchemas.read(schemas)
    func content(_ path: String) throws -> [UInt8] {
      do { return Array(try Data(contentsOf: URL(filePath: path))) } catch {
        throw Failure(.noInput, "\(path) cannot be read: \(error.localizedDescription)")
      }
    }
    let reference = known.first.flatMap { Self.reference(besides: $0.path) }
    return Proposal.Sources(
      schemas: try known.isEmpty
        ? ShippedDefinitions.schemas : known.map { ($0.path, try content($0.path)) },
      reference: try reference?.map { (URL(filePath: $0).lastPathComponent, try content($0)) }
        ?? ShippedDefinitions.reference,
      catalog: ShippedDefinitions.catalog)
  }

  /// The tables of `reference/` beside the folder of a schema, where it has them.
  private static func reference(besides schema: String) -> [String]? {
    let folder = URL(filePath: schema).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "reference").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard ["provinces.csv", "wards.csv", "province_aliases.csv"].allSatisfy(names.contains) else {
      return nil
    }
    return names.filter { $0.hasSuffix(".csv") }.sorted().map { "\(folder)/\($0)" }
  }
}
