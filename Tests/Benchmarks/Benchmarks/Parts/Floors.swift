internal import Benchmark
internal import CCSV
internal import Glibc

/// What the machine and the library do with the same bytes, on one thread: the scale for the rest.
func measureFloors() {
  Benchmark.measure("memchr, every line feed", bytes: { Input.head.count }) {
    blackHole(lineFeeds(Input.head))
  }
  Benchmark.measure("libcsv, nothing done with the fields", bytes: { Input.head.count }) {
    blackHole(fields(Input.head))
  }
}

private func lineFeeds(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBytes { bytes in
    var count = 0
    guard var place = bytes.baseAddress else { return 0 }
    let end = place + bytes.count
    while let found = memchr(place, 0x0A, end - place) {
      count += 1
      place = UnsafeRawPointer(found) + 1
    }
    return count
  }
}

private func fields(_ bytes: [UInt8]) -> Int {
  var parser = csv_parser()
  guard csv_init(&parser, UInt8(CSV_STRICT)) == 0 else { return 0 }
  defer { csv_free(&parser) }
  var count = 0
  let taken = bytes.withUnsafeBytes { bytes in
    csv_parse(
      &parser, bytes.baseAddress, bytes.count,
      { _, _, count in count?.assumingMemoryBound(to: Int.self).pointee += 1 },
      { _, _ in }, &count)
  }
  precondition(taken == bytes.count, "libcsv found a fault in the generated file")
  return count
}
