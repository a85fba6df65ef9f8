internal import Benchmark

// The plugin asks for a closure of this name.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Benchmark.Configuration(
    metrics: [.wallClock, .cpuTotal, .megabytesPerSecond, .picosecondsPerRecord],
    units: [.megabytesPerSecond: .count, .picosecondsPerRecord: .count],
    warmupIterations: 1, maxDuration: .seconds(5), maxIterations: 100)
  measureFloors()
  measureScan()
  measureRecords()
  measureTimestamps()
  measureWords()
  measureExpressions()
  measureKeyedRows()
  measureBlockHash()
  measureDigest()
  measureIngest()
}

extension BenchmarkMetric {
  static let megabytesPerSecond = custom(
    "MB/s", polarity: .prefersLarger, useScalingFactor: false)
  /// Only whole numbers are reported, and some parts take a record no more than a few nanoseconds.
  static let picosecondsPerRecord = custom(
    "ps/record", polarity: .prefersSmaller, useScalingFactor: false)
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

  /// Measures work with what is made ready for it once; `work` says on how much.
  static func measure<Ready>(
    _ name: String, with ready: @escaping () throws -> Ready,
    _ work: @escaping (Ready) throws -> Amount
  ) {
    Benchmark(
      name,
      closure: { benchmark, ready in
        let clock = ContinuousClock()
        var amount = Amount()
        benchmark.startMeasurement()
        let time = try clock.measure { amount = try work(ready) }
        benchmark.stopMeasurement()
        if let bytes = amount.bytes {
          let rate = Double(bytes) / (time / .microseconds(1))
          benchmark.measurement(.megabytesPerSecond, Int(rate))
        }
        if let records = amount.records {
          let share = time / .nanoseconds(1) * 1000 / Double(records)
          benchmark.measurement(.picosecondsPerRecord, Int(share))
        }
      }, setup: { try ready() })
  }

  /// How much some work was done on.
  struct Amount {
    var bytes: Int?
    var records: Int?
  }
}
