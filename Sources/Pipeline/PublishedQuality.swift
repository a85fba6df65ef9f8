/// Where the rows of a run went: quality.json.
public struct PublishedQuality: Decodable, Sendable {
  public let all: Tally
  public let datasets: [String: Tally]
  public let files: [File]
  public let refused: [Refused]
  /// Surveys with a sampling design by dataset; `nil` where there are none.
  public let surveys: [String: Survey]?

  /// What is doubtful about the responses of a survey.
  public struct Survey: Decodable, Sendable {
    public let responses: Int
    public let sites: Int
    public let flaggedResponses: Int
    public let flaggedSites: Int
    public let completeForms: Int
    public let straightForms: Int
    /// Responses or sites by flag.
    public let flags: [String: Int]

    enum CodingKeys: String, CodingKey {
      case responses, sites, flags
      case flaggedResponses = "flagged_responses"
      case flaggedSites = "flagged_sites"
      case completeForms = "complete_forms"
      case straightForms = "straight_forms"
    }
  }

  /// `rowsRead = accepted + superseded + outOfPeriod + rejected`.
  public struct Tally: Decodable, Hashable, Sendable {
    public let rowsRead: Int
    public let accepted: Int
    public let superseded: Int
    public let outOfPeriod: Int
    public let rejected: Int
    public let skipped: [String: Int]
    public let rejects: [String: Int]
    public let warnings: [String: Int]
    /// Accepted records by province code; `nil` for a number too small to be told.
    public let provinces: [String: Int?]

    enum CodingKeys: String, CodingKey {
      case rowsRead = "rows_read"
      case accepted, superseded
      case outOfPeriod = "out_of_period"
      case rejected, skipped, rejects, warnings, provinces
    }

    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      rowsRead = try fields.decode(Int.self, forKey: .rowsRead)
      accepted = try fields.decode(Int.self, forKey: .accepted)
      superseded = try fields.decode(Int.self, forKey: .superseded)
      outOfPeriod = try fields.decode(Int.self, forKey: .outOfPeriod)
      rejected = try fields.decode(Int.self, forKey: .rejected)
      skipped = try fields.decodeIfPresent([String: Int].self, forKey: .skipped) ?? [:]
      rejects = try fields.decodeIfPresent([String: Int].self, forKey: .rejects) ?? [:]
      warnings = try fields.decodeIfPresent([String: Int].self, forKey: .warnings) ?? [:]
      provinces = try fields.decodeIfPresent([String: Int?].self, forKey: .provinces) ?? [:]
    }
  }

  /// What was found in one file.
  public struct File: Decodable, Sendable {
    public let file: String
    public let dataset: String
    public let tally: Tally

    enum CodingKeys: String, CodingKey {
      case file, dataset
    }

    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      file = try fields.decode(String.self, forKey: .file)
      dataset = try fields.decode(String.self, forKey: .dataset)
      tally = try Tally(from: decoder)
    }
  }

  /// A file that was left out as a whole.
  public struct Refused: Decodable, Hashable, Sendable {
    public let file: String
    public let dataset: String?
    public let reason: String
  }
}
