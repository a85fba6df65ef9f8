internal import Definitions
internal import Statistics

/// Findings about one feed, each with its sentence.
struct FeedWords {
  let pipeline: PipelineDefinition
  let feed: FeedKey
  let files: [String]

  /// Whether small counts of the dataset are withheld.
  private var isProtected: Bool { pipeline.disclosure[feed.dataset] != nil }

  func volume(
    _ kind: FeedFinding.Kind, _ rows: Int, _ expected: Double,
    _ surprise: CountBaseline.Surprise? = nil, _ adjusted: Double? = nil
  ) -> FeedFinding {
    let usual = Self.number(expected)
    let (message, bare) =
      switch kind {
      case .drop:
        (
          Label(
            english: "\(rows) rows arrived where \(usual.english) were expected",
            vietnamese: "chỉ nhận \(rows) dòng, dự kiến khoảng \(usual.vietnamese)"),
          Label(
            english: "far fewer rows arrived than expected",
            vietnamese: "số dòng nhận được thấp hơn nhiều so với dự kiến")
        )
      case .surge:
        (
          Label(
            english: "\(rows) rows arrived where \(usual.english) were expected; "
              + "was a delivery sent twice?",
            vietnamese: "nhận \(rows) dòng, dự kiến khoảng \(usual.vietnamese); "
              + "có thể đã gửi trùng"),
          Label(
            english: "far more rows arrived than expected; was a delivery sent twice?",
            vietnamese: "số dòng nhận được cao hơn nhiều so với dự kiến; có thể đã gửi trùng")
        )
      default:
        (
          Label(
            english: "nothing arrived where \(usual.english) rows were expected",
            vietnamese: "không nhận được dòng nào, dự kiến khoảng \(usual.vietnamese)"),
          Label(english: "nothing arrived", vietnamese: "không nhận được dòng nào")
        )
      }
    return finding(
      kind, observed: Double(rows), expected: expected, statistic: surprise?.statistic,
      probability: surprise?.probability, adjusted: adjusted, message, bare)
  }

  func composition(
    _ part: String, _ shift: CompositionShift, _ adjusted: Double
  ) -> FeedFinding {
    let (index, name) = (Self.number(shift.stability, decimals: 2), self.name(ofPart: part))
    let bare = Label(
      english: "the make-up by \(name.english) is not that of earlier nights",
      vietnamese: "cơ cấu theo \(name.vietnamese) khác các đêm trước")
    return finding(
      .compositionShift, series: part, observed: shift.stability, expected: nil,
      statistic: shift.statistic, probability: shift.probability, adjusted: adjusted,
      Label(
        english: "\(bare.english) (stability index \(index.english))",
        vietnamese: "\(bare.vietnamese) (chỉ số ổn định \(index.vietnamese))"), bare)
  }

  func member(
    _ part: String, _ member: String, _ expected: Double, _ probability: Double,
    _ adjusted: Double
  ) -> FeedFinding {
    let (usual, name) = (Self.number(expected), self.name(of: member, in: part))
    let bare = Label(
      english: "no row of \(name.english), which never was without",
      vietnamese: "không có dòng nào của \(name.vietnamese), trái với các đêm trước")
    return finding(
      .memberMissing, series: part, member: member, observed: 0, expected: expected,
      statistic: nil, probability: probability, adjusted: adjusted,
      Label(
        english: "no row of \(name.english) where \(usual.english) were expected",
        vietnamese: "không có dòng nào của \(name.vietnamese), dự kiến khoảng \(usual.vietnamese)"),
      bare)
  }

  func rate(
    _ kind: FeedFinding.Kind, _ series: String, _ observed: Double, _ shift: RateShift,
    _ adjusted: Double
  ) -> FeedFinding {
    let (now, usual, column) = (
      Self.percent(observed), Self.percent(shift.rate), name(ofPart: series)
    )
    let isHigh = observed > shift.rate
    let (message, bare) =
      switch kind {
      case .rateShift:
        (
          Label(
            english: "\(column.english) is yes in \(now.english) of rows; usual: \(usual.english)",
            vietnamese: "\(column.vietnamese): “có” ở \(now.vietnamese) số dòng, "
              + "thường là \(usual.vietnamese)"),
          Label(
            english: "\(column.english) is yes \(isHigh ? "more" : "less") often than usual",
            vietnamese: "\(column.vietnamese): tỷ lệ “có” \(isHigh ? "cao" : "thấp") hơn thường lệ")
        )
      case .rejectRate:
        (
          Label(
            english: "\(now.english) of rows were rejected; usual: \(usual.english)",
            vietnamese: "loại \(now.vietnamese) số dòng, thường là \(usual.vietnamese)"),
          Label(
            english: "\(isHigh ? "more" : "fewer") rows were rejected than usual",
            vietnamese: "tỷ lệ dòng bị loại \(isHigh ? "cao" : "thấp") hơn thường lệ")
        )
      default:
        (
          Label(
            english:
              "\(column.english) is empty in \(now.english) of rows; usual: \(usual.english)",
            vietnamese: "\(column.vietnamese) để trống ở \(now.vietnamese) số dòng, "
              + "thường là \(usual.vietnamese)"),
          Label(
            english: "\(column.english) is empty \(isHigh ? "more" : "less") often than usual",
            vietnamese: "\(column.vietnamese) để trống \(isHigh ? "nhiều" : "ít") hơn thường lệ")
        )
      }
    return finding(
      kind, series: series, observed: observed, expected: shift.rate, statistic: shift.statistic,
      probability: shift.probability, adjusted: adjusted, message, bare)
  }

  func columns(lost: [String], new: [String]) -> FeedFinding {
    func words(_ lostWord: String, _ newWord: String) -> String {
      [
        lost.isEmpty ? "" : "\(lostWord) \(lost.joined(separator: ", "))",
        new.isEmpty ? "" : "\(newWord) \(new.joined(separator: ", "))",
      ].filter { !$0.isEmpty }.joined(separator: "; ")
    }
    let message = Label(
      english: "the columns changed: \(words("gone:", "new:"))",
      vietnamese: "các cột đã thay đổi: \(words("mất:", "mới:"))")
    return finding(
      .schemaChange, series: (lost + new).joined(separator: " "), observed: nil, expected: nil,
      statistic: nil, probability: nil, adjusted: nil, message, message)
  }

  func repeated(_ path: String, _ other: String) -> FeedFinding {
    let message = Label(
      english: "\(path) is byte for byte the file \(other)",
      vietnamese: "\(path) trùng từng byte với tệp \(other)")
    return finding(
      .repeated, observed: nil, expected: nil, statistic: nil, probability: nil, adjusted: nil,
      message, message)
  }

  private func finding(
    _ kind: FeedFinding.Kind, series: String = "", member: String = "", observed: Double?,
    expected: Double?, statistic: Double?, probability: Double?, adjusted: Double?,
    _ message: Label, _ bare: Label
  ) -> FeedFinding {
    FeedFinding(
      kind: kind, feed: feed, files: files, series: series, member: member, observed: observed,
      expected: expected, statistic: statistic, probability: probability, adjusted: adjusted,
      message: whole(message), publicMessage: whole(isProtected ? bare : message))
  }

  /// A sentence that begins with the place and the dataset.
  private func whole(_ message: Label) -> Label {
    let dataset = pipeline.dataset(feed.dataset)?.schema.label ?? Label(feed.dataset)
    let province = pipeline.reference.provinces.first { $0.code == feed.province }
    let by = feed.file.isEmpty && !feed.province.isEmpty ? "" : files.joined(separator: ", ")
    func sentence(_ place: String?, _ dataset: String, _ message: String) -> String {
      let subject = [place, dataset, by].compactMap(\.self).filter { !$0.isEmpty }
      return "\(subject.joined(separator: ", ")): \(message)."
    }
    return Label(
      english: sentence(province?.englishName, dataset.english, message.english),
      vietnamese: sentence(province?.name, dataset.vietnamese, message.vietnamese))
  }

  // MARK: Names and numbers

  private func name(ofPart part: String) -> Label {
    if part == FeedCounts.wardPart {
      return Label(english: "ward", vietnamese: "xã, phường")
    }
    guard let schema = pipeline.dataset(feed.dataset)?.schema, let index = schema.column(part)
    else { return Label(part) }
    let column = schema.columns[index]
    return column.label
      ?? Label(
        english: part.replacing("_", with: " "), vietnamese: column.headers.first ?? part)
  }

  private func name(of member: String, in part: String) -> Label {
    if part == FeedCounts.wardPart {
      let ward = pipeline.reference.wards.first { $0.code == member }
      return Label("\(ward?.name ?? "") (\(member))")
    }
    guard let schema = pipeline.dataset(feed.dataset)?.schema, let index = schema.column(part),
      case .category(let category) = schema.columns[index].type,
      let place = category.members.firstIndex(of: member)
    else { return Label(member) }
    return category.label(of: place)
  }

  private static func number(_ value: Double, decimals: Int = 0) -> Label {
    label(Rounding(decimals: decimals).plain(.approximate(value)))
  }

  private static func percent(_ share: Double) -> Label {
    let text = label(Rounding(decimals: 1).percent(.approximate(share)))
    return Label(english: "\(text.english) %", vietnamese: "\(text.vietnamese) %")
  }

  private static func label(_ decimal: String) -> Label {
    Label(english: decimal, vietnamese: decimal.replacing(".", with: ","))
  }
}
