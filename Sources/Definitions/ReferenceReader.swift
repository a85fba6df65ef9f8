internal import CSV

/// Reads the tables of administrative units in a folder.
///
/// `provinces.csv`, `wards.csv` and `province_aliases.csv` must be there; `reused_codes.csv`,
/// `province_agency_codes.csv` and `province_tiles.csv` may be.
struct ReferenceReader {
  private let log: FaultLog
  private let record: (_ name: String, _ content: [UInt8]) -> Void
  private let table: (_ name: String) -> Table
  private let unreadable: (_ name: String, _ table: Table, _ reason: String) -> Void
  static let byteLimit = 64 << 20

  /// The reference, or `nil` where a file has faults.
  ///
  /// `place` is the value of a pipeline that names the folder; `record` receives the name and content
  /// of every file that was read.
  static func read(
    _ folder: DefinitionPath, place: YAMLValue, log: FaultLog,
    record: @escaping (_ name: String, _ content: [UInt8]) -> Void
  ) -> Reference? {
    guard folder.isFolder else {
      place.fault(
        "the reference \(place.node.kind) cannot be read: there is no such folder",
        hint: "it is looked for at \(folder.shown)")
      return nil
    }
    let reader = ReferenceReader(log: log, record: record) { name in
      let path = folder.inside(name)
      return Table(
        shown: path.shown,
        content: Result { () throws(DefinitionPath.Unreadable) in
          try path.read(limit: byteLimit)
        })
    } unreadable: { name, table, reason in
      place.fault(
        "the reference file \(quoted(name)) cannot be read: \(reason)",
        hint: "it is looked for at \(table.shown)")
    }
    return reader.reference()
  }

  /// The reference of tables that no pipeline names.
  static func read(log: FaultLog, table: @escaping (_ name: String) -> Table) -> Reference? {
    ReferenceReader(log: log, record: { _, _ in }, table: table) { name, table, reason in
      log.add(
        DefinitionFault(
          file: table.shown, line: 0, column: 0,
          message: "the table \(quoted(name)) cannot be read: \(reason)"))
    }.reference()
  }

  /// A table, or why it cannot be had, and what messages call it.
  struct Table {
    let shown: String
    let content: Result<[UInt8], DefinitionPath.Unreadable>
  }

  private func reference() -> Reference? {
    let before = log.count
    let provinces = provinces()
    let wards = wards(provinces)
    let words = words(provinces)
    let reused = reusedCodes()
    let agencies = agencies(provinces)
    let tiles = tiles(provinces)
    guard log.count == before else { return nil }
    return Reference(
      provinces: provinces, wards: wards, provinceWords: words, reusedCodes: reused,
      agencies: agencies.codes, formerProvinces: agencies.formerProvinces, tiles: tiles)
  }

  /// One record of a table: its fields by column, and where it stands.
  struct Row {
    let fields: [String]
    let positions: [String: Int]
    let line: Int
    let file: String
    let log: FaultLog

    subscript(column: String) -> String { positions[column].map { fields[$0] } ?? "" }

    /// Reports texts that would harm whoever opens what a run publishes: names and codes go there.
    func checkIsPublishable() {
      for field in fields {
        if field.unicodeScalars.first.map(Self.beginsFormula) == true {
          fault(
            "\(quoted(field)) begins as a formula of a spreadsheet does", hint: "remove the sign")
        } else if field.unicodeScalars.contains(where: Self.isControl) {
          fault("\(quoted(field)) has a control character", hint: "remove it")
        }
      }
    }

    private static func beginsFormula(_ first: Unicode.Scalar) -> Bool {
      switch first {
      case "=", "+", "-", "@", "＝", "＋", "－", "＠": true
      default: false
      }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
    }

    func fault(_ message: String, hint: String? = nil) {
      log.add(
        DefinitionFault(file: file, line: line, column: 1, message: message, hint: hint))
    }
  }

  func rows(_ name: String, columns: [String], optional: Bool) -> [Row] {
    let path = table(name)
    let content: [UInt8]
    do {
      content = try path.content.get()
    } catch {
      if !optional || error.reason != DefinitionPath.Unreadable.absent {
        unreadable(name, path, error.reason)
      }
      return []
    }
    record(name, content)
    log.open(path.shown)
    do {
      let table = try CSVTable(content)
      let missing = columns.filter { table.column($0) == nil }
      for column in missing {
        log.add(
          DefinitionFault(
            file: path.shown, line: 1, column: 1,
            message: "the column \(quoted(column)) is missing",
            hint: remedy(for: column, among: table.header)))
      }
      guard missing.isEmpty else { return [] }
      let positions = Dictionary(
        table.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      return table.rows.enumerated().map { index, fields in
        let row = Row(
          fields: fields.map(\.normalized), positions: positions, line: index + 2,
          file: path.shown, log: log)
        row.checkIsPublishable()
        return row
      }
    } catch {
      log.add(
        DefinitionFault(file: path.shown, line: error.record, column: 1, message: error.message))
      return []
    }
  }

  private func provinces() -> [Reference.Province] {
    let rows = rows("provinces.csv", columns: ["code", "name_vi"], optional: false)
    let distinct = self.distinct(rows, "code")
    return distinct.map { row in
      func either(_ column: String) -> String { row[column].isEmpty ? row["name_vi"] : row[column] }
      return Reference.Province(
        code: row["code"], name: row["name_vi"], fullName: either("full_name_vi"),
        englishName: either("name_en"))
    }
    .sorted { $0.code < $1.code }
  }

  private func wards(_ provinces: [Reference.Province]) -> [Reference.Ward] {
    let rows = rows(
      "wards.csv", columns: ["code", "province_code", "name_vi"], optional: false)
    let indices = index(of: provinces)
    return distinct(rows, "code").compactMap { row in
      guard let province = indices[row["province_code"]] else {
        if !provinces.isEmpty {
          row.fault("\(quoted(row["province_code"])) is no code of provinces.csv")
        }
        return nil
      }
      return Reference.Ward(
        code: row["code"], province: province, name: row["name_vi"], kind: row["kind"])
    }
    .sorted { $0.code < $1.code }
  }

  /// The words of the provinces themselves, and their aliases.
  private func words(_ provinces: [Reference.Province]) -> WordTable<Int> {
    let rows = rows(
      "province_aliases.csv", columns: ["alias", "province_code"], optional: false)
    let indices = index(of: provinces)
    var words = WordTable(provinces)
    for row in rows {
      guard let province = indices[row["province_code"]] else {
        if !provinces.isEmpty {
          row.fault("\(quoted(row["province_code"])) is no code of provinces.csv")
        }
        continue
      }
      guard let other = words.add(row["alias"], province) else { continue }
      row.fault(
        "the alias \(quoted(row["alias"])) stands for \(quoted(provinces[other].name)) as well")
    }
    return words
  }

  func index(of provinces: [Reference.Province]) -> [String: Int] {
    Dictionary(
      provinces.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The rows with a code of their own; others are reported.
  func distinct(_ rows: [Row], _ column: String) -> [Row] {
    var seen: Set<String> = []
    return rows.filter { row in
      guard !row[column].isEmpty else {
        row.fault("\(column) is empty")
        return false
      }
      guard seen.insert(row[column]).inserted else {
        row.fault("\(column) \(quoted(row[column])) stands twice", hint: "remove one")
        return false
      }
      return true
    }
  }
}
