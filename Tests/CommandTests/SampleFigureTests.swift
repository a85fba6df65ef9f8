import Foundation
import Testing

/// The figures that were published in 2025, read from what a run over the sample campaign publishes.
struct SampleFigureTests {
  let figures: Figures

  init() throws { figures = try SampleRun.figures() }

  @Test func `An Cựu ward took in 2,187 dossiers, 2,040 of them online, 93.28 percent`() throws {
    let (hue, anCuu): (Substring, Substring) = ("46", "19815")
    let received = try figures("received", by: "province+ward", province: hue, ward: anCuu)
    #expect(received.value == "2187" && received.display == "2187")
    let online = try figures("online_rate", by: "province+ward", province: hue, ward: anCuu)
    #expect(online.numerator == "2040" && online.denominator == "2187")
    #expect(online.display == "93.28")
    #expect(online.low.isEmpty && online.high.isEmpty && online.method.isEmpty)
  }

  @Test func `cut off instead of rounded it is 93.27, as it was printed`() throws {
    let workdir = try Workdir()
    let project = Workdir.project.path
    try workdir.write(
      "truncated.yml",
      """
      pipeline: truncated
      title: {en: Huế alone, vi: Riêng Huế}
      catalog: \(project)/pipelines/kpis.yml
      reference: \(project)/surveys/reference
      as_of: 2025-08-31
      period: {from: 2025-07-01, to: 2025-08-31}
      datasets:
        dossiers:
          schema: \(project)/surveys/schemas/dossiers.yml
          files: ["\(project)/surveys/2025-08/dossiers/46-*.csv"]
      kpis: [online_rate]
      groupings: [province+ward]
      rounding: {mode: truncate, decimals: 2}

      """)
    let run = try workdir.run("run", "truncated.yml", "--quiet")
    try #require(run.status == 0, "\(run)")
    let online = try Figures(workdir.url.appending(path: "out/truncated/latest/kpis.csv"))(
      "online_rate", by: "province+ward", province: "46", ward: "19815")
    #expect(online.numerator == "2040" && online.denominator == "2187")
    #expect(online.display == "93.27")
    #expect(online.value == "0.9327846364883402")
  }

  @Test
  func
    `all 30 asked in An Cựu are satisfied, which shows 76.12 percent at least, and 88.65 if drawn one by one`()
    throws
  {
    let asked = try figures("satisfaction", by: "province+ward", province: "46", ward: "19815")
    #expect(asked.numerator == "30" && asked.denominator == "30" && asked.value == "1")
    #expect(asked.display == "100.00")
    let low = try #require(Double(asked.low))
    #expect((low * 10_000).rounded() == 7_612)
    #expect(asked.high == "1" && asked.method == "wilson_effective_n_fallback")
    let plain = try #require(Double(asked.plainLow))
    #expect((plain * 10_000).rounded() == 8_865)
    #expect(asked.plainHigh == "1" && asked.basis == "quick_survey")
    #expect(asked.flag == "unreliable;review")
  }

  @Test func `Huế digitised 100.00 of documents and 78.04 of results, and reused 16.40`() throws {
    let documents = try figures("documents_digitized_rate", by: "province", province: "46")
    #expect(documents.display == "100.00" && documents.value == "1")
    #expect(documents.numerator == documents.denominator && documents.numerator != "0")
    let results = try figures("digitization_rate", by: "province", province: "46")
    #expect(results.numerator == "7804" && results.denominator == "10000")
    #expect(results.display == "78.04" && results.value == "0.7804")
    let reuse = try figures("reuse_rate", by: "province", province: "46")
    #expect(reuse.numerator == "1280" && reuse.denominator == "7804")
    #expect(reuse.display == "16.40")
  }

  @Test func `Huế is above 90 percent online and among the first five of 34`() throws {
    let online = try figures("online_rate", by: "province", province: "46")
    #expect(try #require(Double(online.value)) > 0.9)
    let ranks = try Table(try SampleRun.get().file("rankings.csv")).rows
      .filter { $0["kpi"] == "online_rate" }
    #expect(ranks.count == 34)
    #expect(ranks.allSatisfy { $0["rank"]?.isEmpty == false })
    let top = ranks.filter { $0["in_top"] == "1" }
    #expect(top.count == 5 && top.contains { $0["province_code"] == "46" })
    let hue = try #require(ranks.first { $0["province_code"] == "46" })
    #expect(try #require(Int(hue["rank", default: ""])) <= 5)
    let document = try JSONSerialization.jsonObject(
      with: Data(contentsOf: try SampleRun.get().file("top.json")))
    let first = (document as? [String: Any])?["online_rate"] as? [String: Any]
    let provinces = try #require(first?["provinces"] as? [[String: Any]])
    #expect(provinces.contains { $0["province_code"] as? String == "46" })
    let side = try Table(try SampleRun.get().file("top.csv")).rows
    #expect(side.map { $0["province_code"] } == top.map { $0["province_code"] })
    #expect(
      side.first { $0["province_code"] == "46" }?["online_rate"] == String(online.display))
  }

  @Test func `Phú Thọ took in 91 dossiers in July, by field and with the zeros shown`() throws {
    let published: [Substring: Substring] = [
      "radio_frequency": "43", "intellectual_property": "34", "standards_metrology_quality": "9",
      "science_technology": "4", "telecom_internet": "1", "radiation_safety": "0", "post": "0",
    ]
    for (field, count) in published {
      let received = try figures(
        "received", by: "province+field+period", province: "25", member: field, period: "2025-07")
      #expect(received.value == count && received.display == count, "\(field)")
    }
    let july = try figures("received", by: "province+period", province: "25", period: "2025-07")
    #expect(july.value == "91")
    let fields = try figures.values("received", by: "province+field+period") {
      $0[2] == "25" && $0[5] == "2025-07"
    }
    #expect(fields.reduce(0, +) == 91)
    let processed = try figures(
      "processed_rate", by: "province+period", province: "25", period: "2025-07")
    #expect(processed.numerator == "73" && processed.denominator == "91")
    #expect(processed.display == "80.22")
  }

  @Test func `46 opinions came from nine provinces, and all were answered`() throws {
    #expect(try figures("opinions").value == "46")
    #expect(try figures("opinion_provinces").value == "9")
    let answered = try figures("opinions_answered_rate")
    #expect(answered.numerator == "46" && answered.denominator == "46")
    #expect(answered.display == "100.00")
    let provinces = try figures.values("opinions", by: "province")
    #expect(provinces.count == 34 && provinces.count { $0 > 0 } == 9)
    for grouping in ["province", "period", "topic", "province+topic", "province+period"] {
      #expect(try figures.values("opinions", by: grouping).reduce(0, +) == 46, "\(grouping)")
    }
    // They have a period of their own, into September.
    #expect(try figures.values("opinions", by: "period").count == 3)
  }

  @Test func `nobody is trained in any of Đồng Tháp's 102 communes`() throws {
    let trained = try figures("trained_communes", by: "province", province: "82")
    #expect(trained.numerator == "0" && trained.denominator == "102" && trained.value == "0")
    #expect(trained.display == "0.00")
    #expect(try figures("trained_communes").denominator == "3321")
  }

  @Test func `103 tasks are 96 and 7, in seven fields, and 35 procedures have a guide`() throws {
    #expect(try figures("tasks").value == "103")
    #expect(try figures("tasks", by: "task_kind", member: "decentralized").value == "96")
    #expect(try figures("tasks", by: "task_kind", member: "delimited").value == "7")
    let fields = try figures.values("tasks", by: "task_field")
    #expect(fields.count == 7 && fields.allSatisfy { $0 > 0 } && fields.reduce(0, +) == 103)
    #expect(try figures("guided_procedures").value == "35")
    #expect(try figures.values("guided_procedures", by: "task_field").reduce(0, +) == 35)
  }

  @Test func `12 delegations visit each of the 34 provinces once`() throws {
    #expect(try figures("delegations").value == "12")
    #expect(try figures("visited_provinces").value == "34")
    let visits = try figures.values("delegations", by: "province")
    #expect(visits.count == 34 && visits.allSatisfy { $0 == 1 })
    #expect(try Quality(of: SampleRun.get()).datasets["delegations"]?.accepted == 34)
  }

  @Test func `difficulties by six categories and by two groups add up to the same`() throws {
    let total = try #require(Int(try figures("difficulties").value))
    #expect(total > 0)
    let categories = try figures.values("difficulties", by: "difficulty")
    let groups = try figures.values("difficulties", by: "difficulty_group")
    #expect(categories.count == 6 && categories.reduce(0, +) == total)
    #expect(groups.count == 2 && groups.reduce(0, +) == total)
    let law = try figures("difficulties", by: "difficulty", member: "law")
    let legal = try figures("difficulties", by: "difficulty_group", member: "legal")
    #expect(law.value == legal.value)
    for grouping in ["province", "province+difficulty", "province+ward", "period"] {
      #expect(try figures.values("difficulties", by: grouping).reduce(0, +) == total, "\(grouping)")
    }
  }

  @Test func `calls and requests are there by province and topic, and add up`() throws {
    for kpi in ["hotline_calls", "requests", "requests_open"] {
      let total = try #require(Int(try figures(Substring(kpi)).value))
      #expect(total > 0)
      for grouping in ["province", "topic", "province+topic"] {
        #expect(try figures.values(kpi, by: grouping).reduce(0, +) == total, "\(kpi) \(grouping)")
      }
    }
    for kpi: Substring in ["hotline_answer_hours_p50", "request_days_p90"] {
      #expect(!(try figures(kpi).value.isEmpty))
    }
    for kpi: Substring in ["dead_spot_communes", "communes_without_it_staff"] {
      let communes = try figures(kpi)
      #expect(communes.denominator == "3321" && communes.numerator != "0")
    }
  }
}
