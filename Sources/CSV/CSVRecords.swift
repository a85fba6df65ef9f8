extension CSVParser {
  /// Hands on the records of a document in memory one after another, as texts.
  ///
  /// - Parameters:
  ///   - bytes: the document, fed line by line, so that few of its fields lie in memory at a time.
  ///   - fault: makes an error of the 1-based number of a record and what is wrong with it.
  ///   - take: receives each record and its number.
  /// - Throws: what `fault` makes where a quote stands where none can or a text is not valid UTF-8, and
  ///   what `take` throws. O(bytes).
  public func forEachRecord<Failure: Error>(
    in bytes: [UInt8], fault: (_ record: Int, _ message: String) -> Failure,
    _ take: (_ record: Int, _ fields: [String]) throws(Failure) -> Void
  ) throws(Failure) {
    var (record, start) = (0, 0)
    func quoteFault() -> Failure {
      fault(record + recordEnds.count + 1, "a quote stands where CSV allows none")
    }
    while start < bytes.count {
      // Up to the end of a line, which mostly is that of a record.
      var end = min(start + 1 << 18, bytes.count)
      while end < bytes.count, bytes[end - 1] != UInt8(ascii: "\n") { end += 1 }
      let taken = unsafe feed(bytes.span.extracting(start..<end).bytes)
      guard taken == end - start else { throw quoteFault() }
      try takeWhole(&record, fault, take)
      start = end
    }
    guard finish() else { throw quoteFault() }
    try takeWhole(&record, fault, take)
  }

  /// Hands on what there is, unless its last record goes on.
  private func takeWhole<Failure: Error>(
    _ record: inout Int, _ fault: (Int, String) -> Failure,
    _ take: (Int, [String]) throws(Failure) -> Void
  ) throws(Failure) {
    guard recordEnds.last == fieldEnds.count else { return }
    var (field, start) = (0, 0)
    var fields: [String] = []
    for recordEnd in recordEnds {
      record += 1
      fields.removeAll(keepingCapacity: true)
      while field < recordEnd {
        let end = fieldEnds[field]
        guard let text = String(validating: text[start..<end], as: UTF8.self) else {
          throw fault(record, "it is not valid UTF-8")
        }
        fields.append(text)
        (field, start) = (field + 1, end)
      }
      try take(record, fields)
    }
    clear()
  }
}
