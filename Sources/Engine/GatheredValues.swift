internal import Dispatch
internal import Statistics
internal import Synchronization

/// What all workers have gathered of one number in one table.
struct GatheredValues {
  /// What one of them has gathered, and the common slot of each of its own.
  struct Part {
    let log: NumberLog
    let slots: [Int]
  }

  /// The logs of one denominator, with their slot of each common one, −1 where they have none.
  private struct Source {
    let denominator: Int64
    var logs: [(log: ValueLog, slots: [Int])] = []
  }

  private let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// The values in each common slot.
  ///
  /// As many threads put them together as have gathered them. O(values).
  func counts(_ slotCount: Int) -> [ValueCounts] {
    let next = Atomic(0)
    // The logs are only read from here on, and the counts have their lock.
    nonisolated(unsafe) let sources = sources(slotCount)
    nonisolated(unsafe) var counts = rareCounts(slotCount)
    nonisolated(unsafe) let lock = Lock()
    DispatchQueue.concurrentPerform(iterations: parts.count) { _ in
      let sorter = ValueSorter()
      while case let slot = next.wrappingAdd(1, ordering: .relaxed).oldValue, slot < slotCount {
        let runs = unsafe sources.compactMap { source in
          ValueLog.run(
            of: source.logs.map { ($0.log, $0.slots[slot]) }.filter { $0.1 >= 0 },
            over: source.denominator, sorter)
        }
        guard !runs.isEmpty else { continue }
        unsafe lock.withLock { unsafe counts[slot].merge(ValueCounts(runs)) }
      }
    }
    return unsafe counts
  }

  private func sources(_ slotCount: Int) -> [Source] {
    var sources: [Int64: Source] = [:]
    for part in parts {
      var own = [Int](repeating: -1, count: slotCount)
      for (slot, common) in part.slots.enumerated() { own[common] = slot }
      for (denominator, log) in part.log.logs {
        sources[denominator, default: Source(denominator: denominator)].logs.append((log, own))
      }
    }
    return sources.values.sorted { $0.denominator < $1.denominator }
  }

  /// What was counted one by one.
  private func rareCounts(_ slotCount: Int) -> [ValueCounts] {
    var counts = [ValueCounts](repeating: ValueCounts(), count: slotCount)
    for part in parts {
      for (slot, values) in part.log.rareCounts {
        counts[part.slots[slot]].merge(ValueCounts(values))
      }
    }
    return counts
  }
}
