import Foundation
import Testing

/// `hailong estimate`, as an analyst types it.
struct EstimateTests {
  private static let rows = """
    stratum;unit;weight;size;yes;score;place
    a;1;2,5;4;1;10;Huế
    a;2;2,5;4;0;12;Huế
    b;1;3;5;1;;Đà Nẵng
    b;2;3;5;1;9;Đà Nẵng
    b;3;3;5;0;11;"Hội An; phố cổ"
    """

  private func workdir(_ spec: String, _ data: String = rows.replacing("2,5", with: "2.5")) throws
    -> Workdir
  {
    let workdir = try Workdir()
    try workdir.write("survey.csv", "\u{FEFF}" + data.replacing("\n", with: "\r\n") + "\r\n")
    try workdir.write("spec.yml", spec)
    return workdir
  }

  private static let design =
    "design: {ids: [unit], strata: [stratum], weights: weight, nest: true}"

  private func spec(_ statistic: String, _ more: String = "") -> String {
    "input: survey.csv\n\(Self.design)\nstatistic: {\(statistic)}\n\(more)\n"
  }

  @Test
  func `a total from a file with marks, semicolons and CRLF has the variance worked out by hand`()
    throws
  {
    let workdir = try workdir(spec("type: total, variables: [yes]"))
    let outcome = try workdir.run("estimate", "spec.yml", "--json")
    #expect(outcome.status == 0, "\(outcome)")
    let figures = try #require(outcome.json()["estimate"] as? [String: Any])
    let total = try #require((figures["estimates"] as? [[String: Any]])?.first)
    // 2.5 + 3 + 3; in a: 2/1 · 2 · 1.25², in b: 3/2 · (1 + 1 + 4).
    #expect(total["estimate"] as? Double == 8.5)
    #expect(abs((total["se"] as? Double ?? 0) - (6.25 + 9.0).squareRoot()) < 1e-12)
    #expect(figures["df"] as? Int == 3)
    #expect(figures["n"] as? Int == 5)
  }

  @Test func `the table shows names, intervals and methods, in Vietnamese too`() throws {
    let workdir = try workdir(spec("type: mean, variables: [yes], by: [place]"))
    let outcome = try workdir.run("estimate", "spec.yml")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.lines.prefix(2).last?.split(separator: " ").first == "name")
    for name in ["Huế", "Đà Nẵng", "Hội An; phố cổ"] { #expect(outcome.out.contains(name)) }
    #expect(outcome.out.contains(" t "))
  }

  @Test func `a case that is refused says why, and the others still run`() throws {
    let cases = """
      cases:
        - {id: good, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]}}
        - {id: absent, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [scores]}}
        - {id: empty, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [score]}}
        - {id: words, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [place]}}
        - {id: lonely, input: survey.csv, design: {ids: [stratum], strata: [stratum]},
           statistic: {type: mean, variables: [yes]}}
        - {id: level, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]},
           weight_adjustment: {type: post_stratify, strata: [place], population: {Huế: 5, Đà Nẵng: 6}}}
        - {id: cell, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]},
           weight_adjustment: {type: rake, margins: [{variable: stratum, population: {a: 5, b: 6, c: 1}}]}}
        - {id: nowhere, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]},
           domain: {column: place, op: "==", value: Hue}}
        - {id: share, input: survey.csv, \(Self.design), statistic: {type: proportion, variable: score},
           domain: {column: score, op: not_missing}}
        - {id: bounds, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]},
           weight_adjustment: {type: calibrate, calfun: logit, bounds: [0.9, 1.1], terms: ["1"],
             population: {"(Intercept)": 99}}}
      """
    let workdir = try workdir(cases)
    let outcome = try workdir.run("estimate", "spec.yml", "--json")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try outcome.json()
    #expect(document.count == 10)
    #expect((document["good"] as? [String: Any])?["error"] == nil)
    let reasons = [
      "absent": ["scores", "did you mean \"score\""], "empty": ["score is empty in row 3", "na:"],
      "words": ["place, row 1", "is not a number"], "lonely": ["stratum \"a\"", "only one unit"],
      "level": ["\"Hội An; phố cổ\"", "no population"], "cell": ["\"c\"", "no row in the sample"],
      "nowhere": ["no row"], "share": ["row 1", "0 and 1"], "bounds": ["(Intercept)", "bounds"],
    ]
    for (id, parts) in reasons {
      let error = try #require((document[id] as? [String: Any])?["error"] as? String, "\(id)")
      for part in parts { #expect(error.contains(part), "\(id): \(error)") }
      #expect(outcome.err.contains("hailong: \(id): \(error)"))
    }
  }

  @Test(arguments: [
    ("weight", "a;1;0;4", "row 1: the weight is 0"),
    ("weight", "a;1;2,5;4", "weight, row 1: \"2,5\" is not a number"),
    ("weight", "a;1;;4", "weight is empty in row 1"),
    ("size", "a;1;2.5;1", "fpc is not constant in stratum \"a\""),
    ("unit", "a;;2.5;4", "unit is empty in row 1"),
  ])
  func `a design that the data do not carry is refused with column and row`(
    column: String, start: String, reason: String
  ) throws {
    let data = Self.rows.replacing("2,5", with: "2.5").replacing("a;1;2.5;4", with: start)
    let spec = """
      input: survey.csv
      design: {ids: [unit], strata: [stratum], weights: weight, fpc: [size], nest: true}
      statistic: {type: total, variables: [yes]}
      """
    let outcome = try workdir(spec, data).run("estimate", "spec.yml")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.err.contains(reason), "\(outcome)")
  }

  @Test func `rows without an answer are left out only where the spec says so`() throws {
    let workdir = try workdir(spec("type: mean, variables: [score], na: drop_as_domain"))
    let outcome = try workdir.run("estimate", "spec.yml", "--json")
    #expect(outcome.status == 0, "\(outcome)")
    let figures = try #require(outcome.json()["estimate"] as? [String: Any])
    #expect(figures["n"] as? Int == 4)
    #expect(try workdir.run("estimate", "spec.yml").out.contains("1 rows lack a value"))
  }

  @Test func `a spec that is wrong is told by line and column, with what was meant`() throws {
    let workdir = try workdir(
      "input: survey.csv\ndesign: {ids: [unit], stratta: [stratum]}\nstatistic: {type: meen}\n")
    let outcome = try workdir.run("estimate", "spec.yml")
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.err.contains("spec.yml:2:23: unknown key \"stratta\""), "\(outcome)")
    #expect(outcome.err.contains("did you mean \"strata\""))
    #expect(outcome.err.contains("spec.yml:3:19: unknown type \"meen\""))
    #expect(outcome.err.contains("did you mean \"mean\""))
  }

  @Test func `what is absent and what is typed wrongly have exit codes of their own`() throws {
    let workdir = try workdir(spec("type: kish"))
    #expect(try workdir.run("estimate", "nothing.yml").status == 66)
    #expect(try workdir.run("estimate").status == 64)
    #expect(try workdir.run("estimate", "spec.yml", "--nothing").status == 64)
    try workdir.remove("survey.csv")
    let outcome = try workdir.run("estimate", "spec.yml")
    #expect(outcome.status == 66 && outcome.err.contains("survey.csv"), "\(outcome)")
  }

  @Test func `a case whose file is absent is refused by itself`() throws {
    let cases = """
      cases:
        - {id: good, input: survey.csv, \(Self.design), statistic: {type: mean, variables: [yes]}}
        - {id: gone, input: gone.csv, \(Self.design), statistic: {type: mean, variables: [yes]}}
      """
    let outcome = try workdir(cases).run("estimate", "spec.yml", "--json")
    #expect(outcome.status == 0, "\(outcome)")
    let found = try outcome.json()
    #expect((found["good"] as? [String: Any])?["estimates"] != nil)
    let refusal = (found["gone"] as? [String: Any])?["error"] as? String
    #expect(refusal?.contains("gone.csv") == true, "\(found)")
    let alone = try workdir(cases.replacing("survey.csv", with: "gone.csv"))
    #expect(try alone.run("estimate", "spec.yml", "--json").status == 66)
  }

  @Test func `a weight that nobody could stand for is refused`() throws {
    let workdir = try workdir(
      spec("type: mean, variables: [yes]"), Self.rows.replacing("2,5", with: "1e300"))
    let outcome = try workdir.run("estimate", "spec.yml")
    #expect(outcome.status == 65, "\(outcome)")
    #expect((outcome.out + outcome.err).contains("more than there can be"), "\(outcome)")
  }

  @Test func `a broken record refuses the cases of its file, by line`() throws {
    let data = Self.rows.replacing("2,5", with: "2.5").replacing("b;2;3;5", with: "b;2;3")
    let outcome = try workdir(spec("type: kish"), data).run("estimate", "spec.yml")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.err.contains("survey.csv, line 5"), "\(outcome)")
  }

  @Test func `the specs of the sample run, and 30 of 30 is not 100 percent`() throws {
    let folder = Workdir.project.appending(path: "surveys/estimates")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yml") }
    #expect(names.count > 1)
    for name in names {
      let outcome = try Workdir().run("estimate", folder.appending(path: name).path, "--json")
      #expect(outcome.status == 0, "\(name): \(outcome)")
      guard name == "an-cuu.yml" else { continue }
      let figures = try #require(outcome.json()["estimate"] as? [String: Any])
      #expect(figures["estimate"] as? Double == 1 && figures["n_rows"] as? Int == 30)
      let interval = try #require(figures["fallback_ci95"] as? [Double])
      // Clopper and Pearson for 30 / 2.45: 0.025 to the power of its inverse.
      #expect(abs(interval[0] - pow(0.025, 2.45 / 30)) < 1e-9 && interval[1] == 1)
    }
  }
}
