// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds, tests or installs hailong fetches what measures it.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "hailong", path: "../.."),
    // Without its traits it counts no allocations, and interposes nothing that would be measured too.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Parts",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Engine", package: "hailong"),
      ],
      path: "Benchmarks/Parts",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // Outside a folder called Benchmarks, whose programs the plugin would run.
    .target(name: "Draws", path: "Simulations/Draws", swiftSettings: settings),
    .executableTarget(
      name: "Coverage",
      dependencies: ["Draws", .product(name: "Statistics", package: "hailong")],
      path: "Simulations/Coverage",
      swiftSettings: settings),
    .executableTarget(
      name: "TopFive",
      dependencies: [
        "Draws",
        .product(name: "Figures", package: "hailong"),
        .product(name: "Statistics", package: "hailong"),
      ],
      path: "Simulations/TopFive",
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
