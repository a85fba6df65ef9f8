internal import Definitions

/// The first thing wrong with each record of a batch: by column in schema order.
struct RowFaults {
  struct Fault {
    let code: Reject.Code
    let column: Int
    let value: String
    let detail: String
  }

  private(set) var faults: [Int: Fault] = [:]
  /// 1 where the record has a fault.
  private(set) var isFaulty: [UInt8]

  init(count: Int) { isFaulty = [UInt8](repeating: 0, count: count) }

  mutating func note(
    row: Int, column: Int, _ code: Reject.Code, value: String = "", detail: String = ""
  ) {
    if let known = faults[row], known.column <= column { return }
    faults[row] = Fault(code: code, column: column, value: value, detail: detail)
    isFaulty[row] = 1
  }
}
