/// The sample campaign of August 2025: invented micro-data that reproduce the published figures.
///
/// ```swift
/// try SampleCampaign().write(to: "surveys/2025-08")
/// ```
/// The files of 34 provinces are of different shapes, and a known handful of their records is wrong;
/// `EXPECTED.md` among the files says which. The bytes depend on nothing but this source.
public struct SampleCampaign: Sendable {
  public init() {}

  /// Writes every file under a folder, which is made where it is missing; others are left alone.
  public func write(to folder: String) throws(SynthesisError) {
    for file in files { try OutputFile.write(file.bytes, to: "\(folder)/\(file.path)") }
    try OutputFile.write(Array(expectations.utf8), to: "\(folder)/\(Self.expectationsPath)")
  }

  /// Writes a small, sound drop folder in which the nightly pipeline finds something to do.
  public func writeDrop(to folder: String) throws(SynthesisError) {
    for file in dropFiles { try OutputFile.write(file.bytes, to: "\(folder)/\(file.path)") }
  }

  static let expectationsPath = "EXPECTED.md"

  /// The data files, in the order of their paths.
  var files: [SampleFile] {
    let gazetteer = Gazetteer()
    func draw(_ part: UInt64) -> Draw { Draw(seed: 202_508 &* 1_000 &+ part) }
    let sheets =
      SampleDossiers(gazetteer: gazetteer, draw: draw(1)).sheets()
      + SampleResponses(gazetteer: gazetteer, draw: draw(2)).sheets()
      + SampleRegisters(gazetteer: gazetteer, draw: draw(3)).sheets()
      + SampleVoices(gazetteer: gazetteer, draw: draw(4)).sheets()
      + [SampleVisits(gazetteer: gazetteer, draw: draw(5)).sheet()]
    return sheets.map { $0.rendered() }.sorted { $0.path < $1.path }
  }

  /// The files of two provinces as the sample has them, without their wrong records.
  var dropFiles: [SampleFile] {
    let gazetteer = Gazetteer()
    let draw = Draw(seed: 202_509)
    let wanted = ["dossiers/04-cao-bang.csv", "dossiers/42-ha-tinh.csv", "responses/46-hue.csv"]
    let sheets =
      SampleDossiers(gazetteer: gazetteer, draw: draw).sheets()
      + SampleResponses(gazetteer: gazetteer, draw: draw).sheets()
    return sheets.filter { wanted.contains($0.path) }.map { $0.rendered() }
      .sorted { $0.path < $1.path }
  }

  /// What ingest should make of each file, in words for people.
  var expectations: String { SampleExpectations(files: files).text }
}
