import Testing

/// How many cases of a kind came out as they should, and how far off the worst number was.
struct GoldenScore {
  let kind: String
  private(set) var cases = 0
  private(set) var passed = 0
  private(set) var worst = (deviation: 0.0, place: "")

  init(_ kind: String) { self.kind = kind }

  /// Compares what a case gave with what the golden file expects, member by member.
  ///
  /// A number passes within `tolerance(place)` times the expected one or 1, the larger. Notes are not
  /// compared; what is undefined must be undefined; what the file does not give is not looked at.
  mutating func check(
    _ name: String, _ got: GoldenValue, _ expected: GoldenValue,
    tolerance: (_ place: String) -> Double = { _ in 1e-8 },
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var faults: [String] = []
    compare(got, expected, at: name, tolerance: tolerance, into: &faults)
    cases += 1
    if faults.isEmpty { passed += 1 }
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }

  private mutating func compare(
    _ got: GoldenValue?, _ expected: GoldenValue, at place: String,
    tolerance: (String) -> Double, into faults: inout [String]
  ) {
    switch (expected, got) {
    case (.number(let number), .number(let value)?):
      guard number != value else { return }
      let deviation = abs(value - number) / max(1, abs(number))
      if deviation > worst.deviation { worst = (deviation, place) }
      if !(deviation <= tolerance(place)) { faults.append("\(place): \(value), not \(number)") }
    case (.list(let list), .list(let values)?) where list.count == values.count:
      for (index, (value, item)) in zip(values, list).enumerated() {
        compare(value, item, at: "\(place)[\(index)]", tolerance: tolerance, into: &faults)
      }
    case (.object(let members), .object(let values)?):
      for (name, member) in members.sorted(by: { $0.key < $1.key }) where !Self.isNote(name) {
        compare(
          values[name], member, at: "\(place).\(name)", tolerance: tolerance, into: &faults)
      }
    case (_, let value) where value != expected:
      faults.append("\(place): \(got.map { "\($0)" } ?? "nothing"), not \(expected)")
    default: break
    }
  }

  private static func isNote(_ name: String) -> Bool { name == "note" || name.hasSuffix("_note") }

  /// Prints the one line of the kind; a kind without a case says so.
  func report() {
    let off = worst.deviation > 0 ? "\(worst.deviation) at \(worst.place)" : "none"
    print("golden \(kind): \(passed) of \(cases) pass, worst deviation \(off)")
  }
}
