internal import Definitions

/// Decides where each record of a batch belongs.
///
/// Provinces and wards are read by code or name, old and new. All filled columns must agree; a ward
/// must lie in the record's province, and gives the province where no column does.
struct PlaceReader {
  private let schema: Schema
  private let fields: [Int?]
  private let gazetteer: Gazetteer
  private let wardProvince: [Int64]
  private let shown: ShownValue
  private let offset: UTCOffset
  private let provinceColumns: [Int]
  private let wardColumns: [Int]
  private var caches: [WordCache]
  private let provinceNames: NearWords

  /// The reference behind one pointer: a closure that holds it is made for every record.
  private final class Gazetteer {
    let reference: Reference

    init(_ reference: Reference) { self.reference = reference }
  }

  init(plan: CountingPlan, fields: [Int?], shown: ShownValue) {
    schema = plan.schema
    self.fields = fields
    gazetteer = Gazetteer(plan.reference)
    provinceNames = NearWords(plan.reference.provinceNames)
    wardProvince = plan.reference.wards.map { Int64($0.province) }
    self.shown = shown
    offset = plan.offset
    caches = schema.columns.map { _ in WordCache() }
    provinceColumns = plan.schema.columns(named: "province", after: plan.schema.provinceColumns)
    wardColumns = plan.schema.columns(named: "ward", after: plan.schema.wardColumns)
  }

  /// Where the records of a batch belong; −1 for null.
  struct Places {
    var provinces: [Int64]
    var wards: [Int64]
    /// Records kept although their province code meant another unit at their time.
    var reusedCodes = 0
  }

  mutating func read(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, columns: inout [TypedColumn],
    faults: inout RowFaults
  ) -> Places {
    var places = Places(
      provinces: [Int64](repeating: -1, count: batch.count),
      wards: [Int64](repeating: -1, count: batch.count))
    var unknownProvinces: Set<Int> = []
    for column in provinceColumns where fields[column] != nil {
      let isPlace = schema.provinceColumns.contains(column)
      batch.eachField(fields[column], columns[column].isPresent, bytes) { row, bytes, start, end in
        let index = caches[column].code(bytes, start, end) {
          word in gazetteer.reference.province(word.normalized).map(Int64.init)
        }
        guard index >= 0 else {
          unknownProvinces.insert(row)
          note(.unknownProvince, bytes, start, end, row, column, &faults)
          return
        }
        columns[column].values[row] = index
        guard isPlace else { return }
        if places.provinces[row] < 0 {
          places.provinces[row] = index
        } else if places.provinces[row] != index {
          note(.placeMismatch, bytes, start, end, row, column, &faults)
        }
      }
    }
    let missingProvinces = provinceColumns.filter {
      fields[$0] != nil && schema.columns[$0].required
    }.map { columns[$0].isPresent }
    for column in wardColumns where fields[column] != nil {
      let isPlace = schema.wardColumns.contains(column)
      batch.eachField(fields[column], columns[column].isPresent, bytes) { row, bytes, start, end in
        let province = places.provinces[row]
        let ward = caches[column].code(
          bytes, start, end, salt: UInt64(bitPattern: province &+ 1) &* 0x9E37_79B9_7F4A_7C15
        ) { word in Self.ward(word.normalized, in: province, gazetteer.reference) }
        guard ward >= 0 else {
          // Without its province a name cannot be judged, and the province is at fault already.
          let isProvinceFault =
            unknownProvinces.contains(row) || missingProvinces.contains { $0[row] == 0 }
          guard province >= 0 || !isProvinceFault else { return }
          note(.unknownWard, bytes, start, end, row, column, &faults)
          return
        }
        columns[column].values[row] = ward
        guard isPlace else { return }
        let itsProvince = wardProvince[Int(ward)]
        if province >= 0, itsProvince != province {
          note(.wardOutsideProvince, bytes, start, end, row, column, &faults)
        } else if places.wards[row] >= 0, places.wards[row] != ward {
          note(.placeMismatch, bytes, start, end, row, column, &faults)
        } else {
          places.wards[row] = ward
          places.provinces[row] = itsProvince
        }
      }
    }
    places.reusedCodes = countReusedCodes(batch, bytes, columns, faults)
    return places
  }

  private static func ward(_ word: String, in province: Int64, _ reference: Reference) -> Int64? {
    if let ward = reference.ward(code: word) { return Int64(ward) }
    guard province >= 0, let ward = reference.ward(named: word, in: Int(province)) else {
      return nil
    }
    return Int64(ward)
  }

  private func note(
    _ code: Reject.Code, _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ row: Int,
    _ column: Int, _ faults: inout RowFaults
  ) {
    let word = bytes.text(start, end)
    let near = code == .unknownProvince ? provinceNames.nearest(to: word) : nil
    faults.note(
      row: row, column: column, code, value: shown(word, column: column), detail: near ?? "")
  }

  /// Counts records of before a reform whose code meant another unit than their name says.
  ///
  /// Both lead to the same unit of today, so nothing about the figures is in doubt; the file is.
  private func countReusedCodes(
    _ batch: RecordBatch, _ bytes: Span<UInt8>, _ columns: [TypedColumn], _ faults: RowFaults
  ) -> Int {
    guard let time = schema.time, schema.provinceColumns.count > 1 else { return 0 }
    var isTimestamp = false
    if case .timestamp = schema.columns[time].type { isTimestamp = true }
    let spellings = schema.provinceColumns.filter { fields[$0] != nil }
    var formerNames: [Int: String] = [:]
    var doubtful: Set<Int> = []
    for column in spellings {
      batch.eachField(fields[column], columns[column].isPresent, bytes) { row, bytes, start, end in
        guard faults.isFaulty[row] == 0, columns[time].isPresent[row] != 0, end - start <= 64 else {
          return
        }
        let moment = columns[time].values[row]
        let day =
          isTimestamp
          ? Timestamp(microseconds: moment).day(offset: offset)
          : CivilDate(daysSinceEpoch: Int32(moment))
        guard gazetteer.reference.hasReusedCode(on: day) else { return }
        let word = bytes.text(start, end).normalized
        if let code = gazetteer.reference.reusedCode(word), day < code.until {
          formerNames[row] = code.formerName
        } else if let former = formerNames[row], Fold(word) != Fold(former) {
          doubtful.insert(row)
        }
      }
    }
    return doubtful.count
  }
}

extension Schema {
  /// The columns of a type: those already listed first, then the others.
  fileprivate func columns(named type: String, after listed: [Int]) -> [Int] {
    listed + columns.indices.filter { columns[$0].type.name == type && !listed.contains($0) }
  }
}
