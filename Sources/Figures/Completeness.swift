public import Definitions
internal import Statistics

/// Which provinces a dataset lacks, and which it has only in part.
public struct Completeness: Hashable, Sendable {
  public let dataset: String
  /// The codes of provinces without any accepted record, in order.
  public let missing: [String]
  public let partial: [Gap]
  /// How many provinces have an accepted record.
  public let present: Int

  /// Why the data of a province are incomplete.
  public struct Gap: Hashable, Sendable {
    public let province: String
    /// The periods without an accepted record of the province.
    public let periods: [String]
    /// The files, mostly of this province, in which more was rejected than the gate lets pass.
    public let files: [String]

    public init(province: String, periods: [String], files: [String]) {
      self.province = province
      self.periods = periods
      self.files = files
    }
  }

  public init(dataset: String, missing: [String], partial: [Gap], present: Int) {
    self.dataset = dataset
    self.missing = missing
    self.partial = partial
    self.present = present
  }
}

extension PipelineDefinition {
  /// The gaps of each dataset that tells the province of its records, in the pipeline's order.
  ///
  /// Nothing is missing from a dataset that few provinces ever send: records of a province are expected
  /// where a ranking uses the dataset, or at least half of the provinces have some, or none has. A province is
  /// partial where it has accepted records but none in one of the dataset's periods (of a month or
  /// longer) in which at least half of the provinces present have some, or where a file of which more
  /// than half of the accepted records are its own crossed `reject_share: warn`. O(cells).
  public func completeness(of cells: [Cells], files: [FileReport]) -> [Completeness] {
    datasets.compactMap { dataset in
      guard Grouping.byProvince.missingKeys(in: dataset.schema).isEmpty else { return nil }
      let own = cells.first { $0.dataset == dataset.name }
      let tables = RolledTables(own ?? Cells(dataset: dataset.name, tables: []), of: dataset)
      let present = Set((tables.keysWithRecords(.byProvince) ?? []).map(\.province))
      let isExpected =
        rankedDatasets.contains(dataset.name) || present.isEmpty
        || present.count * 2 >= reference.provinces.count
      let seen = isExpected ? periodsSeen(in: tables, of: dataset) : nil
      let periods = dataset.period.periods.map(\.description)
      let usual = periods.indices.filter { period in
        (seen ?? []).count { $0.period == Int32(period) && $0.province >= 0 } * 2 >= present.count
      }
      let doubtful = files.filter { $0.dataset == dataset.name && isDoubtful($0) }
      var missing: [String] = []
      var partial: [Completeness.Gap] = []
      for (index, province) in reference.provinces.enumerated() {
        guard present.contains(Int32(index)) else {
          if isExpected { missing.append(province.code) }
          continue
        }
        let empty = seen.map { seen in
          usual.filter { period in
            !seen.contains(CellKey(province: Int32(index), period: Int32(period)))
          }
        }
        let gap = Completeness.Gap(
          province: province.code, periods: (empty ?? []).map { periods[$0] },
          files: doubtful.filter { $0.isMostly(of: province.code) }.map(\.path))
        if !gap.periods.isEmpty || !gap.files.isEmpty { partial.append(gap) }
      }
      return Completeness(
        dataset: dataset.name, missing: missing, partial: partial,
        present: present.filter { $0 >= 0 }.count)
    }
  }

  /// The provinces and periods with a record; `nil` where that is not counted or not asked.
  private func periodsSeen(in tables: RolledTables, of dataset: Dataset) -> Set<CellKey>? {
    let grouping = Grouping(province: true, period: true)
    guard dataset.period.grain != .day, tables.has(grouping) else { return nil }
    return tables.keysWithRecords(grouping)
  }

  private func isDoubtful(_ file: FileReport) -> Bool {
    gates.rejectShare.warn.map { file.accounting.rejectShare(exceeds: $0) } ?? false
  }
}

extension FileReport {
  /// Whether more than half of its accepted records belong to a province.
  fileprivate func isMostly(of province: String) -> Bool {
    accounting.provinces[province, default: 0] * 2 > accounting.accepted
  }
}

extension Accounting {
  /// Whether the part of rows that were rejected is above a bound; exact.
  func rejectShare(exceeds bound: Exact) -> Bool {
    guard let share = WideRatio(Int128(rejected), over: Int128(rowsRead)) else { return false }
    return share > WideRatio(bound)
  }
}
