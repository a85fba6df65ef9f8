internal import Definitions
internal import Statistics

/// The flags of each response of a survey, found site by site.
struct ResponseFlagging {
  /// For each record a bit for each flag of responses.
  private(set) var marks: [UInt8]
  private let forms: SurveyForms
  private let times: SurveyTimes
  private let thresholds: ResponseThresholds

  init(_ forms: SurveyForms, _ times: SurveyTimes, _ thresholds: ResponseThresholds) {
    self.forms = forms
    self.times = times
    self.thresholds = thresholds
    marks = Array(repeating: 0, count: forms.answers.count)
  }

  private static func bit(_ flag: ResponseFlag) -> UInt8 {
    ResponseFlag.ofResponses.firstIndex(of: flag).map { 1 << $0 } ?? 0
  }

  func has(_ flag: ResponseFlag, _ record: Int) -> Bool { marks[record] & Self.bit(flag) != 0 }

  private mutating func mark(_ record: Int, _ flag: ResponseFlag) {
    marks[record] |= Self.bit(flag)
  }

  /// Marks responses at times when nobody was there.
  ///
  /// O(records).
  ///
  /// Without declared hours the nights from 22:00 to 05:00 count, and of quick surveys only: those are
  /// taken at a counter.
  mutating func markTimes(_ instrument: Instrument, asOf: CivilDate) {
    for record in marks.indices {
      guard let day = times.day(record) else { return }
      if day > asOf { mark(record, .futureDate) }
      let minute = times.minute(record)
      if let hours = instrument.hours {
        let isOpen = minute.map { hours.isOpen(on: day, minute: $0) } ?? hours.isOpen(on: day)
        if !isOpen { mark(record, .closedHours) }
      } else if instrument.basis == .quickSurvey, let minute, !(300..<1320 ~= minute) {
        mark(record, .closedHours)
      }
    }
  }

  /// Marks the forms of a site that are the same as another one shortly before.
  ///
  /// The first of them stays without a mark. O(records log records).
  mutating func markDuplicates(_ records: [Int]) {
    let timed = records.compactMap { record in
      forms.isBlank[record]
        ? nil : times.moment(record).map { (forms.answers[record], $0, record) }
    }.sorted { $0 < $1 }
    for (earlier, later) in zip(timed, timed.dropFirst())
    where earlier.0 == later.0 && later.1 - earlier.1 <= thresholds.duplicateDistance {
      mark(later.2, .duplicateForm)
    }
  }

  /// Marks the forms of a site that share a remark with others of the day.
  ///
  /// O(records log records).
  mutating func markRemarks(_ records: [Int], _ remarks: Sample.Column) {
    let written = records.filter { remarks.codes[$0] >= 0 }.map { record in
      (times.day(record)?.daysSinceEpoch ?? 0, remarks.codes[record], record)
    }.sorted { $0 < $1 }
    var rest = written[...]
    while let head = rest.first {
      let group = rest.prefix { $0.0 == head.0 && $0.1 == head.1 }
      rest = rest.dropFirst(group.count)
      guard group.count >= thresholds.repeatedRemarks else { continue }
      for form in group { mark(form.2, .repeatedRemark) }
    }
  }

  /// Marks the forms of a site that came too fast.
  ///
  /// The site's rate is that of its hours with a form, so that a busy morning does not count. In a
  /// window that begins with a form the others are to be improbable. O(records log records).
  mutating func markBursts(_ records: [Int]) {
    let timed = records.compactMap { record in times.moment(record).map { ($0, record) } }
      .sorted { $0 < $1 }
    guard timed.count > 2 else { return }
    var (hours, last) = (0, Int64.min)
    for (moment, _) in timed where moment / 3_600_000_000 != last {
      (hours, last) = (hours + 1, moment / 3_600_000_000)
    }
    let rate = Double(timed.count) / Double(hours)
    for minutes in thresholds.burstMinutes {
      let length = Int64(minutes) * 60_000_000
      let critical = Poisson(mean: rate * Double(minutes) / 60)
        .critical(thresholds.burstProbability)
      guard timed.count > critical else { continue }
      var (end, marked) = (0, 0)
      for start in timed.indices {
        while end < timed.count, timed[end].0 < timed[start].0 + length { end += 1 }
        guard end - start - 1 >= critical else { continue }
        for place in max(start, marked)..<max(end, marked) { mark(timed[place].1, .burst) }
        marked = max(marked, end)
      }
    }
  }
}
