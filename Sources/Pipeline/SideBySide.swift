internal import Dispatch
internal import Synchronization

/// Gives each item's result, in the order of the items.
///
/// Several threads work on them, and take them one after another: the longest belong first.
func sideBySide<Item: Sendable, Output: Sendable>(
  _ items: [Item], threads: Int = Host.cores, _ body: @Sendable (Item) -> Output
) -> [Output] {
  let next = Atomic(0)
  let results = Mutex([Output?](repeating: nil, count: items.count))
  DispatchQueue.concurrentPerform(iterations: min(threads, items.count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < items.count else { return }
      let output = body(items[index])
      results.withLock { $0[index] = output }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
