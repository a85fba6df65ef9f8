import Foundation
import Testing

/// What is personal stays where it is: names, telephone numbers and identity numbers, put into every
/// column of records that are wrong in every way, are found in nothing that hailong writes.
struct CanaryTests {
  let workdir: Workdir

  private static let secrets = [
    "Nguyễn Thị Canary", "0912345678", "079123456789", "0912-345-678", "0912.345.678",
    "079-123-456789", "+84 912 345 678", "=Canary(079123456789)",
  ]

  /// What to look for: any part of a secret that would give it away, in any writing.
  private static let traces = [
    "[Cc]anary", "079[-. ]?123[-. ]?456[-. ]?789", "912[-. ]?345[-. ]?678",
  ]

  private static let columns = [
    "id", "province_code", "province_name", "ward_code", "channel", "received_at", "due_on", "done",
    "mark", "fee", "applicant", "phone", "note", "updated_at",
  ]
  private static let good = [
    "G", "46", "Huế", "19815", "online", "2025-07-02T08:00:00", "2025-07-09", "1", "5", "10.50",
    "Canary Applicant", "0912345678", "x", "2025-07-03T08:00:00",
  ]

  init() throws {
    workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    try workdir.write(
      "surveys/schemas/dossiers.yml",
      """
      dataset: dossiers
      key: id
      version: updated_at
      place: {province: [province_code, province_name], ward: ward_code}
      time: received_at
      columns:
        id: {type: id, required: true}
        province_code: {type: province, required: true}
        province_name: {type: province}
        ward_code: {type: ward}
        channel: {type: category, required: true, values: {online: [], in_person: []}}
        received_at: {type: timestamp, required: true}
        due_on: {type: date}
        done: {type: flag}
        mark: {type: integer, range: [1, 5], words: {5: ["Rất tốt"]}}
        fee: {type: decimal}
        applicant: {type: text, personal: true}
        phone: {type: text, personal: true}
        note: {type: text}
        updated_at: {type: timestamp, required: true}

      """)
  }

  private func record(_ id: Int, _ change: (inout [String]) -> Void) -> String {
    var cells = Self.good
    cells[0] = "R\(id)"
    change(&cells)
    return cells.joined(separator: ",") + "\n"
  }

  /// Records with each secret in each column, shifted to each place, and broken in each way.
  private var file: Data {
    var text = Self.columns.joined(separator: ",") + "\n"
    var count = 0
    func add(_ change: (inout [String]) -> Void) {
      count += 1
      text += record(count, change)
    }
    for secret in Self.secrets {
      for column in Self.columns.indices { add { $0[column] = secret } }
      for column in Self.columns.indices { add { $0[column] = "\"\(secret), \(secret)\"" } }
      for column in Self.columns.indices { add { $0.insert(secret, at: column) } }
      for column in Self.columns.indices {
        add { $0[column] = "x\"\(secret)" }
        add { $0[column] = "\"\(secret)\"x" }
      }
    }
    for shift in 1..<Self.columns.count {
      add { $0 = Array($0[shift...] + $0[..<shift]) }
      add { $0 = Array($0[shift...]) }
    }
    // Near misses of listed words, with a name beside them.
    for column in [1, 2, 4, 8] { add { $0[column] = "onlin Canary" } }
    for name in ["Atlantis", "Phú Thọ"] { add { $0[2] = name } }
    add { $0[3] = "04792" }
    add { $0[8] = "9" }
    add { $0[0] = "" }
    var data = Data(text.utf8)
    data += Data("B,46,Huế,19815,online,Canary ".utf8) + Data([0xC3, 0x28])
    data += Data(",,1,5,1,x,y,z,u\n".utf8)
    data += Data("T,46,\"Canary 079123456789,0912345678\n".utf8)
    return data
  }

  private func expectNoTrace(_ text: String, _ comment: String) throws {
    for trace in Self.traces {
      let found = try text.firstMatch(of: Regex(trace)).map { text[$0.range] }
      #expect(found == nil, "\(comment) shows \(found ?? "")")
    }
  }

  /// Looks through everything below `out` as bytes, as grep does.
  private func expectNoTraceInFiles() throws {
    let pattern = Self.traces.joined(separator: "|")
    let found = try workdir.shell(
      "grep -raoE '\(pattern)' out; grep -raq received out && echo searched")
    #expect(found.out == "searched\n", "\(found)")
  }

  @Test func `no secret leaves by figures, rejects, stages, messages or reports`() throws {
    try workdir.remove("surveys/2025-08/dossiers/phu-tho.csv")
    try workdir.write("surveys/2025-08/dossiers/hue.csv", file)
    try workdir.write(
      "surveys/2025-08/dossiers/cut.csv",
      Self.columns.joined(separator: ",") + "\n" + record(1) { _ in }
        + "C,46,Huế,19815,online,2025-07-02T08:00:00,2025-07-09,1,5,10.50,Canary Cut,091234567")
    for language in ["en", "vi"] {
      let content = try workdir.read(SmallCampaign.pipeline).split(separator: "\n")
        .filter { !$0.hasPrefix("language") }.joined(separator: "\n")
      try workdir.write(SmallCampaign.pipeline, content + "\nlanguage: \(language)\n")
      for arguments in [
        ["run", SmallCampaign.pipeline], ["run", SmallCampaign.pipeline, "--force", "--json"],
        ["check", SmallCampaign.pipeline], ["plan", SmallCampaign.pipeline], ["show"],
        ["show", "--json"], ["verify", "delegations-2025-08", "--inputs"],
      ] {
        let outcome = try workdir.run(arguments)
        #expect(outcome.status == 0, "\(arguments) ended with \(outcome.status): \(outcome.err)")
        try expectNoTrace(outcome.out + outcome.err, "\(arguments)")
      }
      try expectNoTraceInFiles()
    }
    // All of it was really there to be shown: every kind of fault that a record can have.
    let codes = try Set(
      Table(workdir.url.appending(path: "out/delegations-2025-08/latest/rejects.csv")).rows
        .compactMap { $0["code"] })
    let expected: Set = [
      "field_count", "bad_quote", "truncated", "bad_encoding", "missing_required",
      "bad_timestamp", "bad_date", "bad_integer", "bad_decimal", "out_of_range", "bad_flag",
      "unknown_category", "unknown_province", "unknown_ward", "ward_outside_province",
      "place_mismatch",
    ]
    #expect(expected.subtracting(codes).isEmpty, "\(expected.subtracting(codes)) did not happen")
  }

  @Test func `a file without a header is refused, and its first record not shown`() throws {
    let secret = "079123456789"
    let records = (1...3).map { id in
      record(id) { cells in
        cells[10] = "Nguyễn Thị Canary"
        cells[11] = secret
      }
    }
    try workdir.write("surveys/2025-08/dossiers/hue.csv", records.joined())
    for command in ["run", "check"] {
      let outcome = try workdir.run(command, SmallCampaign.pipeline)
      try expectNoTrace(outcome.out + outcome.err, command)
    }
    let pattern = Self.traces.joined(separator: "|")
    #expect(try workdir.shell("grep -raoE '\(pattern)' out").out.isEmpty)
  }

  @Test func `sniff tells of columns and not of people`() throws {
    try workdir.write("hue.csv", file)
    for arguments in [["sniff", "hue.csv"], ["sniff", "hue.csv", "--json"]] {
      let outcome = try workdir.run(arguments)
      try expectNoTrace(outcome.out + outcome.err, "\(arguments)")
    }
  }
}
