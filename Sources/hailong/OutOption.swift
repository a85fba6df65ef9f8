internal import ArgumentParser

/// Where runs are published, for the commands that read them.
struct OutOption: ParsableArguments {
  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("The folder that runs are published in.", valueName: "dir"),
    completion: .directory)
  var folder = "out"
}
