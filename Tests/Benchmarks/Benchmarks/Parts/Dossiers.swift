internal import CSV
internal import Definitions
@testable internal import Engine

/// Dossiers in memory as ingest has them: where it would find a block of the file.
final class Dossiers {
  /// Bytes that `RecordReader` scans at once where records are plain.
  static let windowBytes = 1 << 16
  /// As many windows as stay in a cache close by, since ingest reads columns right after it scanned.
  private static let batchCount = 64

  let rowPlan: RowPlan
  let shape: FileShape
  private let buffer: BlockBuffer

  init(_ head: [UInt8], pipeline: String = "w0") throws {
    rowPlan = RowPlan(try Input.plan(pipeline))
    shape = try FileShape(head: head, isWhole: false, dataset: rowPlan.plan.dataset)
    buffer = BlockBuffer(capacity: head.count)
    buffer.append(head[...])
  }

  var bytes: Bytes { buffer.bytes }

  /// A reader that stands at the first record after the header.
  func reader(at position: Int? = nil) -> RecordReader {
    RecordReader(
      delimiter: shape.delimiter, width: shape.header.count, position: position ?? shape.bodyStart,
      parser: CSVParser(delimiter: shape.delimiter))
  }

  /// The first batches, each with the records of a window.
  func batches() -> [RecordBatch] {
    var position = shape.bodyStart
    return (0..<Self.batchCount).map { _ in
      let batch = RecordBatch(width: shape.header.count)
      var reader = reader(at: position)
      reader.window.size = Self.windowBytes
      _ = reader.fill(batch, from: bytes, to: bytes.count, isFileEnd: false)
      precondition(batch.count > 0, "there are too few records")
      position = reader.position
      return batch
    }
  }

  func columnReader(_ name: String) -> ColumnReader {
    let plan = rowPlan.plan
    guard let index = plan.schema.column(name) else { fatalError("there is no column \(name)") }
    return ColumnReader(
      index: index, field: shape.fields[index], rowPlan: rowPlan,
      shown: ShownValue(schema: plan.schema, reference: plan.reference))
  }

  func placeReader() -> PlaceReader {
    let plan = rowPlan.plan
    return PlaceReader(
      plan: plan, fields: shape.fields,
      shown: ShownValue(schema: plan.schema, reference: plan.reference))
  }
}
