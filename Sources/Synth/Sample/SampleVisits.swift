/// The 12 delegations: which province each visits, and when.
struct SampleVisits {
  let gazetteer: Gazetteer
  let draw: Draw

  /// Ten delegations visit three provinces and two visit two; the first is the one they begin with.
  private static let routes = [
    ["01", "33", "37"], ["31", "22", "24"], ["25", "15", "08"], ["12", "11", "14"],
    ["04", "20", "19"], ["46", "44", "48"], ["42", "40", "38"], ["51", "52", "66"],
    ["56", "68", "75"], ["79", "80", "82"], ["86", "92"], ["91", "96"],
  ]

  func sheet() -> SampleSheet {
    var sheet = SampleSheet(
      path: "delegations.csv", dataset: "delegations",
      header: ["visit_id", "delegation", "province_code", "visited_on", "findings"])
    var visits: [(day: Int, delegation: Int, province: String)] = []
    for (number, route) in Self.routes.enumerated() {
      for (stop, province) in route.enumerated() {
        visits.append((firstDay(number) + stop * 3, number + 1, province))
      }
    }
    visits.sort { ($0.day, $0.delegation) < ($1.day, $1.delegation) }
    for (number, visit) in visits.enumerated() {
      sheet.rows.append(
        SampleRow(cells: [
          "V\(twoDigits(number + 1))", "Đoàn \(visit.delegation)", visit.province,
          LocalTime(day: visit.day).isoDay, String(2 + draw.below(9, number, 1)),
        ]))
    }
    return sheet
  }

  /// 12 August, day 42, for the three whose visits were reported; 11 to 20 August for the others.
  private func firstDay(_ delegation: Int) -> Int {
    switch Self.routes[delegation][0] {
    case "25", "42", "46": 42
    default: [41, 43, 44, 48, 49][delegation % 5]
    }
  }
}
