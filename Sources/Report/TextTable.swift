/// A table for terminals.
///
/// Columns are as wide as their widest cell by what a terminal shows, so that Vietnamese text lines up
/// however its accents are encoded. No line ends in a space. Control characters are left out.
public struct TextTable: Sendable {
  public enum Alignment: Sendable {
    case left, right
  }

  private let alignments: [Alignment]
  private var rows: [[String]]

  /// - Parameter columns: title and alignment; numbers belong to the right.
  public init(_ columns: [(title: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.title.shownInTerminal)]
  }

  /// Adds a row; what is missing at its end is blank, what is too much is left out.
  public mutating func append(_ cells: [String]) {
    let cells = cells.prefix(alignments.count).map(\.shownInTerminal)
    rows.append(cells + [String](repeating: "", count: alignments.count - cells.count))
  }

  /// The lines: titles, a rule, rows; each with its line end.
  ///
  /// O(cells).
  public var text: String {
    let widths = alignments.indices.map { column in
      rows.map { $0[column].terminalWidth }.max() ?? 0
    }
    var lines = rows.map { line($0, widths: widths) }
    lines.insert(line(widths.map { String(repeating: "-", count: $0) }, widths: widths), at: 1)
    return lines.map { $0 + "\n" }.joined()
  }

  private func line(_ cells: [String], widths: [Int]) -> String {
    let padded = cells.indices.map { column in
      let blanks = String(repeating: " ", count: widths[column] - cells[column].terminalWidth)
      return alignments[column] == .left ? cells[column] + blanks : blanks + cells[column]
    }
    let line = padded.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension String {
  /// The columns that a terminal gives it.
  ///
  /// None for marks that join the letter before, two for wide East Asian letters, one for others.
  /// O(length).
  public var terminalWidth: Int {
    reduce(0) { width, character in
      let isWide = character.unicodeScalars.contains { scalar in
        Self.wide.contains { $0.contains(scalar.value) }
      }
      let isShown = character.unicodeScalars.contains { !$0.properties.isZeroWidth }
      return width + (isWide ? 2 : isShown ? 1 : 0)
    }
  }

  /// The text without what would steer a terminal: controls, and marks that change direction.
  var shownInTerminal: String {
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control: shown.append(" ")
      case .format where scalar != "\u{200D}": continue
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// The main blocks of Unicode's East Asian Wide and Fullwidth characters (UAX #11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
    0x20000...0x3FFFD,
  ]
}

extension Unicode.Scalar.Properties {
  fileprivate var isZeroWidth: Bool {
    switch generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: true
    default: false
    }
  }
}
