/// The rejects of one file that share code and column.
public struct RejectGroup: Sendable {
  public let file: String
  public let code: String
  public let column: String
  public private(set) var count = 0
  /// The first few, in the order of the file.
  public private(set) var lines: [String] = []
  /// Of the first record with a value, otherwise of the first.
  public private(set) var message = ""
  public private(set) var value = ""
  static let mostLines = 5

  private init(_ reject: PublishedReject) {
    (file, code, column) = (reject.file, reject.code, reject.column)
  }

  private mutating func add(_ reject: PublishedReject) {
    if count == 0 || (value.isEmpty && !reject.value.isEmpty) {
      (message, value) = (reject.message, reject.value)
    }
    if count < Self.mostLines { lines.append(reject.line) }
    count += 1
  }

  /// The chosen rejects of a run: the file with most first, in it the commonest reason.
  public static func all(
    of run: PublishedRun, in selection: RejectSelection
  ) throws(PublishedRuns.Fault) -> [RejectGroup] {
    struct Key: Hashable {
      let file, code, column: String
    }
    var groups: [Key: RejectGroup] = [:]
    var sums: [String: Int] = [:]
    var rejects = try PublishedRejects(of: run)
    while let piece = try rejects.next() {
      for reject in piece where selection.contains(reject) {
        let key = Key(file: reject.file, code: reject.code, column: reject.column)
        groups[key, default: RejectGroup(reject)].add(reject)
        sums[reject.file, default: 0] += 1
      }
    }
    func order(_ group: RejectGroup) -> (Int, String, Int) {
      (-(sums[group.file] ?? 0), group.file, -group.count)
    }
    return groups.values.sorted { a, b in
      let (first, second) = (order(a), order(b))
      return first == second ? (a.code, a.column) < (b.code, b.column) : first < second
    }
  }
}
