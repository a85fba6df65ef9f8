internal import Benchmark

// The plugin asks for a closure of this name.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuTotal, .megabytesPerSecond], units: [.megabytesPerSecond: .count],
    warmupIterations: 1, maxDuration: .seconds(5), maxIterations: 100)
  measureFloors()
  measureDigest()
  measureIngest()
}

extension BenchmarkMetric {
  static let megabytesPerSecond = custom(
    "MB/s", polarity: .prefersLarger, useScalingFactor: false)
}

extension Benchmark {
  /// Measures work on a number of bytes: how long it takes, and how many bytes a second that is.
  static func measure(
    _ name: String, bytes: @escaping @Sendable () -> Int,
    _ work: @escaping @Sendable () throws -> Void
  ) {
    Benchmark(
      name,
      closure: { benchmark in
        let count = bytes()
        let clock = ContinuousClock()
        benchmark.startMeasurement()
        let time = try clock.measure(work)
        benchmark.stopMeasurement()
        benchmark.measurement(.megabytesPerSecond, Int(Double(count) / (time / .microseconds(1))))
      })
  }
}
