internal import Pipeline

extension PublishedRun {
  /// One line for each kind of gap: which provinces a dataset lacks, or has only in part, and why.
  var gaps: [String] {
    record.completeness.flatMap { dataset -> [String] in
      var lines: [String] = []
      if !dataset.missing.isEmpty {
        lines.append("missing in \(dataset.dataset): \(names(of: dataset.missing))")
      }
      var reasons: [String] = []
      var provinces: [String: [String]] = [:]
      for gap in dataset.partial {
        let reason = Self.reason(of: gap)
        if provinces[reason] == nil { reasons.append(reason) }
        provinces[reason, default: []].append(gap.provinceCode)
      }
      return lines
        + reasons.map { reason in
          "partial in \(dataset.dataset): \(names(of: provinces[reason] ?? [])), \(reason)"
        }
    }
  }

  private static func reason(of gap: PublishedRecord.Gap) -> String {
    var reasons: [String] = []
    if !gap.periods.isEmpty {
      reasons.append("no record of \(gap.periods.joined(separator: ", "))")
    }
    if !gap.files.isEmpty {
      reasons.append("much rejected in \(gap.files.joined(separator: ", "))")
    }
    return reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
  }

  /// All names of a few provinces, the number of many.
  private func names(of codes: [String]) -> String {
    guard codes.count <= 8 else { return "\(codes.count) of \(provinces.count) provinces" }
    let names = Dictionary(
      provinces.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    return codes.map { names[$0] ?? $0 }.joined(separator: ", ")
  }
}

extension PublishedRun {
  /// `The whole country`, or which part of it has data.
  var headingOfNation: String {
    let datasets = record.completeness.filter { !$0.missing.isEmpty }.map(\.dataset)
    let known = datasets.compactMap { dataset in
      record.presence(in: [dataset]).map { (dataset: dataset, presence: $0) }
    }
    guard let first = known.first else { return "The whole country" }
    if known.count == quality.datasets.count, known.allSatisfy({ $0.presence == first.presence }) {
      return "The \(first.presence.count) with data"
    }
    let parts = known.map { "of \($0.dataset) the \($0.presence.count) with data" }
    return "The whole country; " + parts.joined(separator: ", ")
  }
}

extension Presence {
  /// `10 of 34 provinces`.
  fileprivate var count: String { "\(present) of \(all) provinces" }

  /// `the 10 of 34 provinces with data`.
  var words: String { "the \(count) with data" }
}
