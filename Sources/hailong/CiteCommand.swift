internal import ArgumentParser
internal import Definitions
internal import Pipeline
internal import Report

/// `hailong cite KPI`.
struct CiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cite",
    abstract: "Writes a published figure as a sentence to be quoted.",
    discussion: Help(
      examples: [
        ("hailong cite online_rate --province Huế", "in the pipeline's language"),
        ("hailong cite online_rate delegations-2025-08 --language en", "the nation, in English"),
        ("hailong cite online_rate --province 46 --json", "as one JSON document"),
      ],
      notes: """
        The sentence tells value, counts, days, interval, and what must be said beside it: that it is \
        provisional, partial or counted on few records. In brackets stand definition, source, run, and \
        the command that checks that the run is as it was published.
        """
    ).text)

  @OptionGroup var options: FigureOptions

  @Option(help: ArgumentHelp("The language of the sentence: vi or en.", valueName: "language"))
  var language: LanguageArgument?

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let run = try options.publishedRun()
    let figure = try options.figure(of: run)
    let verification = "hailong verify \(run.ownFolder.shellWord)"
    let citation = try Citation(
      of: figure, in: run, language: language?.language, verification: verification)
    let console = Console(json: json)
    guard json else { return try console.print(citation.text) }
    try console.print([
      "run": run.headJSON, "figure": figure.json, "language": .string(citation.language.rawValue),
      "text": .string(citation.text), "value": JSON(citation.value),
      "provisional": .bool(citation.isProvisional), "caveats": JSON(citation.caveats),
      "verify": .string(verification),
    ])
  }
}

/// `vi` or `en`.
struct LanguageArgument: ExpressibleByArgument {
  let language: Language

  init?(argument: String) {
    guard let language = Language(rawValue: argument) else { return nil }
    self.language = language
  }

  static var allValueStrings: [String] { Language.allCases.map(\.rawValue) }
}

extension PublishedRun {
  /// The folder that is this run's for good, where it was found by `latest`.
  var ownFolder: String {
    guard folder.hasSuffix("/latest") else { return folder }
    return String(folder.dropLast("latest".count)) + record.runID
  }
}
