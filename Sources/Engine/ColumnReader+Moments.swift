internal import Definitions

extension ColumnReader {
  /// Reads moments of the usual form, as they are written.
  ///
  /// Gives how many rows it lists as `missed`, for want of a value or of that form.
  func readPlainTimestamps(_ places: FieldPlaces, _ result: TypedColumn) -> Int {
    let (values, isPresent, missed) = (result.values, result.isPresent, missed)
    let (reader, isRequired) = (plainTimestamp, column.required)
    var count = 0
    for row in 0..<places.count {
      let place = places.plain(row)
      if let moment = reader.read(place) {
        values[row] = moment
        isPresent[row] = 1
      } else if place.count == 0, !isRequired {
        values[row] = 0
        isPresent[row] = 0
      } else {
        missed[count] = Int32(truncatingIfNeeded: row)
        count &+= 1
      }
    }
    return count
  }

  /// Reads moments in any form: of all rows, or of so many that were missed.
  func readMoments(
    _ places: FieldPlaces, missed count: Int?, _ fault: Reject.Code, _ habits: FileHabits,
    _ result: TypedColumn, _ faults: inout RowFaults, _ doubts: RowDoubts,
    value: (DateTimeReader.Reading) -> Int64
  ) throws(IngestFailure) {
    // Asked for once a batch at most: others may wait for the answer.
    var known: DateOrder??
    for index in 0..<(count ?? places.count) {
      let row = count == nil ? index : Int(missed[index])
      let place = places[row]
      var reading: DateTimeReader.Reading?
      switch place.count == 0 ? DateTimeReader.Cell.none : Self.cell(place) {
      case DateTimeReader.Cell.none?: break
      case .settled(let moment)?: reading = moment
      case .ordered(let dayFirst, let monthFirst)?:
        let order: DateOrder?
        if let known { order = known } else { order = try habits.dateOrder() }
        known = order
        reading = order == .monthFirst ? monthFirst : dayFirst
        if reading == nil {
          let form = order == .monthFirst ? "MM/dd/yyyy" : "dd/MM/yyyy"
          note(fault, place, row, &faults, detail: form)
        } else if order == nil {
          doubts.note(row: row, .dayFirstAssumed)
        }
      case nil: note(fault, place, row, &faults)
      }
      if let reading {
        result.values[row] = value(reading)
        result.isPresent[row] = 1
      } else {
        keepAbsence(row, result, &faults)
      }
    }
  }

  /// What the cell of a date says.
  @inline(never)
  static func cell(_ place: FieldPlace) -> DateTimeReader.Cell? {
    place.bytes.withSpan(place.start, place.end) {
      DateTimeReader.readCell($0, from: 0, to: $0.count)
    }
  }
}
