/// The text under a command's abstract: examples that can be typed as they stand, then what is worth
/// knowing.
struct Help {
  let text: String

  init(examples: [(command: String, effect: String)], notes: String = "") {
    let lines = examples.map { "  \($0.command)\n      \($0.effect)" }
    text = "EXAMPLES:\n" + lines.joined(separator: "\n") + (notes.isEmpty ? "" : "\n\n" + notes)
  }
}
