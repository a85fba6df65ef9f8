import Foundation
import Glibc

@testable import Engine

/// What iconv makes of a text; the test fails where it cannot.
func encoded(_ text: String, as name: String) throws -> [UInt8] {
  struct Unknown: Error { let name: String }
  guard let converter = iconv_open(name, "UTF-8"), Int(bitPattern: converter) != -1 else {
    throw Unknown(name: name)
  }
  defer { iconv_close(converter) }
  var source = text.utf8.map { CChar(bitPattern: $0) }
  let room = 4 * source.count + 16
  var isWhole = false
  let bytes = [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
    source.withUnsafeMutableBufferPointer { source in
      var (input, inputLeft) = (source.baseAddress, source.count)
      var output = UnsafeMutableRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      var outputLeft = room
      isWhole =
        iconv(converter, &input, &inputLeft, &output, &outputLeft) != Int.max && inputLeft == 0
        && iconv(converter, nil, nil, &output, &outputLeft) == 0
      count = room - outputLeft
    }
  }
  guard isWhole else { throw Unknown(name: name) }
  return bytes
}

/// The text with its tones as marks of their own, as windows-1258 has them.
func halfComposed(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  for character in text.precomposedStringWithCanonicalMapping {
    var parts = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
    let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
    let marks = parts.filter(tones.contains)
    parts.removeAll(where: tones.contains)
    let letter = String(String.UnicodeScalarView(parts)).precomposedStringWithCanonicalMapping
    scalars.append(contentsOf: letter.unicodeScalars)
    scalars.append(contentsOf: marks)
  }
  return String(scalars)
}

/// UTF-8 that was taken for windows-1252 and saved as UTF-8.
func encodedTwice(_ text: String) -> [UInt8] {
  let letters = (LetterTable.windows1252?.letters ?? []).enumerated().map { byte, letter in
    letter.isEmpty ? Array(String(UnicodeScalar(UInt8(byte))).utf8) : letter
  }
  return text.utf8.flatMap { letters[Int($0)] }
}
