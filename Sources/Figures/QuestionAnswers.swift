public import Definitions
public import Statistics

/// What was answered to one question of a survey, by the nation's or a province's respondents.
///
/// A row of `questions.csv`. What disclosure withholds is empty here already.
public struct QuestionAnswers: Hashable, Sendable {
  public let dataset: String
  /// The name of its column.
  public let question: String
  /// Empty of the overall question, which is part of no index.
  public let factor: String
  /// Empty of the nation.
  public let provinceCode: String
  public let province: String
  public let basis: Instrument.Basis
  /// The levels of the scale in rising order; none where the numbers are withheld.
  public private(set) var levels: [String]
  public var numbers: Numbers?
  public var flags: Set<Figure.Flag>

  /// What is told where it is not withheld.
  public struct Numbers: Hashable, Sendable {
    /// How many gave each level.
    public var counts: [Int]
    public var noAnswer: Int
    public var notApplicable: Int
    /// How many of those who answered were satisfied.
    public var satisfied: Int
    /// The weighted mean level of those who answered; `nil` where nobody did.
    public var mean: Double?
    /// Of the satisfied share.
    public var interval: Interval?
    public var intervalMethod: String?
    public var uncertainty: Uncertainty?
    /// Between what the satisfied share can lie whatever those think who gave no answer, where these
    /// are more than a tenth of all whom the question applies to.
    public var bounds: Interval?

    public init(
      counts: [Int], noAnswer: Int, notApplicable: Int, satisfied: Int, mean: Double? = nil,
      interval: Interval? = nil, intervalMethod: String? = nil, uncertainty: Uncertainty? = nil,
      bounds: Interval? = nil
    ) {
      self.counts = counts
      self.noAnswer = noAnswer
      self.notApplicable = notApplicable
      self.satisfied = satisfied
      self.mean = mean
      self.interval = interval
      self.intervalMethod = intervalMethod
      self.uncertainty = uncertainty
      self.bounds = bounds
    }

    public var answered: Int { counts.reduce(0, +) }
    /// All who filled a form.
    public var responses: Int { answered + noAnswer + notApplicable }
    /// The satisfied among those who answered, weighted where weights differ; `nil` where nobody did.
    public var value: Double? {
      if let known = uncertainty, known.weightingEffect ?? 1 > 1 + 1e-9 {
        return known.weightedValue
      }
      return answered > 0 ? Double(satisfied) / Double(answered) : nil
    }
  }

  public init(
    dataset: String, question: String, factor: String, provinceCode: String = "",
    province: String = "", basis: Instrument.Basis, levels: [String], numbers: Numbers? = nil,
    flags: Set<Figure.Flag> = []
  ) {
    self.dataset = dataset
    self.question = question
    self.factor = factor
    self.provinceCode = provinceCode
    self.province = province
    self.basis = basis
    self.levels = levels
    self.numbers = numbers
    self.flags = flags
  }

  /// Takes away all that is told of the answers.
  mutating func withhold() {
    (levels, numbers, flags) = ([], nil, [.suppressed])
  }

  /// Of the interval of the satisfied share.
  static let level = 0.95
}

extension PipelineDefinition {
  /// The answers to each question of the surveys with a sampling design: of the nation, then of each
  /// province with a response, in the order of the schema.
  ///
  /// Nothing is withheld yet. O(records × questions).
  func questions(of surveys: Surveys) -> [QuestionAnswers] {
    datasets.flatMap { dataset in
      surveys.frames[dataset.name].map { frame in
        frame.instrument.questions.flatMap { question in
          frame.answers(to: question, in: reference)
        }
      } ?? []
    }
  }
}

extension SurveyFrame {
  fileprivate func answers(
    to question: Instrument.Question, in reference: Reference
  ) -> [QuestionAnswers] {
    guard let column = columns[question.column], let shares = term(question) else { return [] }
    let scale = LevelCounts(column, range: plan.schema.columns[question.column].type.levels)
    let numbers = column.doubles
    let means = RatioTerm(
      numerators: numbers.map { $0.isNaN ? 0 : $0 }, denominators: shares.denominators)
    return [Grouping.national, .byProvince].flatMap { grouping in
      let domains = domains(by: grouping)
      let (satisfied, mean) = (ratios([shares], in: domains), ratios([means], in: domains))
      return domains.indices.sorted { $0.key.province < $1.key.province }.compactMap {
        key, domain -> QuestionAnswers? in
        guard grouping == .national || key.province >= 0 else { return nil }
        let place = key.province < 0 ? nil : reference.provinces[Int(key.province)]
        var counted = scale.count(
          column, of: domains.order.elements(of: Int(domain)), satisfied: instrument.satisfied)
        var answers = QuestionAnswers(
          dataset: plan.dataset.name, question: plan.schema.columns[question.column].name,
          factor: question.factor ?? "", provinceCode: place?.code ?? "",
          province: place?.name ?? "", basis: instrument.basis,
          levels: scale.levels)
        if counted.answered > 0 {
          let share = SurveyShare(
            satisfied[Int(domain)], of: self, province: key.province, by: .wilson,
            level: QuestionAnswers.level)
          counted.mean = mean[Int(domain)].estimate
          (counted.interval, counted.intervalMethod) = (share.interval, share.methodName)
          counted.uncertainty = share.uncertainty(
            instrument.basis, successes: Int64(counted.satisfied), of: Int64(counted.answered))
          answers.flags = share.flags
          if satisfied[Int(domain)].isWeighted { answers.flags.insert(.weighted) }
        }
        answers.numbers = counted
        return answers
      }
    }
  }
}

/// The levels that a question can be answered with.
private struct LevelCounts {
  let levels: [String]
  /// For each level of the column its place among `levels`; −1 for an answer that says not applicable.
  private let places: [Int]

  /// All of the range, and what is answered beside it.
  init(_ column: Sample.Column, range: [String]) {
    let found = column.levels.filter { $0 != Sample.notApplicable && !range.contains($0) }
    levels = (range + found).sorted { (Exact($0)?.double ?? 0) < (Exact($1)?.double ?? 0) }
    places = column.levels.map { [levels] in levels.firstIndex(of: $0) ?? -1 }
  }

  func count(
    _ column: Sample.Column, of records: ArraySlice<Int32>, satisfied: [Exact]
  ) -> QuestionAnswers.Numbers {
    var numbers = QuestionAnswers.Numbers(
      counts: Array(repeating: 0, count: levels.count), noAnswer: 0, notApplicable: 0,
      satisfied: 0)
    for record in records {
      let code = column.codes[Int(record)]
      if code < 0 {
        numbers.noAnswer += 1
      } else if places[Int(code)] < 0 {
        numbers.notApplicable += 1
      } else {
        numbers.counts[places[Int(code)]] += 1
      }
    }
    let good = Set(satisfied.map(\.description))
    numbers.satisfied = zip(levels, numbers.counts).reduce(0) {
      good.contains($1.0) ? $0 + $1.1 : $0
    }
    let asked = numbers.answered + numbers.noAnswer
    if numbers.noAnswer * 10 > asked {
      numbers.bounds = Interval(
        lower: Double(numbers.satisfied) / Double(asked),
        upper: Double(numbers.satisfied + numbers.noAnswer) / Double(asked))
    }
    return numbers
  }
}

extension ColumnType {
  /// The whole numbers of a small range, as samples write them; none of other types.
  fileprivate var levels: [String] {
    guard case .integer(let scale) = self, let range = scale.range,
      let low = range.lowerBound.whole, let high = range.upperBound.whole, high - low < 20
    else { return [] }
    return (low...high).map { "\($0)" }
  }
}

extension Exact {
  fileprivate var double: Double { Double(numerator) / Double(denominator) }
  fileprivate var whole: Int64? { denominator == 1 ? numerator : nil }
}
