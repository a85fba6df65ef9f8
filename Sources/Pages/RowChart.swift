internal import Charts
internal import Definitions
internal import Report
internal import Statistics

/// Where the rows of each dataset went, as a chart.
struct RowChart {
  let edition: Edition
  let rows: [(name: String, sum: Accounting)]

  /// The picture, named by the dataset that lost the greatest part of its rows.
  var picture: Picture {
    let levels = [
      edition.say("rejected", "bị loại"), edition.say("out of period", "ngoài kỳ"),
      edition.say("superseded", "bị thay thế"), edition.say("accepted", "nhận"),
    ]
    let title = edition.say("Where the rows went", "Số dòng đã đi đâu")
    let chart = StackedBarChart(
      ChartHead(id: "c-rows", title: title, description: finding),
      words: StackedBarChart.Words(
        label: edition.say("Dataset", "Bộ số liệu"), count: edition.say("Rows read", "Số dòng đọc")),
      levels: levels,
      rows: rows.map { name, sum in
        let counts = [sum.rejected, sum.outOfPeriod, sum.superseded, sum.accepted]
        return StackedBarChart.Row(
          name, count: edition.numerals.number(sum.rowsRead),
          parts: sum.rowsRead == 0
            ? []
            : counts.map { count in
              StackedBarChart.Part(
                Double(count) / Double(sum.rowsRead), text: edition.numerals.number(count))
            }, missing: edition.say("no rows", "không có dòng nào"))
      }, arrangement: .plain)
    return Picture(name: "rows", figures: [], chart: chart)
  }

  private var finding: String {
    let worst = rows.filter { $0.sum.rejected > 0 }.max { a, b in
      a.sum.rejected * b.sum.rowsRead < b.sum.rejected * a.sum.rowsRead
    }
    guard let worst else {
      return edition.say("No row was rejected.", "Không dòng nào bị loại.")
    }
    let share = edition.numerals.percent(
      Rounding(decimals: 2).percent(Int64(worst.sum.rejected), of: Int64(worst.sum.rowsRead)))
    return edition.say(
      "The greatest part was rejected of \(worst.name): \(share).",
      "Bị loại nhiều nhất: \(worst.name), \(share).")
  }
}
