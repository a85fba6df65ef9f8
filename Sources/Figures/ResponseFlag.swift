/// What is doubtful about a response or a site of a survey, in the order in which flags are written.
///
/// A flag is a reason to look, not a verdict: nothing is left out of a figure for it.
public enum ResponseFlag: String, CaseIterable, Sendable {
  /// The same answers to all questions as another form of the site within a minute.
  case duplicateForm = "duplicate_form"
  /// A remark that three or more forms of a site share on one day.
  case repeatedRemark = "repeated_remark"
  /// When the site was closed, or, where its hours are not declared, in the night.
  case closedHours = "closed_hours"
  /// After the day that the run calls today.
  case futureDate = "future_date"
  /// Among more forms in a few minutes than the site's hourly rate makes likely.
  case burst
  /// A site where more forms have one answer to all questions than the province makes likely.
  case straightLining = "straight_lining"
  /// A site where everybody is satisfied, which the province makes unlikely.
  case allSatisfied = "all_satisfied"
  /// A site whose forms are dated to the full and half hour too often.
  case roundedTimes = "rounded_times"
  /// A site in a place with more responses than there were people to ask.
  case coverage

  /// Whether it is one of a whole site; the others are of single responses.
  public var isOfSite: Bool {
    switch self {
    case .duplicateForm, .repeatedRemark, .closedHours, .futureDate, .burst: false
    case .straightLining, .allSatisfied, .roundedTimes, .coverage: true
    }
  }

  static let ofResponses = allCases.filter { !$0.isOfSite }
}

/// The bounds beyond which responses and sites are flagged.
///
/// Sources: A. Kuriakose and M. Robbins, Statistical Journal of the IAOS 32 (2016); the project's
/// methods, section (i).
public struct ResponseThresholds: Sendable {
  /// Forms that are alike count as duplicates up to this distance, in microseconds.
  public var duplicateDistance: Int64 = 60_000_000
  /// So many alike remarks of a site and day.
  public var repeatedRemarks = 3
  /// The minutes of the windows that bursts are sought in.
  public var burstMinutes = [1, 5, 15]
  public var burstProbability = 1e-6
  public var straightLiningProbability = 1e-4
  public var allSatisfiedProbability = 1e-3
  public var roundedTimesProbability = 1e-6
  /// So many questions tell a straight line from chance.
  public var straightLiningQuestions = 3
  /// So many other sites of the province tell what is usual; with fewer, all other sites do, and with
  /// too few of these nobody knows.
  public var comparedSites = 10

  public init() {}
}
