/// Writes an object whose last member is a long array of objects.
///
/// The document is the one that `JSONWriter` would write, but never lies in memory as a whole.
struct JSONRowWriter {
  private var writer: BlockWriter
  private var isEmpty = true

  /// Begins the document: the other members, and the name of the array.
  init(_ members: [JSON.Member], rows name: String, to handOn: @escaping ([UInt8]) -> Void) {
    writer = BlockWriter(handOn)
    writer.bytes.append("{" as StaticString)
    for member in members {
      writer.bytes.append("\n  " as StaticString)
      JSONWriter.append(.string(member.name), to: &writer.bytes)
      writer.bytes.append(": " as StaticString)
      JSONWriter.append(member.value, depth: 1, to: &writer.bytes)
      writer.bytes.append("," as StaticString)
    }
    writer.bytes.append("\n  " as StaticString)
    JSONWriter.append(.string(name), to: &writer.bytes)
    writer.bytes.append(": [" as StaticString)
  }

  /// Appends a row, whose members `write` writes with this separator between them.
  ///
  /// One that is not flat, since a member has elements of its own, has a line for each member.
  mutating func append(isFlat: Bool, _ write: (inout [UInt8], _ separator: StaticString) -> Void) {
    writer.bytes.append(isEmpty ? "\n    {" : ",\n    {" as StaticString)
    isEmpty = false
    if !isFlat { writer.bytes.append("\n      " as StaticString) }
    write(&writer.bytes, isFlat ? Self.flatSeparator : Self.separator)
    writer.bytes.append(isFlat ? "}" : "\n    }" as StaticString)
    writer.endRow()
  }

  static let flatSeparator: StaticString = ", "
  static let separator: StaticString = ",\n      "

  /// Ends the document with a line end.
  mutating func end() {
    writer.bytes.append(isEmpty ? "]\n}\n" : "\n  ]\n}\n" as StaticString)
    writer.endBlock()
  }
}
