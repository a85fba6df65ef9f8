internal import ArgumentParser
internal import Pipeline

/// The manual page of a program in roff, made of the help of all its commands.
struct ManualPage {
  private let program: CommandDescription

  init(of command: any ParsableCommand.Type) throws {
    program = try CommandDescription(of: command)
  }

  var lines: [String] {
    let name = program.commandName
    return [
      ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Program.version)\" \"User Commands\"",
      ".SH NAME", "\(name) \\- \(Self.escaped(program.abstract.asClause))",
      ".SH SYNOPSIS", ".B \(name)", "\\fIcommand\\fR [\\fIoption\\fR ...]",
      ".SH DESCRIPTION",
    ] + paragraphs(program.notes) + Self.examples(program.examples) + [".SH COMMANDS"]
      + program.shownSubcommands.flatMap(section) + exitStatus + environment + files
  }

  /// A command with its arguments, notes and examples.
  private func section(_ command: CommandDescription) -> [String] {
    let synopsis = command.shownArguments.map(Self.synopsis).joined(separator: " ")
    let heading = ".SS \(program.commandName) \(command.commandName)"
    return [
      heading, Self.escaped(command.abstract), ".PP",
      "\\fB\(program.commandName)"
        + " \(command.commandName)\\fR \(synopsis)",
    ]
      + command.shownArguments.flatMap(Self.item)
      + (command.notes.isEmpty ? [] : [".PP"] + paragraphs(command.notes))
      + Self.examples(command.examples)
  }

  private func paragraphs(_ texts: [String]) -> [String] {
    Array(texts.map { [Self.escaped($0)] }.joined(separator: [".PP"]))
  }

  /// `[--out dir]`, `[run ...]`.
  private static func synopsis(_ argument: CommandDescription.Argument) -> String {
    let value = argument.valueName.map { "\\fI\(escaped($0))\\fR" } ?? ""
    let more = argument.isRepeating ? " ..." : ""
    let text =
      switch argument.kind {
      case "positional": value + more
      case "flag": escaped(argument.names?.first?.typed ?? "")
      default: "\(escaped(argument.names?.first?.typed ?? "")) \(value)\(more)"
      }
    return argument.isOptional ? "[\(text)]" : text
  }

  private static func item(_ argument: CommandDescription.Argument) -> [String] {
    let names = (argument.names ?? []).map { "\\fB\(escaped($0.typed))\\fR" }
    let value = argument.valueName.map { "\\fI\(escaped($0))\\fR" } ?? ""
    let term =
      switch argument.kind {
      case "positional": value
      case "flag": names.joined(separator: ", ")
      default: names.joined(separator: ", ") + " " + value
      }
    let standard = argument.defaultValue.map { " Otherwise \($0)." } ?? ""
    return [".TP", term, escaped((argument.abstract ?? "") + standard)]
  }

  /// Each as it is typed, and below it what it does.
  private static func examples(_ examples: [(command: String, effect: String)]) -> [String] {
    guard !examples.isEmpty else { return [] }
    return [".PP", "Examples:"]
      + examples.flatMap {
        [
          ".PP", ".nf", ".RS", escaped($0.command), ".RE", ".fi", ".RS 11",
          escaped($0.effect), ".RE",
        ]
      }
  }

  private var exitStatus: [String] {
    [".SH EXIT STATUS"]
      + ExitStatus.allCases.flatMap { [".TP", "\\fB\($0.rawValue)\\fR", Self.escaped($0.meaning)] }
      + [".TP", "\\fB129\\fR, \\fB130\\fR, \\fB143\\fR", "ended by a signal"]
  }

  private var environment: [String] {
    let variables = [
      ("NO_COLOR", "Set to anything: no colours. --color always goes before it."),
      ("CLICOLOR_FORCE", "Set to anything but 0: colours also where no terminal is."),
      ("TERM", "Where it is dumb, a terminal gets neither colours nor a moving line of progress."),
    ]
    return [".SH ENVIRONMENT"]
      + variables.flatMap { [".TP", "\\fB\($0.0)\\fR", Self.escaped($0.1)] }
  }

  private var files: [String] {
    let files = [
      ("pipelines/*.yml", "Pipelines, and the catalog of KPIs that they name."),
      ("surveys/schemas/*.yml", "Schemas: the columns of each kind of file."),
      ("surveys/reference/", "Provinces, wards, and every way they are written."),
      ("out/PIPELINE/RUN/", "What a run wrote; run.json says of what, with digests."),
      ("out/PIPELINE/latest", "A link to the run that was published last."),
    ]
    return [".SH FILES"]
      + files.flatMap { [".TP", "\\fI\(Self.escaped($0.0))\\fR", Self.escaped($0.1)] }
  }

  /// The text so that roff takes none of it for a command.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}

extension String {
  /// The sentence as part of one: small at its beginning, without its full stop.
  fileprivate var asClause: String {
    prefix(1).lowercased() + dropFirst().prefix { $0 != "." }
  }
}
