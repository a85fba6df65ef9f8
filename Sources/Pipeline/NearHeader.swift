internal import Definitions

/// A header, and the column that a file lacks and that may be meant by it.
public struct NearHeader: Equatable, Sendable {
  public let header: String
  public let column: String
  /// The column that is called so now; `nil` where none is.
  public var taker: String?

  /// Pairs headers with the absent columns nearest to them, each column once, in the order of the headers.
  ///
  /// Near is what is spelt alike, and what has most of its words in what the column is called: `Hình
  /// thức nộp` is near `Hình thức tiếp nhận`. O(headers × columns).
  static func pairs(_ headers: [String], absent columns: [Column]) -> [NearHeader] {
    var free = columns
    return headers.compactMap { header in
      let words = HeaderWords(header)
      let scores = free.map { nearness(of: header, words, to: $0) }
      guard let best = scores.max(), best > 0, let index = scores.firstIndex(of: best) else {
        return nil
      }
      return NearHeader(header: header, column: free.remove(at: index).name)
    }
  }

  /// The headers that a column of the same kind of place takes, while one that is required is absent.
  ///
  /// `Tỉnh/Thành phố` is the name of a province, where its code must be told; alone it could tell it.
  static func taken(_ header: [String], _ fields: [Int?], _ schema: Schema) -> [NearHeader] {
    schema.columns.indices.filter { schema.columns[$0].required && fields[$0] == nil }
      .compactMap { index in
        let column = schema.columns[index]
        let alike = [schema.provinceColumns, schema.wardColumns].first { $0.contains(index) }
        guard let other = alike?.first(where: { fields[$0] != nil }), let field = fields[other]
        else { return nil }
        return NearHeader(
          header: header[field], column: column.name, taker: schema.columns[other].name)
      }
  }

  /// From 0, for nothing in common, to 1.
  private static func nearness(
    of header: String, _ words: HeaderWords, to column: Column
  ) -> Double {
    let names = [column.name] + column.headers
    let isDue = names.contains { HeaderWords($0).isDue }
    switch column.type {
    case .province: if words.isProvince { return 0.75 }
    case .ward: if words.isWard { return 0.75 }
    // A due date taken for the day when it was done would make everything on time.
    case .date, .timestamp: guard words.isDue == isDue else { return 0 }
    default: guard !words.isDay, !words.isDue else { return 0 }
    }
    if nearest(to: header, among: names) != nil { return 1 }
    let own = Set(words.words)
    let theirs = Set(names.flatMap { HeaderWords($0).words })
    let shared = own.intersection(theirs)
    // A word that many columns have says nothing alone.
    guard !shared.isSubset(of: common) else { return 0 }
    let part = Double(shared.count) / Double(own.count)
    return part > 0.5 || (part == 0.5 && shared.count > 1) ? part * 0.7 : 0
  }

  private static let common: Set<String> = [
    "ngay", "thoi", "diem", "gian", "gio", "so", "ma", "ten", "ho", "co", "loai",
    "date", "code", "id", "name", "at", "of", "type",
  ]
}
