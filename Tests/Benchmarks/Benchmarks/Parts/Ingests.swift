internal import Benchmark
internal import Definitions
internal import Engine
internal import Foundation

/// Ingest from file to cells, by the number of threads.
///
/// What a whole run takes beyond it is start-up, definitions, figures and publication.
func measureIngest() {
  for (pipeline, words) in [("w0", "every record"), ("w1", "the newest version")] {
    for threads in Set([1, 2, ProcessInfo.processInfo.activeProcessorCount]).sorted() {
      let name = "ingest, \(words), \(threads) thread\(threads == 1 ? "" : "s")"
      Benchmark.measure(name, bytes: { Input.byteCount }) {
        try ingestInput(Input.plan(pipeline), threads: threads)
      }
    }
  }
}

private func ingestInput(_ plan: CountingPlan, threads: Int) throws {
  let options = IngestOptions(
    threads: threads, temporaryDirectory: FileManager.default.temporaryDirectory.path)
  let result = try ingest(plan, files: [Input.file], options: options) { _ in
  } restart: {
  }
  precondition(result.refused.isEmpty, "the generated file was refused")
  blackHole(result)
}
