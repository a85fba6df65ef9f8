/// The tables that a reference folder may lack.
extension ReferenceReader {
  func reusedCodes() -> [Reference.ReusedCode] {
    rows("reused_codes.csv", columns: ["code", "former_name", "until"], optional: true)
      .compactMap { row in
        guard let reading = DateTimeReader.read(row["until"]), reading.time == nil else {
          row.fault("\(quoted(row["until"])) is not a day", hint: "write it as 2025-07-01")
          return nil
        }
        return Reference.ReusedCode(
          code: row["code"], formerName: row["former_name"], until: reading.day)
      }
  }

  /// The provinces of agency codes such as `H57`, that of a province that is no more included, and the
  /// provinces that these agencies were of before 1 July 2025.
  func agencies(
    _ provinces: [Reference.Province]
  ) -> (codes: [String: Int], formerProvinces: [Reference.FormerProvince]) {
    let rows = rows(
      "province_agency_codes.csv", columns: ["agency_code", "province_code"], optional: true)
    let indices = index(of: provinces)
    var agencies: [String: Int] = [:]
    var former: [Reference.FormerProvince] = []
    for row in distinct(rows, "agency_code") {
      if let province = indices[row["province_code"]] {
        agencies[row["agency_code"]] = province
        guard let day = CivilDate(year: 2025, month: 7, day: 1),
          case let name = row["name_before_2025_07"], !name.isEmpty
        else { continue }
        former.append(Reference.FormerProvince(name: name, province: province, until: day))
      } else if !provinces.isEmpty {
        row.fault("\(quoted(row["province_code"])) is no code of provinces.csv")
      }
    }
    return (agencies, former)
  }

  /// Where each province lies on a map of equal squares, and places of theirs that are marked beside.
  func tiles(_ provinces: [Reference.Province]) -> [Reference.Tile] {
    let indices = index(of: provinces)
    return rows("province_tiles.csv", columns: ["province_code", "row", "col"], optional: true)
      .compactMap { row in
        guard let province = indices[row["province_code"]] else {
          if !provinces.isEmpty {
            row.fault("\(quoted(row["province_code"])) is no code of provinces.csv")
          }
          return nil
        }
        guard let line = Int(row["row"]), let column = Int(row["col"]), 0..<100 ~= line,
          0..<100 ~= column
        else {
          row.fault(
            "row \(quoted(row["row"])) and col \(quoted(row["col"])) are no place on the map",
            hint: "count rows from the north and columns from the west, from 0 to 99")
          return nil
        }
        return Reference.Tile(
          province: province, row: line, column: column, mark: row["label"])
      }
  }
}
