internal import CSV
public import Definitions

/// Writes the records of a batch that are kept as tidy CSV, a line each.
///
/// By a schema: its columns in its order, values in their canonical form, personal columns left out; a
/// column that the file lacks is empty. Without one: every field as it was read, in normal form C.
struct TidyWriter {
  private let schema: Schema
  private let fields: [Int?]
  private let columns: [Int]
  private let canonical: CanonicalText

  init(_ plan: CountingPlan, fields: [Int?]) {
    schema = plan.schema
    self.fields = fields
    columns = plan.schema.tidyColumns
    canonical = CanonicalText(reference: plan.reference, offset: plan.offset)
  }

  /// Appends the records at `rows` of a batch, whose columns are decoded in `values`.
  func append(
    _ rows: some Sequence<Int>, of batch: RecordBatch, _ bytes: Bytes, _ values: [TypedColumn],
    to text: inout [UInt8]
  ) {
    let places = columns.map { column in fields[column].map { batch.places(of: $0, in: bytes) } }
    for row in rows {
      let start = text.count
      for (index, column) in columns.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        guard let places = places[index] else { continue }
        let fieldStart = text.count
        if schema.isVerbatim {
          append(places.content(row), to: &text)
        } else {
          canonical.append(row, of: schema.columns[column], values[column], places, to: &text)
        }
        CSVWriter.quoteField(in: &text, from: fieldStart)
      }
      CSVWriter.endRecord(in: &text, from: start)
    }
  }

  private func append(_ place: FieldPlace, to text: inout [UInt8]) {
    if place.isASCII {
      for index in place.start..<place.end { text.append(place.bytes[index]) }
    } else {
      text.append(contentsOf: place.text.composed.utf8)
    }
  }
}

extension Schema {
  /// The columns that may be shown.
  fileprivate var tidyColumns: [Int] { columns.indices.filter { !columns[$0].personal } }

  /// The first line of tidy CSV.
  public var tidyHeader: [UInt8] {
    CSVWriter(header: tidyColumns.map { columns[$0].name }).bytes
  }
}
