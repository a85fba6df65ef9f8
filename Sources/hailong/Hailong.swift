internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Synchronization

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
        Results go to standard output, everything else to standard error. Every command takes \
        --color auto, always or never; auto is on a terminal, unless NO_COLOR is set.

        EXIT CODES:
        \(ExitStatus.table)
        """
    ).text,
    version: Program.version,
    subcommands: [
      RunCommand.self, CheckCommand.self, PlanCommand.self, SniffCommand.self, InitCommand.self,
      CleanCommand.self, CatalogCommand.self, EstimateCommand.self, ShowCommand.self,
      CompareCommand.self,
      VerifyCommand.self, ExplainCommand.self, CiteCommand.self, HistoryCommand.self,
      PruneCommand.self, SynthCommand.self, ManCommand.self,
    ])

  static func main() {
    Signals.keepStandardDescriptors()
    Signals.install()
    var arguments = Array(CommandLine.arguments.dropFirst())
    var console = Console()
    console.json = arguments.prefix { $0 != "--" }.contains("--json")
    do {
      let color = try ColorChoice.take(from: &arguments)
      Console.color.withLock { $0 = color }
      if let name = unknownCommand(arguments) {
        throw Failure.unknownCommand(name, among: commandNames.filter { $0 != "man" })
      }
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

  private static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// What stands where a command's name should, if it is none; also after `help`.
  private static func unknownCommand(_ arguments: [String]) -> String? {
    let arguments = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = arguments.first, !name.hasPrefix("-"), !commandNames.contains(name) else {
      return nil
    }
    return name
  }
}
