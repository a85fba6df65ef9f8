/// What run.json says of a run, as far as people are shown it.
public struct PublishedRecord: Decodable, Sendable {
  public let runID: String
  public let pipeline: String
  /// `published` or `failed`.
  public let status: String
  public let title: Title?
  public let asOf: String?
  public let period: Period?
  /// What gates found, and what else is worth knowing.
  public let findings: [Finding]
  public let notes: [String]
  /// Which provinces each dataset lacks, or has only in part.
  public let completeness: [Completeness]
  /// The run that changes.csv compares with.
  public let comparedWith: String?
  /// The files that `prune` removed; empty of a whole run.
  public let pruned: [String]

  public var hasFailed: Bool { status == "failed" }

  public struct Title: Decodable, Sendable {
    public let en: String?
    public let vi: String?
  }

  public struct Period: Decodable, Sendable {
    public let from: String
    public let to: String
  }

  /// A threshold that was crossed.
  public struct Finding: Decodable, Sendable {
    public let gate: String
    /// `warn` or `stop`.
    public let severity: String
    public let message: String
  }

  /// The gaps of one dataset.
  public struct Completeness: Decodable, Sendable {
    public let dataset: String
    /// How many provinces have an accepted record; `nil` in a run.json that does not tell.
    public let present: Int?
    /// Codes of provinces without any accepted record.
    public let missing: [String]
    public let partial: [Gap]
  }

  /// Why a province's data are incomplete.
  public struct Gap: Decodable, Sendable {
    public let provinceCode: String
    /// Periods without an accepted record.
    public let periods: [String]
    /// Files of which too much was rejected.
    public let files: [String]

    enum CodingKeys: String, CodingKey {
      case provinceCode = "province_code"
      case periods, files
    }
  }

  enum CodingKeys: String, CodingKey {
    case runID = "run_id"
    case pipeline, status, title
    case asOf = "as_of"
    case period, findings, notes, completeness, pruned
    case comparedWith = "compared_with"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    runID = try fields.decode(String.self, forKey: .runID)
    pipeline = try fields.decode(String.self, forKey: .pipeline)
    status = try fields.decodeIfPresent(String.self, forKey: .status) ?? "published"
    title = try fields.decodeIfPresent(Title.self, forKey: .title)
    asOf = try fields.decodeIfPresent(String.self, forKey: .asOf)
    period = try fields.decodeIfPresent(Period.self, forKey: .period)
    findings = try fields.decodeIfPresent([Finding].self, forKey: .findings) ?? []
    notes = try fields.decodeIfPresent([String].self, forKey: .notes) ?? []
    completeness = try fields.decodeIfPresent([Completeness].self, forKey: .completeness) ?? []
    comparedWith = try fields.decodeIfPresent(String.self, forKey: .comparedWith)
    pruned = try fields.decodeIfPresent([String].self, forKey: .pruned) ?? []
  }
}
