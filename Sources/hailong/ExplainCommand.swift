internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Pipeline

/// `hailong explain KPI`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a published figure: formula, records, files and lines, doubts, changes.",
    discussion: Help(
      examples: [
        ("hailong explain online_rate --province Huế", "one province, of the run published last"),
        ("hailong explain online_rate delegations-2025-08", "the nation, of a pipeline's latest"),
        ("hailong explain online_rate --province 46 --lines", "every line that counts"),
        ("hailong explain received --province phu-tho --json", "as one JSON document"),
      ],
      notes: """
        The records are found by reading the inputs again by the definitions of the run; so it takes \
        about as long as ingesting the figure's dataset. What is counted must add up to what was \
        published; where it does not, the files that changed are named. Line ranges are those in \
        which records begin that count; up to \(ExplanationText.gap) others may lie between two of them.
        """
    ).text)

  @OptionGroup var options: FigureOptions

  @Flag(help: "List every line, of numerators too, without others between.")
  var lines = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let run = try options.publishedRun()
    let figures = try options.figures(of: run)
    let explanation = try Explanation(
      of: figures, in: run,
      options: IngestOptions(
        threads: ProcessInfo.processInfo.activeProcessorCount, memoryLimit: 512 << 20,
        temporaryDirectory: NSTemporaryDirectory(),
        isInterrupted: { Signals.interruption != nil }))
    let console = Console(json: json)
    let text = ExplanationText(run: run, explanation: explanation, listsAllLines: lines)
    try json ? console.print(text.json) : text.print(on: console)
  }
}
