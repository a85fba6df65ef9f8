internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The wards by each ranked share: a funnel, and the wards outside its limits.
///
/// Never an order of raw shares: small wards would be at both of its ends.
struct WardSection {
  let edition: Edition
  let pictures: [Picture]

  /// How many wards a table shows at most, the furthest ones.
  private static let most = 40

  var markup: Markup {
    guard !pictures.isEmpty else { return "" }
    return #"""
      <section id="wards" aria-labelledby="wards-title">
      <h2 id="wards-title">\#(edition.say("Wards", "Xã, phường, đặc khu"))</h2>
      <p>\#(reading)</p>
      \#(pictures.map(part))</section>

      """#
  }

  private var reading: Markup {
    let file: Markup =
      edition.definition.outputs.contains(.csv)
      ? #"<a href="\#(WardFile.name)">\#(WardFile.name)</a>"# : "\(WardFile.name)"
    let (how, what) = (
      edition.say(
        "Each mark is a ward, further to the right the more records it has; a ward with few is far from the others by chance alone, so only one outside the 99.8% limits is out of the ordinary: look there first. This is no ranking: within the limits raw shares have no order that means anything.",
        "Mỗi chấm là một xã, phường hoặc đặc khu, càng về bên phải càng nhiều bản ghi; nơi ít bản ghi dễ lệch xa mức chung chỉ do ngẫu nhiên, nên chỉ nơi nằm ngoài giới hạn 99,8% mới thật sự khác thường và cần xem trước. Đây không phải bảng xếp hạng: trong giới hạn, thứ tự của tỷ lệ thô không nói lên điều gì."
      ),
      edition.say(
        "“With the others” is what a ward's own records and those of the other wards together say of it; every ward has it in",
        "“Kết hợp với nơi khác” là mức ước tính từ bản ghi của chính nơi đó cùng với các nơi khác; số liệu của mọi nơi có trong"
      )
    )
    return "\(how) \(what) \(file)."
  }

  private func part(_ picture: Picture) -> Markup {
    guard let wards = picture.wards else { return "" }
    let id = "wards-\(wards.kpi)"
    return #"""
      <section id="\#(id)" aria-labelledby="wards-title \#(id)-title"><h3 id="\#(id)-title">\#(edition.title(wards.kpi))\#(edition.basisNote(wards.kpi))</h3>
      \#(picture.figure())\#(spread(wards))\#(table(wards).markup)
      <details><summary>\#(edition.say("Wards by size", "Theo quy mô"))</summary>
      \#(WardSizes(edition: edition, wards: wards).table.markup)</details></section>

      """#
  }

  /// How much further apart wards are than by chance, where it is to be seen in one decimal.
  private func spread(_ wards: WardFunnel) -> Markup {
    guard wards.funnel.variance > 0, wards.funnel.dispersion >= 1.05 else { return "" }
    let times = edition.numerals.number(
      Rounding(decimals: 1).plain(.approximate(wards.funnel.dispersion)))
    let words = edition.say(
      "The squared deviations of the wards are \(times) times what chance alone makes them; the limits are wider by as much.",
      "Bình phương độ lệch của các nơi gấp \(times) lần mức chỉ do ngẫu nhiên; giới hạn đã được nới rộng tương ứng."
    )
    return #"<p class="note">\#(words)</p>"#
  }

  private func table(_ wards: WardFunnel) -> Table {
    let flagged = wards.flagged
    let caption =
      flagged.count > Self.most
      ? edition.say(
        "Outside the 99.8% limits: the \(Self.most) furthest of \(flagged.count)",
        "Ngoài giới hạn 99,8%: \(Self.most) nơi xa nhất trong \(flagged.count) nơi")
      : edition.say("Outside the 99.8% limits", "Ngoài giới hạn 99,8%")
    let title = edition.basis(of: wards.kpi).map { "\(caption) (\($0))" } ?? caption
    var table = Table(
      "\(edition.title(wards.kpi)). \(title)",
      [
        Table.Head(edition.say("Ward", "Xã, phường, đặc khu")),
        Table.Head(edition.say("Province", "Địa phương")),
        Table.Head(edition.say("Where", "Vị trí")),
        Table.Head(edition.say("Value", "Giá trị"), FigureKeys()),
        Table.Head(edition.say("Counts", "Số lượng"), FigureKeys(part: .counts)),
        Table.Head(number: edition.say("99.8% limits", "Giới hạn 99,8%")),
        Table.Head(
          number: edition.say("With the others, 95% range", "Kết hợp với nơi khác, khoảng 95%")),
      ], FigureKeys(by: Grouping(province: true, ward: true), kpi: wards.kpi))
    for row in flagged.prefix(Self.most) {
      let (figure, subject) = (row.figure, row.figure.subject)
      table.append(
        [
          "\(subject.ward)\(edition.marks(figure.flags))",
          ##"<a href="#p\##(subject.provinceCode)">\##(edition.name(subject))</a>"##,
          "\(row.side == .above ? edition.say("above", "trên") : edition.say("below", "dưới"))",
          edition.cell(figure), edition.counts(figure),
          "\(edition.ends(row.outer))", shrunken(row),
        ], FigureKeys(province: subject.provinceCode, ward: subject.wardCode))
    }
    return table
  }

  private func shrunken(_ row: WardFunnel.Row) -> Markup {
    guard let shrunken = row.shrunken else { return "–" }
    let mean = edition.oneDecimalPercent(shrunken.mean)
    return shrunken.interval.map { "\(mean) (\(edition.ends($0)))" } ?? "\(mean)"
  }
}
