/// The bytes that part fields, by the names that people give them.
public enum Delimiter {
  public static let names: KeyValuePairs = [
    "comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|",
  ]

  /// The byte that a name stands for, or that is written as it is; `nil` for what is no delimiter.
  public static func byte(of text: String) -> UInt8? {
    names.first { $0.key == text.lowercased() || $0.value == text }?.value.utf8.first
  }

  /// The name of a byte, or the character itself.
  public static func name(of byte: UInt8) -> String {
    let text = String(Unicode.Scalar(byte))
    return names.first { $0.value == text }?.key ?? text
  }
}
