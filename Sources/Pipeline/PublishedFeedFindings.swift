internal import Foundation
internal import Report

/// What a run found about its feeds: feeds.json, as far as people are told of it.
public struct PublishedFeedFindings: Decodable, Sendable {
  public let asOf: String
  /// How many nights the run was compared with.
  public let nights: Int
  public let falseAlarms: Double
  /// By family.
  public let tests: [String: Int]
  public let incidents: Int
  public let findings: [Finding]

  /// One finding; numbers are empty where it has none.
  public struct Finding: Decodable, Sendable {
    public let incident: Int
    public let kind, dataset, message: String
    public let provinceCode, series, member: String?
    public let observed, expected, adjusted: Double?

    private enum CodingKeys: String, CodingKey {
      case incident, kind, dataset, message, series, member, observed, expected
      case provinceCode = "province_code"
      case adjusted = "p_adjusted"
    }
  }

  /// `nil` where the run watched no feed, or the file is not for the reader.
  public init?(of run: PublishedRun) throws(PublishedRuns.Fault) {
    guard FileManager.default.isReadableFile(atPath: "\(run.folder)/\(FeedFile.name)") else {
      return nil
    }
    self = try PublishedRun.json(FeedFile.name, in: run.folder)
  }

  private enum CodingKeys: String, CodingKey {
    case asOf = "as_of"
    case nights = "compared_with"
    case falseAlarms = "false_alarms"
    case tests, incidents, findings
  }

  private struct Night: Decodable {}

  public init(from decoder: any Decoder) throws {
    let content = try decoder.container(keyedBy: CodingKeys.self)
    asOf = try content.decode(String.self, forKey: .asOf)
    nights = try content.decode([Night].self, forKey: .nights).count
    falseAlarms = try content.decode(Double.self, forKey: .falseAlarms)
    tests = try content.decode([String: Int].self, forKey: .tests)
    incidents = try content.decode(Int.self, forKey: .incidents)
    findings = try content.decode([Finding].self, forKey: .findings)
  }
}
