public import Statistics

/// Where every row that was read has gone.
///
/// `rowsRead = accepted + superseded + outOfPeriod + rejected`, always.
public struct Accounting: Hashable, Sendable, Mergeable {
  public var accepted = 0
  public var superseded = 0
  public var outOfPeriod = 0
  /// Rejected rows by code.
  public var rejects: [String: Int] = [:]
  /// Lines that are no records, by kind.
  public var skipped: [String: Int] = [:]
  /// Kept records with a doubt, by code.
  public var warnings: [String: Int] = [:]
  /// Accepted records by province code.
  public var provinces: [String: Int] = [:]
  /// Rejected rows by province code; empty where that could not be read.
  public var rejectedProvinces: [String: Int] = [:]
  /// Superseded, out-of-period and accepted rows are told apart only after all files are read.
  public var rowsRead: Int { accepted + superseded + outOfPeriod + rejected }
  public var rejected: Int { rejects.values.reduce(0, +) }

  public init() {}

  public mutating func merge(_ other: Accounting) {
    accepted += other.accepted
    superseded += other.superseded
    outOfPeriod += other.outOfPeriod
    rejects.merge(other.rejects, uniquingKeysWith: +)
    skipped.merge(other.skipped, uniquingKeysWith: +)
    warnings.merge(other.warnings, uniquingKeysWith: +)
    provinces.merge(other.provinces, uniquingKeysWith: +)
    rejectedProvinces.merge(other.rejectedProvinces, uniquingKeysWith: +)
  }
}

/// What was found in one file.
public struct FileReport: Sendable {
  /// Relative to the pipeline, with `/`.
  public let path: String
  public let dataset: String
  public let encoding: String
  public let delimiter: UInt8
  /// The 1-based line of the header.
  public let headerLine: Int
  public var accounting: Accounting
  /// Header names of the file that the schema does not name.
  public let ignoredColumns: [String]
  public let byteCount: Int64
  /// The digest of the very bytes that were parsed, 32 hexadecimal digits.
  public let digest: String
  /// What it delivers; `nil` where the dataset's feeds are not watched.
  public let delivery: FileDelivery?

  public init(
    path: String, dataset: String, encoding: String, delimiter: UInt8, headerLine: Int,
    accounting: Accounting, ignoredColumns: [String], byteCount: Int64, digest: String,
    delivery: FileDelivery? = nil
  ) {
    self.path = path
    self.dataset = dataset
    self.encoding = encoding
    self.delimiter = delimiter
    self.headerLine = headerLine
    self.accounting = accounting
    self.ignoredColumns = ignoredColumns
    self.byteCount = byteCount
    self.digest = digest
    self.delivery = delivery
  }
}

/// A file that was left out as a whole.
public struct RefusedFile: Hashable, Sendable {
  public let path: String
  public let dataset: String
  public let reason: String
  public let byteCount: Int64
  public let digest: String

  public init(path: String, dataset: String, reason: String, byteCount: Int64, digest: String) {
    self.path = path
    self.dataset = dataset
    self.reason = reason
    self.byteCount = byteCount
    self.digest = digest
  }
}
