internal import ArgumentParser
internal import Foundation

/// What a command says of itself in its help, as data.
struct CommandDescription: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is typed, `--json` or `-h`.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    let kind: String
    let names: [Name]?
    let valueName: String?
    let isOptional: Bool
    let isRepeating: Bool
    let shouldDisplay: Bool
    let defaultValue: String?
    let abstract: String?
  }

  let commandName: String
  let abstract: String
  let discussion: String?
  let shouldDisplay: Bool
  let subcommands: [CommandDescription]?
  let arguments: [Argument]?

  /// Of a command with all those under it.
  init(of command: any ParsableCommand.Type) throws {
    struct Tool: Decodable {
      let command: CommandDescription
    }
    self = try JSONDecoder().decode(Tool.self, from: Data(command._dumpHelp().utf8)).command
  }

  /// The commands under it that help lists; `help` itself explains nothing.
  var shownSubcommands: [CommandDescription] {
    (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  var shownArguments: [Argument] {
    (arguments ?? []).filter { $0.shouldDisplay && !["help", "version"].contains($0.valueName) }
  }

  /// The commands that can be typed as they stand, and what each does.
  var examples: [(command: String, effect: String)] {
    var examples: [(command: String, effect: String)] = []
    for line in (discussion ?? "").split(separator: "\n") {
      if line.hasPrefix("      "), let last = examples.indices.last {
        examples[last].effect += line.drop { $0 == " " }
      } else if line.hasPrefix("  hailong ") {
        examples.append((String(line.dropFirst(2)), ""))
      }
    }
    return examples
  }

  /// What is worth knowing besides, in paragraphs; without tables, which a paragraph in capitals heads.
  var notes: [String] {
    (discussion ?? "").split(separator: "\n\n").map(String.init)
      .filter { $0.split(separator: "\n")[0].wholeMatch(of: /[A-Z ]+:/) == nil }
  }
}
