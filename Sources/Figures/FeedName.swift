/// What the files of one feed are called from night to night.
public enum FeedName {
  /// The path of a file with dates and long numbers taken out, `dossiers-46-*.csv` for
  /// `dossiers-46-2025-08-01.csv`; short numbers stay, which may be codes of provinces.
  ///
  /// O(length).
  public static func folded(_ path: String) -> String {
    let isPart = /\d{4}[-_.]\d{1,2}[-_.]\d{1,2}|\d{1,2}[-_.]\d{1,2}[-_.]\d{4}|\d{5,}/
    return path.replacing(isPart, with: "*").replacing(/\*(?:[-_.T ]?\*)+/, with: "*")
  }
}
