/// A record that was left out, and why.
public struct Reject: Hashable, Sendable {
  /// Relative to the pipeline, with `/`.
  public let file: String
  /// The first physical line of the record, 1-based, header counted.
  public let line: Int
  public let code: Code
  /// The name of the column at fault; `nil` where the whole record is.
  public let column: String?
  /// What stood there, as far as it may be shown: see `ShownValue`.
  public let value: String
  /// What the code leaves open: the range, the number of fields, the nearest word.
  public let detail: String
  /// The code of the record's province; `nil` where it could not be read, or its columns disagree.
  public let province: String?

  public init(
    file: String, line: Int, code: Code, column: String?, value: String, detail: String,
    province: String? = nil
  ) {
    self.file = file
    self.line = line
    self.code = code
    self.column = column
    self.value = value
    self.detail = detail
    self.province = province
  }

  /// The reasons, as other programs know them: more may come, none is renamed.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case fieldCount = "field_count"
    case badQuote = "bad_quote"
    case unterminatedQuote = "unterminated_quote"
    case tooLong = "too_long"
    case truncated
    case badEncoding = "bad_encoding"
    case missingRequired = "missing_required"
    case badTimestamp = "bad_timestamp"
    case badDate = "bad_date"
    case badInteger = "bad_integer"
    case badDecimal = "bad_decimal"
    case badNumber = "bad_number"
    case outOfRange = "out_of_range"
    case badFlag = "bad_flag"
    case unknownCategory = "unknown_category"
    case unknownProvince = "unknown_province"
    case unknownWard = "unknown_ward"
    case wardOutsideProvince = "ward_outside_province"
    case placeMismatch = "place_mismatch"
  }
}

/// A kept record about which something is doubtful.
public enum WarningCode: String, Hashable, Sendable, CaseIterable {
  /// The file's last record has no line end, and is whole.
  case noLineEnd = "no_line_end"
  /// A province code that named another unit at the time of the record.
  case reusedCode = "reused_code"
  /// Nothing in the file tells day from month in this record's dates; the day was taken to come first.
  case dayFirstAssumed = "day_first_assumed"
  /// The day or the province in a dossier's code is not that of the record.
  case codeMismatch = "code_mismatch"
  /// A procedure code that a spreadsheet took for a number, and whose digits are all there.
  case mendedCode = "mended_code"
  /// What cannot be a procedure code.
  case badCode = "bad_code"
  /// A number of an expression is beyond 64 bits, and null in the figures.
  case numberOverflow = "number_overflow"
  /// A question mark between letters, where a program had no sign for one: it cannot be repaired.
  case lostLetters = "lost_letters"
}
