internal import CEmbedded

/// A definition or reference file that the binary carries.
///
/// There is one copy of each in the repository; the C room next door takes its bytes at build time.
enum EmbeddedFile: CaseIterable, Sendable {
  case provinces, wards, provinceAliases, provinceAgencyCodes, adminChanges
  case dossiersSchema, responsesSchema, catalog

  /// Where the file lies in the repository.
  var repositoryPath: String {
    switch self {
    case .provinces: "surveys/reference/provinces.csv"
    case .wards: "surveys/reference/wards.csv"
    case .provinceAliases: "surveys/reference/province_aliases.csv"
    case .provinceAgencyCodes: "surveys/reference/province_agency_codes.csv"
    case .adminChanges: "surveys/reference/admin_changes.csv"
    case .dossiersSchema: "surveys/schemas/dossiers.yml"
    case .responsesSchema: "surveys/schemas/responses.yml"
    case .catalog: "pipelines/kpis.yml"
    }
  }

  var bytes: [UInt8] {
    let embedded =
      switch self {
      case .provinces: embedded_provinces()
      case .wards: embedded_wards()
      case .provinceAliases: embedded_province_aliases()
      case .provinceAgencyCodes: embedded_province_agency_codes()
      case .adminChanges: embedded_admin_changes()
      case .dossiersSchema: embedded_dossiers_schema()
      case .responsesSchema: embedded_responses_schema()
      case .catalog: embedded_catalog()
      }
    return Array(UnsafeBufferPointer(start: embedded.bytes, count: embedded.count))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The records of a reference file as fields by column name; these files need no quotes.
  var records: [[String: String]] {
    let lines = text.split(separator: "\n")
    guard let header = lines.first?.split(separator: ",", omittingEmptySubsequences: false) else {
      return []
    }
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return Dictionary(
        zip(header.map(String.init), fields.map(String.init)),
        uniquingKeysWith: { first, _ in first })
    }
  }
}
