internal import Definitions

/// The sites of a survey: where its responses were given, as far as the records tell.
///
/// A site is a province and the first filled column of the sampling design's units. Records without any,
/// and surveys whose people were drawn one by one, have no site.
struct SurveySites {
  struct Site {
    let province: Int32
    /// −1 where its responses are of several wards, or of none known.
    let ward: Int32
    /// The value of the column; of a ward its code.
    let name: String
    /// Its responses, in the order of the sample.
    let records: [Int]
  }

  /// In the order of province, ward and the bytes of the name.
  let sites: [Site]
  /// Responses whose site is not known.
  let nowhere: [Int]

  /// O(records × columns of the units).
  init(_ sample: Sample, units: [Int], columns: SampledColumns, of plan: CountingPlan) {
    var choices: [(codes: [Int32], names: [String], base: Int32)] = []
    var base: Int32 = 0
    for unit in units {
      let isProvince = plan.schema.provinceColumns.contains(unit)
      guard !isProvince else { continue }
      let isWard = plan.schema.wardColumns.contains(unit)
      let names = isWard ? plan.reference.wards.map(\.code) : columns[unit]?.levels ?? []
      choices.append((columns.codes(of: unit), names, base))
      base += Int32(names.count)
    }
    var places: [UInt64: Int] = [:]
    var found: [(province: Int32, name: String, records: [Int])] = []
    var nowhere: [Int] = []
    for record in 0..<sample.count {
      guard let choice = choices.first(where: { $0.codes[record] >= 0 }) else {
        nowhere.append(record)
        continue
      }
      let (province, code) = (sample.provinces[record], choice.codes[record])
      let key =
        UInt64(UInt32(bitPattern: province)) << 32
        | UInt64(UInt32(bitPattern: choice.base + code))
      if let place = places[key] {
        found[place].records.append(record)
      } else {
        places[key] = found.count
        found.append((province, choice.names[Int(code)], [record]))
      }
    }
    self.nowhere = nowhere
    sites = found.map { site in
      let ward = sample.wards[site.records[0]]
      let isOne = site.records.allSatisfy { sample.wards[$0] == ward }
      return Site(
        province: site.province, ward: isOne ? ward : -1, name: site.name, records: site.records)
    }.sorted { a, b in
      if (a.province, a.ward) != (b.province, b.ward) {
        return (a.province, a.ward) < (b.province, b.ward)
      }
      return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
  }
}
