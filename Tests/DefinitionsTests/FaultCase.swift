import Testing

/// An edit of a sound campaign that makes a mistake, and all that the user is told of it.
struct FaultCase: CustomTestStringConvertible {
  private var file = ""
  private var old: [String] = []
  private var new: [String] = []
  private var faults: [String] = []

  var testDescription: String { "\(file): \(new.joined(separator: " "))" }

  /// Reads a table of cases: `@ file`, `- text`, `+ text in its place`, `! fault`.
  ///
  /// A control character is written as its picture.
  static func cases(of table: String) -> [FaultCase] {
    var cases: [FaultCase] = []
    for line in table.split(separator: "\n") {
      let content = String(line.dropFirst(2)).replacing("␁", with: "\u{1}")
      if line.hasPrefix("@") { cases.append(FaultCase()) }
      let last = cases.count - 1
      switch line.first {
      case "@": cases[last].file = content
      case "-": cases[last].old.append(content)
      case "+": cases[last].new.append(content)
      default: cases[last].faults.append(content)
      }
    }
    return cases
  }

  func check() throws {
    let campaign = try Campaign()
    try campaign.replace(
      old.joined(separator: "\n"), with: new.joined(separator: "\n"), in: file)
    #expect(try campaign.faults() == faults)
  }
}
