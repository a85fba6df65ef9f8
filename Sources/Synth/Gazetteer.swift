/// The 34 provinces and their communes and wards, from the embedded reference.
struct Gazetteer: Sendable {
  struct Ward: Sendable {
    let code: String
    let name: String
  }

  struct Province: Sendable {
    let code: String
    let name: String
    /// The prefix of its dossier codes, such as `H57`.
    let agency: String
    let wards: [Ward]
    /// The name as files are called, such as `phu-tho`.
    let slug: String

    /// The same province, one of its wards left out.
    func without(ward code: String) -> Province {
      Province(
        code: self.code, name: name, agency: agency, wards: wards.filter { $0.code != code },
        slug: slug)
    }
  }

  let provinces: [Province]

  init() {
    var wards: [String: [Ward]] = [:]
    for record in EmbeddedFile.wards.records {
      guard let code = record["code"], let name = record["name_vi"],
        let province = record["province_code"]
      else { continue }
      wards[province, default: []].append(Ward(code: code, name: name))
    }
    var agencies: [String: String] = [:]
    for record in EmbeddedFile.provinceAgencyCodes.records where record["in_force"] == "1" {
      if let province = record["province_code"] { agencies[province] = record["agency_code"] }
    }
    provinces = EmbeddedFile.provinces.records.compactMap { record in
      guard let code = record["code"], let name = record["name_vi"],
        let english = record["name_en"]
      else { return nil }
      return Province(
        code: code, name: name, agency: agencies[code] ?? "H00", wards: wards[code] ?? [],
        slug: english.lowercased().split(separator: " ").filter { $0 != "city" }
          .joined(separator: "-"))
    }
  }

  /// The place of a province in `provinces`; an unknown code is a fault of the generator.
  func index(of code: String) -> Int {
    guard let index = provinces.firstIndex(where: { $0.code == code }) else {
      preconditionFailure("no province \(code) in the reference")
    }
    return index
  }

  /// About how many people live in each province, in ten thousands: a guess that skews the counts.
  static let weights = [
    880, 60, 185, 65, 50, 135, 165, 180, 80, 150, 360, 400, 460, 350, 440, 430, 380, 160, 185, 140,
    300, 215, 355, 220, 330, 385, 445, 1400, 325, 430, 420, 495, 415, 260,
  ]
}
