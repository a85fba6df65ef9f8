import Foundation
import Testing

/// `hailong compare` on folders written by hand.
struct CompareTests {
  let workdir: Workdir

  init() throws {
    workdir = try Workdir()
    try PublishedFolder().write(into: workdir)
    var later = PublishedFolder()
    later.id = "fedcba9876543210"
    later.figures = later.figures
      .replacing("46,Huế,,,,,,80,80,1,,,,100.00", with: "46,Huế,,,,,,72,80,0.9,,,,90.00")
      .replacing("received,national", with: "requests,national")
    later.ranks = later.ranks.replacing("online_rate,1,46", with: "online_rate,3,46")
    try later.write(into: workdir)
  }

  @Test func `lists what changed, came and went, and ends in 0`() throws {
    let compared = try workdir.run("compare", "01234567", "small")
    #expect(compared.status == 0, "\(compared)")
    #expect(compared.out.contains("1 changed, 1 added, 1 vanished, 7 the same"))
    #expect(
      compared.out.contains("online_rate  Huế  100.00 %  80 / 80  90.00 %  72 / 80  -10.00"),
      "\(compared)")
    #expect(compared.out.contains("online_rate  Huế              1         3"))
  }

  @Test func `as JSON it is one document`() throws {
    let compared = try workdir.run("compare", "01234567", "small", "--json").json()
    let changed = try #require(compared["changed"] as? [[String: Any]])
    #expect(changed.count == 1)
    let change = try #require(changed.first?["change"] as? Double)
    #expect(abs(change + 0.1) < 1e-12)
    #expect((compared["added"] as? [Any])?.count == 1)
    #expect((compared["vanished"] as? [Any])?.count == 1)
    #expect((compared["ranks"] as? [Any])?.count == 1)
  }

  @Test func `one name compares a run with the one that it was compared with`() throws {
    let alone = try workdir.run("compare", "small")
    #expect(alone.status == 66)
    #expect(
      alone.err.contains("run fedcba9876543210 is the first of small: name another run after it"))
    try workdir.edit(
      "out/small/fedcba9876543210/run.json", "\"status\"",
      "\"compared_with\": \"0123456789abcdef\", \"status\"")
    let compared = try workdir.run("compare", "small")
    #expect(compared.status == 0)
    #expect(compared.out == (try workdir.run("compare", "01234567", "small").out))
    try workdir.remove("out/small/0123456789abcdef")
    let gone = try workdir.run("compare", "small")
    #expect(gone.status == 66 && gone.err.contains("is not there any more"), "\(gone)")
  }

  @Test func `a ward that is not stated is named, and a difference too small to show is no zero`()
    throws
  {
    for (id, value) in [("0123456789abcdef", "0.66667"), ("fedcba9876543210", "0.66664")] {
      var folder = PublishedFolder()
      folder.id = id
      folder.figures = """
        online_rate,province,46,Huế,,,,,,2,3,\(value),,,,66.67,
        online_rate,province+ward,46,Huế,,,,,,1,3,\(value),,,,66.67,
        """
      try folder.write(into: workdir)
    }
    let compared = try workdir.run("compare", "01234567", "small")
    #expect(compared.out.contains("Huế, ward not stated"), "\(compared)")
    #expect(compared.out.contains("down <0.01"), "\(compared)")
    #expect(!compared.out.contains("-0.00"), "\(compared)")
  }

  @Test func `a run is the same as itself`() throws {
    let compared = try workdir.run("compare", "small", "small")
    #expect(compared.status == 0)
    #expect(compared.out.contains("0 changed, 0 added, 0 vanished, 9 the same"))
  }
}
