internal import Definitions
internal import Figures
internal import Foundation

/// What a run published, read back from its folder.
public struct PublishedRun: Sendable {
  /// The folder as it was found.
  public let folder: String
  public let record: PublishedRecord
  /// In the order of kpis.csv; empty where the run has none.
  public let figures: [PublishedFigure]
  /// In the order of rankings.csv.
  public let ranks: [PublishedRank]
  public let quality: PublishedQuality
  /// By published id; empty where the run has no kpis.json.
  public let kpis: [String: PublishedKPI]
  private let percentByValue: Set<String>

  /// Reads a run's folder; O(bytes of its tables).
  public init(folder: String) throws(PublishedRuns.Fault) {
    try self.init(
      folder: folder,
      figures: Self.rows(
        "kpis.csv", in: folder, required: ["kpi", "grouping", "value", "display"]
      ).map(PublishedFigure.init))
  }

  /// The run that has come to its end, of its figures those of the provinces.
  ///
  /// Reads its folder but for the figures, which are still there where they were made.
  public init(of outcome: RunOutcome) throws(PublishedRuns.Fault) {
    let figures = outcome.figures.lazy.filter { $0.subject.grouping == .byProvince }
    try self.init(folder: outcome.folder, figures: figures.map { PublishedFigure($0) })
  }

  private init(folder: String, figures: [PublishedFigure]) throws(PublishedRuns.Fault) {
    self.folder = folder
    self.figures = figures
    record = try Self.json("run.json", in: folder)
    quality = try Self.json("quality.json", in: folder)
    ranks =
      try Self.rows("rankings.csv", in: folder, required: ["kpi", "rank", "province_code"])
      .map(PublishedRank.init)
    var kpis: [String: PublishedKPI] = [:]
    if FileManager.default.fileExists(atPath: "\(folder)/kpis.json") {
      let list: PublishedKPI.List = try Self.json("kpis.json", in: folder) {
        try Data(withoutFiguresOf: $0)
      }
      for kpi in list.kpis { for id in kpi.publishedAs { kpis[id] = kpi } }
    }
    self.kpis = kpis
    percentByValue = Self.percentByValue(figures)
  }

  static func json<Content: Decodable>(
    _ name: String, in folder: String, read: (URL) throws -> Data = { try Data(contentsOf: $0) }
  ) throws(PublishedRuns.Fault) -> Content {
    do {
      let content = try read(URL(filePath: "\(folder)/\(name)"))
      return try JSONDecoder().decode(Content.self, from: content)
    } catch let error as DecodingError {
      throw PublishedRuns.Fault(
        kind: .damaged,
        message: "\(folder)/\(name) is not as a run writes it\(Self.place(of: error)); "
          + "see: hailong verify \(folder)")
    } catch {
      throw PublishedRuns.Fault(
        kind: .absent, message: "\(folder)/\(name) cannot be read; is \(folder) a run's folder?")
    }
  }

  private static func rows(
    _ name: String, in folder: String, required: [String]
  ) throws(PublishedRuns.Fault) -> [PublishedTable.Row] {
    if FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      return try PublishedTable(name, in: folder, required: required).rows
    }
    // A pipeline may publish JSON alone; a run that a gate stopped may have neither.
    let document = name.replacing(".csv", with: ".json")
    guard FileManager.default.fileExists(atPath: "\(folder)/\(document)") else { return [] }
    let content: PublishedDocument = try json(document, in: folder)
    return content.rows
  }

  /// ` (at all.accepted)`: where a JSON document is not what it should be.
  private static func place(of error: DecodingError) -> String {
    let path: [any CodingKey]
    switch error {
    case .keyNotFound(let key, let context): path = context.codingPath + [key]
    case .typeMismatch(_, let context), .valueNotFound(_, let context): path = context.codingPath
    default: path = []
    }
    return path.isEmpty ? "" : " (at \(path.map(\.stringValue).joined(separator: ".")))"
  }
}

extension Data {
  /// A kpis.json as it would be without figures, which come last and are nearly all of it; another
  /// document, or one that is laid out otherwise, as it is.
  ///
  /// O(bytes before the figures).
  fileprivate init(withoutFiguresOf file: URL) throws {
    self.init()
    let figures = Array("\n  \"figures\": [".utf8)
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    while let piece = try handle.read(upToCount: 1 << 16), !piece.isEmpty {
      // They may begin in the piece before.
      let start = Swift.max(0, count - figures.count)
      append(piece)
      guard let found = self[start...].firstRange(of: figures) else { continue }
      removeSubrange(found.upperBound...)
      append(contentsOf: "]}".utf8)
      return
    }
  }
}

extension PublishedRun {
  /// The ids of the KPIs with a ranking, in the order of the pipeline.
  public var rankedKPIs: [String] {
    ranks.reduce(into: []) { if $0.last != $1.kpi { $0.append($1.kpi) } }
  }

  /// The ids of the published KPIs, in catalog order.
  public var kpiIDs: [String] { unique(figures.map(\.key.kpi)) }

  /// Why there are no figures to be read; `nil` where the run published some.
  public var lackOfFigures: String? {
    guard figures.isEmpty,
      !["kpis.csv", "kpis.json"].contains(where: { FileSystem.kind(folder + "/" + $0) != nil })
    else { return nil }
    return record.hasFailed
      ? "run \(record.runID) failed before it had figures"
      : "run \(record.runID) published no kpis.csv or kpis.json: add csv to outputs"
  }

  /// The groupings, in the order of the pipeline.
  public var groupings: [String] { unique(figures.map(\.key.grouping)) }

  /// Whether people read this KPI's figures in percent.
  public func isPercent(_ kpi: String) -> Bool {
    kpis[kpi]?.isPercent ?? percentByValue.contains(kpi)
  }

  /// The KPIs whose displays are a hundred times their values, as far as figures tell.
  static func percentByValue(_ figures: [PublishedFigure]) -> Set<String> {
    var decided: [String: Bool] = [:]
    for figure in figures where decided[figure.key.kpi] == nil {
      guard let value = figure.number, value != 0, let display = Double(figure.display) else {
        continue
      }
      decided[figure.key.kpi] = abs(display - value * 100) < abs(display - value)
    }
    for figure in figures where !figure.ciMethod.isEmpty && decided[figure.key.kpi] == nil {
      decided[figure.key.kpi] = true
    }
    return Set(decided.filter(\.value).keys)
  }

  /// The provinces by code.
  public var provinces: [(code: String, name: String)] {
    var names: [String: String] = [:]
    for figure in figures where !figure.key.provinceCode.isEmpty {
      names[figure.key.provinceCode] = figure.province
    }
    for rank in ranks { names[rank.provinceCode] = rank.province }
    return names.map { (code: $0.key, name: $0.value) }.sorted { $0.code < $1.code }
  }

  /// The code of the province that a code or a name means.
  public func provinceCode(_ text: String) -> String? {
    let provinces = provinces
    if let exact = provinces.first(where: { $0.code == text }) { return exact.code }
    var words = WordTable<String>(lettersAndDigitsOnly: true)
    for province in provinces { words.add(province.name, province.code) }
    return words[text] ?? provinces.first { Int($0.code) == Int(text) && Int(text) != nil }?.code
  }

  private func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}
