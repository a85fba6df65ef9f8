internal import CSV
public import Definitions

/// `rejects.csv`: one line a record that was left out, written one by one.
public enum RejectFile {
  public static let columns = [
    "file", "line", "column", "code", "message", "value", "province_code",
  ]

  /// The first line of the document.
  public static var header: [UInt8] { CSVWriter(header: columns).bytes }

  /// Appends the line of one reject.
  ///
  /// O(its length).
  public static func append(
    _ reject: Reject, language: Language, to bytes: inout [UInt8]
  ) {
    CSVWriter.append(
      [
        reject.file, "\(reject.line)", reject.column ?? "", reject.code.rawValue,
        reject.code.message(detail: reject.detail)[language],
        reject.value.withoutFormula, reject.province ?? "",
      ], to: &bytes)
  }
}

extension String {
  /// The text with an apostrophe before it where a spreadsheet would take it for a formula.
  ///
  /// That is where it begins, after blanks, with `= + - @`, their full-width forms, a tab or a line
  /// end; a plain number such as `-3.5` stays as it is. Source: OWASP, "CSV Injection".
  public var withoutFormula: String {
    let blanks: [Unicode.Scalar] = [" ", "\u{A0}", "\u{3000}"]
    guard let first = unicodeScalars.first(where: { !blanks.contains($0) }),
      "=+-@＝＋－＠\t\r\n".unicodeScalars.contains(first), !isPlainNumber
    else { return self }
    return "'" + self
  }

  /// Whether it is digits with at most one sign before and one point or comma among them.
  private var isPlainNumber: Bool {
    var rest = utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let parts = rest.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
    }
    return parts.count <= 2
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      }
  }
}
