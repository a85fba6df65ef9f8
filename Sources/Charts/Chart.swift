/// Data and words from which a drawing and a table are made.
///
/// A chart has two forms from one model: `markup` is part of a page and takes its colours, `file` stands
/// alone in an office program. Both are deterministic; everything they show as text comes from the caller.
public protocol Chart: Sendable {
  var head: ChartHead { get }

  /// All that is drawn, as text: every value, interval and line has its cell.
  var table: ChartTable { get }

  /// The class of the chart in a page, beside `chart`; `nil` for none.
  static var styleClass: String? { get }

  /// The width for which a page's form is laid out, in units.
  ///
  /// It is a phone's: on a wider screen the same drawing is shown larger.
  static var pageWidth: Double { get }

  /// Lays the chart out for a width in units.
  func drawing(width: Double) -> Drawing
}

/// What a chart is called, and what it says.
public struct ChartHead: Hashable, Sendable {
  /// The name in the page, unique there: letters, digits, hyphens.
  public var id: String
  public var title: String
  /// The alternative text: the finding as a sentence.
  public var description: String

  public init(id: String, title: String, description: String) {
    precondition(!id.isEmpty && !id.contains(where: \.isWhitespace), "an id has no spaces")
    self.id = id
    self.title = title
    self.description = description
  }
}

extension Chart {
  public static var styleClass: String? { nil }
  public static var pageWidth: Double { 440 }

  public var id: String { head.id }
  public var title: String { head.title }
  public var description: String { head.description }

  /// The chart as a part of a page that has `ChartStyle.css`.
  ///
  /// It is one image to a screen reader, named by its title and description; a chart with links is a group,
  /// so that the links can be reached.
  public func markup(width: Double = Self.pageWidth) -> Markup {
    SVGWriter.page(drawing(width: width), head: head, styleClass: Self.styleClass)
  }

  /// The chart as an SVG document of its own, for a text or a slide.
  ///
  /// Presentation attributes only, on white, with the title above it and the source below where there is one.
  /// `width` is in pixels; `language` is a tag such as `vi`.
  public func file(
    width: Double = 640, showsTitle: Bool = true, source: String = "", language: String = "vi"
  ) -> Markup {
    SVGWriter.document(
      drawing(width: width - 2 * SVGWriter.margin), head: head, showsTitle: showsTitle,
      source: source,
      language: language)
  }
}
