public import Definitions
public import Figures
public import Statistics

/// A release in one language: what its pages, its workbook and its sentences are written with.
public struct Edition: Sendable {
  public let release: Release
  public let language: Language
  public let numerals: Numerals
  public let index: FigureIndex
  /// The published ids in catalog order, each with its KPI.
  public let series: [PublishedSeries]
  private let places: [String: Int]
  /// What the values of each category column are called.
  private let members: [String: [String: String]]

  public init(_ release: Release, _ language: Language) {
    self.release = release
    self.language = language
    numerals = Numerals(language)
    index = FigureIndex(release.figures)
    series = release.definition.kpis.flatMap { kpi in
      kpi.publishedIDs.map { PublishedSeries(id: $0, kpi: kpi) }
    }
    places = Dictionary(
      series.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    members = Self.members(of: release.definition, language)
  }

  /// Of columns of the same name that of the first dataset counts.
  private static func members(
    of definition: PipelineDefinition, _ language: Language
  ) -> [String: [String: String]] {
    var members: [String: [String: String]] = [:]
    for column in definition.datasets.flatMap(\.schema.columns) {
      guard case .category(let category) = column.type else { continue }
      for (index, member) in category.members.enumerated()
      where members[column.name]?[member] == nil {
        members[column.name, default: [:]][member] = category.label(of: index)[language]
      }
    }
    return members
  }

  public var definition: PipelineDefinition { release.definition }

  public func say(_ english: String, _ vietnamese: String) -> String {
    language == .vietnamese ? vietnamese : english
  }

  public func text(_ label: Label) -> String { label[language] }

  /// What a gate found, with percentages as the page writes them.
  public func message(_ finding: GateFinding) -> String {
    text(finding.message).replacing(" %", with: "%")
  }

  public subscript(id: String) -> PublishedSeries? { places[id].map { series[$0] } }

  /// What a published id is called; a quantile says which it is.
  public func title(_ series: PublishedSeries) -> String {
    let name = text(series.kpi.label)
    guard let probability = series.probability else { return name }
    if probability == Exact(1, over: 2) { return name + say(", median", ", trung vị") }
    let percent = numerals.percent(String(series.id.dropFirst(series.kpi.id.count + 2)))
    return name + say(", quantile \(percent)", ", phân vị \(percent)")
  }

  public func title(_ id: String) -> String { self[id].map(title) ?? id }

  /// The name of a province as readers of the language know it.
  public func name(_ province: Reference.Province) -> String {
    say(province.englishName, province.name)
  }

  /// The name of the province of a figure.
  public func name(_ subject: Figure.Subject) -> String {
    definition.reference.provinces.first { $0.code == subject.provinceCode }.map(name)
      ?? say("not known", "không rõ")
  }

  /// What a category's value is called; its name where no dataset has the column.
  public func member(_ name: String, of category: String) -> String {
    name.isEmpty ? say("not stated", "không rõ") : members[category]?[name] ?? name
  }

  /// What a category column is called: its label, else the first header that files give it.
  public func category(_ name: String) -> String {
    for dataset in definition.datasets {
      guard let index = dataset.schema.column(name) else { continue }
      let column = dataset.schema.columns[index]
      if let label = column.label { return text(label) }
      let english = name.replacing("_", with: " ")
      return say(
        english.prefix(1).uppercased() + english.dropFirst(), column.headers.first ?? english)
    }
    return name
  }

  /// What a dataset is called.
  public func dataset(_ name: String) -> String {
    definition.dataset(name).map { text($0.schema.label) } ?? name
  }
}

/// What is published under one id: a KPI, or one quantile of it.
public struct PublishedSeries: Sendable {
  public let id: String
  public let kpi: KPI

  /// Which quantile it is.
  public var probability: Exact? {
    guard case .quantiles(let probabilities, _) = kpi.kind,
      let place = kpi.publishedIDs.firstIndex(of: id)
    else { return nil }
    return probabilities[place]
  }

  /// Whether people read it in percent.
  public var isPercent: Bool {
    switch kpi.kind {
    case .share, .coverage, .composite: true
    case .mean, .quantiles, .count, .countDistinct: false
    }
  }

  /// Whether it counts something, and so has neither a better nor a worse.
  public var isCount: Bool {
    switch kpi.kind {
    case .count, .countDistinct: true
    case .share, .coverage, .composite, .mean, .quantiles: false
    }
  }
}

extension String {
  /// The words with a capital at their beginning; a path begins as it is written.
  public var sentence: String { prefix(1).uppercased() + dropFirst() }
}
