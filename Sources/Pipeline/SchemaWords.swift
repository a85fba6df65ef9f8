internal import Definitions
internal import Engine

/// What the columns of several schemas are called, to see quickly which of them a file may fit.
struct SchemaWords {
  private let schemas: [Schema]
  /// For each schema the words of each of its columns, in small letters without accents.
  private let columns: [[Set<String>]]
  private static let headBytes = 1 << 14
  /// Lines that a header may stand among.
  private static let mostLines = 60

  init(_ schemas: [Schema]) {
    self.schemas = schemas
    columns = schemas.map { schema in
      schema.columns.map { Set(([$0.name] + $0.headers).map { Fold($0).bare }) }
    }
  }

  /// The schemas of which most columns are named among the first lines; where none is, any one, which
  /// says why a file cannot be read.
  ///
  /// To look for the header of every schema in every file would take a hundred times as long.
  func likeliest(in head: [UInt8]) -> [Schema] {
    let cells = Self.cells(head.prefix(Self.headBytes))
    let counts = columns.map { columns in columns.count { !$0.isDisjoint(with: cells) } }
    let ordered = schemas.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$1], $0) < (counts[$0], $1) }
    return ordered.isEmpty ? Array(schemas.prefix(1)) : ordered.prefix(3).map { schemas[$0] }
  }

  /// Everything between delimiters, whichever they are.
  private static func cells(_ head: ArraySlice<UInt8>) -> Set<String> {
    let lines = head.split { $0 == 0x0A || $0 == 0x0D }.prefix(mostLines)
    let cells = lines.flatMap { line in
      line.split { FileShape.delimiters.contains($0) || $0 == UInt8(ascii: "\"") }
        .filter { $0.count <= 128 }
    }
    return Set(Set(cells).map { Fold(String(decoding: $0, as: UTF8.self).normalized).bare })
  }
}
