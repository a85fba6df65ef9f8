internal import Definitions

/// The first thing wrong with each record of a batch: by column in schema order.
struct RowFaults {
  struct Fault {
    let code: Reject.Code
    let column: Int
    let value: String
    let detail: String
  }

  private var faults: [Int: Fault] = [:]

  /// In the order of the records.
  var inOrder: [(row: Int, fault: Fault)] {
    faults.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func contains(_ row: Int) -> Bool { !faults.isEmpty && faults[row] != nil }

  mutating func note(
    row: Int, column: Int, _ code: Reject.Code, value: String = "", detail: String = ""
  ) {
    if let known = faults[row], known.column <= column { return }
    faults[row] = Fault(code: code, column: column, value: value, detail: detail)
  }
}
