internal import Charts
internal import Definitions
internal import Figures
internal import Report

/// What is odd about tonight's feeds beside earlier nights: part of data quality.
///
/// For the public: of a dataset whose small counts are withheld no number is told.
struct FeedSection {
  let edition: Edition

  /// Empty where no feed is watched.
  var markup: Markup {
    guard let feeds = edition.release.feeds else { return "" }
    let tests = feeds.tests.reduce(0) { $0 + $1.count }
    let rate = edition.numerals.percent("\(Int((feeds.falseAlarms * 1000).rounded()) / 10)")
    let basis = edition.say(
      "Compared with \(feeds.comparedWith.count) earlier nights in \(edition.numerals.number(tests)) "
        + "tests; where nothing is wrong, at most \(rate) of nights raise an alarm.",
      "So với \(feeds.comparedWith.count) đêm trước bằng \(edition.numerals.number(tests)) phép "
        + "kiểm định; khi không có lỗi, tối đa \(rate) số đêm có báo động nhầm.")
    return #"""
      <h3 id="feeds">\#(edition.say("Feed watch", "Theo dõi nguồn số liệu"))</h3>
      <p>\#(basis)</p>
      \#(feeds.findings.isEmpty ? Markup("<p>\(edition.say("Nothing found.", "Không phát hiện bất thường."))</p>") : table(feeds).markup)
      """#
  }

  private func table(_ feeds: FeedReport) -> Table {
    var table = Table(
      edition.say("What was found", "Các phát hiện"),
      [
        Table.Head(number: edition.say("Incident", "Sự cố")),
        Table.Head(edition.say("Finding", "Phát hiện")),
      ])
    for finding in feeds.findings {
      table.append([
        "\(edition.numerals.number(finding.incident))",
        "\(edition.text(finding.publicMessage)) <code>\(finding.kind.rawValue)</code>",
      ])
    }
    return table
  }
}
