import Foundation

/// A run's folder written by hand after section 4 of the contract.
struct PublishedFolder {
  var pipeline = "small"
  var id = "0123456789abcdef"
  var status = "published"
  var figures = """
    online_rate,national,,,,,,,,90,100,0.9,,,,90.00,
    online_rate,province,25,Phú Thọ,,,,,,10,20,0.5,,,,50.00,
    online_rate,province,46,Huế,,,,,,80,80,1,,,,100.00,
    online_rate,province,48,Đà Nẵng,,,,,,0,0,,,,,,missing
    satisfaction,national,,,,,,,,30,30,1,0.8865,1,wilson,100.00,
    satisfaction,province,25,Phú Thọ,,,,,,,,,,,,,suppressed
    satisfaction,province,46,Huế,,,,,,30,30,1,0.8865,1,wilson,100.00,
    satisfaction,province,48,Đà Nẵng,,,,,,0,0,,,,,,missing
    received,national,,,,,,,,,,100,,,,100,
    """
  var ranks = """
    online_rate,1,46,Huế,80,80,1,,,1,1,1,100.00,
    online_rate,2,25,Phú Thọ,10,20,0.5,,,2,2,1,50.00,
    online_rate,,48,Đà Nẵng,0,0,,,,,,0,,low_count
    """
  var refused = ""

  static let figureHeader =
    "kpi,grouping,province_code,province,ward_code,ward,category,member,period,"
    + "numerator,denominator,value,ci_low,ci_high,ci_method,display,flag"
  static let rankHeader =
    "kpi,rank,province_code,province,numerator,denominator,value,ci_low,ci_high,"
    + "rank_low,rank_high,in_top,display,flag"

  /// Writes the folder under `out`, and makes it the pipeline's latest.
  func write(into workdir: Workdir, latest: Bool = true) throws {
    let folder = "out/\(pipeline)/\(id)"
    try workdir.write(
      folder + "/run.json",
      """
      {"pipeline": "\(pipeline)", "run_id": "\(id)", "status": "\(status)", "as_of": "2025-08-31",
       "period": {"from": "2025-07-01", "to": "2025-08-31"}, "appended_later": true,
       "completeness": [{"dataset": "dossiers", "missing": ["48"], "partial": [
         {"province_code": "25", "periods": ["2025-08"], "files": []}]}]}
      """)
    let tally = """
      "rows_read": 110, "accepted": 100, "superseded": 4, "out_of_period": 3, "rejected": 3,
      "skipped": {"blank": 1}, "rejects": {"bad_date": 1, "unknown_ward": 2}, "warnings": {},
      "provinces": {"25": 20, "46": 80}
      """
    try workdir.write(
      folder + "/quality.json",
      """
      {"all": {\(tally)}, "datasets": {"dossiers": {\(tally)}},
       "files": [{"file": "a.csv", "dataset": "dossiers", \(tally)}], "refused": [\(refused)]}
      """)
    try workdir.write(folder + "/kpis.csv", Self.figureHeader + "\n" + figures + "\n")
    try workdir.write(folder + "/rankings.csv", Self.rankHeader + "\n" + ranks + "\n")
    guard latest else { return }
    if workdir.exists("out/\(pipeline)/latest") { try workdir.remove("out/\(pipeline)/latest") }
    try workdir.link("out/\(pipeline)/latest", to: id)
  }
}
