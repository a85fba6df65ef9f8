public import Definitions

/// How many rows of a dataset were rejected, and in which provinces they may belong.
public struct RejectedRows: Hashable, Sendable {
  private let all: Int
  private let byProvince: [String: Int]

  /// Counts the rejected rows of a dataset's files.
  ///
  /// A row whose province could not be read may belong to any province that its file has other rows of.
  public init(_ files: [FileReport]) {
    all = files.reduce(0) { $0 + $1.accounting.rejected }
    var counts: [String: Int] = [:]
    for file in files {
      let known = file.accounting.rejectedProvinces
      let unknown = known[""] ?? 0
      let provinces = Set(file.accounting.provinces.keys).union(known.keys).subtracting([""])
      for province in provinces { counts[province, default: 0] += unknown + (known[province] ?? 0) }
    }
    byProvince = counts
  }

  /// How many may belong to a row; `nil` for rows of anything but a province or the nation.
  func count(in row: Grid.Row) -> Int? {
    switch row.subject.grouping {
    case .national: all
    case .byProvince: byProvince[row.subject.provinceCode] ?? 0
    default: nil
    }
  }
}
