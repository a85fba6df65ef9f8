import Definitions
import Figures
@testable import Report
import Statistics
import Testing

@testable import Pages

struct EditionTests {
  private let country = Country()

  @Test(arguments: [
    ("93.28", "93.27", "+0,01"), ("9.99", "10.00", "−0,01"), ("0.00", "100.00", "−100,00"),
    ("50.00", "50.00", "0,00"), ("100.00", "99.99", "+0,01"), ("1200.5", "0.5", "+1.200,0"),
    ("1.0", "1.00", ""), ("", "1.00", ""),
  ])
  func `a difference is what a reader gets who subtracts`(
    _ a: String, _ b: String, _ difference: String
  ) {
    let edition = Edition(country.release([1, 2, 3, 4]), .vietnamese)
    var (one, other) = (country.share(0, 1, of: 2), country.share(nil, 1, of: 2))
    (one.display, other.display) = (a, b)
    #expect(edition.difference(one, from: other) == difference)
  }

  @Test func `the key of a figure ends with its last key that is used`() {
    #expect(country.share(nil, 1, of: 2).key == "online_rate|national")
    #expect(country.share(0, 1, of: 2).key == "online_rate|province|10")
    #expect(country.share(nil, 1, of: 2, period: "2025-07").key == "online_rate|period||||2025-07")
  }

  @Test func `fifths are even, in order, and shared by equal values`() {
    for count in 1...12 {
      var country = Country()
      country.names = (0..<count).map { "P\($0)" }
      for numerators in [(0..<count).map { $0 }, (0..<count).map { $0 / 3 }] {
        for better in [KPI.Direction.higher, .lower] {
          let figures = numerators.enumerated().map { country.share($0, Int64($1), of: 50) }
          let fifths = Fifths(figures, better: better)
          #expect(fifths.count <= min(5, Set(numerators).count))
          for a in 0..<count {
            for b in 0..<count {
              let (left, right) = (fifths["\(10 + a)"] ?? -1, fifths["\(10 + b)"] ?? -1)
              #expect((0..<fifths.count).contains(left))
              if numerators[a] == numerators[b] { #expect(left == right) }
              if numerators[a] < numerators[b] {
                #expect(better == .higher ? left <= right : right <= left)
              }
            }
          }
        }
      }
    }
  }

  @Test func `a province with too few records is in no fifth`() {
    let figures = [country.share(0, 4, of: 5), country.share(1, 40, of: 50)]
    let fifths = Fifths(figures, better: .higher)
    #expect(fifths["10"] == nil)
    #expect(fifths["11"] == 0)
  }

  @Test func `figures are found by what they are about`() {
    let release = country.release([93, 91, 40, 20])
    let index = FigureIndex(release.figures)
    #expect(index.national("online_rate") == release.figures[0])
    #expect(index.all("online_rate", by: .byProvince).count == 4)
    for place in 0..<4 {
      #expect(index.province("online_rate", "\(10 + place)") == release.figures[place + 1])
    }
    #expect(index.province("online_rate", "99") == nil)
    #expect(index.all("other", by: .national).isEmpty)
  }
}
