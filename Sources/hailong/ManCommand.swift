internal import ArgumentParser

/// `hailong man`, of which `make install` makes the page that `man hailong` shows.
struct ManCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man",
    abstract: "Prints the manual page, made of what every --help says.",
    discussion: Help(
      examples: [
        ("hailong man > hailong.1", "the source of the page, in roff"),
        ("hailong man | man -l - | head -20", "the beginning of the page, for reading"),
        ("hailong man | grep '^\\.SS'", "the commands that it explains"),
      ]
    ).text,
    shouldDisplay: false)

  func run() throws {
    try Console().print(lines: ManualPage(of: Hailong.self).lines)
  }
}
