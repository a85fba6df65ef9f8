internal import ArgumentParser
internal import Definitions
internal import Engine
internal import Foundation
internal import Pipeline
internal import Report
internal import Statistics

/// `hailong estimate SPEC`.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimates figures from one survey file, with their true uncertainty.",
    discussion: Help(
      examples: [
        ("hailong estimate surveys/estimates/an-cuu.yml", "30 of 30, and how sure that is"),
        (
          "hailong estimate surveys/estimates/citizens.yml",
          "a drawn sample; one estimate is refused by name, and the others run"
        ),
        ("hailong estimate surveys/estimates/citizens.yml --json", "every digit, and covariances"),
      ],
      notes: """
        A spec is YAML or JSON: input (a CSV file, beside the spec), design (ids, strata, weights, fpc, \
        nest, lonely_psu), weight_adjustment (post_stratify, rake, calibrate), domain and statistic \
        (mean, total, ratio, proportion, quantile, rao_scott_F, cronbach_alpha, kish), or a list of \
        such under cases. Rows are counted from 1 below the header.

        Variances are linearised over sampling units, strata and stages. An estimate that the data do \
        not carry is refused by name, and the others still run; exit 65 when all are refused.
        """
    ).text)

  @Argument(
    help: ArgumentHelp("What to estimate, in YAML or JSON.", valueName: "spec"),
    completion: .file(extensions: ["yml", "yaml", "json"]))
  var spec: String

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    guard Failure.isPresent(spec) else { throw Failure.absent(spec) }
    let outcomes = try EstimateOutcome.all(
      of: EstimateSpec.read(path: spec),
      options: IngestOptions(
        threads: ProcessInfo.processInfo.activeProcessorCount,
        isInterrupted: { Signals.interruption != nil }),
      interruption: { Signals.interruption })
    if json {
      try console.print(.object(outcomes.map { ($0.id, $0.json) }))
    }
    for (index, outcome) in outcomes.enumerated() {
      switch outcome.result {
      case .success(let figures):
        guard !json else { continue }
        if index > 0 { try console.print() }
        try figures.print(as: outcome.id, on: console)
      case .failure(let refusal): console.warn("hailong: \(outcome.id): \(refusal.message)")
      }
    }
    if outcomes.allSatisfy(\.isRefused) { throw ExitCode(ExitStatus.data.rawValue) }
  }
}

extension EstimateOutcome {
  fileprivate var isRefused: Bool { if case .failure = result { true } else { false } }
}
