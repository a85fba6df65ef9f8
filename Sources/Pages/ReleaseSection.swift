internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// The releases one after another: what each said of the country, and why the next said something else.
struct ReleaseSection {
  let edition: Edition

  var markup: Markup {
    guard !edition.release.earlier.isEmpty else { return "" }
    return #"""
      <section id="releases" aria-labelledby="releases-title">
      <h2 id="releases-title">\#(edition.say("From release to release", "Các lần công bố"))</h2>
      \#(table.markup)</section>

      """#
  }

  private var kpis: [String] {
    var kpis: [String] = []
    for ranking in edition.release.rankings where !kpis.contains(ranking.kpi) {
      kpis.append(ranking.kpi)
    }
    return kpis
  }

  private var table: Table {
    let kpis = kpis
    var table = Table(
      edition.say("All together, release by release", "Tính chung qua từng lần công bố"),
      [Table.Head(edition.say("As of", "Tính đến")), Table.Head(edition.say("Run", "Phiên"))]
        + kpis.map { kpi in
          Table.Head(
            number: edition.basis(of: kpi).map { "\(edition.title(kpi)) (\($0))" }
              ?? edition.title(kpi))
        }
        + [Table.Head(edition.say("Why it differs", "Vì sao khác lần trước"))])
    var before: EarlierRelease?
    for release in edition.release.earlier {
      table.append(
        row(release.asOf, release.runID, before) { kpi in
          release.displays[Figure.key(kpi, "national", "", "", "", "")] ?? ""
        })
      before = release
    }
    table.append(
      row("\(edition.definition.asOf)", edition.release.runID, before) { kpi in
        edition.index.national(kpi)?.display ?? ""
      }, isMarked: true)
    return table
  }

  private func row(
    _ asOf: String, _ runID: String, _ before: EarlierRelease?, _ display: (String) -> String
  ) -> [Markup] {
    let kpis = kpis
    let changed = kpis.filter { kpi in
      before.map { $0.displays[Figure.key(kpi, "national", "", "", "", "")] != display(kpi) }
        ?? false
    }
    var causes: [String] = []
    for kpi in changed {
      guard let cause = before?.causes[kpi].map(edition.text), !causes.contains(cause) else {
        continue
      }
      causes.append(cause)
    }
    let why =
      before == nil
      ? edition.say("first that is followed", "lần đầu được theo dõi")
      : changed.isEmpty ? edition.say("no change", "không đổi") : causes.joined(separator: "; ")
    return ["\(edition.numerals.period(asOf))", "<code>\(runID)</code>"]
      + kpis.map { kpi in
        let display = display(kpi)
        return display.isEmpty
          ? "–" : "\(edition.words(display, isPercent: edition[kpi]?.isPercent == true))"
      } + ["\(why)"]
  }
}
