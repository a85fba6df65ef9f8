public import Definitions
internal import Statistics

/// The surveys of a run that declare a sampling design, made ready for estimates.
public struct Surveys: Sendable {
  let frames: [String: SurveyFrame]
  private let order: [String]

  /// O(records of surveys).
  public init(_ cells: [Cells], of definition: PipelineDefinition) {
    var frames: [String: SurveyFrame] = [:]
    for dataset in definition.datasets where dataset.schema.instrument?.design != nil {
      frames[dataset.name] = SurveyFrame(
        CountingPlan(dataset, of: definition),
        sample: cells.first { $0.dataset == dataset.name }?.sample, cells: cells, of: definition)
    }
    self.frames = frames
    order = definition.datasets.map(\.name).filter { frames[$0] != nil }
  }

  /// What an analyst must know of how the weights came about, a sentence each.
  public var notes: [String] {
    order.flatMap { name in
      guard let frame = frames[name] else { return [] as [String] }
      return frame.calibrationNotes + frame.stratumNotes
    }
  }
}

extension SurveyFrame {
  /// Beyond these factors a weight makes some responses count for many others.
  private static let usualFactors = 0.2...5.0

  fileprivate var calibrationNotes: [String] {
    guard let target = plan.dataset.calibration, let done = calibration else { return [] }
    let name = plan.dataset.name
    guard done.population > 0 else {
      return [
        "\(name) was not calibrated: nothing is known of the population it is to stand for"
          + (sample.count == 0 ? ", nor has it a response" : "")
      ]
    }
    let population =
      switch target.population {
      case .table: "a table of \(number(done.population))"
      case .records(let other, _): "\(number(done.population)) records of \(other)"
      }
    var notes = [
      "weights of \(name) add up to \(population) by \(target.keys.joined(separator: ", ")): "
        + "\(done.groupCount) groups of \(done.cellCount) cells, those of fewer than "
        + "\(CalibrationTarget.leastResponses) responses put together; factors from "
        + "\(factor(done.least)) to \(factor(done.greatest)) of their mean, variation "
        + factor(done.variation)
    ]
    if !Self.usualFactors.contains(done.least) || !Self.usualFactors.contains(done.greatest) {
      notes.append(
        "some responses of \(name) weigh less than a fifth or more than five times the mean: "
          + "figures that span provinces rest on few of them, see weighting_effect")
    }
    if done.unreached > 0 {
      notes.append(
        "\(number(done.unreached)) of the population that \(name) is weighted to have no response "
          + "that could stand for them, and are left out")
    }
    if done.unkeyed > 0 {
      notes.append(
        "\(done.unkeyed) responses of \(name) lack one of \(target.keys.joined(separator: ", ")), "
          + "and weigh as their province does in the mean")
    }
    if done.uncalibrated > 0 {
      notes.append(
        "\(done.uncalibrated) responses of \(name) are of provinces without population, and weigh "
          + "as the others do in the mean")
    }
    return notes
  }

  fileprivate var stratumNotes: [String] {
    guard doubtfulStrata > 0, sample.count > 0 else { return [] }
    return [
      "\(doubtfulStrata) strata of \(plan.dataset.name) contradict themselves in fpc, or have fewer "
        + "units than were asked; they count as drawn from many"
    ]
  }

  private func number(_ count: Double) -> String {
    Int(exactly: count).map { "\($0)" } ?? ((count * 100).rounded() / 100).shortestDecimal
  }

  private func factor(_ factor: Double) -> String { "\((factor * 100).rounded() / 100)" }
}
