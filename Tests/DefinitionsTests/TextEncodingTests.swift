import Testing

@testable import Definitions

/// The names of encodings and the sizes that people write.
struct TextEncodingTests {
  @Test(arguments: [
    ("UTF-8", TextEncoding.utf8), ("utf8", .utf8), ("Utf_16", .utf16),
    ("utf-16LE", .utf16LittleEndian),
    ("UTF16BE", .utf16BigEndian), ("cp1258", .windows1258), ("Windows 1258", .windows1258),
    ("TCVN3 (ABC)", .tcvn3), ("abc", .tcvn3), ("utf-8-twice", .doubleUTF8),
    ("double-encoded-utf-8", .doubleUTF8), ("mojibake", .doubleUTF8),
  ])
  func `an encoding is read however its name is written`(text: String, encoding: TextEncoding) {
    #expect(TextEncoding(written: text) == encoding)
  }

  @Test func `its own name is always one, and a wrong one has a remedy`() {
    for encoding in TextEncoding.allCases {
      #expect(TextEncoding(written: encoding.rawValue) == encoding)
    }
    #expect(TextEncoding(written: "utf-7") == nil && TextEncoding(written: "") == nil)
    #expect(TextEncoding.remedy(for: "window-1258") == "did you mean \"windows-1258\"?")
    #expect(TextEncoding.remedy(for: "ISO-8859-1").hasPrefix("it has no letter for most"))
    #expect(TextEncoding.remedy(for: "VNI").contains("Unikey"))
    #expect(TextEncoding.remedy(for: "x").hasPrefix("known: utf-8, utf-16, "))
  }

  @Test func `sizes are read and written in the unit that fits`() {
    #expect(ByteSize("4MiB") == ByteSize(bytes: 4 << 20) && ByteSize("500KB")?.bytes == 500_000)
    #expect(ByteSize("1GiB")?.description == "1 GiB" && ByteSize("500KB")?.description == "500 KB")
    #expect(ByteSize(bytes: 1001).description == "1001 bytes")
    for text in ["", "MiB", "-1", "0", "1.5MiB", "1TB", "99999999999GiB"] {
      #expect(ByteSize(text) == nil, "\(text)")
    }
  }
}
