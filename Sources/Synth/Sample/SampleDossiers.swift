/// The dossier files of the sample campaign: one a province, and one of An Cựu ward.
struct SampleDossiers {
  let gazetteer: Gazetteer
  let draw: Draw

  private static let anCuu = "19815"

  /// An Cựu handed its file over on the evening of 12 August, when a delegation called.
  private static let visitOfAnCuu = LocalTime(day: 42, hour: 23, minute: 50)

  func sheets() -> [SampleSheet] {
    gazetteer.provinces.indices.flatMap { index in
      let province = gazetteer.provinces[index]
      let draw = Draw(seed: draw.bits(index, 0))
      return switch province.code {
      case "46": hue(province, draw)
      case "25":
        [
          sheet(
            province, SampleProvince.named("25"), numbered(phuTho(province, draw), province), draw)
        ]
      default: [ordinary(province, weight: Gazetteer.weights[index], draw)]
      }
    }
  }

  /// Shares of a province nobody published: a wide, plausible spread.
  private func ordinary(
    _ province: Gazetteer.Province, weight: Int, _ draw: Draw
  ) -> SampleSheet {
    let profile = SampleProvince.named(province.code)
    func share(_ count: Int, _ perMille: Int) -> Int { (count * perMille + 500) / 1_000 }
    let count = 170 + weight / 2
    let completed = share(count, 730 + draw.below(190, 0, 1))
    let results = share(completed, 450 + draw.below(460, 0, 2))
    let batch = SampleBatch(
      days: 0..<62, count: count,
      online: share(count, profile.onlinePerMille ?? 560 + draw.below(330, 0, 3)),
      completed: completed, documents: share(count, 610 + draw.below(370, 0, 4)), results: results,
      reused: share(results, 80 + draw.below(380, 0, 5)),
      onTimePerMille: 820 + draw.below(160, 0, 6))
    return sheet(
      province, profile, numbered(batch.dossiers(of: province, draw: draw), province), draw)
  }

  /// July as published: 91 dossiers of the department, 73 of them processed; August is invented.
  private func phuTho(_ province: Gazetteer.Province, _ draw: Draw) -> [SampleDossier] {
    let july = SampleBatch(
      days: 0..<31, count: 91, online: 77, completed: 73, documents: 80, results: 58, reused: 14,
      fieldCounts: [4, 34, 43, 9, 0, 0, 1], isDepartmental: true)
    let august = SampleBatch(
      days: 31..<62, count: 112, online: 97, completed: 81, documents: 101, results: 66, reused: 19,
      fieldCounts: [9, 38, 41, 15, 1, 3, 5], isDepartmental: true)
    return july.dossiers(of: province, draw: Draw(seed: draw.seed &+ 1))
      + august.dossiers(of: province, draw: Draw(seed: draw.seed &+ 2))
  }

  /// Published: An Cựu 2,187 with 2,040 online; Huế 10,000 completed, 7,804 results, 1,280 reused.
  private func hue(_ province: Gazetteer.Province, _ draw: Draw) -> [SampleSheet] {
    let anCuu = province.wards.first { $0.code == Self.anCuu }
    let ward = SampleBatch(
      days: 0..<43, count: 2_187, online: 2_040, completed: 2_105, documents: 2_187, results: 1_700,
      reused: 300, onTimePerMille: 985, ward: anCuu)
    let city = SampleBatch(
      days: 0..<62, count: 8_497, online: 7_882, completed: 7_895, documents: 8_497, results: 6_104,
      reused: 980, onTimePerMille: 962)
    let ofWard = ward.dossiers(of: province, draw: Draw(seed: draw.seed &+ 1))
    let all = numbered(
      ofWard
        + city.dossiers(of: province.without(ward: Self.anCuu), draw: Draw(seed: draw.seed &+ 2)),
      province)
    let newest = all.prefix(ofWard.count)

    var rows: [SampleRow] = []
    var shape = SampleShape.spreadsheet
    shape.provinceSpellings = ["Thừa Thiên Huế"]
    for dossier in newest {
      let isNewest = dossier.updated <= Self.visitOfAnCuu
      let version = isNewest ? dossier : dossier.earlierVersion
      rows.append(
        SampleRow(
          cells: shape.cells(version, of: province, number: rows.count),
          fate: isNewest ? .accepted : .superseded))
    }
    let moved = newest.filter { $0.updated > Self.visitOfAnCuu }
    return [
      SampleSheet(
        path: "dossiers/46-hue-phuong-an-cuu.csv", dataset: "dossiers", dialect: shape.dialect,
        header: shape.header(), rows: rows),
      sheet(province, SampleProvince.named("46"), moved + all.dropFirst(ofWard.count), draw),
    ]
  }

  /// Numbers the dossiers of a province by day of receipt, as dossier codes are.
  private func numbered(
    _ dossiers: [SampleDossier], _ province: Gazetteer.Province
  ) -> [SampleDossier] {
    var serials: [Int: Int] = [:]
    return dossiers.map { dossier in
      var numbered = dossier
      serials[dossier.received.day, default: 0] += 1
      let serial = serials[dossier.received.day, default: 0]
      let leaf = dossier.ward.map { 20 + (Int($0.code) ?? 0) % 70 } ?? 2 + dossier.field % 18
      numbered.id =
        "000.00.\(twoDigits(leaf)).\(province.agency)-\(dossier.received.compactDay)-\(padded(serial, 4))"
      return numbered
    }
  }

  /// Puts a province's dossiers in order of receipt and mixes in what its profile asks for.
  private func sheet(
    _ province: Gazetteer.Province, _ profile: SampleProvince,
    _ dossiers: some Collection<SampleDossier>, _ draw: Draw
  ) -> SampleSheet {
    let counted = Array(dossiers)
    var entries: [(at: Int, dossier: SampleDossier, fate: SampleFate, fault: SampleFault?)] =
      counted.map { ($0.received.seconds, $0, .accepted, nil) }
    func position(_ number: Int, _ column: Int) -> Int {
      draw.below(62, number, column) * LocalTime.secondsPerDay
        + draw.below(50_000, number, column + 1)
    }
    let chosen = draw.order(counted.count, 900)
    for number in 0..<profile.repeats {
      let earlier = counted[chosen[number]].earlierVersion
      entries.append((position(number, 901), earlier, .superseded, nil))
    }
    for dossier in chosen.dropFirst(profile.repeats).prefix(profile.copies).map({ counted[$0] }) {
      entries.append((dossier.received.seconds, dossier, .superseded, nil))
    }
    let spare = chosen.suffix(profile.early + profile.late + profile.faults.count)
      .map { counted[$0] }
    for (number, model) in spare.enumerated() {
      var extra = model
      if number < profile.early {
        extra = extra.moved(toDay: -1 - number)
        extra.ward = nil
      } else if number < profile.early + profile.late {
        extra = extra.moved(toDay: 62 + number % 3)
      }
      let isFault = number >= profile.early + profile.late
      extra.id =
        "000.00.99.\(province.agency)-\(extra.received.compactDay)-\(padded(9_000 + number, 4))"
      entries.append(
        (
          extra.received.seconds, extra, isFault ? .accepted : .outOfPeriod,
          isFault ? profile.faults[number - profile.early - profile.late] : nil
        ))
    }

    let order = entries.indices.sorted { (entries[$0].at, $0) < (entries[$1].at, $1) }
    var sheet = SampleSheet(
      path: "dossiers/\(province.code)-\(province.slug).csv", dataset: "dossiers",
      dialect: profile.shape.dialect, header: profile.shape.header())
    for (number, index) in order.enumerated() {
      let entry = entries[index]
      var row = SampleRow(
        cells: profile.shape.cells(entry.dossier, of: province, number: number), fate: entry.fate)
      entry.fault?.spoil(&row, shape: profile.shape)
      sheet.rows.append(row)
    }
    return sheet
  }
}

extension SampleDossier {
  /// The same dossier, received and handled on other days.
  fileprivate func moved(toDay day: Int) -> SampleDossier {
    let shift = (day - received.day) * LocalTime.secondsPerDay
    var moved = self
    moved.received.seconds += shift
    moved.due.seconds += shift
    moved.completed?.seconds += shift
    moved.updated.seconds += shift
    return moved
  }
}
