internal import Definitions
internal import Statistics

/// What is on each form of a survey, as far as its quality can be told from that.
struct SurveyForms {
  /// For each record a number that is alike for the same answers to all questions.
  private(set) var answers: [UInt64]
  /// Whether no question is answered.
  private(set) var isBlank: [Bool]
  /// Whether all questions are answered, and whether all with the same level.
  private(set) var isComplete: [Bool]
  private(set) var isStraight: [Bool]
  /// 1 for a satisfied answer to the overall question, 0 for another, −1 for none.
  private(set) var satisfied: [Int8]

  /// O(records × questions).
  init(_ sample: Sample, _ instrument: Instrument, columns: SampledColumns) {
    let count = sample.count
    answers = Array(repeating: 0, count: count)
    isBlank = Array(repeating: true, count: count)
    isComplete = Array(repeating: !instrument.questions.isEmpty, count: count)
    isStraight = isComplete
    satisfied = Array(repeating: -1, count: count)
    var marks: [String: Int32] = [:]
    var first = [Int32](repeating: -1, count: count)
    var span: UInt64 = 1
    let levels = Set(instrument.satisfied.map(\.description))
    for question in instrument.questions {
      guard let column = columns[question.column] else { continue }
      let radix = UInt64(column.levels.count + 1)
      if span.multipliedReportingOverflow(by: radix).overflow { span = renumber() }
      span *= radix
      // Levels are numbered alike in all questions; what does not apply is no answer.
      let known = column.levels.map { level -> Int32 in
        guard level != Sample.notApplicable else { return -1 }
        if marks[level] == nil { marks[level] = Int32(marks.count) }
        return marks[level] ?? -1
      }
      let isGood = column.levels.map { levels.contains($0) }
      for record in 0..<count {
        let code = Int(column.codes[record])
        answers[record] = answers[record] * radix + UInt64(code + 1)
        let mark = code < 0 ? -1 : known[code]
        guard mark >= 0 else {
          isComplete[record] = false
          continue
        }
        isBlank[record] = false
        if first[record] < 0 { first[record] = mark }
        if mark != first[record] { isStraight[record] = false }
        if question.factor == nil { satisfied[record] = isGood[code] ? 1 : 0 }
      }
    }
    for record in 0..<count where !isComplete[record] { isStraight[record] = false }
  }

  /// Gives the answers so far small numbers, and tells how many there are.
  private mutating func renumber() -> UInt64 {
    var known: [UInt64: UInt64] = [:]
    for record in answers.indices {
      let number = known[answers[record]] ?? UInt64(known.count)
      known[answers[record]] = number
      answers[record] = number
    }
    return UInt64(max(1, known.count))
  }
}

/// When the responses of a survey were given, by the clocks of its places.
struct SurveyTimes {
  private static let day: Int64 = 86_400_000_000
  /// Microseconds since 1970-01-01 on local clocks; empty for a snapshot.
  let local: [Int64]
  /// Whether the schema tells times of day at all.
  private let isTimed: Bool

  init(_ sample: Sample, of plan: CountingPlan) {
    let offset = Int64(plan.offset.seconds) * 1_000_000
    local = sample.moments.map { $0 + offset }
    if let time = plan.schema.time, case .timestamp = plan.schema.columns[time].type {
      isTimed = true
    } else {
      isTimed = false
    }
  }

  /// The day of a response; `nil` in a snapshot.
  func day(_ record: Int) -> CivilDate? {
    guard !local.isEmpty else { return nil }
    let day = local[record] / Self.day - (local[record] % Self.day < 0 ? 1 : 0)
    return CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: day))
  }

  /// The minute after midnight; `nil` where only the day is known.
  ///
  /// The very stroke of midnight stands for a day without a time, as files often have it.
  func minute(_ record: Int) -> Int? {
    guard isTimed, !local.isEmpty else { return nil }
    let time = ((local[record] % Self.day) + Self.day) % Self.day
    return time == 0 ? nil : Int(time / 60_000_000)
  }

  /// The moment of a response; `nil` where only the day is known.
  func moment(_ record: Int) -> Int64? { minute(record) == nil ? nil : local[record] }
}
