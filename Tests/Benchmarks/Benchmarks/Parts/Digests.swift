internal import Benchmark
internal import Engine

/// The digest of the input, its reading from the page cache included.
func measureDigest() {
  Benchmark.measure("digest of a file", bytes: { Input.byteCount }) {
    blackHole(try digest(of: Input.file))
  }
}
