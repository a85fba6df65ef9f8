internal import Definitions
internal import Statistics

/// Decides where each record of a batch belongs.
///
/// Provinces and wards are read by code or name, old and new. All filled columns must agree; a ward
/// must lie in the record's province, and gives the province where no column does.
final class PlaceReader {
  private let schema: Schema
  private let fields: [Int?]
  private let reference: Reference
  private let wardProvince: Lane<Int16>
  private let shown: ShownValue
  private let offset: UTCOffset
  private let provinceColumns: [Int]
  private let wardColumns: [Int]
  /// By the columns that name places.
  private let caches: [Int: WordCache]
  private let provinceNames: NearWords

  /// Where the records of the batch belong; −1 for null.
  let provinces = Lane<Int64>(-1, capacity: RecordBatch.capacity)
  let wards = Lane<Int64>(-1, capacity: RecordBatch.capacity)

  init(plan: CountingPlan, fields: [Int?], shown: ShownValue) {
    schema = plan.schema
    self.fields = fields
    reference = plan.reference
    provinceNames = NearWords(plan.reference.provinceNames)
    wardProvince = Lane(0, capacity: plan.reference.wards.count)
    for (index, ward) in plan.reference.wards.enumerated() {
      wardProvince[index] = Int16(ward.province)
    }
    self.shown = shown
    offset = plan.offset
    provinceColumns = plan.schema.columns(named: "province", after: plan.schema.provinceColumns)
    wardColumns = plan.schema.columns(named: "ward", after: plan.schema.wardColumns)
    caches = Dictionary(
      uniqueKeysWithValues: (provinceColumns + wardColumns).map { ($0, WordCache()) })
  }

  deinit {
    wardProvince.deallocate()
    provinces.deallocate()
    wards.deallocate()
  }

  /// Reads the places of a batch, and the values of its province and ward columns.
  func read(
    _ batch: RecordBatch, _ bytes: Bytes, columns: [TypedColumn], faults: inout RowFaults
  ) {
    let (provinces, wards) = (provinces, wards)
    for row in 0..<batch.count {
      provinces[row] = -1
      wards[row] = -1
    }
    var unknownProvinces: Set<Int> = []
    for column in provinceColumns {
      guard let field = fields[column] else { continue }
      readProvinces(
        column, batch.places(of: field, in: bytes), columns[column], &unknownProvinces, &faults)
    }
    for column in wardColumns {
      guard let field = fields[column] else { continue }
      readWards(
        column, batch.places(of: field, in: bytes), columns, unknownProvinces, &faults)
    }
  }

  private func readProvinces(
    _ column: Int, _ places: FieldPlaces, _ typed: TypedColumn, _ unknown: inout Set<Int>,
    _ faults: inout RowFaults
  ) {
    caches[column]?.decode(places, into: typed) { word, _ in
      self.reference.province(word.normalized).map(Int64.init)
    } without: { row, why in
      if why == WordCache.unknown {
        unknown.insert(row)
        typed.isPresent[row] = 0
        note(.unknownProvince, places[row], row, column, &faults)
      } else if schema.columns[column].required {
        faults.note(row: row, column: column, .missingRequired)
      }
    }
    guard schema.provinceColumns.contains(column) else { return }
    let (values, isPresent, provinces) = (typed.values, typed.isPresent, provinces)
    if column == schema.provinceColumns.first {
      for row in 0..<places.count { provinces[row] = isPresent[row] == 0 ? -1 : values[row] }
      return
    }
    for row in 0..<places.count where isPresent[row] != 0 {
      if provinces[row] < 0 {
        provinces[row] = values[row]
      } else if provinces[row] != values[row] {
        note(.placeMismatch, places[row], row, column, &faults)
      }
    }
  }

  private func readWards(
    _ column: Int, _ places: FieldPlaces, _ columns: [TypedColumn], _ unknownProvinces: Set<Int>,
    _ faults: inout RowFaults
  ) {
    let (provinces, wards) = (provinces, wards)
    let typed = columns[column]
    caches[column]?.decode(places, into: typed, salt: { provinces[$0] }) { word, row in
      self.ward(word.normalized, in: provinces[row])
    } without: { row, why in
      if why == WordCache.absent {
        if schema.columns[column].required {
          faults.note(row: row, column: column, .missingRequired)
        }
        return
      }
      typed.isPresent[row] = 0
      // Without its province a name cannot be judged, and the province is at fault already.
      let isJudged =
        provinces[row] >= 0 || !(unknownProvinces.contains(row) || lacksProvince(row, columns))
      if isJudged { note(.unknownWard, places[row], row, column, &faults) }
    }
    guard schema.wardColumns.contains(column) else { return }
    let (values, isPresent, wardProvince) = (typed.values, typed.isPresent, wardProvince)
    for row in 0..<places.count where isPresent[row] != 0 {
      let (ward, itsProvince) = (values[row], Int64(wardProvince[Int(values[row])]))
      if provinces[row] >= 0, itsProvince != provinces[row] {
        note(.wardOutsideProvince, places[row], row, column, &faults)
      } else if wards[row] >= 0, wards[row] != ward {
        note(.placeMismatch, places[row], row, column, &faults)
      } else {
        wards[row] = ward
        provinces[row] = itsProvince
      }
    }
  }

  /// The province of a rejected record; `nil` where no column tells it, or two tell different ones.
  func province(of row: Int, columns: [TypedColumn]) -> Int? {
    func filled(_ column: Int) -> Bool {
      fields[column] != nil && columns[column].isPresent[row] != 0
    }
    var found = Set(schema.provinceColumns.filter(filled).map { columns[$0].values[row] })
    if found.isEmpty {
      found = Set(
        schema.wardColumns.filter(filled).map {
          Int64(wardProvince[Int(columns[$0].values[row])])
        })
    }
    guard found.count == 1, let only = found.first else { return nil }
    return Int(only)
  }

  /// Whether a province that every record must have is missing.
  private func lacksProvince(_ row: Int, _ columns: [TypedColumn]) -> Bool {
    provinceColumns.contains {
      fields[$0] != nil && schema.columns[$0].required && columns[$0].isPresent[row] == 0
    }
  }

  private func ward(_ word: String, in province: Int64) -> Int64? {
    if let ward = reference.ward(code: word) { return Int64(ward) }
    let ward = province < 0 ? nil : reference.ward(named: word, in: Int(province))
    return (ward ?? reference.ward(withProvince: word)).map { Int64($0) }
  }

  @inline(never)
  private func note(
    _ code: Reject.Code, _ place: FieldPlace, _ row: Int, _ column: Int,
    _ faults: inout RowFaults
  ) {
    let word = place.text
    let near = code == .unknownProvince ? provinceNames.nearest(to: word) : nil
    faults.note(
      row: row, column: column, code, value: shown(word, column: column), detail: near ?? "")
  }

  /// Counts records of before a reform whose code meant another unit than their name says.
  ///
  /// Both lead to the same unit of today, so nothing about the figures is in doubt; the file is.
  func countReusedCodes(
    _ batch: RecordBatch, _ bytes: Bytes, columns: [TypedColumn], _ faults: RowFaults
  ) -> Int {
    let spellings = schema.provinceColumns.compactMap { column in
      fields[column].map { (column: column, places: batch.places(of: $0, in: bytes)) }
    }
    guard let time = schema.time, spellings.count > 1 else { return 0 }
    var count = 0
    for row in 0..<batch.count where !faults.contains(row) && columns[time].isPresent[row] != 0 {
      let day = day(columns[time].values[row], of: schema.columns[time])
      guard reference.hasReusedCode(on: day) else { continue }
      var formerName: String?
      var isDoubtful = false
      for (column, places) in spellings
      where columns[column].isPresent[row] != 0 && places[row].count <= 64 {
        let word = places[row].text.normalized
        if let code = reference.reusedCode(word), day < code.until {
          formerName = code.formerName
        } else if let formerName, Fold(word) != Fold(formerName) {
          isDoubtful = true
        }
      }
      if isDoubtful { count += 1 }
    }
    return count
  }

  private func day(_ moment: Int64, of column: Column) -> CivilDate {
    if case .timestamp = column.type { return Timestamp(microseconds: moment).day(offset: offset) }
    return CivilDate(daysSinceEpoch: Int32(moment))
  }
}

extension Schema {
  /// The columns of a type: those already listed first, then the others.
  fileprivate func columns(named type: String, after listed: [Int]) -> [Int] {
    listed + columns.indices.filter { columns[$0].type.name == type && !listed.contains($0) }
  }
}
