internal import Definitions

/// Where each number that a delivery is described by is counted.
///
/// ```
/// | rows a province | rows a ward | without ward, a province | category × province … | empty × province … | yes × province … |
/// ```
///
/// Places among provinces are shifted by one: the first is that of records without a province.
struct FeedLayout: Sendable {
  let provinceCount: Int
  let wardCount: Int
  /// Columns, where their counts begin, and how many members each has, null counted.
  let categories: [(column: Int, start: Int, width: Int)]
  let empty: [(column: Int, start: Int)]
  let flags: [(column: Int, start: Int)]
  let size: Int

  init(_ plan: CountingPlan) {
    let (schema, places) = (plan.schema, plan.reference.provinces.count + 1)
    provinceCount = places
    wardCount = plan.reference.wards.count
    var end = places + wardCount + places
    func place(_ width: Int) -> Int {
      defer { end += places * width }
      return end
    }
    categories = schema.watchedCategories.map { column in
      let width = (schema.categoryMembers(column)?.count ?? 0) + 1
      return (column, place(width), width)
    }
    empty = schema.watchedForAbsence.map { ($0, place(1)) }
    flags = schema.watchedFlags.map { ($0, place(1)) }
    size = end
  }

  var wardStart: Int { provinceCount }
  var wardlessStart: Int { provinceCount + wardCount }
}

/// Counts what the records of a shard, or of a file, deliver.
///
/// A few additions a record and watched column; some 25 KB each.
final class FeedTally {
  private let layout: FeedLayout
  private let counts: Lane<Int64>

  init(_ layout: FeedLayout) {
    self.layout = layout
    counts = Lane(0, capacity: layout.size)
  }

  deinit { counts.deallocate() }

  /// Adds the records of a batch that are kept.
  func add(
    _ kept: Lane<Int32>, count: Int, provinces: Lane<Int64>, wards: Lane<Int64>,
    columns: [TypedColumn]
  ) {
    let (counts, wardStart, wardlessStart) = (counts, layout.wardStart, layout.wardlessStart)
    for index in 0..<count {
      let row = Int(kept[index])
      let (province, ward) = (Int(provinces[row]) &+ 1, Int(wards[row]))
      counts[province] &+= 1
      counts[ward < 0 ? wardlessStart &+ province : wardStart &+ ward] &+= 1
    }
    for (column, start, width) in layout.categories {
      let (values, isPresent) = (columns[column].values, columns[column].isPresent)
      for index in 0..<count {
        let row = Int(kept[index])
        let member = isPresent[row] == 0 ? 0 : Int(values[row]) &+ 1
        counts[start &+ (Int(provinces[row]) &+ 1) &* width &+ member] &+= 1
      }
    }
    for (column, start) in layout.empty {
      let isPresent = columns[column].isPresent
      for index in 0..<count {
        let row = Int(kept[index])
        counts[start &+ Int(provinces[row]) &+ 1] &+= Int64(1 &- isPresent[row])
      }
    }
    for (column, start) in layout.flags {
      let truths = columns[column].truths
      for index in 0..<count {
        let row = Int(kept[index])
        counts[start &+ Int(provinces[row]) &+ 1] &+= truths[row] == Evaluator.holds ? 1 : 0
      }
    }
  }

  /// Adds what was counted elsewhere.
  func merge(_ other: FeedTally) {
    for place in 0..<layout.size { counts[place] &+= other.counts[place] }
  }

  /// What was counted, with the rejected rows by province code.
  func delivery(
    _ plan: CountingPlan, fields: [Int?], rejected: [String: Int]
  ) -> FileDelivery {
    let columns = plan.schema.columns
    var found: [String: FeedCounts] = [:]
    for place in 0..<layout.provinceCount where counts[place] > 0 {
      let code = place == 0 ? "" : plan.reference.provinces[place - 1].code
      found[code] = feedCounts(ofPlace: place, plan)
    }
    for (ward, unit) in plan.reference.wards.enumerated() {
      let count = Int(counts[layout.wardStart + ward])
      guard count > 0 else { continue }
      let code = plan.reference.provinces[unit.province].code
      found[code]?.parts[FeedCounts.wardPart, default: [:]][unit.code] = count
    }
    for (code, count) in rejected where !code.isEmpty {
      found[code, default: FeedCounts()].rejected = count
    }
    return FileDelivery(
      columns: columns.indices.filter { fields[$0] != nil }.map { columns[$0].name },
      provinces: found)
  }

  private func feedCounts(ofPlace place: Int, _ plan: CountingPlan) -> FeedCounts {
    let schema = plan.schema
    var feed = FeedCounts()
    feed.rows = Int(counts[place])
    let wardless = Int(counts[layout.wardlessStart + place])
    if wardless > 0 { feed.parts[FeedCounts.wardPart] = ["": wardless] }
    for (column, start, width) in layout.categories {
      let members = [""] + (schema.categoryMembers(column) ?? [])
      var part: [String: Int] = [:]
      for member in 0..<width {
        let count = Int(counts[start + place * width + member])
        if count > 0 { part[members[member]] = count }
      }
      feed.parts[schema.columns[column].name] = part
    }
    for (column, start) in layout.empty where counts[start + place] > 0 {
      feed.empty[schema.columns[column].name] = Int(counts[start + place])
    }
    for (column, start) in layout.flags where counts[start + place] > 0 {
      feed.yes[schema.columns[column].name] = Int(counts[start + place])
    }
    return feed
  }
}
