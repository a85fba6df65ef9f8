internal import Foundation
internal import Pipeline

/// What a run is doing, on one line of standard error that a person watches; nothing otherwise.
struct Progress: Sendable {
  private let isShown: Bool

  init(console: Console) { isShown = Console.isWatched && !console.quiet }

  func show(_ event: RunEvent) {
    guard isShown else { return }
    switch event {
    case .stageStarted(let decision): write(decision.name.shown + " …")
    case .stageFinished: clear()
    case .note(let text): write(text.shown + "\n")
    }
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("") }
  }

  private func write(_ text: String) {
    let bytes = Array("\r\u{1B}[K\(text)".utf8)
    _ = Foundation.write(2, bytes, bytes.count)
  }
}
