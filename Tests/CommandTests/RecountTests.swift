import Foundation
import Testing

/// The sample campaign counted a second time, by the script in Recount and the sqlite3 shell.
struct RecountTests {
  private static let counted = Result { try count() }

  private static func count() throws -> URL {
    let out = try TemporaryFolder.forAllTests()
    let script = Workdir.project.appending(path: "Tests/CommandTests/Recount/recount.sh")
    let surveys = Workdir.project.appending(path: "surveys")
    let outcome = try Workdir().shell("'\(script.path)' '\(surveys.path)' '\(out.path)'")
    try #require(
      outcome.status == 0, "the recount needs sqlite3 (make test installs it): \(outcome)")
    return out
  }

  @Test func `every numerator, denominator and value of kpis.csv is what sqlite counts`() throws {
    let recount = try Self.counted.get().appending(path: "figures.csv")
    let lines = try String(contentsOf: recount, encoding: .utf8).split(separator: "\n")
    try #require(
      lines.first
        == "kpi,grouping,province_code,ward_code,category,member,period,numerator,denominator,top,bottom,suppressed"
    )
    let figures = try SampleRun.figures()
    var differing: [String] = []
    for line in lines.dropFirst() {
      let plain = line.replacing("\"\"", with: "")
      let fields = plain.split(separator: ",", omittingEmptySubsequences: false)
      try #require(fields.count == 12)
      let figure = try figures(
        fields[0], by: fields[1], province: fields[2], ward: fields[3], member: fields[5],
        period: fields[6])
      let isSame =
        equal(figure.numerator, fields[7]) && equal(figure.denominator, fields[8])
        && isQuotient(figure.value, fields[9], fields[10])
        && figure.flag.split(separator: ";").contains("suppressed") == (fields[11] == "1")
      if !isSame { differing.append("\(line) but \(figure)") }
    }
    #expect(differing.isEmpty, "\(differing.count), such as \(differing.prefix(5))")
    #expect(lines.count - 1 == figures.all.count)
    #expect(figures.all.count > 100_000)
  }

  /// Whether two numbers are the same, or both absent.
  private func equal(_ one: Substring, _ other: Substring) -> Bool {
    one == other || (!one.isEmpty && Double(one) == Double(other))
  }

  /// Whether a value is the double nearest to a quotient of whole numbers.
  ///
  /// Where these are too large to be doubles themselves, the quotient of doubles may be off in its
  /// last places.
  private func isQuotient(_ value: Substring, _ top: Substring, _ bottom: Substring) -> Bool {
    guard let above = Int(top), let below = Int(bottom) else {
      return value.isEmpty && top.isEmpty && bottom.isEmpty
    }
    guard let value = Double(value) else { return false }
    let quotient = Double(above) / Double(below)
    guard max(abs(above), below) > 1 << 53 else { return value == quotient }
    return abs(value - quotient) <= 4 * quotient.ulp
  }

  @Test func `every interval of satisfaction as if drawn one by one is Wilson's`() throws {
    // The 97.5 % point of the normal distribution.
    let z = 1.959963984540054
    var intervals = 0
    for (key, figure) in try SampleRun.figures().all where key.hasPrefix("satisfaction|") {
      guard let k = Double(figure.numerator), let n = Double(figure.denominator), n > 0 else {
        #expect(figure.low.isEmpty && figure.high.isEmpty && figure.method.isEmpty, "\(key)")
        #expect(figure.plainLow.isEmpty && figure.plainHigh.isEmpty, "\(key)")
        continue
      }
      let (p, square) = (k / n, z * z)
      let centre = (p + square / (2 * n)) / (1 + square / n)
      let half = z / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
      let (low, high) = (Double(figure.plainLow) ?? .nan, Double(figure.plainHigh) ?? .nan)
      #expect(abs(low - max(0, centre - half)) < 1e-12, "\(key)")
      #expect(abs(high - min(1, centre + half)) < 1e-12, "\(key)")
      #expect(figure.method.hasPrefix("wilson_effective_n"))
      intervals += 1
    }
    #expect(intervals > 50)
  }

  @Test func `the records that sqlite finds at fault are those of rejects.csv`() throws {
    let recounted = try Table(try Self.counted.get().appending(path: "rejects.csv")).rows.map {
      "\($0["file", default: ""]):\($0["line", default: ""]): \($0["column", default: ""]) \($0["code", default: ""])"
    }
    let published = try Table(try SampleRun.get().file("rejects.csv")).rows.map {
      "\($0["file", default: ""].replacing("../surveys/2025-08/", with: "")):\($0["line", default: ""]): \($0["column", default: ""]) \($0["code", default: ""])"
    }
    #expect(recounted.sorted() == published.sorted())
    #expect(recounted.count == 24)
  }
}
