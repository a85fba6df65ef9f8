internal import Dispatch
internal import Synchronization

/// Runs work on several threads, each with a state of its own.
///
/// Which worker does what never shows in a result.
struct Workers<State: AnyObject> {
  private let states: [State]

  init(count: Int, _ makeState: (_ worker: Int) -> State) {
    states = (0..<count).map(makeState)
  }

  /// Every worker's state, once the work is done.
  var all: [State] { states }

  /// Runs `body` once for each worker, side by side; the first worker's failure is thrown.
  func each(_ body: (State) throws(IngestFailure) -> Void) throws(IngestFailure) {
    // Worker w alone uses state w, failures have their lock, and `body` is for several threads at once.
    nonisolated(unsafe) let (states, body) = (states, body)
    nonisolated(unsafe) var failures: [Int: IngestFailure] = [:]
    nonisolated(unsafe) let lock = Lock()
    DispatchQueue.concurrentPerform(iterations: unsafe states.count) { worker in
      do throws(IngestFailure) {
        try unsafe body(states[worker])
      } catch {
        unsafe lock.withLock { unsafe failures[worker] = error }
      }
    }
    if let first = unsafe failures.min(by: { $0.key < $1.key }) { throw first.value }
  }

  /// Shares out the numbers below `count`, each to whichever worker is free.
  func share(
    _ count: Int, _ body: (State, Int) throws(IngestFailure) -> Void
  ) throws(IngestFailure) {
    let next = Atomic(0)
    try each { state throws(IngestFailure) in
      while case let number = next.wrappingAdd(1, ordering: .relaxed).oldValue, number < count {
        try body(state, number)
      }
    }
  }
}
