internal import Definitions

/// What the code of a dossier says of itself: `000.00.34.H57-250801-0012`, and since the agencies'
/// codes run from the top `H57.34-250801-0012`.
///
/// Agency, day of receipt (YYMMDD, of this century) and a serial of the day in four or more digits. The
/// agency has one to four groups: H01 to H63 for a province or G01 to G99 for a ministry at one end, and
/// else groups of two or three digits.
///
/// Source: Circular 01/2018/TT-VPCP art. 19, Decision 20/2020/QĐ-TTg.
struct DossierCode: Equatable {
  /// `nil` where the calendar has no such day.
  let day: CivilDate?
  /// 57 of H57; `nil` for a ministry.
  let province: Int?

  /// Reads all of a cell, or gives `nil` for ids of another shape; O(bytes), no allocation.
  init?(_ place: FieldPlace) {
    let (bytes, end) = (place.bytes, place.end)
    var index = place.start
    func digit(_ index: Int) -> Int? {
      index < end && bytes[index] &- 0x30 < 10 ? Int(bytes[index] &- 0x30) : nil
    }
    func isSign(_ sign: Unicode.Scalar) -> Bool {
      index < end && bytes[index] == UInt8(ascii: sign)
    }
    var (groups, unit): (Int, (group: Int, isProvince: Bool, number: Int)?) = (0, nil)
    repeat {
      if groups > 0 { index += 1 }
      if isSign("H") || isSign("G") {
        guard unit == nil, let tens = digit(index + 1), let ones = digit(index + 2) else {
          return nil
        }
        unit = (groups, isSign("H"), tens * 10 + ones)
        index += 3
      } else {
        let start = index
        while digit(index) != nil { index += 1 }
        guard 2...3 ~= index - start else { return nil }
      }
      groups += 1
    } while isSign(".") && groups < 4
    guard let unit, unit.group == 0 || unit.group == groups - 1, unit.number >= 1,
      !unit.isProvince || unit.number <= 63, isSign("-")
    else { return nil }
    index += 1
    var date = 0
    for offset in 0..<6 {
      guard let digit = digit(index + offset) else { return nil }
      date = date * 10 + digit
    }
    index += 6
    guard isSign("-"), end - index > 4 else { return nil }
    index += 1
    while digit(index) != nil { index += 1 }
    guard index == end else { return nil }
    day = CivilDate(year: 2000 + date / 10_000, month: date / 100 % 100, day: date % 100)
    province = unit.isProvince ? unit.number : nil
  }
}
