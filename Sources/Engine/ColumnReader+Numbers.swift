internal import Definitions
internal import Statistics

extension ColumnReader {
  /// Reads numbers; those of two readings in the style of the file.
  func readNumbers(
    _ places: FieldPlaces, _ fault: Reject.Code, _ scale: Scale, _ habits: FileHabits,
    _ result: TypedColumn, _ faults: inout RowFaults
  ) throws(IngestFailure) {
    result.clearDenominators()
    result.hasNotApplicable = !scale.notApplicable.isEmpty
    var style: FileHabits.Decision<NumberStyle>?
    for row in 0..<places.count {
      let place = places[row]
      var number: Exact?
      if place.count > 0, let digits = NumberReader.digits(place) {
        number = Exact(digits)
      } else if place.count > 0 {
        switch numberReader.separated(place) {
        case .settled(let settled): number = settled
        case .styled(let vietnamese, let english):
          if style == nil { style = try habits.numberStyle() }
          number = style?.number(vietnamese: vietnamese, english: english)
          if number == nil {
            let isUndecided = (style?.isOpen ?? true) && english != nil && vietnamese != nil
            noteNumber(fault, place, row, isUndecided ? [english, vietnamese] : [], &faults)
          }
        case nil:
          number = self.number(of: place, fault, scale, row, &faults)
        }
      }
      if let read = number, let range = scale.range, !range.contains(read) {
        note(
          .outOfRange, place, row, &faults, detail: "\(range.lowerBound)..\(range.upperBound)")
        number = nil
      }
      if let number {
        result.keep(number, row: row)
      } else {
        keepAbsence(row, result, &faults)
        if place.count > 0, result.hasNotApplicable,
          scale.notApplicable[place.text.normalized] == true
        {
          result.values[row] = 1
        }
      }
    }
  }

  /// The number that a word stands for; `nil` for a word that stands for no answer, and with a fault.
  @inline(never)
  private func number(
    of place: FieldPlace, _ fault: Reject.Code, _ scale: Scale, _ row: Int,
    _ faults: inout RowFaults
  ) -> Exact? {
    if !scale.words.isEmpty, let meaning = scale.words[place.text.normalized] { return meaning }
    note(fault, place, row, &faults)
    return nil
  }

  /// Notes a number that no style of the file decides, with what it could be.
  @inline(never)
  private func noteNumber(
    _ fault: Reject.Code, _ place: FieldPlace, _ row: Int, _ readings: [Exact?],
    _ faults: inout RowFaults
  ) {
    let value = shown(place.text, column: index)
    let detail = value.isEmpty ? [] : readings.compactMap { $0?.decimalText }
    faults.note(
      row: row, column: index, fault, value: value, detail: detail.joined(separator: " | "))
  }
}
