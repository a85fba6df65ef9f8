import Foundation
import Testing

/// What happens when a command is typed wrongly, or cannot do what it is asked.
struct UsageTests {
  @Test(arguments: [
    ["rnu"], ["run"], ["run", "a.yml", "b.yml"], ["run", "a.yml", "--treads", "2"],
    ["run", "a.yml", "--threads", "0"], ["run", "a.yml", "--threads", "two"],
    ["run", "a.yml", "--memory", "much"], ["run", "a.yml", "--from", "middle"],
    ["run", "a.yml", "--as-of", "2025-02-30"], ["compare"], ["verify"], ["sniff"],
    ["init"], ["init", "a", "b"],
    ["synth", "--out", "x"], ["synth", "--dossiers", "-1", "--out", "x"],
    ["synth", "--dossiers", "5"], ["show", "--provinces", "46", "--grouping", "province"],
  ])
  func `wrong usage ends in 64, on standard error`(arguments: [String]) throws {
    let outcome = try Workdir().run(arguments)
    #expect(outcome.status == 64, "\(arguments): \(outcome)")
    #expect(outcome.out.isEmpty)
    #expect(!outcome.err.isEmpty)
  }

  @Test(arguments: [
    (["show", "--json"], 66), (["run", "absent.yml", "--json"], 66),
    (["run", "--json", "--treads"], 64), (["verify", "x", "--json"], 66),
    (["sniff", "absent.csv", "--json"], 66),
  ])
  func `with --json a failure too is one document`(arguments: [String], code: Int) throws {
    let outcome = try Workdir().run(arguments)
    #expect(outcome.status == Int32(code), "\(outcome)")
    let error = try #require(try outcome.json()["error"] as? [String: Any])
    #expect(error["code"] as? Int == code)
    #expect((error["message"] as? String)?.isEmpty == false)
  }

  @Test func `an option that is nearly right is answered with the right one`() throws {
    let outcome = try Workdir().run("show", "--jsn")
    #expect(outcome.err.contains("--json"))
  }

  @Test func `an absent pipeline is 66, with the file that may be meant`() throws {
    let workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    for command in ["run", "check", "plan"] {
      let outcome = try workdir.run(command, "pipelines/nighly.yml")
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.err.contains("did you mean \"pipelines/nightly.yml\"?"), "\(outcome)")
    }
  }
}
