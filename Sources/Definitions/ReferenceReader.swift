internal import CSV

/// Reads the tables of administrative units in a folder.
///
/// `provinces.csv` and `wards.csv` and `province_aliases.csv` must be there; `reused_codes.csv` may be.
struct ReferenceReader {
  private let folder: DefinitionPath
  private let log: FaultLog
  private let record: (_ name: String, _ content: [UInt8]) -> Void
  private static let byteLimit = 64 << 20

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
    let before = log.count
    let reader = ReferenceReader(folder: folder, log: log, record: record)
    let provinces = reader.provinces(place)
    let wards = reader.wards(place, provinces)
    let aliases = reader.aliases(place, provinces)
    let reused = reader.reusedCodes(place)
    guard log.count == before else { return nil }
    return Reference(provinces: provinces, wards: wards, aliases: aliases, reusedCodes: reused)
  }

  /// One record of a table: its fields by column, and where it stands.
  private struct Row {
    let fields: [String: String]
    let line: Int
    let file: String
    let log: FaultLog

    subscript(column: String) -> String { fields[column] ?? "" }

    /// Reports texts that would harm whoever opens what a run publishes: names and codes go there.
    func checkIsPublishable(_ columns: [String]) {
      for column in columns {
        if let first = self[column].unicodeScalars.first, "=+-@＝＋－＠".unicodeScalars.contains(first)
        {
          fault(
            "\(quoted(self[column])) begins as a formula of a spreadsheet does",
            hint: "remove the sign")
        } else if self[column].unicodeScalars.contains(where: {
          $0.properties.generalCategory == .control
        }) {
          fault("\(quoted(self[column])) has a control character", hint: "remove it")
        }
      }
    }

    func fault(_ message: String, hint: String? = nil) {
      log.add(
        DefinitionFault(file: file, line: line, column: 1, message: message, hint: hint))
    }
  }

  private func rows(_ name: String, columns: [String], optional: Bool, _ place: YAMLValue) -> [Row]
  {
    let path = folder.inside(name)
    let content: [UInt8]
    do {
      content = try path.read(limit: Self.byteLimit)
    } catch {
      if !optional || error.reason != DefinitionPath.Unreadable.absent {
        place.fault(
          "the reference file \(quoted(name)) cannot be read: \(error.reason)",
          hint: "it is looked for at \(path.shown)")
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
      return table.rows.enumerated().map { index, fields in
        let pairs = zip(table.header, fields.map(\.normalized))
        let row = Row(
          fields: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), line: index + 2,
          file: path.shown, log: log)
        row.checkIsPublishable(table.header)
        return row
      }
    } catch {
      log.add(
        DefinitionFault(file: path.shown, line: error.record, column: 1, message: error.message))
      return []
    }
  }

  private func provinces(_ place: YAMLValue) -> [Reference.Province] {
    let rows = rows("provinces.csv", columns: ["code", "name_vi"], optional: false, place)
    let distinct = self.distinct(rows, "code")
    return distinct.map { row in
      func either(_ column: String) -> String { row[column].isEmpty ? row["name_vi"] : row[column] }
      return Reference.Province(
        code: row["code"], name: row["name_vi"], fullName: either("full_name_vi"),
        englishName: either("name_en"))
    }
    .sorted { $0.code < $1.code }
  }

  private func wards(_ place: YAMLValue, _ provinces: [Reference.Province]) -> [Reference.Ward] {
    let rows = rows(
      "wards.csv", columns: ["code", "province_code", "name_vi"], optional: false, place)
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

  private func aliases(_ place: YAMLValue, _ provinces: [Reference.Province])
    -> [(word: String, province: Int)]
  {
    let rows = rows(
      "province_aliases.csv", columns: ["alias", "province_code"], optional: false, place)
    let indices = index(of: provinces)
    var table = WordTable<Int>(lettersAndDigitsOnly: true)
    for (index, province) in provinces.enumerated() {
      for word in province.words { table.add(word, index) }
    }
    return rows.compactMap { row in
      guard let province = indices[row["province_code"]] else {
        if !provinces.isEmpty {
          row.fault("\(quoted(row["province_code"])) is no code of provinces.csv")
        }
        return nil
      }
      guard let other = table.add(row["alias"], province) else { return (row["alias"], province) }
      row.fault(
        "the alias \(quoted(row["alias"])) stands for \(quoted(provinces[other].name)) as well")
      return nil
    }
  }

  private func reusedCodes(_ place: YAMLValue) -> [Reference.ReusedCode] {
    rows("reused_codes.csv", columns: ["code", "former_name", "until"], optional: true, place)
      .compactMap { row in
        guard let reading = DateTimeReader.read(row["until"]), reading.time == nil else {
          row.fault("\(quoted(row["until"])) is not a day", hint: "write it as 2025-07-01")
          return nil
        }
        return Reference.ReusedCode(
          code: row["code"], formerName: row["former_name"], until: reading.day)
      }
  }

  private func index(of provinces: [Reference.Province]) -> [String: Int] {
    Dictionary(
      provinces.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The rows with a code of their own; others are reported.
  private func distinct(_ rows: [Row], _ column: String) -> [Row] {
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
