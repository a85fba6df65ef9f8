internal import CSV
internal import Definitions
internal import Figures
public import Report

/// The charts of a release as files of their own: `figures/`.
public struct PictureFolder: Sendable {
  public let pictures: [Picture]
  private let release: Release
  private let editions: [Edition]

  /// In the pipeline's language.
  ///
  /// O(figures).
  public init(_ release: Release) {
    // Pictures alone are the same whatever was published before.
    let release = release.withoutHistory
    self.release = release
    let language = release.definition.language
    let languages = [language] + Language.allCases.filter { $0 != language }
    editions = languages.map { Edition(release, $0) }
    pictures = editions[0].pictures
  }

  public static let name = "figures"

  /// A chart as SVG.
  public func svg(_ picture: Picture) -> [UInt8] {
    picture.file(source: source(of: picture), language: release.definition.language.rawValue)
  }

  /// The figures that a chart shows, as rows of kpis.csv; of answers to questions as those of
  /// questions.csv, of wards as those of wards.csv.
  public func csv(_ picture: Picture) -> [UInt8] {
    guard picture.questions.isEmpty else { return QuestionFile.csv(picture.questions) }
    var bytes: [UInt8] = []
    if let wards = picture.wards {
      WardFile.csv([wards]) { bytes += $0 }
    } else {
      FigureFile.csv(picture.figures) { bytes += $0 }
    }
    return bytes
  }

  /// The titles and alternative texts of all charts, in both languages.
  public var alternatives: [UInt8] {
    var writer = CSVWriter(
      header: ["figure", "language", "title", "alternative_text"])
    for edition in editions {
      for picture in edition.pictures {
        writer.append([
          picture.name, edition.language.rawValue, picture.title.withoutFormula,
          picture.alternative.withoutFormula,
        ])
      }
    }
    return writer.bytes
  }

  /// Where a chart comes from, and of what survey it is.
  private func source(of picture: Picture) -> String {
    let edition = editions[0]
    let basis =
      picture.questions.first.map { edition.text($0.basis.label) }
      ?? (picture.kpi ?? picture.figures.first?.kpi).flatMap(edition.basis)
    return [basis.map { $0.sentence + "." }, origin].compactMap(\.self).joined(separator: " ")
  }

  private var origin: String {
    let edition = editions[0]
    let definition = release.definition
    let (from, to) = (
      edition.numerals.day(definition.period.from), edition.numerals.day(definition.period.to)
    )
    return edition.say(
      "Source: \(edition.text(definition.title)); \(from) to \(to); run \(release.runID)",
      "Nguồn: \(edition.text(definition.title)); từ \(from) đến \(to); phiên \(release.runID)")
  }
}
