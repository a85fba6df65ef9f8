internal import ArgumentParser
internal import Foundation
internal import Pipeline

/// The program: from files of surveys and dossiers to KPIs and a ranking of the provinces.
@main
struct Hailong: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hailong",
    abstract: "Turns survey and dossier files into KPIs and a ranking of the provinces.",
    discussion: Help(
      examples: [
        ("hailong run pipelines/delegations-2025-08.yml", "runs the sample campaign"),
        ("hailong show", "shows what the last run published"),
        ("hailong run --help", "explains one command"),
      ],
      notes: """
        Results go to standard output, everything else to standard error.

        EXIT CODES:
        \(ExitStatus.table)
        """
    ).text,
    version: Program.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PlanCommand.self, SniffCommand.self, InitCommand.self,
      CleanCommand.self, CatalogCommand.self, ShowCommand.self, CompareCommand.self,
      VerifyCommand.self, ExplainCommand.self, CiteCommand.self, HistoryCommand.self,
      PruneCommand.self, SynthCommand.self,
    ])

  static func main() {
    Signals.keepStandardDescriptors()
    Signals.install()
    let arguments = Array(CommandLine.arguments.dropFirst())
    var console = Console()
    console.json = arguments.prefix { $0 != "--" }.contains("--json")
    do {
      var command: any ParsableCommand
      do {
        command = try parseAsRoot(arguments)
      } catch {
        if console.json, exitCode(for: error) == .validationFailure {
          try console.print(Failure(.usage, message(for: error)).json)
        }
        exit(withError: error)
      }
      try command.run()
    } catch is Console.ReaderGone {
      return
    } catch let code as ExitCode {
      exit(withError: code)
    } catch let request where [.success, .validationFailure].contains(exitCode(for: request)) {
      exit(withError: request)
    } catch {
      let failure = Failure(error)
      console.fail(failure)
      Foundation.exit(failure.code)
    }
  }
}
