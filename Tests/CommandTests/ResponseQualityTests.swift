import Foundation
import Testing

/// What a run says of doubtful responses and sites of a survey, each made for the purpose.
struct ResponseQualityTests {
  private static let made = Result {
    let workdir = try Workdir.forAllTests()
    try DoubtfulForms.write(DoubtfulForms.all, into: workdir)
    let run = try workdir.run("run", "p.yml")
    try #require(run.status == 0, "\(run)")
    return (workdir: workdir, summary: run.out)
  }

  private static let folder = "out/forms/latest/"

  private func table(_ name: String, in workdir: Workdir? = nil) throws -> Table {
    let workdir = try workdir ?? Self.made.get().workdir
    return try Table(workdir.url.appending(path: Self.folder + name))
  }

  private func sites() throws -> [String: [String: String]] {
    Dictionary(
      try table("responses.csv").rows.map { ("\($0["site"] ?? "")", $0) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: [
    ("TWICE", "duplicate_form", "1"), ("SAME", "repeated_remark", "3"),
    ("NIGHT", "closed_hours", "2"), ("LATER", "future_date", "1"), ("FAST", "burst", "12"),
    ("", "closed_hours", "1"),
  ])
  func `a doubtful response is counted at its site`(site: String, flag: String, count: String)
    throws
  {
    let row = try #require(try sites()[site])
    #expect(row[flag] == count)
    #expect(row["flagged"] == count)
    #expect(row["flags"] == flag)
  }

  @Test(arguments: [
    ("LINE", "straight_lining", "straight_forms", "15"),
    ("HAPPY", "all_satisfied", "satisfied", "120"),
    ("ROUND", "rounded_times", "rounded_times", "8"),
  ])
  func `a site that is unlike its province is flagged, and says how improbable it is`(
    site: String, flag: String, column: String, count: String
  ) throws {
    let row = try #require(try sites()[site])
    #expect(row["flags"] == flag)
    #expect(row[column] == count)
    let probability = try #require(Double(row["\(flag)_p"] ?? ""))
    #expect(probability < 1e-3 && probability >= 0)
    #expect(row["flagged"] == "0")
  }

  @Test func `sites without anything doubtful have no line`() throws {
    let names = Set(try sites().keys)
    #expect(
      names == ["TWICE", "SAME", "NIGHT", "LATER", "FAST", "LINE", "HAPPY", "ROUND", "", "P"])
  }

  @Test func `quality_json counts what responses_csv lists`() throws {
    let text = try Self.made.get().workdir.read(Self.folder + "quality.json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let survey = try #require((document["surveys"] as? [String: [String: Any]])?["forms"])
    #expect(survey["responses"] as? Int == DoubtfulForms.all.count)
    #expect(
      survey["flagged_responses"] as? Int == DoubtfulForms.all.count { $0.isFlagged })
    #expect(survey["sites"] as? Int == 21)
    #expect(survey["flagged_sites"] as? Int == 3)
    let flags = try #require(survey["flags"] as? [String: Int])
    for flag in ["duplicate_form", "repeated_remark", "closed_hours", "future_date", "burst"] {
      let listed = try table("responses.csv").rows.reduce(0) { $0 + (Int($1[flag] ?? "") ?? 0) }
      #expect(flags[flag] == listed, "\(flag)")
    }
    #expect(flags["straight_lining"] == 1 && flags["coverage"] == 0)
  }

  /// What a share is of these forms, counted here.
  private func satisfied(_ forms: [DoubtfulForms.Form]) -> (n: Int, share: Double) {
    let answers = forms.compactMap { $0.answers[2] }
    return (answers.count, Double(answers.count { $0 >= 4 }) / Double(answers.count))
  }

  @Test func `figures are told with and without the doubtful`() throws {
    let rows = try table("sensitivity.csv").rows.filter {
      $0["kpi"] == "satisfaction" && $0["grouping"] == "national"
    }
    let forms = DoubtfulForms.all
    let kept = [
      "nothing": forms, "flagged_responses": forms.filter { !$0.isFlagged },
      "flagged_sites": forms.filter { !["LINE", "HAPPY", "ROUND"].contains($0.site) },
    ]
    let all = satisfied(forms).share
    #expect(rows.map { $0["left_out"] } == ["nothing", "flagged_responses", "flagged_sites"])
    for row in rows {
      let wanted = satisfied(try #require(kept[row["left_out"] ?? ""]))
      #expect(row["n"] == "\(wanted.n)")
      #expect(abs(try #require(Double(row["value"] ?? "")) - wanted.share) < 1e-12)
      #expect(abs(try #require(Double(row["weighted_value"] ?? "")) - wanted.share) < 1e-12)
      guard row["left_out"] != "nothing" else {
        #expect(row["difference"] == "")
        continue
      }
      let points = try #require(Double(row["difference"] ?? ""))
      #expect(abs(points - 100 * (wanted.share - all)) < 1e-9)
    }
  }

  @Test func `what is left of a small province is withheld`() throws {
    let rows = try table("sensitivity.csv").rows.filter {
      $0["kpi"] == "satisfaction" && $0["province_code"] == "25"
    }
    // Eleven forms, eight without those of the night, and ten are needed.
    #expect(rows.map { $0["n"] } == ["11", "", "11"])
    #expect(rows.map { $0["flag"] } == ["", "suppressed", ""])
    #expect(rows[1]["value"] == "" && rows[1]["difference"] == "")
  }

  @Test func `both files are for analysts and for their owner's eyes`() throws {
    let workdir = try Self.made.get().workdir
    let text = try workdir.read(Self.folder + "run.json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let outputs = try #require(document["outputs"] as? [[String: Any]])
    for name in ["responses.csv", "sensitivity.csv"] {
      let output = try #require(outputs.first { $0["path"] as? String == name })
      #expect(output["audience"] as? String == "analyst")
      let mode = try FileManager.default.attributesOfItem(
        atPath: workdir.path(Self.folder + name))[.posixPermissions]
      #expect(mode as? Int == 0o600)
    }
    for name in ["responses.csv", "sensitivity.csv", "quality.json"] {
      #expect(!(try workdir.read(Self.folder + name)).contains("Tốt"), "\(name)")
    }
  }

  @Test func `the summary of a run leads to what is doubtful, and show prints it`() throws {
    let (workdir, summary) = try Self.made.get()
    let flagged = DoubtfulForms.all.count { $0.isFlagged }
    #expect(
      summary.contains(
        "forms: \(flagged) of \(DoubtfulForms.all.count) responses flagged, 3 of 21 sites"),
      "\(summary)")
    #expect(summary.contains("hailong show quality"))
    let shown = try workdir.run("show", "quality")
    #expect(shown.status == 0, "\(shown)")
    for word in ["HAPPY", "all_satisfied (p ", "burst 12", "(site not known)", "satisfaction"] {
      #expect(shown.out.contains(word), "\(word): \(shown)")
    }
    let json = try workdir.run("show", "quality", "--province", "25", "--json").json()
    #expect((json["sites"] as? [[String: Any]])?.map { $0["site"] as? String } == ["P"])
    #expect((json["sensitivity"] as? [Any])?.count == 6)
    for arguments in [
      ["quality", "--kpi", "x"], ["quality", "--file", "x"], ["quality", "--dataset", "x"],
    ] {
      #expect(try workdir.run(["show"] + arguments).status == 64, "\(arguments)")
    }
  }

  @Test func `neither threads nor the order of files nor an earlier stage changes a byte`() throws {
    let names = ["responses.csv", "sensitivity.csv", "quality.json"]
    let workdir = try Workdir()
    try DoubtfulForms.write(DoubtfulForms.all, files: ["a", "b", "c"], into: workdir)
    #expect(try workdir.run("run", "p.yml", "--threads", "1").status == 0)
    let first = try names.map { try workdir.read(Self.folder + $0) }
    #expect(try workdir.run("run", "p.yml", "--threads", "4", "--force").status == 0)
    #expect(try names.map { try workdir.read(Self.folder + $0) } == first)
    try FileManager.default.removeItem(atPath: workdir.path("out/forms/latest/responses.csv"))
    let again = try workdir.run("run", "p.yml", "--from", "publish")
    #expect(again.status == 0, "\(again)")
    #expect(try names.map { try workdir.read(Self.folder + $0) } == first)
    let turned = try Workdir()
    try DoubtfulForms.write(DoubtfulForms.all.reversed(), files: ["c", "b", "a"], into: turned)
    #expect(try turned.run("run", "p.yml").status == 0)
    #expect(try names.prefix(2).map { try turned.read(Self.folder + $0) } == Array(first.prefix(2)))
  }

  @Test func `declared hours decide in place of the night`() throws {
    let workdir = try Workdir()
    try DoubtfulForms.write(DoubtfulForms.nights, into: workdir)
    // The 7th of August is a Thursday.
    try workdir.edit(
      "schema.yml", "  comment: remark",
      "  comment: remark\n  hours: {from: \"04:00\", to: \"21:00\", days: [thu]}")
    #expect(try workdir.run("run", "p.yml").status == 0)
    #expect(try table("responses.csv", in: workdir).rows.map { $0["closed_hours"] } == ["2"])
    try workdir.edit("schema.yml", "days: [thu]", "days: [fri]")
    #expect(try workdir.run("run", "p.yml").status == 0)
    #expect(try table("responses.csv", in: workdir).rows.map { $0["closed_hours"] } == ["5"])
    try workdir.edit("schema.yml", "\n  hours: {from: \"04:00\", to: \"21:00\", days: [fri]}", "")
    try workdir.edit("schema.yml", "basis: quick_survey", "basis: probability_sample")
    #expect(try workdir.run("run", "p.yml").status == 0)
    #expect(try table("responses.csv", in: workdir).rows.isEmpty)
  }

  @Test func `more responses in a ward than dossiers flag its sites`() throws {
    let workdir = try Workdir()
    let forms = [("A", "19815"), ("A", "19815"), ("B", "19815"), ("C", "19774")].enumerated()
      .map { index, place in
        DoubtfulForms.Form(
          site: place.0, day: 4 + index, time: "09:11:00", answers: [5, 4, 3], ward: place.1)
      }
    try DoubtfulForms.write(forms, into: workdir)
    try workdir.write(
      "dossiers.yml",
      """
      dataset: dossiers
      place: {province: province_code, ward: ward_code}
      time: received_at
      columns:
        province_code: {type: province, required: true}
        ward_code: {type: ward}
        received_at: {type: date, required: true}
        is_done: {type: flag}

      """)
    try workdir.write(
      "dossiers.csv",
      "province_code,ward_code,received_at,is_done\n46,19815,2025-08-01,1\n46,19815,2025-08-02,1\n"
        + "46,19815,2025-08-03,0\n46,19774,2025-08-01,1\n")
    try workdir.edit(
      "p.yml", "datasets: {forms: {schema: schema.yml, files: [\"forms/*.csv\"]}}",
      """
      datasets:
        dossiers: {schema: dossiers.yml, files: [dossiers.csv]}
        forms:
          schema: schema.yml
          files: ["forms/*.csv"]
          calibrate: {to: dossiers, by: province, where: is_done}
      """)
    let run = try workdir.run("run", "p.yml")
    #expect(run.status == 0, "\(run)")
    let rows = try table("responses.csv", in: workdir).rows
    #expect(rows.map { $0["site"] } == ["A", "B"])
    #expect(rows.allSatisfy { $0["flags"] == "coverage" && $0["place_n"] == "3" })
    #expect(rows.allSatisfy { $0["place_population"] == "2" && $0["ward_code"] == "19815" })
  }

  @Test func `a run without a sampling design has none of it`() throws {
    let workdir = try Workdir()
    try DoubtfulForms.write(DoubtfulForms.all, into: workdir)
    try workdir.edit("schema.yml", "\n  design: {strata: province_code, psu: site_id}", "")
    #expect(try workdir.run("run", "p.yml").status == 0)
    #expect(!workdir.exists(Self.folder + "responses.csv"))
    #expect(!workdir.exists(Self.folder + "sensitivity.csv"))
    #expect(!(try workdir.read(Self.folder + "quality.json")).contains("surveys"))
    let shown = try workdir.run("show", "quality")
    #expect(shown.status == 0 && shown.out.contains("no survey of this run"), "\(shown)")
  }
}
