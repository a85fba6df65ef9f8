/// A number of dossiers of one province with exact shares, from which published figures follow.
///
/// The quotas are exact; which dossier meets them is chance. Dossiers that are not completed are,
/// in the main, those received last.
struct SampleBatch: Sendable {
  var days: Range<Int>
  var count: Int
  var online: Int
  var completed: Int
  var documents: Int
  /// Digitised results among the completed.
  var results: Int
  /// Reused among the digitised results.
  var reused: Int
  var onTimePerMille = 930
  /// How many dossiers each field gets, in the order of the schema; nil lets chance decide.
  var fieldCounts: [Int]?
  /// The one ward of all dossiers.
  var ward: Gazetteer.Ward?
  /// Handled by a department of the province, so that no ward stands in the record.
  var isDepartmental = false

  /// Nothing in the sample happened after this moment, the eve of the exports.
  static let end = LocalTime(day: 61, hour: 23, minute: 50)

  private static let dueDays = WeightedChoice([6, 8, 14, 6, 12, 4, 8, 3, 3, 12, 2, 2, 2, 2, 8])

  private enum Column {
    static let day = 100, clock = 101, field = 102, online = 103, postal = 104, open = 105
    static let documents = 107, results = 108, reused = 109, onTime = 110, due = 111, done = 112
    static let ward = 113, departmental = 114, synced = 115, returns = 116, petition = 117
    static let applicant = 118, kind = 119, procedure = 120, late = 121, otherStatus = 122
    static let otherReuse = 123
  }

  /// The dossiers of the batch in order of receipt, without their ids.
  func dossiers(of province: Gazetteer.Province, draw: Draw) -> [SampleDossier] {
    let moments = (0..<count).map { receipt($0, draw) }.sorted()
    let isOnline = draw.marks(online, of: count, Column.online)
    let hasDocuments = draw.marks(documents, of: count, Column.documents)
    let doubt = moments.indices.map { moments[$0].day + draw.below(40, $0, Column.open) }
    let byDoubt = moments.indices.sorted { (doubt[$0], $0) < (doubt[$1], $1) }
    let done = byDoubt.prefix(completed).sorted()
    let resultMarks = draw.marks(results, of: completed, Column.results)
    let withResult = zip(done, resultMarks).filter(\.1).map(\.0)
    let reuseMarks = draw.marks(reused, of: results, Column.reused)
    let withReuse = Set(zip(withResult, reuseMarks).filter(\.1).map(\.0))
    let isDone = Set(done)
    let hasResult = Set(withResult)
    let fields = fields(draw)

    return moments.indices.map { index in
      let received = moments[index]
      let due = LocalTime(
        day: received.day + 1 + Self.dueDays.pick(draw, index, Column.due), hour: 17)
      var dossier = SampleDossier(
        id: "", ward: place(index, province, draw), field: fields[index],
        procedure:
          "1.\(padded(1_000 + 37 * (fields[index] * 24 + draw.below(24, index, Column.procedure)), 6))",
        channel: isOnline[index]
          ? .online : draw.chance(220, index, Column.postal) ? .postal : .inPerson,
        received: received, due: due, completed: nil, status: .processing,
        hasDigitizedDocuments: hasDocuments[index], hasDigitizedResult: hasResult.contains(index),
        isReused: withReuse.contains(index)
          || (!hasResult.contains(index) && draw.chance(60, index, Column.otherReuse)),
        isSynced: draw.chance(962, index, Column.synced),
        returnsDocument: hasResult.contains(index) || draw.chance(900, index, Column.returns),
        hasPetition: draw.chance(11, index, Column.petition),
        applicant: applicant(index, draw),
        updated: LocalTime(seconds: received.seconds + 2_400))
      if isDone.contains(index) {
        dossier.status = .completed
        close(&dossier, index, draw)
      } else {
        leaveOpen(&dossier, index, draw)
      }
      return dossier
    }
  }

  private func receipt(_ index: Int, _ draw: Draw) -> LocalTime {
    var day = days.lowerBound + draw.below(days.count, index, Column.day)
    if LocalTime(day: day).weekday >= 5, !draw.chance(150, index, Column.day + 90) {
      day = max(days.lowerBound, day - 1 - draw.below(5, index, Column.day + 91))
    }
    return LocalTime(day: day, hour: 7, minute: 30 + draw.below(540, index, Column.clock))
  }

  private func fields(_ draw: Draw) -> [Int] {
    guard let fieldCounts else {
      let common = WeightedChoice(ServiceField.all.map(\.weight))
      return (0..<count).map { common.pick(draw, $0, Column.field) }
    }
    let listed = fieldCounts.enumerated().flatMap { repeatElement($0.offset, count: $0.element) }
    precondition(listed.count == count, "the fields of a batch must add up to its dossiers")
    return draw.order(count, Column.field).map { listed[$0] }
  }

  private func place(
    _ index: Int, _ province: Gazetteer.Province, _ draw: Draw
  ) -> Gazetteer.Ward? {
    if let ward { return ward }
    guard !isDepartmental, !draw.chance(120, index, Column.departmental) else { return nil }
    return province.wards[draw.below(province.wards.count, index, Column.ward)]
  }

  /// Ends a dossier, in time or late, but never after the exports.
  private func close(_ dossier: inout SampleDossier, _ index: Int, _ draw: Draw) {
    let start = dossier.received.seconds + 3_600
    let mayBeLate = dossier.due < LocalTime(day: Self.end.day - 4)
    let isLate = mayBeLate && !draw.chance(onTimePerMille, index, Column.onTime)
    let first = isLate ? dossier.due.seconds + 600 : start
    let last = isLate ? dossier.due.seconds + 3 * 86_400 : dossier.due.seconds
    let bound = max(first + 60, min(last, Self.end.seconds))
    let minutes = (bound - first) / 60
    let moment = LocalTime(seconds: first + 60 * draw.below(minutes, index, Column.done))
    dossier.completed = moment
    dossier.updated = moment
  }

  private func leaveOpen(_ dossier: inout SampleDossier, _ index: Int, _ draw: Draw) {
    switch draw.below(100, index, Column.otherStatus) {
    case ..<12 where !isDepartmental:
      dossier.status = draw.chance(700, index, Column.late) ? .returned : .withdrawn
      close(&dossier, index, draw)
    case ..<30: dossier.status = .received
    case ..<42: dossier.status = .supplement
    default: dossier.status = .processing
    }
  }

  private func applicant(_ index: Int, _ draw: Draw) -> String {
    let name = PersonName.invented(draw.bits(index, Column.applicant))
    return switch draw.below(1_000, index, Column.kind) {
    case ..<30: "\(name), chủ hộ"
    case ..<36: "Hộ kinh doanh \"\(name)\""
    case ..<40: "\(name)\nĐD: \(PersonName.invented(draw.bits(index, Column.kind + 90)))"
    default: name
    }
  }
}
