/// The program that makes the results.
public enum Program {
  /// Part of every run id: a new version makes new results.
  public static let version = "0.5.0"
}
