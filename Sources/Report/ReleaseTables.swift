public import Definitions
internal import Figures
internal import Statistics

/// The tables that people get of a release: one truth for its workbook and its CSV for Excel.
///
/// Words are in the pipeline's language; keys, numbers and their order are those of `kpis.csv`,
/// `rankings.csv` and `quality.json`. What is withheld is empty and marked `[c]`.
public struct ReleaseTables: Sendable {
  public let release: Release
  let kpis: [String: KPIWords]

  public init(_ release: Release) {
    self.release = release
    let definition = release.definition
    kpis = Dictionary(
      definition.catalog.kpis.flatMap { kpi in
        kpi.publishedIDs.map { ($0, KPIWords(kpi, publishedAs: $0, in: definition)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  var definition: PipelineDefinition { release.definition }
  public var language: Language { definition.language }

  /// One of two texts, by the pipeline's language.
  public func say(_ english: String, _ vietnamese: String) -> String {
    language == .vietnamese ? vietnamese : english
  }

  func column(
    _ english: String, _ vietnamese: String, _ kind: ReleaseTable.Kind = .value, width: Int = 11
  ) -> ReleaseTable.Column {
    ReleaseTable.Column(head: say(english, vietnamese), kind: kind, width: width)
  }

  /// Every table, in the order in which people read them; those of what did not happen are left out.
  ///
  /// `figures` tells which figures the table of all KPIs has.
  public func all(_ figures: Selection) -> [ReleaseTable] {
    let tables = [top, rankings, provinces, allFigures(figures), questions]
    return (tables + quality + [definitions, inputs]).filter { $0.rowCount > 0 }
  }

  /// Which figures the table of all KPIs has.
  public enum Selection: Sendable {
    /// Every figure of `kpis.csv`.
    case all
    /// Those without wards and by at most two keys, as many as a sheet has room for.
    case overview
  }

  /// A release's words for one published KPI.
  struct KPIWords: Sendable {
    let label: String
    let isProportion: Bool
    let isCount: Bool
    /// What people read for a category column, and for its members.
    let categories: [String: (label: String, members: [String: String])]

    init(_ kpi: KPI, publishedAs id: String, in definition: PipelineDefinition) {
      let language = definition.language
      let name = kpi.label[language]
      label = id == kpi.id ? name : "\(name) (\(id.dropFirst(kpi.id.count + 1)))"
      switch kpi.kind {
      case .share, .coverage, .composite: (isProportion, isCount) = (true, false)
      case .count, .countDistinct: (isProportion, isCount) = (false, true)
      case .mean, .quantiles: (isProportion, isCount) = (false, false)
      }
      var dataset = kpi.dataset
      if case .composite(let parts) = kpi.kind {
        dataset = parts.first.flatMap { definition.kpi($0.kpi)?.dataset }
      }
      var categories: [String: (label: String, members: [String: String])] = [:]
      for column in dataset.flatMap({ definition.dataset($0) })?.schema.columns ?? [] {
        guard case .category(let category) = column.type else { continue }
        let members = category.members.indices.map {
          (category.members[$0], category.label(of: $0)[language])
        }
        categories[column.name] = (
          column.label?[language] ?? column.name,
          Dictionary(members, uniquingKeysWith: { first, _ in first })
        )
      }
      self.categories = categories
    }
  }
}

extension ReleaseTables {
  /// The published label of a KPI, with its quantile where it is one.
  public func label(of kpi: String) -> String { kpis[kpi]?.label ?? kpi }

  /// Whether its values are read in percent.
  public func isProportion(_ kpi: String) -> Bool { kpis[kpi]?.isProportion ?? false }

  /// The shorthand beside a value, of the statistics offices' guidance.
  func marks(_ figure: Figure) -> ReleaseTable.Cell {
    let flags = figure.flags
    var marks: [String] = []
    if flags.contains(.suppressed) { marks.append(Figure.Flag.suppressed.sign) }
    if flags.contains(.partial) { marks.append(Figure.Flag.partial.sign) }
    if flags.contains(.missing) || (figure.value == nil && !flags.contains(.suppressed)) {
      marks.append(Figure.Flag.missing.sign)
    }
    for flag in [Figure.Flag.lowCount] + Figure.Flag.ofSurveys where flags.contains(flag) {
      marks.append(flag.sign)
    }
    return marks.isEmpty ? .empty : .text(marks.joined(separator: " "))
  }

  /// What each shorthand means.
  public var shorthand: [(mark: String, meaning: String)] {
    [
      (
        Figure.Flag.suppressed.sign,
        say(
          "withheld: so few records stand behind it that persons could be known",
          "không công bố: quá ít bản ghi, có thể nhận ra cá nhân")
      ),
      (
        Figure.Flag.partial.sign,
        say(
          "partial: the province's data are incomplete",
          "chưa đầy đủ: dữ liệu của tỉnh, thành phố còn thiếu")
      ),
      (
        Figure.Flag.missing.sign,
        say(
          "not available: no record, or nothing to divide by; this is not zero",
          "không có số liệu: không có bản ghi hoặc mẫu số bằng 0; không phải là số 0")
      ),
      (
        Figure.Flag.lowCount.sign,
        say(
          "low count: too few records to be ranked",
          "số lượng nhỏ: quá ít bản ghi nên không xếp hạng")
      ),
    ] + Figure.Flag.ofSurveys.map { ($0.sign, $0.label[language]) }
  }

  func cell(_ quantity: Quantity?) -> ReleaseTable.Cell {
    guard let quantity else { return .empty }
    return quantity.integer.map(ReleaseTable.Cell.integer) ?? .number(quantity.double)
  }

  func cell(_ count: Int?) -> ReleaseTable.Cell { count.map { .integer(Int64($0)) } ?? .empty }

  func cell(_ text: String) -> ReleaseTable.Cell { text.isEmpty ? .empty : .text(text) }

  func value(_ figure: Figure) -> ReleaseTable.Cell {
    guard let value = figure.value else { return .empty }
    if isProportion(figure.kpi) { return .proportion(value.double) }
    return kpis[figure.kpi]?.isCount ?? false ? cell(value) : .number(value.double)
  }

  func bound(_ bound: Double?, of figure: Figure) -> ReleaseTable.Cell {
    guard let bound else { return .empty }
    return isProportion(figure.kpi) ? .proportion(bound) : .number(bound)
  }

  /// What was published to be read, and its unit.
  func published(_ figure: Figure) -> [ReleaseTable.Cell] {
    let isCount = kpis[figure.kpi]?.isCount ?? false
    let shown: ReleaseTable.Cell =
      isCount
      ? Int64(figure.display).map(ReleaseTable.Cell.integer) ?? cell(figure.display)
      : Double(figure.display).map(ReleaseTable.Cell.number) ?? .empty
    let unit =
      isProportion(figure.kpi) ? "%" : isCount ? say("count", "số lượng") : say("value", "giá trị")
    return [shown, .text(unit)]
  }
}
