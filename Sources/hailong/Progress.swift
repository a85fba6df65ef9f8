internal import Engine
internal import Foundation
internal import Pipeline
internal import Synchronization

/// What a run is doing, on one line of standard error that a person watches; nothing otherwise.
final class Progress: Sendable {
  /// The files that are being read, since when.
  private struct Reading {
    let dataset: String
    let byteCount: Int64
    let meter: IngestMeter
    let start: ContinuousClock.Instant
  }

  private static let secondsBetweenLines = 0.1

  private let isShown: Bool
  /// Held while a line is written, so that none comes after it was taken away.
  private let reading = Mutex<Reading?>(nil)

  init(console: Console) { isShown = Console.isWatched && !console.quiet }

  func show(_ event: RunEvent) {
    guard isShown else { return }
    switch event {
    case .stageStarted(let decision): end(with: decision.name.shown + " …")
    case .reading(let dataset, let byteCount, let meter):
      let now = Reading(
        dataset: dataset.shown, byteCount: byteCount, meter: meter, start: .now)
      reading.withLock { $0 = now }
      Thread.detachNewThread { [self] in
        repeat { Thread.sleep(forTimeInterval: Self.secondsBetweenLines) } while redraw(meter)
      }
    case .stageFinished: clear()
    case .note(let text): end(with: text.shown + "\n")
    }
  }

  /// Takes the line away.
  func clear() {
    if isShown { end(with: "") }
  }

  /// Puts a text in the place of the line, which moves no more.
  private func end(with text: String) {
    reading.withLock { reading in
      reading = nil
      Self.write(text)
    }
  }

  /// Writes how far the reading is; false where it is over.
  private func redraw(_ meter: IngestMeter) -> Bool {
    reading.withLock { reading in
      guard let reading, reading.meter === meter else { return false }
      let line = ReadingLine(
        dataset: reading.dataset, bytes: meter.bytes, byteCount: Int(reading.byteCount),
        rows: meter.rows, seconds: (ContinuousClock.now - reading.start) / .seconds(1))
      Self.write(line.text(width: Console.width))
      return true
    }
  }

  private static func write(_ text: String) {
    let bytes = Array("\r\u{1B}[K\(text)".utf8)
    _ = Foundation.write(2, bytes, bytes.count)
  }
}
