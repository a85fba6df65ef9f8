/// The words of synthetic records as ready bytes.
struct RecordText: Sendable {
  let provinces: TextTable
  let agencies: TextTable
  let wards: TextTable
  let fields = TextTable(ServiceField.all.map(\.name))
  let procedures = TextTable(
    (0..<ServiceField.all.count * 24).map { "1.\(padded(1_000 + 37 * $0, 6))" })
  let channels = TextTable(["online", "in_person", "postal"])
  let statuses = TextTable(["received", "processing", "completed", "returned", "withdrawn"])
  let compactDays: TextTable

  private let wardStart: [Int]
  private let days: TextTable
  private let twoDigitNumbers = TextTable((0..<100).map(twoDigits))
  private let surnames = TextTable(PersonName.surnames)
  private let middles = TextTable(PersonName.middles)
  private let givens = TextTable(PersonName.givens)
  private let roles = TextTable(["chủ hộ", "đại diện gia đình", "chi nhánh số 1", "cơ sở 2"])

  init(gazetteer: Gazetteer) {
    provinces = TextTable(gazetteer.provinces.map(\.code))
    agencies = TextTable(gazetteer.provinces.map(\.agency))
    wards = TextTable(gazetteer.provinces.flatMap { $0.wards.map(\.code) })
    wardStart = gazetteer.provinces.reduce(into: [0]) { starts, province in
      starts.append(starts[starts.count - 1] + province.wards.count)
    }
    let calendar = (0..<400).map { LocalTime(day: $0) }
    days = TextTable(calendar.map(\.isoDay))
    compactDays = TextTable(calendar.map(\.compactDay))
  }

  /// A ward of a province for one of 2^20 numbers; the first wards are the busiest.
  func ward(of province: Int, at number: Int) -> Int {
    let count = wardStart[province + 1] - wardStart[province]
    return wardStart[province] + ((((number * number) >> 20) * count) >> 20)
  }

  /// `2025-07-01T08:15:00`, from seconds since 2025-07-01.
  func put(moment seconds: Int, into block: inout ByteBlock) {
    let day = seconds / LocalTime.secondsPerDay
    let clock = seconds - day * LocalTime.secondsPerDay
    block.put(days, day)
    block.put(UInt8(ascii: "T"))
    block.put(twoDigitNumbers, clock / 3_600)
    block.put(UInt8(ascii: ":"))
    block.put(twoDigitNumbers, clock / 60 % 60)
    block.put(UInt8(ascii: ":"))
    block.put(twoDigitNumbers, clock % 60)
  }

  /// An invented applicant; of 100,000 about 3,000 hold a comma, 200 a quote and 20 a line break.
  func put(applicant bits: UInt64, kind: Int, into block: inout ByteBlock) {
    switch kind {
    case ..<3_000:
      block.put(UInt8(ascii: "\""))
      put(name: bits, into: &block)
      block.put(", ")
      block.put(roles, Int(bits >> 62))
      block.put(UInt8(ascii: "\""))
    case ..<3_200:
      block.put("\"Hộ kinh doanh \"\"")
      put(name: bits, into: &block)
      block.put("\"\"\"")
    case ..<3_220:
      block.put(UInt8(ascii: "\""))
      put(name: bits, into: &block)
      block.put("\nĐD: ")
      put(name: bits >> 7, into: &block)
      block.put(UInt8(ascii: "\""))
    case ..<9_000:
      block.put("Công ty TNHH ")
      put(name: bits, into: &block)
    default:
      put(name: bits, into: &block)
    }
  }

  private func put(name bits: UInt64, into block: inout ByteBlock) {
    block.put(surnames, scaled(bits, surnames.count))
    block.put(UInt8(ascii: " "))
    block.put(middles, scaled(bits >> 16, middles.count))
    block.put(UInt8(ascii: " "))
    block.put(givens, scaled(bits >> 32, givens.count))
  }

  /// 16 bits, spread over 0..<count.
  private func scaled(_ bits: UInt64, _ count: Int) -> Int {
    (Int(truncatingIfNeeded: bits & 0xFFFF) * count) >> 16
  }
}
