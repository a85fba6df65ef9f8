internal import Definitions
internal import Statistics

/// The rows that records which pass leave behind.
extension RowBuilder {
  /// Finds the index of each record's period; −1 outside, 0 for a snapshot.
  func findPeriods(_ count: Int) {
    let plan = rowPlan.plan
    // A snapshot's periods are 0 from the start.
    guard let time = plan.schema.time else { return }
    let (values, periods, periodOfDay) = (columns[time].values, periods, periodOfDay)
    let first = Int64(plan.dataset.period.from.daysSinceEpoch)
    var (ahead, unit): (Int64, Int64) = (0, 1)
    if case .timestamp = plan.schema.columns[time].type {
      (ahead, unit) = (Int64(plan.offset.seconds) * 1_000_000, 86_400_000_000)
    }
    for row in 0..<count {
      // Moments before the first day come out negative, however division rounds.
      let local = values[row] &+ ahead &- first &* unit
      let day = local / unit
      periods[row] =
        local >= 0 && day < Int64(periodOfDay.capacity) ? Int64(periodOfDay[Int(day)]) : -1
    }
  }

  func append(
    _ batch: RecordBatch, _ bytes: Bytes, _ origin: RowOrigin, _ faults: RowFaults,
    to rows: RowStore, _ tally: FeedTally?
  ) {
    var count = 0
    for row in 0..<batch.count where !faults.contains(row) {
      kept[count] = Int32(row)
      count += 1
    }
    let stride = rowPlan.stride
    let start = rows.append(count)
    let writer = RowWriter(
      words: rows.lane, start: start, stride: stride, kept: kept, count: count)
    tally?.add(
      kept, count: count, provinces: placeReader.provinces, wards: placeReader.wards,
      columns: columns)
    writer.clear(rowPlan.unitWords)
    if rowPlan.hasKey { appendKeys(batch, bytes, origin, writer) }
    let (provinces, wards, periods) = (placeReader.provinces, placeReader.wards, periods)
    writer.add(rowPlan.headPlace) { row in
      RowHead(province: provinces[row], isInPeriod: periods[row] >= 0).bits
    }
    for (index, table) in rowPlan.tables.enumerated() {
      let place = rowPlan.cellPlace(index)
      guard let column = table.memberColumn else {
        writer.add(place) { row in
          table.cell(
            province: provinces[row], ward: wards[row], member: -1, period: max(0, periods[row]))
        }
        continue
      }
      let (values, isPresent) = (columns[column].values, columns[column].isPresent)
      writer.add(place) { row in
        table.cell(
          province: provinces[row], ward: wards[row],
          member: isPresent[row] == 0 ? -1 : values[row], period: max(0, periods[row]))
      }
    }
    if let place = rowPlan.wardPlace {
      writer.add(place) { row in UInt64(truncatingIfNeeded: wards[row] &+ 1) }
    }
    for byte in 0..<rowPlan.conditionByteCount {
      gatherConditions(byte, batch.count)
      let bits = conditionBits
      writer.add(rowPlan.conditionBytePlace(byte)) { row in UInt64(bits[row]) }
    }
    for (index, step) in rowPlan.numbers.enumerated() {
      let numbers = evaluator.numbers(of: step)
      let word = rowPlan.numberWord + 2 * index
      writer.set(word) { row in UInt64(bitPattern: numbers.numerators[row]) }
      writer.set(word + 1) { row in UInt64(bitPattern: numbers.denominators[row]) }
    }
    for (index, column) in rowPlan.codeColumns.enumerated() {
      appendCodes(of: column, batch, bytes, word: rowPlan.codeWord + 2 * index, writer)
    }
    if let word = rowPlan.lineWord {
      writer.set(word) { row in UInt64(truncatingIfNeeded: batch.line(row)) }
    }
    if let word = rowPlan.placeWord {
      writer.set(word) { row in
        UInt64(truncatingIfNeeded: wards[row] &+ 1) &<< 32
          | UInt64(truncatingIfNeeded: max(0, periods[row]))
      }
      let moments = rowPlan.plan.schema.time.map { columns[$0].values }
      writer.set(word + 1) { row in UInt64(bitPattern: moments?[row] ?? 0) }
    }
  }

  /// Puts the truths of eight conditions side by side.
  private func gatherConditions(_ byte: Int, _ count: Int) {
    let bits = conditionBits
    for row in 0..<count { bits[row] = 0 }
    for (bit, step) in rowPlan.conditions.dropFirst(8 * byte).prefix(8).enumerated() {
      let (truths, mask) = (evaluator.truths(of: step), UInt8(1) &<< UInt8(bit))
      for row in 0..<count { bits[row] |= truths[row] == Evaluator.holds ? mask : 0 }
    }
  }

  private func appendKeys(
    _ batch: RecordBatch, _ bytes: Bytes, _ origin: RowOrigin, _ writer: RowWriter
  ) {
    let schema = rowPlan.plan.schema
    guard let key = schema.key, let field = fields[key] else { return }
    let places = batch.places(of: field, in: bytes)
    if schema.columns[key].form == .procedureCode {
      writer.set(RowPlan.hashWord) { row in Hash128(ofProcedureCode: places[row]) }
    } else {
      writer.set(RowPlan.hashWord) { row in Hash128(ofText: places[row]) }
    }
    let versions = schema.version.map { columns[$0].values }
    writer.set(RowPlan.versionWord) { row in
      // Shifted so that the order of the words is that of the versions.
      UInt64(bitPattern: versions?[row] ?? 0) ^ 1 << 63
    }
    writer.set(RowPlan.originWord) { row in
      origin.word &+ UInt64(truncatingIfNeeded: batch.start(row))
    }
  }

  /// Writes the two words that stand for each value of a column; both all ones for null.
  private func appendCodes(
    of column: Int, _ batch: RecordBatch, _ bytes: Bytes, word: Int, _ writer: RowWriter
  ) {
    let null = Hash128(high: .max, low: .max)
    guard let field = fields[column] else { return writer.set(word) { _ in null } }
    let (typed, places) = (columns[column], batch.places(of: field, in: bytes))
    let definition = rowPlan.plan.schema.columns[column]
    switch definition.type {
    case .id where definition.form == .procedureCode, .text where definition.form == .procedureCode:
      writer.set(word) { row in
        typed.isPresent[row] == 0 ? null : Hash128(ofProcedureCode: places[row])
      }
    case .id, .text:
      writer.set(word) { row in
        typed.isPresent[row] == 0 ? null : Hash128(ofText: places[row])
      }
      if names.isWanted(column) {
        for index in 0..<writer.count where typed.isPresent[Int(kept[index])] != 0 {
          names.note(places[Int(kept[index])], column: column)
        }
      }
    case .flag:
      writer.set(word) { row in
        typed.isPresent[row] == 0
          ? null : Hash128(high: 1, low: UInt64(typed.truths[row] &>> 1))
      }
    case .integer where typed.hasNotApplicable, .decimal where typed.hasNotApplicable:
      writer.set(word) { row in
        typed.isPresent[row] == 0
          ? (typed.values[row] == 0 ? null : Hash128.notApplicable)
          : Hash128(
            high: UInt64(bitPattern: typed.denominators[row]),
            low: UInt64(bitPattern: typed.values[row]))
      }
    default:
      writer.set(word) { row in
        typed.isPresent[row] == 0
          ? null
          : Hash128(
            high: UInt64(bitPattern: typed.denominators[row]),
            low: UInt64(bitPattern: typed.values[row]))
      }
    }
  }
}
