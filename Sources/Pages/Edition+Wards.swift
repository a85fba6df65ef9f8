internal import Charts
internal import Definitions
internal import Figures
internal import Report
internal import Statistics

/// The wards of the nation by each ranked share, as charts.
extension Edition {
  /// Below this nothing is to be seen of how far wards usually are from each other.
  private static let leastWards = 10

  var wardPictures: [Picture] {
    release.rankings.compactMap { ranking in
      release.wards.first { $0.kpi == ranking.kpi && $0.rows.count >= Self.leastWards }
        .flatMap(funnel)
    }
  }

  private func funnel(_ wards: WardFunnel) -> Picture? {
    guard let series = self[wards.kpi] else { return nil }
    let chart = FunnelChart(
      ChartHead(
        id: "c-\(series.id)-wards",
        title: say("\(title(series)): wards", "\(title(series)): các xã, phường, đặc khu"),
        description: labelled(finding(wards), of: series.id)),
      words: FunnelChart.Words(
        label: say("Ward", "Xã, phường, đặc khu"), size: sizeTitle(of: series.id),
        value: say("Value", "Giá trị"), inner: say("95% limits", "giới hạn 95%"),
        outer: say("99.8% limits", "giới hạn 99,8%"),
        within: say("ward within the limits", "trong giới hạn"),
        above: say("above the limits", "trên giới hạn"),
        below: say("below the limits", "dưới giới hạn")),
      axis: axis(series), sizeText: { [numerals] in numerals.number($0.shortestDecimal) },
      units: units(wards), limits: limits(of: wards),
      target: ChartLine(
        wards.funnel.target, label: say("all wards", "tính chung"),
        text: oneDecimalPercent(wards.funnel.target)))
    var picture = Picture(
      name: "\(series.id)-wards", figures: wards.rows.map(\.figure), kpi: series.id, chart: chart)
    picture.wards = wards
    return picture
  }

  /// What a ward is as large as.
  func sizeTitle(of id: String) -> String {
    basis(of: id) == nil
      ? say("Records of the ward", "Số bản ghi của xã, phường, đặc khu")
      : say("Effective n of the ward", "Cỡ mẫu hiệu dụng của xã, phường, đặc khu")
  }

  /// Those outside the limits first, the furthest in front: their names are written.
  private func units(_ wards: WardFunnel) -> [FunnelChart.Unit] {
    let rounding = Rounding(decimals: 1)
    return (wards.flagged + wards.rows.filter { $0.side == nil }).map { row in
      let subject = row.figure.subject
      return FunnelChart.Unit(
        "\(subject.ward) (\(name(subject)))", size: row.share.size,
        sizeText: numerals.number(rounding.plain(.approximate(row.share.size))),
        value: row.share.share, text: words(row.figure),
        inner: words(row.inner, of: wards.kpi, rounding: rounding),
        outer: words(row.outer, of: wards.kpi, rounding: rounding),
        side: row.side.map { $0 == .above ? .above : .below })
    }
  }

  /// At each small size and then ever further apart, as the curves are drawn.
  private func limits(of wards: WardFunnel) -> [FunnelChart.Limit] {
    let sizes = wards.rows.map(\.share.size)
    let first = max(1, (sizes.min() ?? 1).rounded(.down))
    let last = max((sizes.max() ?? 1).rounded(.up), first + 1)
    var limits: [FunnelChart.Limit] = []
    var size = first
    while true {
      let inner = wards.funnel.limits(of: size, Funnel.inner)
      let outer = wards.funnel.limits(of: size, Funnel.outer)
      limits.append(
        FunnelChart.Limit(
          size: size, inner: inner.lower...inner.upper, outer: outer.lower...outer.upper))
      guard size < last else { return limits }
      size = min(last, max(size + 1, (size * 1.06).rounded()))
    }
  }

  /// How many wards are outside the limits.
  func finding(_ wards: WardFunnel) -> String {
    let all = numerals.number(wards.rows.count)
    let (below, above) = (
      wards.rows.count { $0.side == .below }, wards.rows.count { $0.side == .above }
    )
    guard below + above > 0 else {
      return say(
        "None of \(all) wards is outside the 99.8% limits.",
        "Không có nơi nào trong \(all) xã, phường, đặc khu nằm ngoài giới hạn 99,8%.")
    }
    let out = numerals.number(below + above)
    return say(
      "Outside the 99.8% limits: \(out) of \(all) wards, \(numerals.number(below)) below and \(numerals.number(above)) above.",
      "Ngoài giới hạn 99,8%: \(out) trong \(all) xã, phường, đặc khu; \(numerals.number(below)) ở dưới, \(numerals.number(above)) ở trên."
    )
  }
}
