public import Definitions

extension Reject.Code {
  /// What is wrong with the record, in both languages.
  ///
  /// The detail is what the code leaves open: a near word for unknown words and places, what a number
  /// could be, otherwise said in parentheses.
  public func message(detail: String) -> Label {
    guard !detail.isEmpty else { return sentence }
    switch self {
    case .unknownCategory, .unknownProvince, .unknownWard:
      return Label(
        english: "\(sentence.english); did you mean \"\(detail)\"?",
        vietnamese: "\(sentence.vietnamese); có phải là \"\(detail)\"?")
    case .badInteger, .badDecimal:
      let readings = detail.replacing(" | ", with: " or ")
      let english = "it could be \(readings); write numbers: vi or numbers: en at the dataset"
      let vietnamese =
        "có thể là \(detail.replacing(" | ", with: " hoặc ")); cần khai báo numbers: vi hoặc "
        + "numbers: en cho bộ số liệu"
      return Label(
        english: "\(sentence.english) in one way: \(english)",
        vietnamese: "\(sentence.vietnamese) theo một cách duy nhất: \(vietnamese)")
    case .tooLong:
      return Label(
        english: "the record is longer than \(detail)", vietnamese: "bản ghi dài hơn \(detail)")
    case .badEncoding:
      let place = Self.place(detail)
      return Label(
        english: "\(sentence.english) (\(place.english))",
        vietnamese: "\(sentence.vietnamese) (\(place.vietnamese))")
    default:
      return Label(
        english: "\(sentence.english) (\(detail))", vietnamese: "\(sentence.vietnamese) (\(detail))"
      )
    }
  }

  /// What stands where no text can, and its offset: `0xFE 1234`, `0xD800 1234`, `U+1EBF 1234`.
  private static func place(_ detail: String) -> Label {
    let parts = detail.split(separator: " ")
    guard parts.count == 2 else { return Label(detail) }
    let (unit, offset) = (parts[0], parts[1])
    switch unit {
    case "0x00", "0x0000":
      return Label(english: "a NUL at offset \(offset)", vietnamese: "NUL tại vị trí \(offset)")
    default:
      let (english, vietnamese) =
        unit.hasPrefix("U+")
        ? ("character", "ký tự")
        : unit.utf8.count == 4 ? ("byte", "byte") : ("UTF-16 unit", "đơn vị UTF-16")
      return Label(
        english: "\(english) \(unit) at offset \(offset)",
        vietnamese: "\(vietnamese) \(unit) tại vị trí \(offset)")
    }
  }

  private var sentence: Label {
    let (english, vietnamese) = texts
    return Label(english: english, vietnamese: vietnamese)
  }

  private var texts: (String, String) {
    switch self {
    case .fieldCount:
      ("the record has not as many fields as the header", "số trường của dòng khác với tiêu đề")
    case .badQuote: ("a quote stands where CSV allows none", "dấu nháy kép đặt sai chỗ")
    case .unterminatedQuote:
      ("a quoted field is never closed", "trường mở nháy kép nhưng không đóng")
    case .tooLong: ("the record is longer than one may be", "bản ghi dài quá giới hạn")
    case .truncated:
      ("the file ends in the middle of this record", "tệp bị cắt giữa chừng ở dòng này")
    case .badEncoding:
      ("the bytes are not text in the file's encoding", "ký tự sai bảng mã của tệp")
    case .missingRequired: ("a required value is missing", "thiếu giá trị bắt buộc")
    case .badTimestamp:
      (
        "not a date and time; write it as 2025-07-01T08:15:00",
        "không phải ngày giờ hợp lệ; cần ghi dạng 2025-07-01T08:15:00"
      )
    case .badDate:
      (
        "not a date; write it as 2025-07-01", "không phải ngày hợp lệ; cần ghi dạng 2025-07-01"
      )
    case .badInteger: ("not a whole number", "không phải số nguyên")
    case .badDecimal: ("not a decimal number", "không phải số thập phân hợp lệ")
    case .badNumber:
      ("the number cannot be represented", "số vượt quá phạm vi có thể biểu diễn")
    case .outOfRange: ("outside the accepted range", "nằm ngoài khoảng cho phép")
    case .badFlag: ("neither yes nor no", "không phải có hoặc không")
    case .unknownCategory: ("not a listed value", "giá trị không có trong danh mục")
    case .unknownProvince:
      ("no province of this code or name", "không có tỉnh, thành phố mang mã hoặc tên này")
    case .unknownWard:
      (
        "no ward or commune of this code or name in the province",
        "không có xã, phường, đặc khu mang mã hoặc tên này trong tỉnh, thành phố"
      )
    case .wardOutsideProvince:
      (
        "the ward or commune lies in another province",
        "xã, phường, đặc khu thuộc tỉnh, thành phố khác"
      )
    case .placeMismatch:
      (
        "the place columns name different places",
        "các cột địa bàn chỉ những địa bàn khác nhau"
      )
    }
  }
}
