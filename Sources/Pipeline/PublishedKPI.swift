internal import Definitions

/// What kpis.json says of a KPI: its name, kind, formula and source.
public struct PublishedKPI: Decodable, Sendable {
  public let id: String
  /// The ids of its rows: its own, or one for each quantile.
  public let publishedAs: [String]
  public let label: PublishedRecord.Title?
  public let kind: String
  /// What it is counted on; `nil` of a composite.
  public let dataset: String?
  /// The formulas as the catalog writes them, by the key they stand under.
  public let definition: [String: String]
  public let source: String?
  /// The level of its interval, where it has one.
  public let level: Double?

  /// Whether people read its figures in percent.
  public var isPercent: Bool { ["share", "coverage", "composite"].contains(kind) }

  enum CodingKeys: String, CodingKey {
    case id
    case publishedAs = "published_as"
    case label, kind, dataset, definition, source, level
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    publishedAs = try fields.decode([String].self, forKey: .publishedAs)
    kind = try fields.decode(String.self, forKey: .kind)
    label = try fields.decodeIfPresent(PublishedRecord.Title.self, forKey: .label)
    dataset = try fields.decodeIfPresent(String.self, forKey: .dataset)
    definition = try fields.decodeIfPresent([String: String].self, forKey: .definition) ?? [:]
    source = try fields.decodeIfPresent(String.self, forKey: .source)
    level = try fields.decodeIfPresent(Double.self, forKey: .level)
  }

  /// A KPI as a definition has it, for a run whose kpis.json is not there.
  init(_ kpi: KPI) {
    (id, publishedAs, dataset) = (kpi.id, kpi.publishedIDs, kpi.dataset)
    label = PublishedRecord.Title(en: kpi.label.english, vi: kpi.label.vietnamese)
    kind = kpi.kindName
    definition = Dictionary(
      kpi.formulas.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    source = kpi.source.isEmpty ? nil : kpi.source
    level = kpi.interval == nil ? nil : kpi.level
  }

  /// The KPIs that a composite is made of, with their weights as they are written.
  public var parts: [(kpi: String, weight: String)] {
    (definition["composite"] ?? "").split(separator: " + ").compactMap { term in
      let factors = term.split(separator: " * ")
      return factors.count == 2 ? (String(factors[1]), String(factors[0])) : nil
    }
  }

  /// The part of kpis.json that describes the KPIs.
  struct List: Decodable {
    let kpis: [PublishedKPI]
  }
}
