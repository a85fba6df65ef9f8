internal import Definitions

extension ColumnReader {
  /// Notes codes that were mended and those that cannot be codes.
  func checkProcedureCodes(_ places: FieldPlaces, _ doubts: RowDoubts) {
    for row in 0..<places.count {
      let place = places[row]
      if place.count == 0 || place.isPlainProcedureCode { continue }
      guard let code = ProcedureCode(place.text) else {
        doubts.note(row: row, .badCode)
        continue
      }
      if code.isMended { doubts.note(row: row, .mendedCode) }
    }
  }
}

extension FieldPlace {
  /// Whether it is `1.004253`, as most procedure codes are.
  @inline(__always) var isPlainProcedureCode: Bool {
    // XOR with the form leaves the value of each digit, and zero where the point must stand.
    let digits = bytes.word(at: start) ^ 0x3030_3030_3030_2E30
    let excess = (digits | (digits &+ 0x0606_0606_0606_0006)) & 0xF0F0_F0F0_F0F0_FFF0
    return count == 8 && excess == 0
  }
}
