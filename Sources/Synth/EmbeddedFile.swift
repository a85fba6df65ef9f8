internal import CEmbedded

/// A definition or reference file that the binary carries.
///
/// There is one copy of each in the repository; the C room next door takes its bytes at build time.
enum EmbeddedFile: CaseIterable, Sendable {
  case provinces, wards, provinceAliases, provinceAgencyCodes, adminChanges, reusedCodes
  case holidays
  case communesSchema, delegationsSchema, difficultiesSchema, dossiersSchema, hotlineSchema
  case opinionsSchema, proceduresSchema, requestsSchema, responsesSchema, tasksSchema
  case trainingSchema
  case catalog

  /// Where the file lies in the repository.
  var repositoryPath: String {
    switch self {
    case .provinces: "surveys/reference/provinces.csv"
    case .wards: "surveys/reference/wards.csv"
    case .provinceAliases: "surveys/reference/province_aliases.csv"
    case .provinceAgencyCodes: "surveys/reference/province_agency_codes.csv"
    case .adminChanges: "surveys/reference/admin_changes.csv"
    case .reusedCodes: "surveys/reference/reused_codes.csv"
    case .holidays: "surveys/reference/holidays.csv"
    case .communesSchema: "surveys/schemas/communes.yml"
    case .delegationsSchema: "surveys/schemas/delegations.yml"
    case .difficultiesSchema: "surveys/schemas/difficulties.yml"
    case .dossiersSchema: "surveys/schemas/dossiers.yml"
    case .hotlineSchema: "surveys/schemas/hotline.yml"
    case .opinionsSchema: "surveys/schemas/opinions.yml"
    case .proceduresSchema: "surveys/schemas/procedures.yml"
    case .requestsSchema: "surveys/schemas/requests.yml"
    case .responsesSchema: "surveys/schemas/responses.yml"
    case .tasksSchema: "surveys/schemas/tasks.yml"
    case .trainingSchema: "surveys/schemas/training.yml"
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
      case .reusedCodes: embedded_reused_codes()
      case .holidays: embedded_holidays()
      case .communesSchema: embedded_communes_schema()
      case .delegationsSchema: embedded_delegations_schema()
      case .difficultiesSchema: embedded_difficulties_schema()
      case .dossiersSchema: embedded_dossiers_schema()
      case .hotlineSchema: embedded_hotline_schema()
      case .opinionsSchema: embedded_opinions_schema()
      case .proceduresSchema: embedded_procedures_schema()
      case .requestsSchema: embedded_requests_schema()
      case .responsesSchema: embedded_responses_schema()
      case .tasksSchema: embedded_tasks_schema()
      case .trainingSchema: embedded_training_schema()
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
