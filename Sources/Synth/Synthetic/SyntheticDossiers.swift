/// The rows of a synthetic `dossiers.csv`, each computed from its number.
///
/// Dossier numbers run from 0; those below `repeated` have a second, later version. A permutation
/// says which version of which dossier stands in a row, so the two may lie anywhere, the later first.
struct SyntheticDossiers {
  private enum Column {
    static let place = 0, province = 10, ward = 11, agency = 12, field = 13, procedure = 14
    static let channel = 15, byPost = 16, clock = 17, due = 18, firstUpdate = 19, nextUpdate = 20
    static let status = 21, nextStatus = 22, done = 23, documents = 24, result = 25, reused = 26
    static let applicantKind = 27, applicant = 28, online = 40
  }

  private static let received = 0, processing = 1, completed = 2, returned = 3
  private static let span = 184 * LocalTime.secondsPerDay

  private let count: Int
  private let distinct: Int
  private let draw: Draw
  private let places: Permutation
  private let calendar = ReceiptCalendar(days: 184)
  private let text: RecordText
  private let onlinePerMille: [Int]

  private let province = WeightedChoice(Gazetteer.weights)
  private let field = WeightedChoice(ServiceField.all.map(\.weight))
  private let dueDays = WeightedChoice([
    8, 8, 14, 6, 10, 4, 6, 3, 3, 14, 2, 2, 2, 2, 8, 1, 1, 1, 1, 4,
  ])
  private let onlyStatus = WeightedChoice([3, 9, 82, 4, 2])
  private let firstStatus = WeightedChoice([45, 45, 6, 4, 0])
  private let laterStatus = WeightedChoice([0, 12, 72, 10, 6])

  init(count: Int, seed: UInt64, gazetteer: Gazetteer) {
    let draw = Draw(seed: seed)
    self.count = count
    distinct = min(count, max(1, (count * 50 + 26) / 53))
    self.draw = draw
    places = Permutation(count: count, draw: draw, column: Column.place)
    onlinePerMille = gazetteer.provinces.indices.map { 700 + draw.below(250, $0, Column.online) }
    text = RecordText(gazetteer: gazetteer)
  }

  func write(to path: String) throws(SynthesisError) {
    let file = try OutputFile(path: path)
    var block = ByteBlock()
    block.put(
      "dossier_id,province_code,ward_code,field,procedure_code,channel,received_at,due_at,completed_at,"
    )
    block.put("status,documents_digitized,result_digitized,data_reused,applicant,updated_at\n")
    for row in 0..<count {
      let item = places[row]
      put(item < distinct ? item : item - distinct, isLater: item >= distinct, into: &block)
      if block.isNearlyFull { try file.write(&block) }
    }
    try file.write(&block)
    try file.close()
  }

  private func put(_ dossier: Int, isLater: Bool, into block: inout ByteBlock) {
    let province = province.pick(draw, dossier, Column.province)
    let ward = text.ward(of: province, at: draw.below(1 << 20, dossier, Column.ward))
    let field = field.pick(draw, dossier, Column.field)
    let isOnline = draw.chance(onlinePerMille[province], dossier, Column.channel)
    let channel = isOnline ? 0 : draw.chance(250, dossier, Column.byPost) ? 2 : 1

    let receipt = calendar[dossier]
    let clock =
      isOnline
      ? 5 * 3_600 + draw.below(18 * 3_600, dossier, Column.clock)
      : 27_000 + draw.below(34_200, dossier, Column.clock)
    let received = receipt.day * LocalTime.secondsPerDay + clock
    let dueDay = receipt.day + 1 + dueDays.pick(draw, dossier, Column.due)
    let (status, updated) = state(dossier, isLater: isLater, received: received)

    let isDone = status == Self.completed
    let quick = max(1, min(updated - received, 6 * LocalTime.secondsPerDay) - 1)
    let done = received + 1 + draw.below(quick, dossier, Column.done)
    let documents = draw.chance(isOnline ? 930 : 610, dossier, Column.documents)
    let result = isDone && draw.chance(880, dossier, Column.result)
    let reused = documents && draw.chance(540, dossier, Column.reused)

    block.put("000.00.")
    block.put(10 + draw.below(90, dossier, Column.agency), width: 2)
    block.put(UInt8(ascii: "."))
    block.put(text.agencies, province)
    block.put(UInt8(ascii: "-"))
    block.put(text.compactDays, receipt.day)
    block.put(UInt8(ascii: "-"))
    block.put(receipt.serial, width: 4)
    comma(&block)
    block.put(text.provinces, province)
    comma(&block)
    block.put(text.wards, ward)
    comma(&block)
    block.put(text.fields, field)
    comma(&block)
    block.put(text.procedures, field * 24 + draw.below(24, dossier, Column.procedure))
    comma(&block)
    block.put(text.channels, channel)
    comma(&block)
    text.put(moment: received, into: &block)
    comma(&block)
    text.put(moment: dueDay * LocalTime.secondsPerDay + 17 * 3_600, into: &block)
    comma(&block)
    if isDone { text.put(moment: done, into: &block) }
    comma(&block)
    block.put(text.statuses, status)
    comma(&block)
    for flag in [documents, result, reused] {
      block.put(flag ? UInt8(ascii: "1") : UInt8(ascii: "0"))
      comma(&block)
    }
    let kind = draw.below(100_000, dossier, Column.applicantKind)
    text.put(applicant: draw.bits(dossier, Column.applicant), kind: kind, into: &block)
    comma(&block)
    text.put(moment: updated, into: &block)
    block.put(UInt8(ascii: "\n"))
  }

  /// The status and last update of one version; a later version has another status and is newer.
  private func state(_ dossier: Int, isLater: Bool, received: Int) -> (status: Int, updated: Int) {
    let isRepeated = dossier < count - distinct
    let left = Self.span - 1 - received
    let wait = max(1, min(left / 2, 40 * LocalTime.secondsPerDay))
    let first = received + 2 + draw.below(wait, dossier, Column.firstUpdate)
    let status =
      isRepeated
      ? firstStatus.pick(draw, dossier, Column.status)
      : onlyStatus.pick(draw, dossier, Column.status)
    guard isLater else { return (status, first) }
    let rest = max(1, min(Self.span - 1 - first, 45 * LocalTime.secondsPerDay))
    let next = laterStatus.pick(draw, dossier, Column.nextStatus)
    let changed = next == status ? (next == Self.completed ? Self.returned : Self.completed) : next
    return (changed, first + 1 + draw.below(rest, dossier, Column.nextUpdate))
  }

  private func comma(_ block: inout ByteBlock) { block.put(UInt8(ascii: ",")) }
}
