internal import Dispatch
internal import Synchronization

/// Runs work on several threads, each with a state of its own.
///
/// Workers claim items one after another; which worker takes which item never shows in a result.
struct Workers<State: AnyObject> {
  private let states: [State]

  init(count: Int, _ makeState: (_ worker: Int) -> State) {
    states = (0..<count).map(makeState)
  }

  var count: Int { states.count }

  /// Every worker's state, once the work is done.
  var all: [State] { states }

  /// The first worker's state, for work between two parallel passes.
  var first: State { states[0] }

  /// Gives each item's result in the order of the items; the first failure in that order is thrown.
  func map<Item: Sendable, Output>(
    _ items: [Item], _ body: @Sendable (State, Item) throws(IngestFailure) -> Output
  ) throws(IngestFailure) -> [Output] {
    let next = Atomic(0)
    let results = unsafe [Result<Output, IngestFailure>](
      unsafeUninitializedCapacity: items.count
    ) { buffer, initializedCount in
      // Each slot is written once, by the worker that claimed its item, and read after all returned.
      nonisolated(unsafe) let slots = unsafe buffer
      each { state, _ in
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < items.count else { break }
          let result: Result<Output, IngestFailure>
          do throws(IngestFailure) {
            result = .success(try body(state, items[index]))
          } catch {
            result = .failure(error)
          }
          unsafe slots.initializeElement(at: index, to: result)
        }
      }
      initializedCount = items.count
    }
    var outputs: [Output] = []
    outputs.reserveCapacity(items.count)
    for result in results { outputs.append(try result.get()) }
    return outputs
  }

  /// Runs `body` once for each worker, side by side.
  func each(_ body: @Sendable (_ state: State, _ worker: Int) -> Void) {
    // Worker w alone uses state w.
    nonisolated(unsafe) let states = states
    DispatchQueue.concurrentPerform(iterations: unsafe states.count) { worker in
      unsafe body(states[worker], worker)
    }
  }
}
