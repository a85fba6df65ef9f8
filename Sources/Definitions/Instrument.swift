public import Statistics

/// What a survey's schema says of its questions, and of how its respondents were found.
public struct Instrument: Sendable {
  public let basis: Basis
  /// The questions that make up the factors, in the order of the schema, then the overall one.
  public let questions: [Question]
  /// The levels of an answer that count as satisfied, in rising order.
  public let satisfied: [Exact]
  /// The column of free remarks.
  public let comment: Int?
  /// How respondents were found; `nil` where the schema does not say.
  public let design: SamplingDesign?
  /// When sites are open; `nil` where the schema does not say.
  public let hours: OpeningHours?

  public init(
    basis: Basis, questions: [Question] = [], satisfied: [Exact] = [Exact(4), Exact(5)],
    comment: Int? = nil, design: SamplingDesign? = nil, hours: OpeningHours? = nil
  ) {
    self.basis = basis
    self.questions = questions
    self.satisfied = satisfied
    self.comment = comment
    self.design = design
    self.hours = hours
  }

  /// What a survey can speak for.
  public enum Basis: String, CaseIterable, Sendable {
    /// People who happened to be at a counter; they stand for nobody but themselves.
    case quickSurvey = "quick_survey"
    /// Everybody of the population had a known chance of being asked.
    case probabilitySample = "probability_sample"
  }

  /// A question that is answered with a level.
  public struct Question: Hashable, Sendable {
    public let column: Int
    /// `nil` for the overall question, which is part of no index.
    public let factor: String?

    public init(column: Int, factor: String?) {
      self.column = column
      self.factor = factor
    }
  }
}

/// How respondents came into a sample.
public struct SamplingDesign: Hashable, Sendable {
  /// The columns whose values together name the stratum; none where there is but one.
  public let strata: [Int]
  /// The columns that name the primary sampling unit: the first that is filled counts.
  ///
  /// None where respondents were drawn one by one.
  public let units: [Int]
  /// The column of the design weight; `nil` where all weigh alike.
  public let weight: Int?
  /// The column of how many units its stratum has; `nil` where that is not known.
  public let unitCount: Int?
  public let lonelyUnit: LonelyUnit
  /// What the weights are calibrated to, where the schema itself has it.
  public let calibration: CalibrationTarget?

  public init(
    strata: [Int] = [], units: [Int] = [], weight: Int? = nil, unitCount: Int? = nil,
    lonelyUnit: LonelyUnit = .adjust, calibration: CalibrationTarget? = nil
  ) {
    self.strata = strata
    self.units = units
    self.weight = weight
    self.unitCount = unitCount
    self.lonelyUnit = lonelyUnit
    self.calibration = calibration
  }

  /// What a stratum adds to a variance that has one unit only.
  public enum LonelyUnit: String, CaseIterable, Sendable {
    /// The squared deviation of its total from the overall mean: more than nothing.
    case adjust
    /// As much as the other strata in the mean.
    case average
    /// Nothing, as if all units of the stratum had been asked.
    case certainty
  }
}

/// What the weights of a sample are to add up to.
public struct CalibrationTarget: Hashable, Sendable {
  /// The keys by which the population is known: `province`, or a category column of the sample.
  public let keys: [String]
  public let population: Population

  public init(keys: [String], population: Population) {
    self.keys = keys
    self.population = population
  }

  public enum Population: Hashable, Sendable {
    /// Counts by the values of the keys: codes of provinces, members of categories.
    case table([[String]: Double])
    /// The records of another dataset of the run that satisfy the condition.
    case records(dataset: String, where: Condition)
  }

  /// Cells of the sample with fewer responses are put together.
  public static let leastResponses = 20
}
