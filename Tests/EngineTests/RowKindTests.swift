import Definitions
import Foundation
import Testing

@testable import Engine

private let header =
  "STT,id,province,province_name,ward,channel,received_at,digitized,mark,fee,applicant,updated_at\n"
private let empty = String(repeating: ",", count: 11) + "\n"

private func record(_ id: String, applicant: String = "x") -> String {
  "1,\(id),46,,,online,2025-07-02T08:00:00,1,5,1,\(applicant),2025-07-03T08:00:00\n"
}

/// A row of the header's width with texts in some fields.
private func row(_ texts: [Int: String], width: Int = 12) -> String {
  (0..<width).map { texts[$0] ?? "" }.joined(separator: ",") + "\n"
}

/// Rows that people read and programs pass: captions, sums, signatures, headers on every page.
@Suite struct RowKindTests {
  private func ingest(
    _ text: String, _ plan: CountingPlan = .dossiers, threads: Int = 2, shardBytes: Int = 1 << 20
  ) throws -> Campaign.Outcome {
    let campaign = try Campaign(plan)
    defer { campaign.remove() }
    return try campaign.ingest(header + text, threads: threads, shardBytes: shardBytes)
  }

  @Test(arguments: [
    [0: "I", 1: "Sở, ban, ngành"], [0: "II", 1: "Cấp xã"], [0: "Sở Tư pháp"], [1: "Phường An Cựu"],
    [0: "1", 1: "Sở Y tế"], [0: "A.", 2: "UBND cấp xã"], [10: "Nhóm hồ sơ đất đai"],
  ])
  func `a row of words over some records is a group's caption`(texts: [Int: String]) throws {
    let quoted = texts.mapValues { "\"\($0)\"" }
    let outcome = try ingest(row(quoted) + record("A") + row(quoted) + empty + record("B"))
    #expect(outcome.accounting.accepted == 2 && outcome.accounting.rowsRead == 2)
    #expect(outcome.accounting.skipped == ["header": 1, "group": 2, "blank": 1])
  }

  @Test(arguments: [
    [0: "Tổng cộng", 7: "15", 9: "20000"], [1: "TỔNG CỘNG", 5: "10"],
    [0: "", 1: "Tổng số:", 8: "7"],
    [0: "Cộng", 9: "1.250"], [1: "Tong cong"], [0: "Total", 6: "12"], [0: "Tổng cộng (I + II)"],
    [1: "\"Tổng cộng\"", 9: "5"], [0: "To\u{302}\u{309}ng co\u{323}\u{302}ng", 9: "5"],
  ])
  func `a row that begins with the name of a sum is a total`(texts: [Int: String]) throws {
    let outcome = try ingest(record("A") + row(texts) + record("B") + row(texts))
    #expect(outcome.accounting.accepted == 2 && outcome.accounting.rowsRead == 2)
    #expect(outcome.accounting.skipped == ["header": 1, "total": 2])
  }

  @Test func `a record whose key is the name of a sum is a record, a sum of numbers is none`()
    throws
  {
    for name in ["Tổng cộng", "\"Tổng cộng\"", "Cộng", "Total", "Tổng cộng ABC"] {
      let outcome = try ingest(record("A") + record(name))
      #expect(outcome.accounting.accepted == 2 && outcome.accounting.skipped == ["header": 1])
    }
    let campaign = try Campaign(.units)
    defer { campaign.remove() }
    let units =
      "unit,received,rate\nSở Y tế,12,\nCộng,3,\n\"Tổng cộng\",15,\nTổng số hồ sơ trễ,4,\nTổng,x,\n"
    let outcome = try campaign.ingest(units)
    #expect(outcome.accounting.skipped == ["header": 1, "total": 1])
    #expect(outcome.accounting.accepted == 3 && outcome.rejectCodes == ["6 bad_integer"])
  }

  @Test func `what stands below the last record is a signature, padded or not`() throws {
    let signature =
      row([8: "\"Huế, ngày 05 tháng 8 năm 2025\""])
      + row([2: "Người lập biểu", 8: "Thủ trưởng đơn vị"])
      + ",,(Ký tên),,,,,\n" + empty + row([2: "Nguyễn Văn An", 8: "Lê Thị Bình"])
      + "Nơi nhận: Sở Tư pháp\n"
    let outcome = try ingest(record("A") + row([0: "Tổng cộng", 9: "1"]) + signature)
    #expect(outcome.accounting.skipped == ["header": 1, "total": 1, "signature": 5, "blank": 1])
    #expect(outcome.accounting.accepted == 1 && outcome.rejects.isEmpty)
  }

  @Test func `a header that stands again where files were put together is no record`() throws {
    let again = "\u{FEFF}" + header
    let outcome = try ingest(record("A") + again + record("B") + header + header + record("C"))
    #expect(outcome.accounting.accepted == 3)
    #expect(outcome.accounting.skipped == ["header": 4])
  }

  @Test(arguments: [
    (row([1: "000.00.12.H46-250702-0001"]), "missing_required"),
    (row([1: "000.00.12.H46-250702-0001", 2: "46"]), "missing_required"),
    (
      row([2: "46", 5: "online", 6: "2025-07-02T08:00:00", 11: "2025-07-03T08:00:00"]),
      "missing_required"
    ),
    (row([0: "7", 2: "46", 5: "online"]), "missing_required"), (row([0: "7"]), "missing_required"),
    (row([6: "2025-07-02T08:00:00"]), "missing_required"), (row([9: "12000"]), "missing_required"),
    (row([1: "12", 10: "Trần B"]), "missing_required"),
    (row([1: "ABC", 10: "hoãn"]), "missing_required"),
    (row([2: "Huế", 10: "Trần B"]), "missing_required"), (row([5: "online"]), "missing_required"),
    (row([1: "KH-1", 3: "Tổng số hồ sơ trễ", 8: "9"]), "missing_required"),
    (row([0: "Cộng", 2: "Huế", 8: "6"]), "missing_required"),
    ("000.00.12.H46-250702-0001\n", "field_count"), ("1,B,46\n", "field_count"),
    ("phần sau của ghi chú\n", "field_count"), (row([3: "Huế"], width: 5), "field_count"),
  ])
  func `a record with a fault is rejected, however little is in it`(
    text: String, code: String
  ) throws {
    let outcome = try ingest(record("A") + text + record("C"))
    #expect(outcome.rejectCodes == ["3 \(code)"])
    #expect(outcome.accounting.accepted == 2 && outcome.accounting.skipped == ["header": 1])
  }

  @Test func `the header of another table refuses the file, whatever stands before it`() throws {
    let swapped = header.replacing("received_at", with: "x").replacing(
      "updated_at", with: "received_at"
    )
    .replacing(",x,", with: ",updated_at,")
    for other in [swapped, "id,province,channel\n"] {
      let many = (0..<300).map { record("A\($0)") }.joined()
      for shardBytes in [1 << 20, 700] {
        let outcome = try ingest(many + other + record("B"), shardBytes: shardBytes)
        #expect(outcome.result.files.isEmpty && outcome.rejects.isEmpty)
        #expect(
          outcome.result.refused.first?.reason.contains("in line 302 begins another table") == true)
      }
    }
    let own = header.replacing("id,", with: "Mã hồ sơ,")
    #expect(try ingest(record("A") + own + record("B")).accounting.skipped == ["header": 2])
  }

  @Test func `a last line that breaks off is truncated, unless a signature has begun`() throws {
    #expect(try ingest(record("A") + "Nguyễn Văn").rejectCodes == ["3 truncated"])
    let signed = try ingest(record("A") + row([2: "Người lập biểu"]) + "Nguyễn Văn An")
    #expect(signed.rejects.isEmpty && signed.accounting.skipped["signature"] == 2)
  }

  @Test func `an unpadded line of words in the midst of records is rejected, not passed`() throws {
    let outcome = try ingest(record("A") + "Sở Tư pháp\n" + row([0: "Tổ một"]) + record("B"))
    #expect(outcome.rejectCodes == ["3 field_count"])
    #expect(outcome.accounting.skipped == ["header": 1, "group": 1])
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `kinds of rows do not depend on where shards begin`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let kinds = [
      record("A"), row([0: "I", 1: "Sở Tư pháp"]), row([0: "Tổng cộng", 9: "5"]), header, empty,
      "Nguyễn Văn An\n", record("B", applicant: "\"Lê\nB\""), row([2: "46"]), ",,Ký tên,,\n",
      record("C", applicant: "\"Lê\"B\""), "1,B,46\n",
    ]
    for _ in 0..<30 {
      let text = (0..<12).map { _ in kinds.randomElement(using: &generator) ?? "" }.joined()
      let whole = try ingest(text, threads: 1)
      for shardBytes in [40, 111, 350] {
        let cut = try ingest(text, threads: 3, shardBytes: shardBytes)
        #expect(cut.fingerprint == whole.fingerprint, "\(text)")
      }
      // Every line is a record's, a reject's or of no record; those that are kept take one or two.
      let passed = whole.accounting.skipped.values.reduce(0, +)
      let rejected = whole.rejects.reduce(0) { $0 + $1.lineCount }
      let kept = whole.accounting.rowsRead - whole.accounting.rejected
      let lines = (header + text).count { $0 == "\n" }
      #expect(passed + rejected + kept <= lines && lines <= passed + rejected + 2 * kept, "\(text)")
    }
  }
}

extension Reject {
  /// The lines that it says it takes.
  fileprivate var lineCount: Int {
    let ends = detail.split(separator: "–").compactMap { Int($0) }
    return ends.count == 2 ? ends[1] - ends[0] + 1 : 1
  }
}

extension CountingPlan {
  /// Sums by office, without a key.
  fileprivate static let units: CountingPlan = {
    let columns = [
      Column(name: "unit", type: .text, required: true),
      Column(name: "received", type: .integer(Scale()), required: true),
      Column(name: "rate", type: .decimal(Scale())),
    ]
    let plan = CountingPlan.dossiers
    return CountingPlan(
      dataset: PipelineDefinition.Dataset(
        name: "units", schema: Schema(dataset: "units", columns: columns), files: [],
        period: .summer),
      measures: [], tables: [], reference: plan.reference, offset: plan.offset, asOf: plan.asOf)
  }()
}
