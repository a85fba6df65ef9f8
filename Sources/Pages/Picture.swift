internal import Charts
internal import Definitions
public import Figures

/// A chart with what it stands for: shown on a page, and saved alone.
public struct Picture: Sendable {
  /// The name of its files, such as `online_rate-ranking`.
  public let name: String
  /// What it shows, in the order of kpis.csv.
  public let figures: [Figure]
  /// The ranking that it belongs to.
  var kpi: String?
  /// The breakdown of the nation that it belongs to.
  var grouping: Grouping?
  /// What it shows of answers to questions, as rows of questions.csv.
  var questions: [QuestionAnswers] = []
  /// The wards that it shows, as rows of wards.csv.
  var wards: WardFunnel?
  let chart: any Chart

  public var title: String { chart.head.title }

  /// The finding as a sentence, for those who do not see the chart.
  public var alternative: String { chart.head.description }

  /// The chart as an SVG document for texts and slides, with the line that says where it comes from.
  public func file(source: String, language: String) -> [UInt8] {
    chart.file(source: source, language: language).utf8
  }

  /// The chart in a page, above its finding; with its title where no heading names it, and with its data
  /// where no table beside it has them.
  func figure(titled: Bool = false, data: Markup = Markup()) -> Markup {
    let name: Markup = "<strong>\(title)</strong><br>"
    return """
      <figure>\(chart.markup())<figcaption>\(titled ? name : "")\(alternative)</figcaption>\(data)</figure>

      """
  }
}
