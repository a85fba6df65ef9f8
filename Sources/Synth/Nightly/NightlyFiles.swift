/// The files of a night, each computed from its night, province and what is wrong with it.
struct NightlyFiles: Sendable {
  private let draw: Draw
  private let gazetteer: Gazetteer
  private let volumes: NightlyVolumes
  private let field = WeightedChoice(ServiceField.all.map(\.weight))
  private let status = WeightedChoice([12, 20, 60, 5, 3])

  private enum Column {
    static let ward = 400, field = 401, channel = 402, post = 403, clock = 404, status = 405
    static let documents = 406, result = 407, reused = 408, type = 409, mark = 410, share = 420
    static let mood = 440, drift = 460
  }

  private static let dossierHeader = [
    "dossier_id", "province_code", "ward_code", "field", "channel", "received_at", "due_at",
    "completed_at", "status", "documents_digitized", "result_digitized", "data_reused",
    "updated_at",
  ]
  private static let responseHeader = [
    "response_id", "province_code", "ward_code", "site_id", "surveyed_at", "respondent_type",
    "field", "access", "procedure", "staff", "result", "feedback", "overall",
  ]
  private static let statuses = ["received", "processing", "completed", "returned", "withdrawn"]

  init(seed: UInt64, gazetteer: Gazetteer, volumes: NightlyVolumes) {
    draw = Draw(seed: seed)
    self.gazetteer = gazetteer
    self.volumes = volumes
  }

  /// The file's bytes; `nil` where it is missing.
  func bytes(
    of feed: NightlyFeed, _ province: Int, on night: Int, fault: NightlyFault.Kind?
  ) -> [UInt8]? {
    if fault == .missingFile { return nil }
    if fault == .staleFile { return bytes(of: feed, province, on: night - 1, fault: nil) }
    var header = feed == .dossiers ? Self.dossierHeader : Self.responseHeader
    var records = (0..<volumes.rows(of: feed, province, on: night)).map { row in
      feed == .dossiers
        ? dossier(province, night, row) : response(province, night, row)
    }
    spoil(&header, &records, feed, fault)
    let lines = [header] + records
    return Array(lines.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
  }

  private func spoil(
    _ header: inout [String], _ records: inout [[String]], _ feed: NightlyFeed,
    _ fault: NightlyFault.Kind?
  ) {
    func set(_ column: String, to value: String, where isHit: (Int) -> Bool = { _ in true }) {
      guard let place = header.firstIndex(of: column) else { return }
      for row in records.indices where isHit(row) { records[row][place] = value }
    }
    let isDossier = feed == .dossiers
    switch fault {
    case nil, .missingFile, .staleFile: break
    case .halfFile: records.removeLast(records.count / 2)
    case .doubledFile: records += records
    case .wardMissing:
      let busiest = Dictionary(grouping: records, by: { $0[2] }).max {
        ($0.value.count, $0.key) < ($1.value.count, $1.key)
      }
      records.removeAll { $0[2] == busiest?.key }
    case .columnEmptied: set(isDossier ? "result_digitized" : "overall", to: "")
    case .columnDropped:
      let name = isDossier ? "data_reused" : "feedback"
      guard let place = header.firstIndex(of: name) else { return }
      header.remove(at: place)
      for row in records.indices { records[row].remove(at: place) }
    case .mislabelled:
      set(isDossier ? "channel" : "respondent_type", to: isDossier ? "in_person" : "business")
    case .brokenDates:
      set(isDossier ? "received_at" : "surveyed_at", to: "31/02/2026") { $0.isMultiple(of: 5) }
    case .flagStuck: set("documents_digitized", to: "0")
    }
  }

  // MARK: Records

  private func dossier(_ province: Int, _ night: Int, _ row: Int) -> [String] {
    let record = number(0, province, night, row)
    let place = gazetteer.provinces[province]
    let share = 700 + draw.below(250, province, Column.share) + drift(province, night)
    let isOnline = draw.chance(share, record, Column.channel)
    let channel =
      isOnline ? "online" : draw.chance(250, record, Column.post) ? "postal" : "in_person"
    let received = LocalTime(day: night, hour: 6)
    let moment = LocalTime(seconds: received.seconds + draw.below(36_000, record, Column.clock))
    let status = Self.statuses[status.pick(draw, record, Column.status)]
    let isDone = status == "completed"
    let documents = draw.chance(isOnline ? 930 : 610, record, Column.documents)
    let result = isDone && draw.chance(880, record, Column.result)
    let reused = documents && draw.chance(540, record, Column.reused)
    return [
      "000.00.01.\(place.agency)-\(moment.day < 0 ? "" : moment.compactDay)-\(padded(row + 1, 4))",
      place.code, ward(province, record, night),
      ServiceField.all[field.pick(draw, record, Column.field)].name,
      channel, text(moment), text(LocalTime(day: night + 5, hour: 17)),
      isDone ? text(LocalTime(seconds: moment.seconds + 3_600)) : "", status,
      documents ? "1" : "0", result ? "1" : "0", reused ? "1" : "0",
      text(LocalTime(seconds: moment.seconds + 7_200)),
    ]
  }

  private func response(_ province: Int, _ night: Int, _ row: Int) -> [String] {
    let record = number(1, province, night, row)
    let place = gazetteer.provinces[province]
    let ward = ward(province, record, night)
    let moment = LocalTime(
      seconds: LocalTime(day: night, hour: 7).seconds + draw.below(36_000, record, Column.clock))
    let mood = draw.below(200, province, Column.mood) + drift(province, night)
    let marks = (0..<6).map { question -> String in
      let chance = draw.below(1_000, record, Column.mark + question)
      return chance < 40 ? "" : chance < 240 ? "3" : chance < 500 + mood ? "4" : "5"
    }
    return [
      "R\(night)-\(place.code)-\(row + 1)", place.code, ward, "S\(ward)-1", text(moment),
      draw.chance(130, record, Column.type) ? "business" : "citizen",
      ServiceField.all[field.pick(draw, record, Column.field)].name,
    ] + marks
  }

  private func number(_ feed: Int, _ province: Int, _ night: Int, _ row: Int) -> Int {
    ((night * 34 + province) * 2 + feed) * 10_000 + row
  }

  /// A change of some shares from night to night, in thousandths.
  private func drift(_ province: Int, _ night: Int) -> Int {
    Int((20 * draw.normal(night * 34 + province, Column.drift)).rounded())
  }

  /// The first wards of a province are the busiest, and which records they get changes by the night.
  private func ward(_ province: Int, _ record: Int, _ night: Int) -> String {
    let wards = gazetteer.provinces[province].wards
    let number = draw.below(1 << 20, record, Column.ward)
    let place = (((number * number) >> 20) * wards.count) >> 20
    // One in ten comes from a ward that is busy this night only.
    let guest = draw.below(wards.count, night * 34 + province, Column.ward + 50)
    return wards[draw.chance(100, record, Column.ward + 51) ? guest : place].code
  }

  private func text(_ moment: LocalTime) -> String { "\(moment.isoDay)T\(moment.clock):00" }
}
