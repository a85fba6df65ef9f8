import Definitions
import Testing

@testable import Engine

@Suite struct PlainTimestampTests {
  @Test func `the quick reading of timestamps agrees with the full one wherever it gives any`() {
    var generator = SeededGenerator(state: 3)
    let alphabet = Array("0123456789-:T/ +.".utf8)
    let reader = PlainTimestamp(offset: UTCOffset(seconds: 0))
    defer { reader.deallocate() }
    var taken = 0
    for _ in 0..<60_000 {
      var bytes = Array("2025-07-01T08:15:00".utf8)
      for index in bytes.indices where Int.random(in: 0..<12, using: &generator) == 0 {
        bytes[index] = alphabet.randomElement(using: &generator) ?? 0
      }
      let full = DateTimeReader.read(bytes.span, from: 0, to: bytes.count)
      let buffer = BlockBuffer(capacity: 32)
      buffer.append(bytes[...])
      let quick = reader.read(
        FieldPlace(bytes: buffer.bytes, start: 0, end: bytes.count))
      if let quick {
        taken += 1
        #expect(full?.timestamp(local: UTCOffset(seconds: 0)).microseconds == quick)
      } else {
        // The quick reading leaves nothing of its own form to the full one.
        #expect(
          full?.time == nil || bytes[10] != UInt8(ascii: "T") || full?.offset != nil
            || bytes[16] != UInt8(ascii: ":"))
      }
    }
    #expect(taken > 10_000)
  }
}
