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
    for kpi in definition.kpis where kpi.dataset != nil {
      for grouping in ["national", "province"] {
        let figures = run.figures.filter {
          kpi.publishedIDs.contains($0.key.kpi) && $0.key.grouping == grouping
            && !$0.flags.contains("suppressed")
        }
        let cells = Dictionary(grouping: figures, by: \.key.provinceCode).map(\.value)
        guard !cells.isEmpty else { continue }
        let origins = try tracer.origins(of: kpi.id, cells: cells).get()
        for (cell, origin) in zip(cells, origins) {
          #expect(origin.addsUp, "\(cell[0].key): \(origin.recounted)")
          let lines = origin.files.reduce(0) { $0 + $1.records.count }
          if case .share = kpi.kind {
            #expect("\(lines)" == cell[0].denominator, "\(cell[0].key)")
            let numerators = origin.files.reduce(0) { $0 + ($1.numerator?.count ?? 0) }
            #expect("\(numerators)" == cell[0].numerator, "\(cell[0].key)")
          }
          for file in origin.files {
            #expect(file.records.count <= accepted[file.file]?.accepted ?? 0)
          }
          count += 1
          linesOfAll += lines
        }
      }
    }
    #expect(count > 700)
    #expect(linesOfAll > 500_000)
  }
}
