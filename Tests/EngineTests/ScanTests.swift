import Testing

@testable import Engine

/// The scanner of many bytes at a time, held against looking at one byte after another.
@Suite struct ScanTests {
  private struct Naive {
    var places: [Int]
    var lineEnds: [Int] = []
    var quotes: [Int] = []
    var isQuoteOpen = false
    var hasQuotedLineEnd = false

    init(_ bytes: [UInt8], from start: Int, to end: Int) {
      places = [start - 1]
      for index in start..<end {
        let byte = bytes[index]
        let isCRLF = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        let isLineEnd = byte == 0x0A || byte == 0x0D && !isCRLF
        if byte == UInt8(ascii: "\"") {
          quotes.append(index)
          isQuoteOpen.toggle()
        } else if isQuoteOpen {
          if isLineEnd { hasQuotedLineEnd = true }
        } else if byte == UInt8(ascii: ",") || isLineEnd {
          if isLineEnd { lineEnds.append(places.count) }
          places.append(index)
        }
      }
    }
  }

  @Test func `every byte is seen as it is, wherever a window starts and ends`() {
    var generator = SeededGenerator(state: 5)
    let alphabet = Array("aé,,,\"\n\r\r\nx7".utf8)
    for round in 0..<400 {
      let count = Int.random(in: 0..<400, using: &generator)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let buffer = BlockBuffer(capacity: 8)
      buffer.append(bytes[...])
      let start = Int.random(in: 0...count, using: &generator)
      let end = Int.random(in: start...count, using: &generator)
      let separators = Separators()
      if round % 2 == 0 {
        separators.scan(buffer.bytes, from: 0, to: start, isFileEnd: false, delimiter: 44)
      }
      let before = separators.count
      separators.scan(buffer.bytes, from: start, to: end, isFileEnd: false, delimiter: 44)
      let naive = Naive(bytes, from: start, to: end)
      #expect((before..<separators.count).map { Int(separators.places[$0]) } == naive.places)
      let lineEnds = (0..<separators.lineEndCount).map { Int(separators.lineEnds[$0]) - before }
      #expect(lineEnds == naive.lineEnds)
      let quotes = (0..<separators.quoteCount).map { Int(separators.quotes[$0]) }
      #expect(quotes == naive.quotes)
      #expect(separators.isQuoteOpen == naive.isQuoteOpen)
      #expect(separators.hasQuotedLineEnd == naive.hasQuotedLineEnd)
    }
  }

  @Test func `text is taken for UTF-8 only where it is, at every place in a block`() {
    let parts: [[UInt8]] = [
      Array("a".utf8), Array("đ".utf8), Array("ễ".utf8), Array("–".utf8), Array("😀".utf8),
      [0x80], [0xBF], [0xC0, 0x80], [0xC3], [0xE1, 0xBA], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xC3, 0xC3, 0xA9], [0xE1, 0xBA, 0x41],
    ]
    var sure = 0
    for lead in 0..<130 {
      for first in parts {
        for second in parts {
          let bytes = [UInt8](repeating: 0x41, count: lead) + first + second
          let buffer = BlockBuffer(capacity: 8)
          buffer.append(bytes[...])
          let separators = Separators()
          separators.scan(buffer.bytes, from: 0, to: bytes.count, isFileEnd: true, delimiter: 44)
          let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
          // Doubt is allowed, a false certainty is not.
          #expect(isUTF8 || !separators.isSurelyUTF8)
          if separators.isSurelyUTF8 { sure += 1 }
        }
      }
    }
    // Vietnamese letters are never in doubt: all pairs of the first four parts.
    #expect(sure >= 130 * 16)
  }

  @Test func `a NUL and a question mark are seen at every place, and nowhere else`() {
    for count in [1, 63, 64, 65, 128, 150] {
      for place in 0..<count {
        for (byte, isNUL, isAsked) in [(0, true, false), (0x3F, false, true), (0x41, false, false)]
        {
          var bytes = [UInt8](repeating: 0x61, count: count)
          bytes[place] = UInt8(byte)
          let buffer = BlockBuffer(capacity: 8)
          // What lies beyond the window is none of its business.
          buffer.append((bytes + [0, 0])[...])
          let separators = Separators()
          separators.scan(buffer.bytes, from: 0, to: count, isFileEnd: false, delimiter: 44)
          #expect(separators.isSurelyUTF8 == !isNUL, "\(count) \(place)")
          #expect(separators.mayHaveQuestionMark == isAsked, "\(count) \(place)")
        }
      }
    }
  }

  @Test func `long texts with quotes of every kind give the records that libcsv finds`() throws {
    var generator = SeededGenerator(state: 9)
    let fields = [
      "", "a", " b ", "\"x,\ny\"", "\"a\"\"b\"", "\"\"", " \"q\" ", "\"\r\n\"", "é", "\" z\"",
      String(repeating: "l", count: 300), "\"" + String(repeating: "m\n", count: 200) + "\"",
    ]
    let ends = [",", ",", ",", "\n", "\r\n", "\r", "\n\n"]
    for _ in 0..<120 {
      var text = ""
      while text.utf8.count < 6000 {
        text += fields.randomElement(using: &generator) ?? ""
        text += ends.randomElement(using: &generator) ?? ""
      }
      let bytes = Array(text.utf8)
      let expected = try #require(RecordsOfLibcsv(bytes, width: 3).records)
      #expect(RecordsOfReader(bytes, width: 3).records == expected)
    }
  }
}
