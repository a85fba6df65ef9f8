internal import ArgumentParser
internal import Pipeline

/// The name of a stage.
struct StageArgument: ExpressibleByArgument {
  let stage: Stage

  init(_ stage: Stage) { self.stage = stage }

  init?(argument: String) {
    guard let stage = Stage(rawValue: argument) else { return nil }
    self.stage = stage
  }

  static var allValueStrings: [String] { Stage.allCases.map(\.rawValue) }

  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  var defaultValueDescription: String { stage.rawValue }
}
