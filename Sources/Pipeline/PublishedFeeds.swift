internal import Definitions
internal import Figures
internal import Foundation
internal import Report

/// What a feeds.json says of its night, as far as later nights need it.
struct PublishedFeeds: Decodable {
  let run_id, as_of: String
  let gap: Int?
  let previous: String?
  let compared_with: [Compared]
  let delivered, held: [Counts]
  let files: [File]

  struct Compared: Decodable {
    let run_id: String
  }

  struct Counts: Decodable {
    let dataset, province_code: String
    let file: String?
    let rows, rejected: Int
    let parts: [String: [String: Int]]?
    let empty, yes: [String: Int]?
  }

  struct File: Decodable {
    let dataset, file, digest, columns: String
    let rows: Int
  }

  /// `nil` where the folder has none that can be read.
  init?(in folder: String) {
    guard let bytes = try? FileSystem.read(folder + "/" + FeedFile.name),
      let read = try? JSONDecoder().decode(Self.self, from: Data(bytes))
    else { return nil }
    self = read
  }

  /// `nil` where its day is none.
  var night: FeedNight? {
    guard let day = CivilDate(described: as_of) else { return nil }
    return FeedNight(
      runID: run_id, day: day, gap: gap, delivered: Self.counts(delivered),
      held: Self.counts(held),
      files: files.map {
        FeedNight.File(
          dataset: $0.dataset, path: $0.file, digest: $0.digest, rows: $0.rows,
          columns: $0.columns.split(separator: " ").map(String.init))
      })
  }

  private static func counts(_ list: [Counts]) -> [FeedKey: FeedCounts] {
    list.reduce(into: [:]) { counts, entry in
      let key = FeedKey(
        dataset: entry.dataset, province: entry.province_code, file: entry.file ?? "")
      var feed = FeedCounts()
      (feed.rows, feed.rejected) = (entry.rows, entry.rejected)
      (feed.parts, feed.empty, feed.yes) = (
        entry.parts ?? [:], entry.empty ?? [:], entry.yes ?? [:]
      )
      counts[key] = feed
    }
  }
}

/// The first lines of a feeds.json: enough to see whether it matters.
struct FeedHead {
  let runID: String
  let day: CivilDate
  let isPublished: Bool

  /// Reads a few hundred bytes; `nil` where the folder has none.
  init?(in folder: String) {
    guard let file = FileHandle(forReadingAtPath: folder + "/" + FeedFile.name),
      let bytes = try? file.read(upToCount: 512)
    else { return nil }
    var values: [Substring: Substring] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      if parts.count == 5 { values[parts[1]] = parts[3] }
    }
    guard let id = values["run_id"],
      let day = values["as_of"].flatMap({ CivilDate(described: String($0)) })
    else { return nil }
    (runID, self.day, isPublished) = (String(id), day, values["status"] == "published")
  }
}

extension CivilDate {
  /// The day that is described as `2025-07-01`.
  init?(described text: String) {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }
}
