internal import Pipeline
internal import Report
internal import Statistics

extension EstimateFigures {
  /// Prints the estimates under the id of their spec.
  func print(as id: String, on console: Console) throws {
    try console.print(id, .bold)
    var listing = Listing(["name", ">estimate", ">SE", "95% interval", "method", ">df", ">deff"])
    for line in lines {
      listing.add([
        line.name, line.value?.decimal(digits: 6) ?? "–", errorText(line),
        line.interval.map { "\($0.lower.decimal(digits: 6)) to \($0.upper.decimal(digits: 6))" }
          ?? "",
        line.method, line.degrees.map(String.init) ?? "",
        line.designEffect?.decimal(digits: 3) ?? "",
      ])
    }
    try console.print(listing)
    if lines.contains(where: { $0.degrees == 0 }) {
      try console.print("df 0: one unit a stratum tells nothing of how estimates vary", .dim)
    }
    for note in notes { try console.print(note, .dim) }
  }

  /// A dash where the sample does not tell it.
  private func errorText(_ line: Line) -> String {
    line.degrees == 0 ? "–" : line.error?.decimal(digits: 4) ?? ""
  }
}
