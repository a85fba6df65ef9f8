public import Definitions

/// Something about a feed that earlier nights did not let one expect.
public struct FeedFinding: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case missing = "feed_missing"
    case drop = "feed_drop"
    case surge = "feed_surge"
    case repeated = "feed_repeated"
    case schemaChange = "schema_change"
    case compositionShift = "composition_shift"
    case memberMissing = "member_missing"
    case nullRate = "null_rate"
    case rateShift = "rate_shift"
    case rejectRate = "reject_rate"

    /// Whether it is about how much arrived.
    var isVolume: Bool { self == .missing || self == .drop || self == .surge }
  }

  public let kind: Kind
  public let feed: FeedKey
  /// The names of the feed's files, folded.
  public let files: [String]
  /// The part or column that it is about; empty where it is about all.
  public let series: String
  /// The member of the part.
  public let member: String
  /// A count, a share, or the stability index of a composition.
  public let observed: Double?
  public let expected: Double?
  public let statistic: Double?
  public let probability: Double?
  /// To be held against the rate of false alarms.
  public let adjusted: Double?
  /// One plain sentence.
  public let message: Label
  /// The same for the public: without a number that could be a small count.
  public let publicMessage: Label
  /// Findings of one cause have one number, from 1.
  public var incident = 0
}

/// What a night's feeds look like beside earlier ones.
public struct FeedReport: Sendable {
  /// A feed, how much of it arrived, and how much was expected.
  public struct Reading: Sendable {
    public enum State: String, CaseIterable, Sendable {
      case tested
      /// Too few nights so far.
      case warmingUp = "warming_up"
      case holiday
      /// More or fewer days since the run before than usual.
      case otherGap = "other_gap"
    }

    public let feed: FeedKey
    public let state: State
    public let rows: Int
    public let expected: Double?
    public let spread: Double?
    public let statistic: Double?
    public let probability: Double?
    public var adjusted: Double?
  }

  public let night: FeedNight
  /// The nights that it was compared with, the oldest first.
  public let comparedWith: [(runID: String, day: CivilDate)]
  /// The run whose files are no delivery of this night.
  public let previous: String?
  public let falseAlarms: Double
  /// How many tests there were of each family.
  public let tests: [(family: FeedFamily, count: Int)]
  public let readings: [Reading]
  public let findings: [FeedFinding]

  public var incidents: Int { findings.map(\.incident).max() ?? 0 }
}

/// Tests of one sort, which share a part of the rate of false alarms.
public enum FeedFamily: String, CaseIterable, Sendable {
  case volume, composition, members, rates
}
