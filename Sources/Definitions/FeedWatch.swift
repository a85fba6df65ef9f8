public import Statistics

/// What a pipeline says of its feeds: which datasets are watched, and how often a false alarm may sound.
public struct FeedWatch: Hashable, Sendable {
  /// How a night's files stand to those of the night before.
  public enum Delivery: String, CaseIterable, Hashable, Sendable {
    /// A new or changed file is that night's delivery.
    case nightly
    /// Files hold everything so far; what they grew by is the delivery.
    case growing
  }

  /// By dataset; one that is not named is not watched.
  public let datasets: [String: Delivery]
  /// Days on which less is sent than on others of their weekday, by name.
  public let holidays: Set<CivilDate>
  /// The chance that a night without a fault raises an alarm, and the share of alarms that are false.
  public let falseAlarms: Exact

  public init(
    datasets: [String: Delivery], holidays: Set<CivilDate> = [], falseAlarms: Exact = Self.usual
  ) {
    self.datasets = datasets
    self.holidays = holidays
    self.falseAlarms = falseAlarms
  }

  /// 0.05, where the pipeline says nothing.
  public static let usual = Exact(1, over: 20) ?? Exact(0)
}
