internal import ArgumentParser
internal import Synth

/// `hailong synth`.
struct SynthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synth",
    abstract: "Writes invented, reproducible data for demos and load tests.",
    discussion: Help(
      examples: [
        (
          "hailong synth --dossiers 5000 --responses 1000 --seed 7 --out demo",
          "then: hailong run demo/pipeline.yml"
        ),
        ("hailong synth --dossiers 200000 --out load", "a load test, without a survey"),
        (
          "hailong synth --sample --out sample",
          "the files of the sample campaign, surveys/2025-08, as this version makes them"
        ),
        (
          "hailong synth --nights 365 --faults 50 --out year",
          "a folder a night, with faults planted for the feed watch to find"
        ),
      ],
      notes: """
        The same numbers and seed give the same bytes on every machine. Everything is invented; \
        nobody is meant.
        """
    ).text)

  @Option(help: ArgumentHelp("How many rows of dossiers.csv.", valueName: "n"))
  var dossiers = 0

  @Option(help: ArgumentHelp("How many rows of responses.csv.", valueName: "n"))
  var responses = 0

  @Option(
    help: ArgumentHelp(
      "Write so many nights of deliveries instead, at most \(NightlyCampaign.mostNights).",
      valueName: "n"))
  var nights = 0

  @Option(
    help: ArgumentHelp(
      "How many faults to plant in them, after \(NightlyCampaign.warmUp) nights; faults.csv lists them.",
      valueName: "n"))
  var faults = 0

  @Option(help: ArgumentHelp("What the invented world depends on.", valueName: "s"))
  var seed: UInt64 = 1

  @Flag(help: "Write the sample campaign instead; its size and seed are fixed.")
  var sample = false

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("The folder to write into.", valueName: "dir"), completion: .directory)
  var folder: String

  @Flag(help: "Leave out what is not an error.")
  var quiet = false

  func validate() throws {
    guard dossiers >= 0, responses >= 0 else {
      throw ValidationError("--dossiers and --responses must be 0 or more")
    }
    guard 0...NightlyCampaign.mostNights ~= nights, faults >= 0 else {
      throw ValidationError(
        "--nights must be 0 to \(NightlyCampaign.mostNights), and --faults 0 or more")
    }
    guard faults == 0 || nights > NightlyCampaign.warmUp else {
      throw ValidationError(
        "--faults needs --nights of more than \(NightlyCampaign.warmUp): before, nothing is usual yet"
      )
    }
  }

  func run() throws {
    // Not before: a misspelt option is told first.
    let choices = [sample, dossiers > 0 || responses > 0, nights > 0]
    guard choices.count(where: \.self) == 1 else {
      throw ValidationError(
        "give --dossiers N, --responses N or both; or --nights N, or --sample, alone")
    }
    let console = Console(quiet: quiet)
    guard !sample else {
      try SampleCampaign().write(to: folder)
      console.say("wrote the sample campaign to \(folder)")
      return
    }
    guard nights == 0 else {
      try NightlyCampaign(nights: nights, faults: faults, seed: seed).write(to: folder)
      console.say("wrote \(nights) nights to \(folder); how to run them stands in its pipeline.yml")
      return
    }
    let campaign = try SyntheticCampaign(dossiers: dossiers, responses: responses, seed: seed)
    try campaign.write(to: folder)
    console.say("wrote \(folder); now type: hailong run \(folder)/pipeline.yml")
  }
}
