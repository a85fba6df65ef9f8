/// Sorts integers byte by byte, in memory that is used again.
///
/// O(n × bytes in which the values differ).
@safe final class ValueSorter {
  private var gathered = Lane<Int64>(capacity: 0)
  private var scratch = Lane<Int64>(capacity: 0)
  private let places = Lane<Int>(0, capacity: 256)
  private static let fewValues = 24

  deinit {
    gathered.deallocate()
    scratch.deallocate()
    places.deallocate()
  }

  /// Takes over values; those before `start` are kept.
  func append(_ values: Lane<Int64>, _ count: Int, at start: Int) {
    if start + count > gathered.capacity { gathered = gathered.grown(to: 2 * (start + count)) }
    let gathered = gathered
    for index in 0..<count { gathered[start &+ index] = values[index] }
  }

  /// The first values that were taken over, in ascending order; valid until more are.
  func sorted(_ count: Int) -> Lane<Int64> {
    sort(gathered, count)
    return gathered
  }

  /// Sorts the first values of a lane.
  func sort(_ values: Lane<Int64>, _ count: Int) {
    guard count > Self.fewValues else { return insert(values, count) }
    var (least, greatest) = (values[0], values[0])
    for index in 1..<count {
      least = min(least, values[index])
      greatest = max(greatest, values[index])
    }
    // As distances from the least they are never negative.
    let span = UInt64(bitPattern: greatest) &- UInt64(bitPattern: least)
    if count > scratch.capacity {
      scratch.deallocate()
      scratch = Lane(capacity: 2 * count)
    }
    var (from, to) = (values, scratch)
    var shift: UInt64 = 0
    while shift < 64, span >> shift != 0 {
      distribute(from, to, count, least, shift)
      (from, to) = (to, from)
      shift += 8
    }
    guard shift / 8 % 2 == 1 else { return }
    for index in 0..<count { values[index] = scratch[index] }
  }

  /// Copies the values in the order of one byte.
  private func distribute(
    _ from: Lane<Int64>, _ to: Lane<Int64>, _ count: Int, _ least: Int64, _ shift: UInt64
  ) {
    @inline(__always)
    func byte(_ value: Int64) -> Int {
      Int(truncatingIfNeeded: UInt64(bitPattern: value &- least) &>> shift & 0xFF)
    }
    let places = places
    for byte in 0..<256 { places[byte] = 0 }
    for index in 0..<count { places[byte(from[index])] &+= 1 }
    var next = 0
    for byte in 0..<256 {
      let size = places[byte]
      places[byte] = next
      next &+= size
    }
    for index in 0..<count {
      let value = from[index]
      let place = places[byte(value)]
      places[byte(value)] = place &+ 1
      to[place] = value
    }
  }

  private func insert(_ values: Lane<Int64>, _ count: Int) {
    guard count > 1 else { return }
    for index in 1..<count {
      let value = values[index]
      var place = index
      while place > 0, values[place - 1] > value {
        values[place] = values[place - 1]
        place -= 1
      }
      values[place] = value
    }
  }
}
