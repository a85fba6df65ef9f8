internal import Definitions
internal import Figures

/// What rows say of their subjects, each written once: the figures of all KPIs have the same ones.
struct SubjectTexts {
  private let write: (Figure.Subject, _ grouping: String, inout [UInt8]) -> Void
  private var grouping: (Grouping, name: String)?
  private var bytes: [UInt8] = []
  private var ranges: [ObjectIdentifier: Range<Int>] = [:]

  init(_ write: @escaping (Figure.Subject, _ grouping: String, inout [UInt8]) -> Void) {
    self.write = write
  }

  /// Appends the text of a subject, which must outlive these texts.
  mutating func append(_ subject: Figure.Subject, to row: inout [UInt8]) {
    let range = ranges[ObjectIdentifier(subject)] ?? text(of: subject)
    row += bytes[range]
  }

  private mutating func text(of subject: Figure.Subject) -> Range<Int> {
    let start = bytes.count
    if grouping?.0 != subject.grouping {
      grouping = (subject.grouping, subject.grouping.description)
    }
    write(subject, grouping?.name ?? "", &bytes)
    ranges[ObjectIdentifier(subject)] = start..<bytes.count
    return start..<bytes.count
  }
}
