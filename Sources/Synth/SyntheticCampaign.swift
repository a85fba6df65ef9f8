/// Any number of invented dossiers and survey responses, with a pipeline that runs them.
///
/// ```swift
/// let campaign = try SyntheticCampaign(dossiers: 100_000, responses: 20_000, seed: 7)
/// try campaign.write(to: "/tmp/demo")        // then: hailong run /tmp/demo/pipeline.yml
/// ```
/// Every value is a pure hash of the seed, the record's number and the column, so the same arguments
/// give the same bytes on every machine. All records are valid; about 6 % of the dossiers come twice,
/// the later version anywhere in the file. Time grows with the records, memory does not.
public struct SyntheticCampaign: Sendable {
  /// Rows of `dossiers.csv`, later versions of a dossier included.
  public let dossiers: Int
  /// Rows of `responses.csv`.
  public let responses: Int
  /// What the invented world depends on.
  public let seed: UInt64

  public init(dossiers: Int, responses: Int, seed: UInt64) throws(SynthesisError) {
    guard dossiers >= 0 else { throw .negativeCount("dossiers", dossiers) }
    guard responses >= 0 else { throw .negativeCount("responses", responses) }
    self.dossiers = dossiers
    self.responses = responses
    self.seed = seed
  }

  /// Writes data, definitions and reference under a folder, which is made where it is missing.
  ///
  /// Files of the same names are replaced; others are left alone.
  public func write(to folder: String) throws(SynthesisError) {
    let gazetteer = Gazetteer()
    try SyntheticDossiers(count: dossiers, seed: seed, gazetteer: gazetteer)
      .write(to: "\(folder)/dossiers.csv")
    try SyntheticResponses(count: responses, seed: seed, gazetteer: gazetteer)
      .write(to: "\(folder)/responses.csv")
    for (path, bytes) in SyntheticDefinitions.files {
      try OutputFile.write(bytes, to: "\(folder)/\(path)")
    }
  }
}
