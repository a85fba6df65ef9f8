public import Statistics

/// What a delivery of records of one province looks like: how many, of what, and how complete.
///
/// It counts every valid row of the files, before versions and period are looked at: what was sent, not
/// what counts in figures.
public struct FeedCounts: Hashable, Sendable, Mergeable {
  /// The name of the part that parts records by ward.
  public static let wardPart = "ward"

  public var rows = 0
  /// Rejected rows of which the province could be read; not among `rows`.
  public var rejected = 0
  /// Rows by part, a category column or the ward, and in it by member; the empty member is null.
  public var parts: [String: [String: Int]] = [:]
  /// Rows without a value of an optional column; a column that never lacks one is left out.
  public var empty: [String: Int] = [:]
  /// Rows of which a flag is true.
  public var yes: [String: Int] = [:]

  public init() {}

  public mutating func merge(_ other: FeedCounts) {
    rows += other.rows
    rejected += other.rejected
    parts.merge(other.parts) { $0.merging($1, uniquingKeysWith: +) }
    empty.merge(other.empty, uniquingKeysWith: +)
    yes.merge(other.yes, uniquingKeysWith: +)
  }

  /// What was added to files that held `earlier` before; where less is left of something, nothing.
  ///
  /// O(members).
  public func grown(from earlier: FeedCounts) -> FeedCounts {
    func rest(_ now: [String: Int], _ before: [String: Int]) -> [String: Int] {
      now.reduce(into: [:]) { rest, entry in
        let more = entry.value - before[entry.key, default: 0]
        if more > 0 { rest[entry.key] = more }
      }
    }
    var grown = FeedCounts()
    grown.rows = max(0, rows - earlier.rows)
    grown.rejected = max(0, rejected - earlier.rejected)
    for (part, members) in parts { grown.parts[part] = rest(members, earlier.parts[part] ?? [:]) }
    grown.empty = rest(empty, earlier.empty)
    grown.yes = rest(yes, earlier.yes)
    return grown
  }
}

/// What one file delivers, province by province.
public struct FileDelivery: Hashable, Sendable {
  /// The columns of the schema that the file has, in its order.
  public let columns: [String]
  /// By province code; empty where a record has none.
  public let provinces: [String: FeedCounts]

  public init(columns: [String], provinces: [String: FeedCounts]) {
    self.columns = columns
    self.provinces = provinces
  }
}

extension Schema {
  /// The values of a category column, in its order; `nil` for another.
  public func categoryMembers(_ index: Int) -> [String]? {
    if case .category(let category) = columns[index].type { category.members } else { nil }
  }

  /// The columns whose composition a feed watch looks at: categories that are not personal.
  public var watchedCategories: [Int] {
    columns.indices.filter { categoryMembers($0) != nil && !columns[$0].personal }
  }

  /// The columns whose lack of values it looks at.
  public var watchedForAbsence: [Int] {
    columns.indices.filter { !columns[$0].required && !columns[$0].personal }
  }

  /// The columns whose share of yes it looks at.
  public var watchedFlags: [Int] {
    columns.indices.filter { index in
      if case .flag = columns[index].type { !columns[index].personal } else { false }
    }
  }
}
