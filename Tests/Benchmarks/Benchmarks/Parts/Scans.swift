internal import Benchmark
@testable internal import Engine

/// Where every separator, line end and quote stands, a window at a time.
func measureScan() {
  for (name, head) in [("plain", { Input.head }), ("quoted", { Input.quotedHead })] {
    Benchmark.measure("scan, \(name)") {
      (dossiers: try Dossiers(head()), separators: Separators())
    } _: { ready in
      let bytes = ready.dossiers.bytes
      blackHole(placeCount(of: bytes, ready.separators, delimiter: ready.dossiers.shape.delimiter))
      return Benchmark.Amount(bytes: bytes.count)
    }
  }
}

/// Each window starts where the last whole record before it ends, and its places are forgotten for
/// those of the next.
private func placeCount(of bytes: Bytes, _ separators: Separators, delimiter: UInt8) -> Int {
  var (start, end, count) = (0, 0, 0)
  while end < bytes.count {
    end = min(start + Dossiers.windowBytes, bytes.count)
    separators.clear()
    separators.scan(bytes, from: start, to: end, isFileEnd: false, delimiter: delimiter)
    count += separators.count
    precondition(separators.lastLineEnd >= start, "a record fills a window")
    start = separators.lastLineEnd + 1
  }
  return count
}
