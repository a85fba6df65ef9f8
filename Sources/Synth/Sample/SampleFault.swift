/// A fault that is put into a record of a dossier file on purpose.
enum SampleFault: Sendable {
  case unknownChannel, unknownField, impossibleMoment, missingId, missingUpdate, badFlag
  case unknownProvince, unknownWard, wardOutsideProvince, placeMismatch
  case shortRecord, extraField, strayQuote, pairedStrayQuotes

  /// The fate that the contract promises such a record.
  var fate: SampleFate {
    switch self {
    case .unknownChannel: .rejected(column: "channel", code: "unknown_category")
    case .unknownField: .rejected(column: "field", code: "unknown_category")
    case .impossibleMoment: .rejected(column: "received_at", code: "bad_timestamp")
    case .missingId: .rejected(column: "dossier_id", code: "missing_required")
    case .missingUpdate: .rejected(column: "updated_at", code: "missing_required")
    case .badFlag: .rejected(column: "documents_digitized", code: "bad_flag")
    case .unknownProvince: .rejected(column: "province_code", code: "unknown_province")
    case .unknownWard: .rejected(column: "ward_code", code: "unknown_ward")
    case .wardOutsideProvince: .rejected(column: "ward_code", code: "ward_outside_province")
    case .placeMismatch: .rejected(column: "province_name", code: "place_mismatch")
    case .shortRecord, .extraField: .rejected(column: nil, code: "field_count")
    case .strayQuote, .pairedStrayQuotes: .rejected(column: nil, code: "bad_quote")
    }
  }

  /// Spoils one sound record.
  func spoil(_ row: inout SampleRow, shape: SampleShape) {
    func set(_ column: SampleColumn, _ text: String) { row.cells[shape.index(of: column)] = text }
    row.fate = fate
    switch self {
    case .unknownChannel: set(.channel, "Fax")
    case .unknownField: set(.field, "space_travel")
    case .impossibleMoment: set(.received, shape.impossibleMoment)
    case .missingId: set(.id, "")
    case .missingUpdate: set(.updated, "")
    case .badFlag: set(.documents, "maybe")
    case .unknownProvince: set(.province, "Đại Việt")
    case .unknownWard: set(.ward, "99999")
    case .wardOutsideProvince: set(.ward, "19815")
    case .placeMismatch: set(.provinceName, "Cà Mau")
    case .shortRecord: row.cells.removeLast(3)
    case .extraField:
      set(.applicant, "Nguyễn Văn A\(shape.dialect.delimiter) chủ hộ")
      row.verbatim = shape.index(of: .applicant)
    case .strayQuote:
      set(.applicant, "Công ty \"Bình An")
      row.verbatim = shape.index(of: .applicant)
    case .pairedStrayQuotes:
      set(.applicant, "Công ty \"Bình An\" 2")
      row.verbatim = shape.index(of: .applicant)
    }
  }
}
