/// Night after night what 34 provinces deliver, with faults planted in some of it.
///
/// ```swift
/// let campaign = try NightlyCampaign(nights: 365, faults: 50, seed: 7)
/// try campaign.write(to: "/tmp/year")
/// ```
/// `nights/2025-07-01/dossiers-46.csv` is what Huế delivers that night, `faults.csv` names what was
/// planted where, and `pipeline.yml` watches whatever lies in the folder `inbox`. Feeds are of very
/// different size, follow the week and the holidays, grow through the year, and vary more than chance.
public struct NightlyCampaign: Sendable {
  /// The tables of days that records are written from end with it.
  public static let mostNights = 400
  /// No fault is planted before: whoever watches needs to know what is usual.
  public static let warmUp = 60

  public let nights: Int
  public let faults: Int
  public let seed: UInt64

  public init(nights: Int, faults: Int, seed: UInt64) throws(SynthesisError) {
    guard nights >= 0 else { throw .negativeCount("nights", nights) }
    guard faults >= 0 else { throw .negativeCount("faults", faults) }
    self.nights = min(nights, Self.mostNights)
    self.faults = faults
    self.seed = seed
  }

  /// Writes nights, definitions and the list of faults under a folder, which is made where it is missing.
  public func write(to folder: String) throws(SynthesisError) {
    let gazetteer = Gazetteer()
    let volumes = NightlyVolumes(seed: seed, gazetteer: gazetteer)
    let planted = NightlyFault.planted(
      faults, nights: nights, draw: Draw(seed: seed), volumes: volumes)
    let files = NightlyFiles(seed: seed, gazetteer: gazetteer, volumes: volumes)
    for night in 0..<nights {
      for province in gazetteer.provinces.indices {
        for feed in NightlyFeed.allCases {
          let fault = planted.first { $0.isOf(feed, province, night) }
          guard let bytes = files.bytes(of: feed, province, on: night, fault: fault?.kind) else {
            continue
          }
          let name = "\(feed.rawValue)-\(gazetteer.provinces[province].code).csv"
          let day = LocalTime(day: night).isoDay
          try OutputFile.write(bytes, to: "\(folder)/nights/\(day)/\(name)")
        }
      }
    }
    var list = "night,kind,dataset,province_code\n"
    for fault in planted {
      list += "\(LocalTime(day: fault.night).isoDay),\(fault.kind.rawValue),\(fault.feed.rawValue),"
      list += "\(gazetteer.provinces[fault.province].code)\n"
    }
    try OutputFile.write(Array(list.utf8), to: "\(folder)/faults.csv")
    for (path, bytes) in NightlyDefinitions.files {
      try OutputFile.write(bytes, to: "\(folder)/\(path)")
    }
  }
}

/// What is delivered every night.
enum NightlyFeed: String, CaseIterable, Sendable {
  case dossiers, responses

  var index: Int { self == .dossiers ? 0 : 1 }
}
