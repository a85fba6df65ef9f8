public import Definitions

extension WarningCode {
  /// What is doubtful about such records.
  public var label: Label {
    switch self {
    case .noLineEnd:
      Label(
        english: "the file's last record has no line end",
        vietnamese: "bản ghi cuối tệp thiếu dấu xuống dòng")
    case .reusedCode:
      Label(
        english: "a province code that named another unit at that time",
        vietnamese: "mã tỉnh khi đó thuộc đơn vị khác")
    case .dayFirstAssumed:
      Label(
        english: "the day was taken to come first in dates",
        vietnamese: "ngày được hiểu là đứng trước tháng")
    case .codeMismatch:
      Label(
        english: "the dossier's code tells another day or province",
        vietnamese: "mã hồ sơ không khớp ngày hoặc địa phương")
    case .mendedCode:
      Label(english: "a procedure code was mended", vietnamese: "mã thủ tục đã được khôi phục")
    case .badCode: Label(english: "no procedure code", vietnamese: "mã thủ tục không hợp lệ")
    case .numberOverflow:
      Label(english: "a number too large to count with", vietnamese: "số quá lớn, không tính được")
    case .lostLetters:
      Label(
        english: "question marks stand for lost letters",
        vietnamese: "chữ bị mất, thay bằng dấu hỏi")
    }
  }
}
