import Testing

@testable import Definitions

struct DateTimeReaderTests {
  private func microseconds(_ hour: Int, _ minute: Int, _ second: Int = 0) -> Int64 {
    Int64(hour * 3600 + minute * 60 + second) * 1_000_000
  }

  @Test
  func `every documented form is read`() {
    let july = day(2025, 7, 1)
    let vietnam = UTCOffset.vietnam
    let forms: [(String, Int64?, UTCOffset?)] = [
      ("2025-07-01", nil, nil), ("01/07/2025", nil, nil), ("1/7/2025", nil, nil),
      ("2025-07-01T08:15", microseconds(8, 15), nil),
      ("2025-07-01 08:15", microseconds(8, 15), nil),
      ("01/07/2025 08:15", microseconds(8, 15), nil),
      ("01/07/2025 08:15:30", microseconds(8, 15, 30), nil),
      ("2025-07-01T08:15:30", microseconds(8, 15, 30), nil),
      ("2025-07-01T08:15:30.25", microseconds(8, 15, 30) + 250_000, nil),
      ("2025-07-01T08:15:30.123456789", microseconds(8, 15, 30) + 123_456, nil),
      ("2025-07-01T08:15:30Z", microseconds(8, 15, 30), UTCOffset(seconds: 0)),
      ("2025-07-01T08:15+07:00", microseconds(8, 15), vietnam),
      ("2025-07-01 08:15+0700", microseconds(8, 15), vietnam),
      ("2025-07-01T08:15+07", microseconds(8, 15), vietnam),
      (
        "2025-07-01T08:15:30.5-03:30", microseconds(8, 15, 30) + 500_000,
        UTCOffset(seconds: -12_600)
      ),
      ("2025-07-01T00:00:00", 0, nil),
      ("2025-07-01T23:59:59", microseconds(23, 59, 59), nil),
    ]
    for (text, time, offset) in forms {
      #expect(
        DateTimeReader.read(text)
          == DateTimeReader.Reading(day: july, time: time, offset: offset), "\(text)")
    }
  }

  @Test(arguments: [
    "", "2025", "2025-07", "2025-7-1", "2025-07-1", "25-07-01", "2025-00-01", "2025-13-01",
    "2025-07-32", "2025-02-29", "0000-01-01", "2025/07/01", "2025.07.01", "01-07-2025",
    "32/07/2025",
    "01/13/2025", "29/02/2025", "1/7/25", "001/07/2025", "01/007/2025", "01/07/02025",
    "2025-07-01T",
    "2025-07-01 ", " 2025-07-01", "2025-07-01T8:15", "2025-07-01T24:00", "2025-07-01T08:60",
    "2025-07-01T08:15:60", "2025-07-01T08:15:", "2025-07-01T08:15:30.", "2025-07-01T08:15:30,5",
    "2025-07-01T08:15:30.1234567890", "2025-07-01  08:15", "2025-07-01t08:15", "2025-07-01T08:15z",
    "2025-07-01T08:15 Z", "2025-07-01T08:15+7", "2025-07-01T08:15+07:", "2025-07-01T08:15+07:0",
    "2025-07-01T08:15+15:00", "2025-07-01T08:15Z0", "01/07/2025T08:15", "01/07/2025 08:15Z",
    "01/07/2025 08:15+07:00", "2025-07-01Z", "45839", "20250701", "2025-07-01T08", "１/7/2025",
    "-025-07-01", "2025--7-01", "+1/7/2025",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(DateTimeReader.read(text) == nil)
  }

  /// What the reader accepts, said again in another way: the text must be one that its reading writes.
  private func canBeWritten(_ text: String, as reading: DateTimeReader.Reading) -> Bool {
    let (year, month, number) = reading.day.components
    let iso = "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(number, to: 2))"
    let days = [
      iso, "\(padded(number, to: 2))/\(padded(month, to: 2))/\(padded(year, to: 4))",
      "\(number)/\(month)/\(padded(year, to: 4))",
      "\(padded(number, to: 2))/\(month)/\(padded(year, to: 4))",
      "\(number)/\(padded(month, to: 2))/\(padded(year, to: 4))",
    ]
    guard let form = days.first(where: { text.hasPrefix($0) }) else { return false }
    var rest = text.dropFirst(form.count)
    guard let time = reading.time else { return rest.isEmpty }
    guard let separator = rest.popFirst(), separator == " " || (separator == "T" && form == iso)
    else { return false }
    let seconds = Int(time / 1_000_000)
    let clock = "\(padded(seconds / 3600, to: 2)):\(padded(seconds / 60 % 60, to: 2))"
    guard rest.hasPrefix(clock) else { return false }
    rest = rest.dropFirst(clock.count)
    let full = ":\(padded(seconds % 60, to: 2))"
    if rest.hasPrefix(full) {
      rest = rest.dropFirst(full.count)
      if rest.first == "." {
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let micro = String((digits + "000000").prefix(6))
        guard 1...9 ~= digits.count, micro == padded(Int(time % 1_000_000), to: 6) else {
          return false
        }
        rest = rest.dropFirst(1 + digits.count)
      }
    }
    guard let offset = reading.offset else { return rest.isEmpty }
    let long = offset.description
    var zones = [long, long.replacing(":", with: "")]
    if offset.seconds % 3600 == 0 { zones.append(String(long.prefix(3))) }
    if offset.seconds == 0 { zones += ["Z", "-00:00", "-0000", "-00"] }
    return form == iso && zones.contains(String(rest))
  }

  @Test
  func `a changed text is refused or read as what it says`() {
    let seeds = [
      "2025-07-01T08:15:30.25+07:00", "01/07/2025 08:15:00", "1/7/2025", "2024-02-29 23:59",
      "9999-12-31T00:00Z", "2025-12-31T23:59:59.999999-0330",
    ]
    let bytes = Array("0123456789-/:.TZ+ ".utf8)
    var random = SplitMix(state: 3)
    var accepted = 0
    for _ in 0..<40_000 {
      var text = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<text.count, using: &random)
        let byte = bytes[Int.random(in: 0..<bytes.count, using: &random)]
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text[index] = byte
        case 1: text.insert(byte, at: index)
        default: if text.count > 1 { text.remove(at: index) }
        }
      }
      let changed = String(decoding: text, as: UTF8.self)
      guard let reading = DateTimeReader.read(changed) else { continue }
      accepted += 1
      #expect(canBeWritten(changed, as: reading), "\(changed)")
    }
    #expect(accepted > 1_000)
  }

  @Test
  func `a reading inside other bytes stays inside them`() {
    let bytes = Array("x2025-07-01 08:15y".utf8)
    #expect(DateTimeReader.read(bytes.span, from: 1, to: 11)?.day == day(2025, 7, 1))
    #expect(DateTimeReader.read(bytes.span, from: 1, to: 17)?.time == microseconds(8, 15))
    #expect(DateTimeReader.read(bytes.span, from: 1, to: 18) == nil)
    #expect(DateTimeReader.read(bytes.span, from: 1, to: 9) == nil)
    #expect(DateTimeReader.read(bytes.span, from: 18, to: 18) == nil)
  }

  @Test
  func `a written offset decides the moment and the local day`() throws {
    let night = try #require(DateTimeReader.read("2025-06-30T18:00Z"))
    #expect(night.day(local: .vietnam) == day(2025, 7, 1))
    let local = try #require(DateTimeReader.read("2025-07-01T01:00"))
    #expect(night.timestamp(local: .vietnam) == local.timestamp(local: .vietnam))
    #expect(local.day(local: .vietnam) == day(2025, 7, 1))
  }
}
