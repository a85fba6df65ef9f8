internal import Definitions
internal import Statistics

/// Writes the values of decoded columns, each in one form whatever form it had.
///
/// | column | text |
/// | --- | --- |
/// | id, text | as it is, in normal form C and trimmed; a procedure code mended |
/// | category | the member's name |
/// | flag | `1` or `0` |
/// | integer, decimal | digits with a point and no groups, `-` before them |
/// | date | `2025-07-01` |
/// | timestamp | `2025-07-01T08:15:00`, by the clocks of the offset; with a fraction where it has one |
/// | province, ward | the code |
///
/// Nothing for a record without a value.
struct CanonicalText {
  private let reference: Reference
  private let offset: UTCOffset

  init(reference: Reference, offset: UTCOffset) {
    self.reference = reference
    self.offset = offset
  }

  /// Appends the UTF-8 of a record's value in a column, without quotes.
  ///
  /// - Parameters:
  ///   - row: the record, counted in the batch.
  ///   - column: of the schema, which says how to read `values`.
  ///   - values: of the column, decoded by `ColumnReader` or `PlaceReader`.
  ///   - places: where the column's fields lie.
  ///   - text: receives the value.
  func append(
    _ row: Int, of column: Column, _ values: TypedColumn, _ places: FieldPlaces,
    to text: inout [UInt8]
  ) {
    switch column.type {
    // Their presence is not decoded where no expression asks for it.
    case .id, .text: append(places[row], column.form, to: &text)
    default:
      guard values.isPresent[row] != 0 else { return }
      append(values, row, of: column.type, to: &text)
    }
  }

  private func append(_ place: FieldPlace, _ form: TextForm?, to text: inout [UInt8]) {
    if place.isASCII, form == nil || place.isPlainProcedureCode {
      for index in place.start..<place.end { text.append(place.bytes[index]) }
    } else {
      text.append(contentsOf: (form?.canonical(place.text) ?? place.text.normalized).utf8)
    }
  }

  private func append(
    _ values: TypedColumn, _ row: Int, of type: ColumnType, to text: inout [UInt8]
  ) {
    let value = values.values[row]
    switch type {
    case .id, .text: break
    case .category(let category): text.append(contentsOf: category.members[Int(value)].utf8)
    case .flag: text.append(UInt8(ascii: values.truths[row] == Evaluator.holds ? "1" : "0"))
    case .integer, .decimal:
      let number = Exact(value, over: values.denominators[row])
      text.append(contentsOf: (number?.decimalText ?? "").utf8)
    case .date:
      text.append(contentsOf: CivilDate(daysSinceEpoch: Int32(value)).description.utf8)
    case .timestamp: appendMoment(value, to: &text)
    case .province: text.append(contentsOf: reference.provinces[Int(value)].code.utf8)
    case .ward: text.append(contentsOf: reference.wards[Int(value)].code.utf8)
    }
  }

  private func appendMoment(_ microseconds: Int64, to text: inout [UInt8]) {
    let day = Timestamp(microseconds: microseconds).day(offset: offset)
    let time = microseconds - Timestamp(startOf: day, offset: offset).microseconds
    text.append(contentsOf: day.description.utf8)
    let second = time / 1_000_000
    for (sign, number) in [("T", second / 3600), (":", second / 60 % 60), (":", second % 60)] {
      text.append(contentsOf: sign.utf8)
      Self.append(number, digits: 2, to: &text)
    }
    var (fraction, digits) = (time % 1_000_000, 6)
    guard fraction > 0 else { return }
    while fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
    text.append(UInt8(ascii: "."))
    Self.append(fraction, digits: digits, to: &text)
  }

  private static func append(_ number: Int64, digits: Int, to text: inout [UInt8]) {
    var unit = (1..<digits).reduce(Int64(1)) { unit, _ in unit * 10 }
    while unit > 0 {
      text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}
