internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// Where every row went: by dataset, by reason, by file, and which inputs these were.
struct QualitySection {
  let edition: Edition

  var markup: Markup {
    #"""
    <section id="quality" aria-labelledby="quality-title">
    <h2 id="quality-title">\#(edition.say("Data quality", "Chất lượng số liệu"))</h2>
    <p>\#(edition.say("Rows read = accepted + superseded + out of period + rejected, always.", "Số dòng đọc = nhận + bị thay thế + ngoài kỳ + bị loại, luôn luôn."))</p>
    \#(chart.figure(titled: true))\#(datasets.markup)\#(gates)\#(rejects.markup)\#(warnings.markup)\#(FeedSection(edition: edition).markup)\#(SurveyQualitySection(edition: edition).markup)\#(refused.markup)\#(files.markup)</section>

    """#
  }

  private var chart: Picture {
    RowChart(
      edition: edition,
      rows: edition.definition.datasets.map { (edition.dataset($0.name), sum($0.name)) }
    ).picture
  }

  /// The heads of a table of rows.
  static func heads(_ edition: Edition, first: String) -> [Table.Head] {
    [Table.Head(first)]
      + [
        edition.say("Rows read", "Số dòng đọc"), edition.say("Accepted", "Nhận"),
        edition.say("Superseded", "Bị thay thế"), edition.say("Out of period", "Ngoài kỳ"),
        edition.say("Rejected", "Bị loại"), edition.say("Share rejected", "Tỷ lệ loại"),
      ].map { Table.Head(number: $0) }
  }

  /// A row of such a table.
  static func cells(_ edition: Edition, _ name: Markup, _ sum: Accounting) -> [Markup] {
    let share = Rounding(decimals: 2).percent(Int64(sum.rejected), of: Int64(sum.rowsRead))
    return [name]
      + [sum.rowsRead, sum.accepted, sum.superseded, sum.outOfPeriod, sum.rejected].map {
        "\(edition.numerals.number($0))"
      } + [share.isEmpty ? "–" : "\(edition.numerals.percent(share))"]
  }

  private var datasets: Table {
    var table = Table(
      edition.say("Rows by dataset", "Số dòng theo bộ số liệu"),
      Self.heads(edition, first: edition.say("Dataset", "Bộ số liệu")))
    for dataset in edition.definition.datasets {
      table.append(Self.cells(edition, "\(edition.dataset(dataset.name))", sum(dataset.name)))
    }
    let all = DataQuality(edition).total
    table.append(Self.cells(edition, "\(edition.say("All", "Tổng cộng"))", all), isMarked: true)
    return table
  }

  private func sum(_ dataset: String) -> Accounting {
    edition.release.files.filter { $0.dataset == dataset }
      .reduce(into: Accounting()) { $0.merge($1.accounting) }
  }

  private var gates: Markup {
    let findings = edition.release.findings.map { finding -> Markup in
      let severity =
        finding.severity == .stop
        ? edition.say("stop", "dừng") : edition.say("warning", "cảnh báo")
      return "<li><strong>\(severity)</strong>: \(edition.message(finding))</li>"
    }
    guard !findings.isEmpty else { return "" }
    return
      "<h3>\(edition.say("What the gates found", "Các điều kiện kiểm soát"))</h3><ul>\(findings)</ul>\n"
  }

  private var rejects: Table {
    var table = Table(
      edition.say("Rejected rows by reason", "Dòng bị loại theo lý do"),
      [
        Table.Head(edition.say("Reason", "Lý do")), Table.Head(edition.say("Code", "Mã")),
        Table.Head(edition.say("Dataset", "Bộ số liệu")),
        Table.Head(number: edition.say("Rows", "Số dòng")),
      ])
    for dataset in edition.definition.datasets {
      for (code, count) in sorted(sum(dataset.name).rejects) {
        let reason =
          Reject.Code(rawValue: code).map { edition.text($0.message(detail: "")) } ?? code
        table.append([
          "\(reason)", "<code>\(code)</code>", "\(edition.dataset(dataset.name))",
          "\(edition.numerals.number(count))",
        ])
      }
    }
    return table
  }

  private var warnings: Table {
    var table = Table(
      edition.say("Kept with a doubt", "Nhận nhưng cần lưu ý"),
      [
        Table.Head(edition.say("Warning", "Lưu ý")),
        Table.Head(edition.say("Dataset", "Bộ số liệu")),
        Table.Head(number: edition.say("Rows", "Số dòng")),
      ])
    for dataset in edition.definition.datasets {
      for (code, count) in sorted(sum(dataset.name).warnings) {
        let words = WarningCode(rawValue: code).map { edition.text($0.label) } ?? code
        table.append([
          "\(words) <code>\(code)</code>", "\(edition.dataset(dataset.name))",
          "\(edition.numerals.number(count))",
        ])
      }
    }
    return table
  }

  private func sorted(_ counts: [String: Int]) -> [(key: String, value: Int)] {
    counts.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }

  private var refused: Table {
    var table = Table(
      edition.say("Files refused as a whole", "Tệp bị từ chối toàn bộ"),
      [Table.Head(edition.say("File", "Tệp")), Table.Head(edition.say("Reason", "Lý do"))])
    for file in edition.release.refused {
      table.append(["\(file.path)", #"<span lang="en">\#(file.reason)</span>"#])
    }
    return table
  }

  private var files: Table {
    var table = Table(
      edition.say("Inputs", "Tệp đầu vào"),
      Self.heads(edition, first: edition.say("File", "Tệp")) + [
        Table.Head(number: edition.say("Bytes", "Dung lượng (byte)")),
        Table.Head(edition.say("Digest", "Mã kiểm (XXH128)")),
      ])
    for file in edition.release.files {
      table.append(
        Self.cells(edition, "\(file.path)", file.accounting) + [
          "\(edition.numerals.number(file.byteCount))", "<code>\(file.digest)</code>",
        ])
    }
    return table
  }
}
