public import Definitions
public import Figures

extension Instrument.Basis {
  /// What is said of it wherever its figures are.
  public var label: Label {
    switch self {
    case .quickSurvey:
      Label(english: "quick survey, not SIPAS", vietnamese: "khảo sát nhanh, không phải SIPAS")
    case .probabilitySample:
      Label(english: "probability sample", vietnamese: "khảo sát chọn mẫu xác suất")
    }
  }
}

extension Figure.Flag {
  /// Those that only figures of surveys have, in their order.
  public static let ofSurveys: [Figure.Flag] = [.weighted, .unreliable, .review]
}

extension Uncertainty.Rule {
  /// Where a design effect is from.
  public var label: Label {
    switch self {
    case .estimated: Label(english: "from this sample", vietnamese: "tính từ chính mẫu")
    case .medianOfItems:
      Label(
        english: "median of the questionnaire's questions",
        vietnamese: "trung vị của các câu hỏi cùng phiếu")
    case .kish:
      Label(
        english: "Kish, from respondents per site",
        vietnamese: "theo Kish, từ số phiếu mỗi điểm khảo sát")
    case .standard:
      Label(english: "assumed, nothing is known", vietnamese: "giả định, vì không có thông tin")
    }
  }
}

extension Label {
  /// How an interval was found, of what `ci_method` says; a name that is not known stays as it is.
  public init(intervalMethod name: String) {
    let fallback = "_fallback"
    let isFallback = name.hasSuffix(fallback)
    let base = isFallback ? String(name.dropLast(fallback.count)) : name
    let label =
      switch base {
      case "wilson": Label("Wilson")
      case "clopper_pearson": Label("Clopper–Pearson")
      case "jeffreys": Label("Jeffreys")
      case "korn_graubard": Label("Korn–Graubard")
      case "student": Label("Student t")
      case "sum_of_parts":
        Label(
          english: "sum of the parts' intervals", vietnamese: "tổng khoảng tin cậy các thành phần")
      case "wilson_effective_n":
        Label(english: "Wilson on the effective n", vietnamese: "Wilson theo cỡ mẫu hiệu dụng")
      case "jeffreys_effective_n":
        Label(english: "Jeffreys on the effective n", vietnamese: "Jeffreys theo cỡ mẫu hiệu dụng")
      default: Label(base)
      }
    self =
      isFallback
      ? Label(
        english: label.english + ", stand-in design effect",
        vietnamese: label.vietnamese + ", hệ số thiết kế thay thế") : label
  }
}

extension Label {
  /// Where a design effect is from, of what `design_effect_rule` says.
  public init(designEffectRule name: String) {
    self = Uncertainty.Rule(rawValue: name)?.label ?? Label(name)
  }

  /// What a flag says.
  public init(flag name: String) { self = Figure.Flag(rawValue: name)?.label ?? Label(name) }
}

extension PipelineDefinition {
  /// What is said of a KPI's figures wherever they are; `nil` where no survey is behind them.
  ///
  /// Of several surveys the quick one counts.
  public func surveyLabel(of kpi: KPI) -> Label? {
    let datasets = Set(parts(of: kpi).compactMap(\.kpi.dataset))
    let bases = datasets.compactMap { dataset($0)?.schema.instrument?.basis }
    guard let first = bases.first else { return nil }
    let label = (bases.contains(.quickSurvey) ? .quickSurvey : first).label
    guard bases.count < datasets.count else { return label }
    return Label(
      english: "in part a " + label.english, vietnamese: "một phần từ " + label.vietnamese)
  }
}
