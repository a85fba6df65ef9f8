internal import Statistics

/// The values of one number over one denominator, gathered by slot.
///
/// Adding a value writes 8 bytes. A slot's values are sorted and counted when there are many of them:
/// soon where few are different, so that scores never need much memory, and late where most are.
@safe final class ValueLog {
  /// So many values tell whether few are different.
  private static let fewValues = 64
  /// So many are counted in any case: they still fit into the first cache.
  private static let manyValues = 4096

  private struct Bucket {
    /// Values in the order in which they came.
    var fresh: Lane<Int64>
    var freshCount = 0
    /// Different values in ascending order, each with its count behind it.
    var counted: Lane<Int64>
    var countedWords = 0
  }

  private let none = Lane<Int64>(capacity: 0)
  private var buckets: Lane<Bucket>
  private let sorter = ValueSorter()

  init() { buckets = Lane(capacity: 0) }

  deinit {
    for slot in 0..<buckets.capacity {
      if buckets[slot].fresh.capacity > 0 { buckets[slot].fresh.deallocate() }
      if buckets[slot].counted.capacity > 0 { buckets[slot].counted.deallocate() }
    }
    buckets.deallocate()
    none.deallocate()
  }

  @inline(__always)
  func add(_ value: Int64, slot: Int) {
    if slot >= buckets.capacity { reserve(slot) }
    if buckets[slot].freshCount == buckets[slot].fresh.capacity { makeRoom(slot) }
    let count = buckets[slot].freshCount
    buckets[slot].fresh[count] = value
    buckets[slot].freshCount = count &+ 1
  }

  @inline(never)
  private func reserve(_ slot: Int) {
    buckets = buckets.grown(to: max(64, 2 * slot + 2), Bucket(fresh: none, counted: none))
  }

  @inline(never)
  private func makeRoom(_ slot: Int) {
    var bucket = buckets[slot]
    let capacity = bucket.fresh.capacity
    if capacity == Self.fewValues || capacity >= Self.manyValues {
      let (values, count) = (bucket.fresh, bucket.freshCount)
      sorter.sort(values, count)
      let different = 1 + (1..<count).count { values[$0] != values[$0 - 1] }
      if capacity >= Self.manyValues || different <= Self.fewValues / 2 {
        settle(&bucket)
        // As many as there are already, so that putting them together stays cheap.
        if bucket.countedWords / 2 > capacity { grow(&bucket) }
        buckets[slot] = bucket
        return
      }
    }
    grow(&bucket)
    buckets[slot] = bucket
  }

  private func grow(_ bucket: inout Bucket) {
    let capacity = bucket.fresh.capacity
    bucket.fresh =
      capacity == 0 ? Lane(capacity: 16) : bucket.fresh.grown(to: 2 * capacity)
  }

  /// Puts sorted fresh values and what was counted before together.
  private func settle(_ bucket: inout Bucket) {
    let (fresh, known) = (bucket.fresh, bucket.counted)
    let result = Lane<Int64>(capacity: bucket.countedWords + 2 * bucket.freshCount)
    var (from, at, words) = (0, 0, 0)
    func append(_ value: Int64, _ count: Int64) {
      if words > 0, result[words - 2] == value {
        result[words - 1] += count
      } else {
        result[words] = value
        result[words + 1] = count
        words += 2
      }
    }
    while at < bucket.freshCount || from < bucket.countedWords {
      if from < bucket.countedWords, at == bucket.freshCount || known[from] <= fresh[at] {
        append(known[from], known[from + 1])
        from += 2
      } else {
        append(fresh[at], 1)
        at += 1
      }
    }
    if known.capacity > 0 { known.deallocate() }
    // No more than there are, where few are left of many.
    if words * 4 <= result.capacity, words > 0 {
      bucket.counted = Lane(capacity: words)
      for word in 0..<words { bucket.counted[word] = result[word] }
      result.deallocate()
    } else {
      bucket.counted = result
    }
    (bucket.countedWords, bucket.freshCount) = (words, 0)
  }

  /// The values of one cell, which several workers have gathered; `nil` where there are none.
  ///
  /// O(values).
  static func run(
    of sources: [(log: ValueLog, slot: Int)], over denominator: Int64, _ sorter: ValueSorter
  ) -> ValueRun? {
    var count = 0
    var counted: [(value: Int64, count: Int64)] = []
    for source in sources where source.slot < source.log.buckets.capacity {
      let bucket = source.log.buckets[source.slot]
      sorter.append(bucket.fresh, bucket.freshCount, at: count)
      count += bucket.freshCount
      for word in stride(from: 0, to: bucket.countedWords, by: 2) {
        counted.append((bucket.counted[word], bucket.counted[word + 1]))
      }
    }
    guard count + counted.count > 0 else { return nil }
    let fresh = sorter.sorted(count)
    if !counted.isEmpty { counted.sort { $0.value < $1.value } }
    var (numerators, upTo): ([Int64], [Int64]) = ([], [])
    numerators.reserveCapacity(count + counted.count)
    upTo.reserveCapacity(count + counted.count)
    var (at, from, total): (Int, Int, Int64) = (0, 0, 0)
    while at < count || from < counted.count {
      let value: Int64
      if from < counted.count, at == count || counted[from].value <= fresh[at] {
        (value, total) = (counted[from].value, total + counted[from].count)
        from += 1
      } else {
        (value, total) = (fresh[at], total + 1)
        at += 1
      }
      if numerators.last == value {
        upTo[upTo.count - 1] = total
      } else {
        numerators.append(value)
        upTo.append(total)
      }
    }
    return ValueRun(numerators: numerators, upTo: upTo, over: denominator)
  }
}
