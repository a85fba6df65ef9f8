internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Report

/// `hailong catalog [PIPELINE|CATALOG]`.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Lists KPI definitions with formula and source.",
    discussion: Help(
      examples: [
        ("hailong catalog", "the KPIs of the first pipeline in pipelines/"),
        ("hailong catalog pipelines/nightly.yml", "the KPIs that this pipeline publishes"),
        ("hailong catalog pipelines/kpis.yml --json", "a whole catalog as a JSON document"),
      ]
    ).text)

  @Argument(
    help: ArgumentHelp(
      "A pipeline or a catalog; without it the first pipeline in pipelines/.",
      valueName: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var path: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    let console = Console(json: json)
    let kpis = try read()
    guard !json else {
      try console.print(["kpis": .array(kpis.map(\.json))])
      return
    }
    for (index, kpi) in kpis.enumerated() {
      if index > 0 { try console.print() }
      try console.print(kpi.id, .bold)
      for line in kpi.lines { try console.print("  " + line) }
    }
  }

  private func read() throws -> [KPI] {
    guard let path else {
      let files = Listed.definitions(in: "pipelines")
      if let pipeline = files.first(where: { !Self.isCatalog($0) }) {
        return try PipelineDefinition.read(existing: pipeline).kpis
      }
      throw Failure(
        .noInput, "there is no pipeline in pipelines/; type: hailong catalog PIPELINE")
    }
    if Self.isCatalog(path) { return try Catalog.read(path: path).kpis }
    return try PipelineDefinition.read(existing: path).kpis
  }

  /// Whether a definition file begins its content with `kpis:`, as catalogs do.
  private static func isCatalog(_ path: String) -> Bool {
    guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
      return false
    }
    let keys = text.split(whereSeparator: \.isNewline).compactMap { line in
      line.first.map { $0.isLetter || $0 == "\"" } == true ? line.prefix { $0 != ":" } : nil
    }
    return keys.contains("kpis") && !keys.contains("pipeline")
  }
}

extension KPI {
  fileprivate var lines: [String] {
    var lines = [label.english]
    if label.vietnamese != label.english { lines.append(label.vietnamese) }
    lines.append("\(kindName)\(dataset.map { " of \($0)" } ?? ""), \(better.rawValue) is better")
    lines += formulas.map { "\($0.key): \($0.text)" }
    if let interval { lines.append("interval: \(interval.rawValue), level \(level)") }
    if let target { lines.append("target: \(target)") }
    if !source.isEmpty { lines.append("source: \(source)") }
    return lines
  }

  fileprivate var json: JSON {
    [
      "id": .string(id),
      "label": ["en": .string(label.english), "vi": .string(label.vietnamese)],
      "kind": .string(kindName), "dataset": JSON(dataset),
      "formula": .object(formulas.map { (name: $0.key, value: .string($0.text)) }),
      "better": .string(better.rawValue), "target": target.map(JSON.number) ?? .null,
      "interval": JSON(interval?.rawValue), "source": JSON(text: source),
    ]
  }
}
