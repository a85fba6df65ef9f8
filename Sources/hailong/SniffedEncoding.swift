internal import Definitions
internal import Engine
internal import Pipeline
internal import Report

/// What `sniff` says of encodings: the candidates, what speaks for each, and the line to declare.
extension SniffedFile {
  func printEvidence(on console: Console) throws {
    guard let evidence else { return }
    if let likely = evidence.likely {
      try console.print("  likely      \(likely.name): \(likely.count)", .yellow)
      if likely.example != evidence.firstLine {
        try console.print("  before      \(evidence.firstLine)")
        try console.print("  after       \(likely.example)")
      }
      try console.print("  remedy      \(likely.remedy)")
    } else if evidence.candidates.contains(where: { $0.name == "windows-1252" }) {
      try console.print(
        "  likely      no encoding explains most words, and one clearly best", .yellow)
      try console.print("  remedy      ask for the export as CSV UTF-8")
    }
    for other in evidence.candidates where other.name != evidence.likely?.name {
      try console.print("  or          \(other.name): \(other.count)")
    }
    if evidence.lostLetters > 0 {
      try console.print(
        "  lost        \(evidence.lostLetters) words have ? in place of letters: nothing can repair "
          + "them; ask for the export as CSV UTF-8", .yellow)
    }
  }

  var encodingJSON: JSON {
    [
      "is": .string(text.encoding.words), "declare": JSON(encoding?.rawValue),
      "likely": JSON(evidence?.likely?.name),
      "before": JSON(evidence?.likely == nil ? nil : evidence?.firstLine),
      "after": JSON(evidence?.likely?.example), "remedy": JSON(evidence?.likely?.remedy),
      "candidates": .array(
        (evidence?.candidates ?? []).map {
          [
            "name": .string($0.name), "syllables": JSON($0.syllables), "words": JSON($0.words),
            "remedy": .string($0.remedy),
          ]
        }),
      "lost_letters": JSON(evidence?.lostLetters ?? 0),
    ]
  }
}

extension EncodingEvidence.Candidate {
  /// `41 of 42 words with accents are Vietnamese`.
  fileprivate var count: String { "\(syllables) of \(words) words with accents are Vietnamese" }
}

extension SniffedText.Encoding {
  var words: String {
    switch self {
    case .ascii: "ASCII (reads as UTF-8)"
    case .utf8(let mark): mark ? "UTF-8 with BOM" : "UTF-8"
    case .utf16(let encoding): encoding == .utf16BigEndian ? "UTF-16 BE" : "UTF-16 LE"
    case .invalid(let byte, let line): "not UTF-8: byte \(byte) in line \(line) cannot stand there"
    case .other(let what): what
    }
  }
}
