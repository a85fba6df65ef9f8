internal import Benchmark
@testable internal import Engine

/// The hash of one block, which stays in a cache, as a block does that was just read.
func measureBlockHash() {
  Benchmark.measure("hash of a block") {
    let buffer = BlockBuffer(capacity: Digest.blockBytes)
    buffer.append(Input.head.prefix(Digest.blockBytes))
    return buffer
  } _: { buffer in
    for _ in 0..<64 { blackHole(Hash128(of: buffer.bytes, 0, buffer.count)) }
    return Benchmark.Amount(bytes: 64 * buffer.count)
  }
}
