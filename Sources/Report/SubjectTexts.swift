internal import Figures

/// What rows say of their subjects, each written once: the figures of all KPIs have the same ones.
struct SubjectTexts {
  private let write: (Figure.Subject, inout [UInt8]) -> Void
  private var bytes: [UInt8] = []
  private var ranges: [ObjectIdentifier: Range<Int>] = [:]

  init(_ write: @escaping (Figure.Subject, inout [UInt8]) -> Void) { self.write = write }

  /// Appends the text of a subject, which must outlive these texts.
  mutating func append(_ subject: Figure.Subject, to row: inout [UInt8]) {
    let range = ranges[ObjectIdentifier(subject)] ?? text(of: subject)
    row += bytes[range]
  }

  private mutating func text(of subject: Figure.Subject) -> Range<Int> {
    let start = bytes.count
    write(subject, &bytes)
    ranges[ObjectIdentifier(subject)] = start..<bytes.count
    return start..<bytes.count
  }
}
