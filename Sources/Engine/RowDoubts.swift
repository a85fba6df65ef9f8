internal import Definitions

/// The warnings about the records of a batch, each at most once a record.
final class RowDoubts {
  /// In the order of their bits.
  private static let codes: [WarningCode] = [
    .dayFirstAssumed, .codeMismatch, .mendedCode, .badCode,
  ]

  private let bits = Lane<UInt8>(0, capacity: RecordBatch.capacity)
  private var isEmpty = true

  deinit { bits.deallocate() }

  func note(row: Int, _ code: WarningCode) {
    guard let bit = Self.codes.firstIndex(of: code) else {
      preconditionFailure("\(code) is counted elsewhere")
    }
    bits[row] |= 1 << UInt8(bit)
    isEmpty = false
  }

  /// Adds the warnings about the records that are kept, and forgets all.
  func count(_ rowCount: Int, without faults: RowFaults, into counts: inout [WarningCode: Int]) {
    guard !isEmpty else { return }
    for row in 0..<rowCount where bits[row] != 0 {
      if !faults.contains(row) {
        for (bit, code) in Self.codes.enumerated() where bits[row] & 1 << UInt8(bit) != 0 {
          counts[code, default: 0] += 1
        }
      }
      bits[row] = 0
    }
    isEmpty = true
  }
}
