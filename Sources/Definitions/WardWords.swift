internal import Synchronization

/// The names of wards by province, folded when a ward of the province is first asked for by name.
///
/// Most files write codes, and folding the names of the whole country takes longer than many a run.
final class WardWords: Sendable {
  private let wards: [Reference.Ward]
  private let tables = Mutex<[Int: WordTable<Int>]>([:])

  init(_ wards: [Reference.Ward]) { self.wards = wards }

  /// The names of a province's wards, with and without the words that their kind puts before them.
  subscript(province: Int) -> WordTable<Int> {
    tables.withLock { tables in
      if let table = tables[province] { return table }
      var table = WordTable<Int>(lettersAndDigitsOnly: true)
      for (index, ward) in wards.enumerated() where ward.province == province {
        table.add(ward.name, index)
        for prefix in Self.prefixes[ward.kind] ?? [] { table.add(prefix + " " + ward.name, index) }
      }
      tables[province] = table
      return table
    }
  }

  private static let prefixes: [String: [String]] = [
    "commune": ["Xã", "X.", "UBND xã", "UBND X."],
    "ward": ["Phường", "P.", "UBND phường", "UBND P."],
    "special_zone": ["Đặc khu", "UBND đặc khu"],
  ]
}
