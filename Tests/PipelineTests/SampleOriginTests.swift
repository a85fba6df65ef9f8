import Definitions
import Engine
import Foundation
import Testing

@testable import Pipeline

/// The figures of the sample campaign, traced back to its files.
@Suite struct SampleOriginTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  @Test func `every KPI of every province adds up to what was published, from every file`() throws {
    let out = NSTemporaryDirectory() + "hailong-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: out) }
    let definition = try PipelineDefinition.read(
      path: Self.project + "/pipelines/delegations-2025-08.yml",
      today: CivilDate(daysSinceEpoch: 20_331))
    let outcome = try Run(definition, RunOptions(out: out, threads: 2)).execute()
    let run = try PublishedRun(folder: outcome.folder)
    let manifest = try RunManifest(of: outcome.folder)
    let tracer = OriginTracer(
      manifest, RunDefinitions(of: manifest, in: outcome.folder), options: IngestOptions())
    let accepted = Dictionary(
      uniqueKeysWithValues: run.quality.files.map { ($0.file, $0.tally) })
    var (count, linesOfAll) = (0, 0)
    let chosen = run.figures.filter {
      ["national", "province", "province+field"].contains($0.key.grouping)
        && !$0.flags.contains("suppressed")
    }
    let figures = Dictionary(grouping: chosen, by: \.key.kpi)
    var requests: [OriginTracer.Request] = []
    for kpi in definition.kpis where kpi.dataset != nil {
      let own = kpi.publishedIDs.flatMap { figures[$0] ?? [] }
      for cell in Dictionary(grouping: own, by: { $0.key.of(kpi: "") }).values {
        requests.append(OriginTracer.Request(kpi: kpi.id, figures: cell))
      }
    }
    for (request, origin) in zip(requests, try tracer.origins(of: requests)) {
      let (origin, figure) = (try origin.get(), request.figures[0])
      #expect(origin.addsUp, "\(figure.key): \(origin.recounted)")
      let lines = origin.files.reduce(0) { $0 + $1.records.count }
      if case .share = definition.kpi(request.kpi)?.kind {
        #expect("\(lines)" == figure.denominator, "\(figure.key)")
        let numerators = origin.files.reduce(0) { $0 + ($1.numerator?.count ?? 0) }
        #expect("\(numerators)" == figure.numerator, "\(figure.key)")
      }
      for file in origin.files {
        #expect(file.records.count <= accepted[file.file]?.accepted ?? 0)
      }
      count += 1
      linesOfAll += lines
    }
    #expect(count > 3000)
    #expect(linesOfAll > 500_000)
  }
}
