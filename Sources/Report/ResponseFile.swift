internal import CSV
public import Definitions
public import Figures
internal import Statistics

/// `responses.csv`: a row a site of a survey with something doubtful, for analysts.
public enum ResponseFile {
  public static let name = "responses.csv"

  public static let columns = [
    "dataset", "province_code", "province", "ward_code", "ward", "site", "n", "flagged",
    "duplicate_form", "repeated_remark", "closed_hours", "future_date", "burst", "complete_forms",
    "straight_forms", "straight_lining_p", "ratings", "satisfied", "all_satisfied_p", "timed",
    "rounded_times", "rounded_times_p", "place_n", "place_population", "flags",
  ]

  /// The document; O(its bytes).
  public static func csv(_ surveys: [ResponseQuality], of definition: PipelineDefinition) -> [UInt8]
  {
    let provinces = Dictionary(
      definition.reference.provinces.map { ($0.code, $0.name) },
      uniquingKeysWith: { first, _ in first })
    let wards = Dictionary(
      definition.reference.wards.map { ($0.code, $0.name) },
      uniquingKeysWith: { first, _ in first })
    var writer = CSVWriter(header: columns)
    for site in surveys.flatMap(\.sites) {
      func count(_ flag: ResponseFlag) -> String { "\(site.counts[flag] ?? 0)" }
      func probability(_ flag: ResponseFlag) -> String {
        site.probabilities[flag]?.shortestDecimal ?? ""
      }
      writer.append([
        site.dataset, site.provinceCode, provinces[site.provinceCode] ?? "", site.wardCode,
        wards[site.wardCode] ?? "", site.site.withoutFormula, "\(site.responses)",
        "\(site.flaggedResponses)", count(.duplicateForm), count(.repeatedRemark),
        count(.closedHours), count(.futureDate), count(.burst), "\(site.completeForms)",
        "\(site.straightForms)", probability(.straightLining), "\(site.ratings)",
        "\(site.satisfied)", probability(.allSatisfied), "\(site.timed)", "\(site.rounded)",
        probability(.roundedTimes), site.coverage.map { "\($0.responses)" } ?? "",
        site.coverage.map { "\($0.population)" } ?? "",
        site.flags.map(\.rawValue).joined(separator: ";"),
      ])
    }
    return writer.bytes
  }
}

extension ResponseFlag {
  /// What it says of a response or a site.
  public var label: Label {
    switch self {
    case .duplicateForm:
      Label(
        english: "same answers as another form of the site within a minute",
        vietnamese: "trả lời giống hệt phiếu khác cùng điểm trong vòng một phút")
    case .repeatedRemark:
      Label(
        english: "a remark shared by three or more forms of a site on one day",
        vietnamese: "ý kiến trùng nhau ở ít nhất ba phiếu cùng điểm, cùng ngày")
    case .closedHours:
      Label(
        english: "given when the site was closed", vietnamese: "ghi ngoài giờ mở cửa của điểm")
    case .futureDate:
      Label(
        english: "dated after the day of the report", vietnamese: "ghi ngày sau ngày chốt số liệu")
    case .burst:
      Label(
        english: "too many forms of a site within minutes",
        vietnamese: "quá nhiều phiếu của một điểm trong vài phút")
    case .straightLining:
      Label(
        english: "sites with unusually many forms of one and the same answer",
        vietnamese: "điểm có tỷ lệ phiếu chọn cùng một mức cao bất thường")
    case .allSatisfied:
      Label(
        english: "sites where everybody is satisfied, unlike the province",
        vietnamese: "điểm hài lòng 100% khác thường so với toàn tỉnh")
    case .roundedTimes:
      Label(
        english: "sites with times at the full or half hour too often",
        vietnamese: "điểm có quá nhiều phiếu ghi giờ chẵn hoặc nửa giờ")
    case .coverage:
      Label(
        english: "sites in places with more responses than dossiers",
        vietnamese: "điểm ở nơi số phiếu nhiều hơn số hồ sơ")
    }
  }
}
