/// What a mark is painted with: a part of the drawing has an ink, a theme gives the ink its colour.
///
/// Colours are those of Okabe and Ito (2008), told apart by colour-blind readers, and tints of two of them.
/// Text has a contrast of 4.5 : 1 or more to what it stands on, marks that carry a value 3 : 1 or more.
enum Ink: Hashable, Sendable {
  /// What the drawing stands on.
  case ground
  case text
  /// Text of less weight.
  case muted
  /// Lines that only guide the eye.
  case grid
  /// Marks that are not to stand out, and outlines.
  case mark
  /// Marks that are.
  case accent
  /// The area of an interval, and its outline.
  case band
  case bandEdge
  case series(Int)
  /// A step of the sequential palette, 0 to 6, and the text upon it.
  case step(Int)
  case onStep(Int)
  /// A level of the diverging palette, −3 to 3, the text upon it and the line around it.
  case level(Int)
  case onLevel(Int)
  case edge(Int)

  static let seriesCount = 5
  static let stepCount = 7

  static let all: [Ink] =
    [.ground, .text, .muted, .grid, .mark, .accent, .band, .bandEdge]
    + (0..<seriesCount).map(Ink.series)
    + (0..<stepCount).flatMap { [.step($0), .onStep($0)] }
    + (-3...3).flatMap { [.level($0), .onLevel($0), .edge($0)] }

  /// The name in style sheets, after `--chart-`.
  var name: String {
    switch self {
    case .ground: "ground"
    case .text: "text"
    case .muted: "muted"
    case .grid: "grid"
    case .mark: "mark"
    case .accent: "accent"
    case .band: "band"
    case .bandEdge: "band-edge"
    case .series(let index): "series\(index + 1)"
    case .step(let index): "step\(index + 1)"
    case .onStep(let index): "on-step\(index + 1)"
    case .level(let index): "level\(index + 4)"
    case .onLevel(let index): "on-level\(index + 4)"
    case .edge(let index): "edge\(index + 4)"
    }
  }

  /// The colour on paper and on a light screen.
  var light: String {
    switch self {
    case .ground: "#ffffff"
    case .text: "#1b2430"
    case .muted: "#556270"
    case .grid: "#e1e6ea"
    case .mark: "#74808c"
    case .accent: "#0072b2"
    case .band: "#dbe9f3"
    case .bandEdge: "#6b94b3"
    case .series(let index): ["#0072b2", "#d55e00", "#00835f", "#b0578c", "#1b2430"][index]
    case .step(let index): Self.lightSteps[index]
    case .onStep(let index): index < 5 ? "#10161d" : "#ffffff"
    case .level(let index): Self.levels[index + 3]
    case .onLevel(let index): index < 3 ? "#10161d" : "#ffffff"
    case .edge(let index): index < 0 ? "#d55e00" : index > 0 ? "#0072b2" : "#74808c"
    }
  }

  /// The colour on a dark screen.
  var dark: String {
    switch self {
    case .ground: "#14191f"
    case .text: "#e8ecf0"
    case .muted: "#a9b4bf"
    case .grid: "#303a44"
    case .mark: "#8e9aa6"
    case .accent: "#56b4e9"
    case .band: "#223a4b"
    case .bandEdge: "#5f87a3"
    case .series(let index): ["#56b4e9", "#e8702a", "#009e73", "#cc79a7", "#e8ecf0"][index]
    case .step(let index): Self.darkSteps[index]
    case .onStep(let index): index < 4 ? "#ffffff" : "#10161d"
    case .level, .onLevel: light
    case .edge(let index): index < 0 ? "#d55e00" : index > 0 ? "#56b4e9" : "#8e9aa6"
    }
  }

  /// The reader's own colour, where the reader's machine sets them.
  var forced: String {
    switch self {
    case .ground, .band, .step, .level: "Canvas"
    case .accent: "LinkText"
    case .grid: "GrayText"
    case .text, .muted, .mark, .bandEdge, .series, .onStep, .onLevel, .edge: "CanvasText"
    }
  }

  /// So many steps of the sequential palette, far apart, lowest first.
  static func steps(_ count: Int) -> [Int] {
    guard count > 1 else { return count == 1 ? [3] : [] }
    return (0..<count).map { min($0 * (stepCount - 1) / (count - 1), stepCount - 1) }
  }

  private static let lightSteps = [
    "#edf4f9", "#cfe2ef", "#a3cbe3", "#6fb0d6", "#3e93c6", "#0f6ba3", "#083f66",
  ]
  private static let darkSteps = [
    "#1d2b36", "#20404f", "#22566f", "#2b7396", "#4a9cc8", "#86c5e8", "#cbe6f6",
  ]
  private static let levels = [
    "#d55e00", "#e9a06b", "#f6d3bb", "#c9d0d6", "#bfddee", "#6fb0d6", "#0072b2",
  ]
}
