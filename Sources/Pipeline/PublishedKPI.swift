/// What kpis.json says of a KPI: its name, kind and source.
public struct PublishedKPI: Decodable, Sendable {
  public let id: String
  /// The ids of its rows: its own, or one for each quantile.
  public let publishedAs: [String]
  public let label: PublishedRecord.Title?
  public let kind: String

  /// Whether people read its figures in percent.
  public var isPercent: Bool { ["share", "coverage", "composite"].contains(kind) }

  enum CodingKeys: String, CodingKey {
    case id
    case publishedAs = "published_as"
    case label, kind
  }

  /// The part of kpis.json that describes the KPIs.
  struct List: Decodable {
    let kpis: [PublishedKPI]
  }
}
