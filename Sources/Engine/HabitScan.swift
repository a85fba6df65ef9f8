internal import CSV
internal import Definitions

/// Looks through the records of a file for those that decide how it writes dates and numbers.
struct HabitScan {
  private static let chunkBytes = 1 << 20
  /// Deciding records that are enough: one in a hundred of them may be a typing error.
  private static let enough = 100

  private let file: InputFile
  private let shape: FileShape
  private let dataset: PipelineDefinition.Dataset

  init(_ file: InputFile, shape: FileShape, dataset: PipelineDefinition.Dataset) {
    self.file = file
    self.shape = shape
    self.dataset = dataset
  }

  private var schema: Schema { dataset.schema }

  /// The order of day and month.
  ///
  /// A date decides of which one order makes no day; and, where both orders make one, the day in the
  /// dossier's code, if it is one of the two.
  func order() throws(IngestFailure) -> FileHabits.Decision<DateOrder> {
    let columns = fields { column in
      switch column.type {
      case .date, .timestamp: 0
      default: nil
      }
    }
    let time = schema.time.flatMap { shape.fields[$0] }
    let key: Int? =
      if let key = schema.key, case .id = schema.columns[key].type { shape.fields[key] } else {
        nil
      }
    let evidence = try evidence { batch, bytes, evidence in
      let codes = key.map { batch.places(of: $0, in: bytes) }
      for (field, _) in columns {
        let places = batch.places(of: field, in: bytes)
        for row in 0..<places.count {
          let place = places[row]
          guard
            case .ordered(let dayFirst, let monthFirst) = ColumnReader.cell(place)
          else { continue }
          if dayFirst == nil || monthFirst == nil {
            evidence.note(row, isFirst: monthFirst == nil, byCode: false)
          } else if field == time, let day = codes.flatMap({ DossierCode($0[row])?.day }) {
            if day == dayFirst?.day { evidence.note(row, isFirst: true, byCode: true) }
            if day == monthFirst?.day { evidence.note(row, isFirst: false, byCode: true) }
          }
        }
      }
    }
    return evidence.decision(.dayFirst, .monthFirst) { first, second in
      "its dates have no one order: the day comes first in \(first), and the month in \(second); "
        + "write them in one order, or dates: dmy or dates: mdy at the dataset"
    }
  }

  /// The style of numbers; a number decides that can be read in one style only.
  func style() throws(IngestFailure) -> FileHabits.Decision<NumberStyle> {
    let columns = fields { column -> NumberReader? in
      switch column.type {
      case .integer(let scale): NumberReader(scale, isIntegral: true)
      case .decimal(let scale): NumberReader(scale, isIntegral: false)
      default: nil
      }
    }
    let evidence = try evidence { batch, bytes, evidence in
      for (field, reader) in columns {
        let places = batch.places(of: field, in: bytes)
        for row in 0..<places.count {
          let place = places[row]
          guard place.count > 0,
            case .styled(let vietnamese, let english) = reader.read(place),
            vietnamese == nil || english == nil
          else { continue }
          evidence.note(row, isFirst: english == nil, byCode: false)
        }
      }
    }
    return evidence.decision(.vietnamese, .english)
  }

  /// The fields of the file that hold a column of some kind.
  private func fields<Kind>(_ kind: (Column) -> Kind?) -> [(field: Int, kind: Kind)] {
    schema.columns.indices.compactMap { index in
      guard let field = shape.fields[index], let kind = kind(schema.columns[index]) else {
        return nil
      }
      return (field, kind)
    }
  }

  /// Reads records from the first on until enough of them decide.
  private func evidence(
    _ look: (RecordBatch, Bytes, inout Evidence) -> Void
  ) throws(IngestFailure) -> Evidence {
    // A text of its own: of one that is unpacked, the blocks that were read are forgotten.
    let text = try SourceText(file, of: dataset)
    // It grows to what there is: most of many files are small.
    let buffer = BlockBuffer(capacity: 1 << 12)
    let batch = RecordBatch(width: shape.header.count)
    let parser = CSVParser(delimiter: shape.delimiter)
    var evidence = Evidence(line: shape.bodyLine)
    var position = shape.bodyStart
    repeat {
      text.forget(before: position)
      buffer.start(at: position)
      try buffer.extend(text, by: Self.chunkBytes)
      let end = buffer.count
      batch.clear()
      batch.separators.clear()
      var reader = RecordReader(
        delimiter: shape.delimiter, width: batch.width, position: 0, parser: parser,
        longestRecord: dataset.limits.longestRecord.bytes)
      var step = RecordReader.Step.advanced
      while step != .atEnd, reader.position < end {
        step = reader.fill(
          batch, from: buffer.bytes, to: end, isFileEnd: text.isEnd(buffer.end))
        look(batch, buffer.bytes, &evidence)
        evidence.endBatch(batch)
        batch.clear()
        guard step == .needsMore, !reader.hasOpenLine else { continue }
        reader.hasOpenLine = buffer.bytes.hasOpenLine(
          from: reader.position, longerThan: reader.longestRecord)
        if !reader.hasOpenLine { try buffer.extend(text, by: max(1 << 16, buffer.count / 2)) }
      }
      position += reader.position
      evidence.line += reader.line
      if reader.hasOpenLine, position == buffer.end {
        position = try lineEnd(of: text, after: position, in: buffer)
      }
    } while evidence.count < Self.enough && !text.isEnd(position)
    return evidence
  }
}

extension HabitScan {
  /// Where the line that goes on at `position` ends; nothing of it is kept.
  private func lineEnd(
    of text: SourceText, after position: Int, in buffer: BlockBuffer
  ) throws(IngestFailure) -> Int {
    var position = position
    while !text.isEnd(position) {
      text.forget(before: position)
      buffer.start(at: position)
      try buffer.extend(text, by: Self.chunkBytes)
      let count = buffer.count
      let end = buffer.bytes.withSpan(0, count) { Lines.end($0, from: 0, to: count) }
      if let end, end < count || text.isEnd(buffer.end) { return position + end }
      // A CR at the very end may be half of a line end.
      position += max(1, end == nil ? count : count - 1)
    }
    return position
  }
}

/// The records of a file that decide a habit one way or the other.
private struct Evidence {
  private struct Side {
    var count = 0
    /// The first of them, and whether its code decides.
    var first: (line: Int, byCode: Bool)?
    /// Those of the batch that is being looked through.
    var rows: [Int: Bool] = [:]

    mutating func endBatch(_ batch: RecordBatch, from line: Int) {
      guard let row = rows.keys.min() else { return }
      if first == nil { first = (line + batch.line(row), rows[row] ?? false) }
      count += rows.count
      rows.removeAll(keepingCapacity: true)
    }

    var place: String {
      guard let first else { return "no line" }
      return "line \(first.line)" + (first.byCode ? ", by its dossier code" : "")
    }
  }

  private var first = Side()
  private var second = Side()
  /// The line of the chunk's first record.
  var line: Int

  init(line: Int) { self.line = line }

  var count: Int { first.count + second.count }

  mutating func note(_ row: Int, isFirst: Bool, byCode: Bool) {
    if isFirst {
      first.rows[row] = byCode && first.rows[row] ?? true
    } else {
      second.rows[row] = byCode && second.rows[row] ?? true
    }
  }

  mutating func endBatch(_ batch: RecordBatch) {
    first.endBatch(batch, from: line)
    second.endBatch(batch, from: line)
  }

  func decision<Choice: Sendable>(
    _ a: Choice, _ b: Choice, conflict: ((String, String) -> String)? = nil
  ) -> FileHabits.Decision<Choice> {
    guard count > 0 else { return .open }
    let choice = first.count > second.count ? a : b
    guard min(first.count, second.count) * 100 <= count else {
      return conflict.map { .conflict($0(first.place, second.place)) } ?? .mostly(choice)
    }
    return .known(choice)
  }
}
