internal import Definitions
internal import Figures

extension RunSession {
  /// What the feeds of a run look like beside earlier nights; `nil` where none is watched.
  mutating func feedReport(of quality: Quality, for id: String) -> FeedReport? {
    guard let watch = pipeline.feeds else { return nil }
    for dataset in pipeline.datasets where watch.datasets[dataset.name] != nil {
      let files = quality.files.filter { $0.dataset == dataset.name }
      if !files.isEmpty, files.allSatisfy({ $0.delivery == nil }) {
        note(
          "\(dataset.name): its feeds were not watched, since its cells come without what files "
            + "delivered; run without --from")
      }
    }
    let history = FeedHistory(for: id, on: pipeline.asOf, in: directory)
    let night = FeedNight(
      runID: id, quality.files, of: pipeline, after: history.previous)
    return pipeline.feedReport(
      of: night, after: history.nights, previous: history.previous?.runID)
  }
}
