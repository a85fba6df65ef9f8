/// Whether a survey proportion is sure enough to be published, and what speaks against it.
///
/// Source: J. D. Parker et al., National Center for Health Statistics data presentation standards for
/// proportions, Vital and Health Statistics 2(175), 2017.
public struct Publishability: Hashable, Sendable {
  public enum Verdict: String, Sendable {
    case publish, review, suppress
  }

  public enum Reason: String, CaseIterable, Sendable {
    case noInterval = "no_interval"
    case smallSize = "small_effective_n"
    case wide
    case relativelyWide = "relatively_wide"
    case fewDegrees = "few_df"
    case allOrNone = "all_or_none"

    /// What it leads to.
    public var verdict: Verdict {
      switch self {
      case .noInterval, .smallSize, .wide, .relativelyWide: .suppress
      case .fewDegrees, .allOrNone: .review
      }
    }
  }

  /// From where on something speaks against a proportion.
  public struct Thresholds: Hashable, Sendable {
    /// An effective size below this is small.
    public var size = 30.0
    /// An interval of this width is wide.
    public var width = 0.3
    /// An interval of at most this width is never relatively wide.
    public var narrow = 0.05
    /// An interval is relatively wide beyond this times the proportion, or times the rest to 1.
    public var relativeWidth = 1.3
    /// Fewer degrees of freedom are few.
    public var degrees = 8.0

    public init() {}
  }

  /// In the order of their declaration.
  public let reasons: [Reason]

  /// Judges a proportion by its effective size and its Korn–Graubard interval.
  ///
  /// The size is the one that the interval was found with; both are `nil` where the design gives none.
  public init(
    estimate: Double, size: Double?, interval: Interval?, degrees: Double,
    thresholds: Thresholds = Thresholds()
  ) {
    let width = interval.map { $0.upper - $0.lower }
    let rest = min(estimate, 1 - estimate)
    reasons = Reason.allCases.filter { reason in
      switch reason {
      case .noInterval: width == nil
      case .smallSize: size.map { $0 < thresholds.size } ?? false
      case .wide: width.map { $0 >= thresholds.width } ?? false
      case .relativelyWide:
        width.map { $0 > thresholds.narrow && $0 > thresholds.relativeWidth * rest } ?? false
      case .fewDegrees: degrees < thresholds.degrees
      case .allOrNone: rest <= 0
      }
    }
  }

  /// The worst that a reason leads to.
  public var verdict: Verdict {
    let verdicts = Set(reasons.map(\.verdict))
    return verdicts.contains(.suppress)
      ? .suppress : verdicts.contains(.review) ? .review : .publish
  }
}
