/// The code of an administrative procedure, `1.004253`, also with the suffix of a local copy,
/// `1.011442.000.00.00.H38`.
///
/// A spreadsheet reads 1.004253 as a number: where the point groups thousands it becomes 1004253,
/// elsewhere 1.010700 becomes 1.0107, or 1,0107. All digits can be had again from these.
public struct ProcedureCode: Hashable, Sendable {
  public let text: String
  /// Whether it was written as the number that a spreadsheet makes of it.
  public let isMended: Bool

  /// Reads a code, or gives `nil` for what cannot be one; O(length).
  public init?(_ written: String) {
    let text = written.normalized
    let bytes = Array(text.utf8.prefix(64))
    func areDigits(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { 0x30...0x39 ~= $0 } }
    guard bytes.count == text.utf8.count, bytes.count >= 3, areDigits(0..<1) else { return nil }
    if bytes.count == 7, areDigits(0..<7) {
      self.init(text: "\(text.prefix(1)).\(text.dropFirst())", isMended: true)
      return
    }
    let isPoint = bytes[1] == UInt8(ascii: ".")
    guard isPoint || bytes[1] == UInt8(ascii: ",") else { return nil }
    if bytes.count <= 8, areDigits(2..<bytes.count) {
      let digits = text.dropFirst(2)
      let lost = String(repeating: "0", count: 6 - digits.count)
      self.init(
        text: "\(text.prefix(1)).\(digits)\(lost)", isMended: !isPoint || !lost.isEmpty)
      return
    }
    guard isPoint, bytes.count > 8, areDigits(2..<8), Self.isSuffix(bytes[8...]) else { return nil }
    self.init(text: text, isMended: false)
  }

  private init(text: String, isMended: Bool) {
    self.text = text
    self.isMended = isMended
  }

  /// Whether these are groups of two to four digits and capitals, a point before each.
  private static func isSuffix(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: ".") else { return false }
    let groups = bytes.dropFirst().split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return groups.allSatisfy { group in
      2...4 ~= group.count && group.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 }
    }
  }
}
