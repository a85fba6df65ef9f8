internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// What a funnel shows, as a table: how many wards of which size, and the limits that they are held to.
struct WardSizes {
  let edition: Edition
  let wards: WardFunnel

  /// 1, 3, 10, 30 and so on as far as there are wards: where each class of sizes begins.
  private var starts: [Double] {
    let greatest = wards.rows.map(\.share.size).max() ?? 1
    var starts = [1.0]
    while let last = starts.last {
      let next = starts.count.isMultiple(of: 2) ? last / 3 * 10 : last * 3
      guard next <= greatest else { break }
      starts.append(next)
    }
    return starts
  }

  var table: Table {
    let name = edition.title(wards.kpi)
    let title = edition.basis(of: wards.kpi).map { "\(name) (\($0))" } ?? name
    var table = Table(
      edition.say("\(title), wards by size", "\(title), xã, phường, đặc khu theo quy mô"),
      [Table.Head(edition.sizeTitle(of: wards.kpi))]
        + [
          edition.say("Wards", "Số nơi"),
          edition.say("95% limits of the smallest", "Giới hạn 95% ở quy mô nhỏ nhất"),
          edition.say("99.8% limits of the smallest", "Giới hạn 99,8% ở quy mô nhỏ nhất"),
          edition.say("Below", "Ở dưới"), edition.say("Above", "Ở trên"),
        ].map { Table.Head(number: $0) })
    let starts = starts
    for (index, start) in starts.enumerated() {
      let next = index + 1 < starts.count ? starts[index + 1] : .infinity
      let rows = wards.rows.filter { row in
        row.share.size < next && (index == 0 || row.share.size >= start)
      }
      guard let least = rows.map(\.share.size).min() else { continue }
      let limits = [Funnel.inner, Funnel.outer].map { wards.funnel.limits(of: least, $0) }
      table.append(
        ["\(words(from: index == 0 ? nil : start, to: next))", number(rows.count)]
          + limits.map { "\(edition.ends($0))" }
          + [Funnel.Side.below, .above].map { side in number(rows.count { $0.side == side }) })
    }
    return table
  }

  private func words(from start: Double?, to next: Double) -> String {
    let numerals = edition.numerals
    let ends = (
      start.map { numerals.number($0.shortestDecimal) }, numerals.number(next.shortestDecimal)
    )
    switch ends {
    case (nil, _) where next == .infinity: return edition.say("all", "tất cả")
    case (nil, let end): return edition.say("under \(end)", "dưới \(end)")
    case (let start?, _) where next == .infinity:
      return edition.say("\(start) or more", "từ \(start)")
    case (let start?, let end):
      return edition.say("\(start) to under \(end)", "từ \(start) đến dưới \(end)")
    }
  }

  private func number(_ count: Int) -> Markup { "\(edition.numerals.number(count))" }
}
