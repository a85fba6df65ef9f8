import Foundation

/// Invented forms of a quick survey: twelve plain sites in Huế, and some where something is doubtful.
struct DoubtfulForms {
  struct Form {
    var site: String
    var day: Int
    var time: String
    var answers: [Int?]
    var remark = ""
    var province = "46"
    var ward = ""
    /// Whether it is expected to be flagged by itself.
    var isFlagged = false

    var line: String {
      let fields = answers.map { $0.map(String.init) ?? "" }
      let date = "2025-08-" + (day < 10 ? "0" : "") + "\(day)T\(time)"
      return ([province, ward, site, date] + fields + [remark]).joined(separator: ",")
    }
  }

  static let header = "province_code,ward_code,site_id,surveyed_at,access,staff,overall,remark"

  /// Ten forms a site on ten days, eight of them satisfied and none straight-lined.
  static let plain: [Form] = (1...12).flatMap { site in
    (0..<10).map { index in
      let overall = [3, 4, 5, 4, 5, 3, 4, 5, 4, 5][index]
      return Form(
        site: "S\(site)", day: 4 + index,
        time: "\(clock(8 + (site + index) % 8, minute(index + site)))",
        answers: [overall == 5 ? 4 : 5, 4, overall])
    }
  }

  static let duplicates =
    ["09:10:00", "09:10:40", "09:12:00"].map {
      Form(site: "TWICE", day: 5, time: $0, answers: [5, 4, 4])
    }
    .marked { $0.time == "09:10:40" }

  /// Three of four on one day say the same; on another day two do.
  static let remarks =
    [(5, "Tốt"), (5, "Tốt"), (5, "Khá"), (5, "Tốt"), (6, "Tốt"), (6, "Tốt")].enumerated()
    .map { index, said in
      Form(
        site: "SAME", day: said.0, time: clock(8 + index, 7), answers: [5, 2, 3 + index % 3],
        remark: said.1,
        isFlagged: said == (5, "Tốt"))
    }

  /// The very stroke of midnight is a day without a time.
  static let nights =
    ["23:15:00", "04:59:00", "05:00:00", "21:59:59", "00:00:00"].enumerated()
    .map { Form(site: "NIGHT", day: 7, time: $1, answers: [2, 1, 1 + $0]) }
    .marked { ["23:15:00", "04:59:00"].contains($0.time) }

  /// The run is of the 20th.
  static let future = [20, 25].map {
    Form(site: "LATER", day: $0, time: "10:07:00", answers: [5, 2, 4], isFlagged: $0 > 20)
  }

  /// Twelve in less than a minute, and ten in as many hours.
  static let burst =
    (0..<12).map { index in
      Form(
        site: "FAST", day: 8, time: "10:20:" + (index < 3 ? "0" : "") + "\(4 * index)",
        answers: [1 + index / 4, 1 + index % 4, 5], isFlagged: true)
    }
    + (0..<10).map {
      Form(
        site: "FAST", day: 9 + $0 / 5, time: clock(8 + $0 % 5, 7),
        answers: [2, 1, 3 + $0 % 3])
    }

  static let straight = (0..<15).map {
    Form(site: "LINE", day: 4 + $0, time: clock(9, 11), answers: [4, 4, 4])
  }

  static let satisfied = (0..<120).map {
    Form(site: "HAPPY", day: 4 + $0 / 8, time: clock(8 + $0 % 8, minute($0)), answers: [4, 3, 5])
  }

  static let rounded = (0..<8).map {
    Form(site: "ROUND", day: 4 + $0, time: clock(9, 30 * ($0 % 2)), answers: [2, 1, 3 + $0 % 3])
  }

  /// Nobody knows where it was filled in.
  static let nowhere = [
    Form(site: "", day: 4, time: "22:00:00", answers: [5, 4, 3], isFlagged: true)
  ]

  /// Eleven of another province, three of them at night.
  static let small = (0..<11).map {
    Form(
      site: "P", day: 4 + $0, time: $0 < 3 ? "02:07:00" : "10:07:00",
      answers: [5, 4, $0 % 2 == 0 ? 5 : 2], province: "25", isFlagged: $0 < 3)
  }

  static let all =
    plain + duplicates + remarks + nights + future + burst + straight + satisfied + rounded
    + nowhere + small

  private static func clock(_ hour: Int, _ minute: Int) -> String {
    (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute):00"
  }

  /// Neither the full nor the half hour.
  private static func minute(_ number: Int) -> Int { 1 + number * 7 % 29 }

  static let schema = """
    dataset: forms
    place: {province: province_code, ward: ward_code}
    time: surveyed_at
    instrument:
      basis: quick_survey
      factors: {access: access, staff: staff}
      overall: overall
      comment: remark
      design: {strata: province_code, psu: site_id}
    columns:
      province_code: {type: province, required: true}
      ward_code: {type: ward}
      site_id: {type: text}
      surveyed_at: {type: timestamp, required: true}
      access: {type: integer, range: [1, 5]}
      staff: {type: integer, range: [1, 5]}
      overall: {type: integer, range: [1, 5]}
      remark: {type: text, personal: true}

    """

  static let catalog = """
    kpis:
      satisfaction: {dataset: forms, numerator: "overall >= 4", denominator: "overall is not null"}
      score: {dataset: forms, mean: "overall"}

    """

  static let pipeline = """
    pipeline: forms
    catalog: kpis.yml
    reference: \(Workdir.project.appending(path: "surveys/reference").path)
    as_of: 2025-08-20
    period: {from: 2025-08-01, to: 2025-08-31}
    datasets: {forms: {schema: schema.yml, files: ["forms/*.csv"]}}
    groupings: [national, province]
    disclosure: {forms: {min_count: 10}}

    """

  /// Writes definitions and forms; the forms into these files, one after another.
  static func write(_ forms: [Form], files: [String] = ["a"], into workdir: Workdir) throws {
    try workdir.write("schema.yml", schema)
    try workdir.write("kpis.yml", catalog)
    try workdir.write("p.yml", pipeline)
    for (index, name) in files.enumerated() {
      let lines = forms.indices.filter { $0 % files.count == index }.map { forms[$0].line }
      try workdir.write(
        "forms/\(name).csv", ([header] + lines).joined(separator: "\n") + "\n")
    }
  }
}

extension [DoubtfulForms.Form] {
  fileprivate func marked(_ isFlagged: (DoubtfulForms.Form) -> Bool) -> Self {
    map { form in
      var form = form
      form.isFlagged = isFlagged(form)
      return form
    }
  }
}
