internal import Foundation

/// How far the reading of a dataset's files is, in one line of a terminal.
struct ReadingLine {
  let dataset: String
  let bytes: Int
  /// Of all files together.
  let byteCount: Int
  let rows: Int
  /// Since the reading began.
  let seconds: Double

  /// `ingest dossiers  42 %  1 s left  735 of 1750 MB  1520 MB/s  8.7 M rows/s`: as much of it as goes
  /// into so many columns, the most telling first.
  func text(width: Int) -> String {
    var line = "ingest \(dataset)"
    for part in parts where line.count + 2 + part.count < width { line += "  " + part }
    return String(line.prefix(max(0, width - 1)))
  }

  private var parts: [String] {
    guard byteCount > 0 else { return [] }
    // Files that grow are refused; until then no more than all is read.
    let done = min(bytes, byteCount)
    if done == byteCount { return ["\(Self.megabytes(byteCount)) MB read, counting …"] }
    var parts = ["\(done * 100 / byteCount) %"]
    let rate = Double(done) / max(seconds, 0.001)
    let hasRate = done > 0 && seconds >= 0.3
    if hasRate { parts.append("\(Self.duration(Double(byteCount - done) / rate)) left") }
    parts.append("\(Self.megabytes(done)) of \(Self.megabytes(byteCount)) MB")
    if hasRate {
      parts.append("\(Self.short(rate / 1e6)) MB/s")
      parts.append(Self.rowRate(Double(rows) / seconds))
    }
    return parts
  }

  private static func megabytes(_ bytes: Int) -> String { short(Double(bytes) / 1e6) }

  private static func rowRate(_ rate: Double) -> String {
    rate < 999_500 ? "\(Int(rate.rounded())) rows/s" : "\(short(rate / 1e6)) M rows/s"
  }

  /// One decimal where that says something.
  private static func short(_ number: Double) -> String {
    String(format: number < 9.95 ? "%.1f" : "%.0f", number)
  }

  /// `8 s`, `2 min 5 s`, `1 h 20 min`.
  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e6).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
