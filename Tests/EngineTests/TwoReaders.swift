import CSV
import Definitions

@testable import Engine

/// The records that `RecordReader` finds in bytes.
struct RecordsOfReader {
  private(set) var records: [[String]] = []
  private(set) var wrongWidths = 0
  private(set) var faultLines: [Int] = []
  private(set) var isSurelyUTF8 = true

  init(_ content: [UInt8], width: Int) {
    let buffer = BlockBuffer(capacity: 16)
    buffer.append(content[...])
    let (bytes, batch) = (buffer.bytes, RecordBatch(width: width))
    var reader = RecordReader(
      delimiter: UInt8(ascii: ","), width: width, position: 0,
      parser: CSVParser(delimiter: UInt8(ascii: ",")))
    var step = RecordReader.Step.advanced
    while step == .advanced, reader.position < content.count {
      step = reader.fill(batch, from: bytes, to: content.count, isFileEnd: true)
      for row in 0..<batch.count {
        records.append((0..<width).map { batch.places(of: $0, in: bytes)[row].text })
      }
      isSurelyUTF8 = isSurelyUTF8 && batch.separators.isSurelyUTF8
      batch.clear()
    }
    for fault in reader.faults {
      let isWidth =
        fault.code == .fieldCount || (fault.code == .truncated && fault.detail.contains("≠"))
      if isWidth { wrongWidths += 1 } else { faultLines.append(fault.line) }
    }
  }
}

/// The records that libcsv alone finds, fed one byte at a time; `nil` where it finds a fault.
struct RecordsOfLibcsv {
  private(set) var records: [[String]]? = []
  private(set) var wrongWidths = 0

  init(_ bytes: [UInt8], width: Int) {
    let parser = CSVParser()
    for index in bytes.indices
    where parser.feed(bytes.span.bytes.extracting(index..<(index + 1))) != 1 {
      records = nil
      return
    }
    guard parser.finish() else {
      records = nil
      return
    }
    var (field, start) = (0, 0)
    for recordEnd in parser.recordEnds {
      var fields: [String] = []
      while field < recordEnd {
        let content = parser.text[start..<parser.fieldEnds[field]]
        // Values are read without white space at their ends, inside quotes too.
        let trimmed = content.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        fields.append(String(decoding: trimmed, as: UTF8.self))
        (field, start) = (field + 1, parser.fieldEnds[field])
      }
      // A row that holds nothing is blank, and no record.
      if fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      if fields.count == width { records?.append(fields) } else { wrongWidths += 1 }
    }
  }
}
