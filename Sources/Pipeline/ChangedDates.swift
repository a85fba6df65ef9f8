internal import Definitions
internal import Report

/// The days that two runs speak of, where they are not the same.
public struct ChangedDates: Hashable, Sendable {
  /// The days as of which they speak; `nil` where it is the same one.
  private let asOf: Pair<String>?
  /// The days that count in a dataset; `nil` where they are the same.
  private let period: Pair<RunManifest.Period>?

  private struct Pair<Value: Hashable & Sendable>: Hashable, Sendable {
    let old, new: Value

    init?(_ old: Value, _ new: Value) {
      guard old != new else { return nil }
      (self.old, self.new) = (old, new)
    }

    func words(_ text: (Value) -> String) -> String { "\(text(old)) → \(text(new))" }
  }

  /// `nil` where both speak of the same days of a dataset.
  init?(_ old: RunManifest, _ new: RunManifest, dataset: String) {
    asOf = Pair(old.asOf, new.asOf)
    period = Pair(old.days(of: dataset), new.days(of: dataset))
    if asOf == nil, period == nil { return nil }
  }

  /// `as of 2025-08-31 → 2025-09-30, 2025-07-01 to 2025-08-31 by month → …`.
  var words: String {
    [
      asOf.map { "as of " + $0.words(\.self) },
      period.map { $0.words { "\($0.from) to \($0.to) by \($0.grain)" } },
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// `tính đến 31/08/2025 → 30/09/2025, kỳ từ 01/07/2025 đến 31/08/2025 theo tháng → …`.
  var vietnameseWords: String {
    let numerals = Numerals(.vietnamese)
    func day(_ text: String) -> String { CivilDate(reading: text).map(numerals.day) ?? text }
    return [
      asOf.map { "tính đến " + $0.words(day) },
      period.map { period in
        "kỳ "
          + period.words {
            "từ \(day($0.from)) đến \(day($0.to)) theo \(Self.grains[$0.grain] ?? $0.grain)"
          }
      },
    ].compactMap(\.self).joined(separator: ", ")
  }

  private static let grains = ["day": "ngày", "month": "tháng", "quarter": "quý", "year": "năm"]
}
