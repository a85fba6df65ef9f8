/// Memory for one value a record, which is filled again for every batch.
///
/// Places are checked in debug builds only: a loop over every record cannot afford it. The tests run
/// those loops in debug builds on hostile bytes. Whoever makes a lane ends it with `deallocate`.
@safe struct Lane<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  let capacity: Int

  init(_ value: Element, capacity: Int) {
    unsafe base = .allocate(capacity: capacity)
    unsafe base.initialize(repeating: value, count: capacity)
    self.capacity = capacity
  }

  /// Memory that is not to be read before it is written.
  init(capacity: Int) {
    unsafe base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  /// Memory of somebody else, who deallocates it.
  @unsafe init(borrowing memory: UnsafeMutableRawPointer, capacity: Int) {
    unsafe base = memory.bindMemory(to: Element.self, capacity: capacity)
    self.capacity = capacity
  }

  func deallocate() { unsafe base.deallocate() }

  /// The same values with room for more, which hold `value`.
  func grown(to capacity: Int, _ value: Element) -> Lane {
    let larger = grown(to: capacity)
    unsafe (larger.base + self.capacity).initialize(
      repeating: value, count: capacity - self.capacity)
    return larger
  }

  /// The same values with room for more, which is not to be read before it is written.
  func grown(to capacity: Int) -> Lane {
    let larger = Lane(capacity: capacity)
    unsafe larger.base.initialize(from: base, count: self.capacity)
    deallocate()
    return larger
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(0..<capacity ~= index)
      return unsafe base[index]
    }
    nonmutating set {
      assert(0..<capacity ~= index)
      unsafe base[index] = newValue
    }
  }

  /// For C; the memory lives until `deallocate`.
  @unsafe var pointer: UnsafeMutablePointer<Element> { unsafe base }
}
