public import Definitions
internal import Statistics

/// A table as CSV that Excel opens rightly by a double click where its language is Vietnamese.
///
/// UTF-8 with a byte order mark, semicolons, decimal commas, no grouping, CRLF. Proportions are
/// proportions (0,9287). Excel takes whatever looks like a number or a day for one, so a code stands
/// with its name in one field (`01 Hà Nội`), and a period is written as people write it (`tháng
/// 7/2025`). Texts that would be formulas have an apostrophe before them.
public enum ExcelCSV {
  public static func write(
    _ table: ReleaseTable, in language: Language, to handOn: @escaping ([UInt8]) -> Void
  ) {
    var writer = BlockWriter(handOn)
    writer.bytes += [0xEF, 0xBB, 0xBF]
    let numerals = Numerals(language)
    let columns = table.columns
    var isFirst = true
    func separate() {
      if !isFirst { writer.bytes.append(UInt8(ascii: ";")) }
      isFirst = false
    }
    for column in columns where column.kind != .code {
      separate()
      writer.bytes.appendExcelField(column.head)
    }
    writer.bytes.append("\r\n")
    for index in 0..<table.rowCount {
      isFirst = true
      var code = ""
      for (column, cell) in zip(columns, table.row(index)) {
        if column.kind == .code {
          if case .text(let text) = cell { code = text + " " }
          continue
        }
        separate()
        switch cell {
        case .empty: if !code.isEmpty { writer.bytes.appendExcelField(String(code.dropLast())) }
        case .text(let text):
          writer.bytes.appendExcelField(
            column.kind == .period ? numerals.period(text) : code + text)
        case .integer(let number): writer.bytes.append(number)
        case .number(let number), .proportion(let number):
          writer.bytes.append(
            contentsOf: number.shortestDecimal.utf8.map {
              $0 == UInt8(ascii: ".") ? UInt8(ascii: ",") : $0
            })
        }
        code = ""
      }
      writer.bytes.append("\r\n")
      writer.endRow()
    }
    writer.endBlock()
  }
}

extension [UInt8] {
  fileprivate mutating func appendExcelField(_ text: String) {
    let text = text.withoutFormula
    let quote = UInt8(ascii: "\"")
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: ";") || $0 == quote || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return append(text) }
    append(quote)
    for byte in text.utf8 {
      if byte == quote { append(quote) }
      append(byte)
    }
    append(quote)
  }
}
