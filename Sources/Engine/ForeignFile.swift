/// What a file is that holds no delimited text, told by its content, whatever its name.
public enum ForeignFile: Hashable, Sendable, CaseIterable {
  case workbook, binaryWorkbook, protectedWorkbook, openDocument, officeDocument
  case htmlTable, spreadsheetML, webArchive, xml, richText
  case zip, sevenZip, rar, xz, bzip2, lz4
  case pdf, sqlite, access, parquet, arrow, utf32

  /// What the first bytes of a file say; `nil` where nothing speaks against text.
  ///
  /// O(bytes), of a text file some of them.
  public init?(_ head: [UInt8]) {
    if let found = Self.signatures.first(where: { head.starts(with: $0.bytes) })?.kind {
      self = found
    } else if head.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      self = Self.zip(head)
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      let protection: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0 as UInt8] }
      self = head.contains(protection) ? .protectedWorkbook : .binaryWorkbook
    } else if head.starts(with: Array("BZh".utf8)),
      head.dropFirst(4).starts(with: Array("1AY&SY".utf8))
    {
      self = .bzip2
    } else if head.dropFirst(4).starts(with: Array("Standard Jet DB".utf8))
      || head.dropFirst(4).starts(with: Array("Standard ACE DB".utf8))
    {
      self = .access
    } else if let found = Self.markup(head) {
      self = found
    } else {
      return nil
    }
  }

  private static let signatures: [(kind: ForeignFile, bytes: [UInt8])] = [
    (.pdf, Array("%PDF-".utf8)), (.richText, Array("{\\rtf".utf8)),
    (.sqlite, Array("SQLite format 3\u{0}".utf8)), (.parquet, Array("PAR1\u{15}".utf8)),
    (.arrow, Array("ARROW1\u{0}".utf8)), (.webArchive, Array("MIME-Version:".utf8)),
    (.zip, Array("PK\u{5}\u{6}".utf8)), (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    (.rar, Array("Rar!\u{1A}\u{7}".utf8)), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    (.lz4, [0x04, 0x22, 0x4D, 0x18]),
    (.utf32, [0xFF, 0xFE, 0, 0]), (.utf32, [0, 0, 0xFE, 0xFF]),
  ]

  /// Workbooks and documents are archives; the names of their members tell which.
  private static func zip(_ head: [UInt8]) -> ForeignFile {
    if head.contains(Array("opendocument.spreadsheet".utf8)) { return .openDocument }
    if head.contains(Array("xl/".utf8)) { return .workbook }
    let others = ["word/", "ppt/", "opendocument"]
    if others.contains(where: { head.contains(Array($0.utf8)) }) { return .officeDocument }
    return head.contains(Array("[Content_Types].xml".utf8)) ? .workbook : .zip
  }

  /// Markup begins with `<`, in UTF-16 too.
  private static func markup(_ head: [UInt8]) -> ForeignFile? {
    // Of UTF-16 every second byte, which is enough for the names of elements.
    let isWide = [[0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0], [0, 0x3C]].contains {
      head.starts(with: $0)
    }
    let text = (isWide ? head.filter { $0 != 0 && $0 < 0x80 } : head)
      .drop { $0 <= 0x20 || SourceEncoding.utf8Mark.contains($0) }.prefix(1 << 13)
    guard text.first == UInt8(ascii: "<") else { return nil }
    let lower = text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    func has(_ name: String) -> Bool { lower.contains(Array(name.utf8)) }
    if has("schemas-microsoft-com:office:spreadsheet") || has("progid=\"excel.sheet\"") {
      return .spreadsheetML
    }
    if has("urn:oasis:names:tc:opendocument") { return .openDocument }
    if ["<html", "<!doctype html", "<table", "<body", "<tr"].contains(where: has) {
      return .htmlTable
    }
    return has("<?xml") ? .xml : nil
  }

  /// What it is, and the line that makes CSV of it.
  public var reason: String { "it is \(kind); \(remedy)" }

  /// What it is: `an Excel workbook (.xlsx)`.
  public var kind: String {
    switch self {
    case .workbook: "an Excel workbook (.xlsx)"
    case .binaryWorkbook: "a binary Excel workbook (.xls)"
    case .protectedWorkbook: "a workbook that is locked with a password"
    case .openDocument: "an OpenDocument spreadsheet (.ods)"
    case .officeDocument: "a document of an office program, and no table"
    case .htmlTable: "an HTML page, as many programs save under the name .xls"
    case .spreadsheetML: "an Excel workbook in XML (SpreadsheetML 2003)"
    case .webArchive: "a web archive (.mht), as Excel saves under the name .xls"
    case .xml: "an XML document"
    case .richText: "a formatted text (RTF)"
    case .zip: "a zip archive"
    case .sevenZip: "a 7z archive"
    case .rar: "a RAR archive"
    case .xz: "packed with xz"
    case .bzip2: "packed with bzip2"
    case .lz4: "packed with lz4"
    case .pdf: "a PDF document"
    case .sqlite: "an SQLite database"
    case .access: "an Access database"
    case .parquet: "a Parquet file"
    case .arrow: "an Arrow file"
    case .utf32: "UTF-32, which no program exports"
    }
  }

  /// What to do, where it can be said in one line the command for it.
  public var remedy: String {
    switch self {
    case .workbook, .binaryWorkbook, .openDocument, .spreadsheetML:
      Self.convert("soffice --headless --convert-to")
    case .htmlTable:
      Self.convert("soffice --headless --infilter='HTML (StarCalc)' --convert-to")
    case .protectedWorkbook:
      "open it with its password, and save the sheet as \"CSV UTF-8 (Comma delimited)\""
    case .webArchive: "open it in Excel, and save it as \"CSV UTF-8 (Comma delimited)\""
    case .officeDocument, .pdf, .richText, .xml:
      "ask for the export as CSV in UTF-8; a table cannot be read out of it reliably"
    case .zip: "unpack it with unzip FILE"
    case .sevenZip: "unpack it with 7z x FILE"
    case .rar: "unpack it with unrar x FILE"
    case .xz: "unpack it with unxz FILE, or pack it with gzip or zstd"
    case .bzip2: "unpack it with bunzip2 FILE, or pack it with gzip or zstd"
    case .lz4: "unpack it with unlz4 FILE, or pack it with gzip or zstd"
    case .sqlite: "turn a table into CSV: sqlite3 -header -csv FILE 'select * from TABLE'"
    case .access: "turn a table into CSV: mdb-export FILE TABLE"
    case .parquet: "turn it into CSV: duckdb -csv -c \"from read_parquet('FILE')\""
    case .arrow: "turn it into CSV with the program that wrote it"
    case .utf32: "turn it into UTF-8: iconv -f UTF-32 -t UTF-8 FILE"
    }
  }

  private static func convert(_ command: String) -> String {
    "turn it into CSV: \(command) 'csv:Text - txt - csv (StarCalc):44,34,76,1' FILE, or in Excel: "
      + "Save As, \"CSV UTF-8 (Comma delimited)\""
  }
}

extension [UInt8] {
  /// Whether these bytes stand here anywhere, one after the other.
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    return (0...(count - part.count)).contains { index in
      self[index] == first && self[index...].starts(with: part)
    }
  }
}
