// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "hailong",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hailong", targets: ["hailong"]),
    .library(name: "Engine", targets: ["Engine", "Definitions", "CSV"]),
    .library(name: "Figures", targets: ["Figures", "Definitions"]),
    .library(name: "Statistics", targets: ["Statistics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CLinux"),
    .target(name: "CSV", dependencies: ["CCSV"]),
    .target(name: "CDistributions"),
    .target(name: "Statistics", dependencies: ["CDistributions"]),
    .target(name: "Definitions", dependencies: ["CSV", "Statistics", "Yams"]),
    .target(name: "CScan"),
    .target(
      name: "Engine",
      dependencies: ["Definitions", "Statistics", "CSV", "CScan", "CXXHash", "CZlib", "CZstd"]),
    .target(name: "Figures", dependencies: ["Definitions", "Statistics"]),
    .target(name: "Charts"),
    .target(name: "Report", dependencies: ["CSV", "Definitions", "Statistics", "Figures"]),
    .target(
      name: "Pages",
      dependencies: ["CSV", "Charts", "Definitions", "Statistics", "Figures", "Report"]),
    .target(
      name: "Workbook",
      dependencies: ["Definitions", "Statistics", "Figures", "Report", "CXlsxWriter"]),
    .target(
      name: "Pipeline",
      dependencies: [
        "CSV", "Definitions", "Statistics", "Engine", "Figures", "Report", "Pages", "Workbook",
        "CCrypto",
        "CLinux",
      ]),
    .target(name: "CEmbedded", path: "Sources/Synth/Embedded"),
    .target(name: "Synth", dependencies: ["Definitions", "CEmbedded"], exclude: ["Embedded"]),
    .executableTarget(
      name: "hailong",
      dependencies: [
        "Definitions", "Engine", "Pipeline", "Report", "Statistics", "Synth",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "CSVTests", dependencies: ["CSV"]),
    .testTarget(name: "DefinitionsTests", dependencies: ["Definitions", "Statistics", "CSV"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], exclude: ["R"]),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Engine", "Definitions", "Statistics", "CSV", "CZlib", "CZstd"],
      exclude: ["Foreign"]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "Definitions", "Statistics"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(
      name: "ReportTests", dependencies: ["Report", "Figures", "Definitions", "Statistics", "CSV"]),
    .testTarget(
      name: "WorkbookTests",
      dependencies: ["Workbook", "Report", "Figures", "Definitions", "Statistics"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Definitions", "Statistics", "Engine", "Figures", "Report", "CSV",
      ],
      exclude: ["R"]),
    .testTarget(
      name: "PagesTests", dependencies: ["Pages", "Report", "Figures", "Definitions", "Statistics"]),
    .testTarget(name: "SynthTests", dependencies: ["Synth"]),
    .testTarget(
      name: "GoldenTests",
      dependencies: ["Statistics", "Definitions", "CSV", "Engine", "Pipeline", "Report"]),
    .testTarget(
      name: "CommandTests", dependencies: ["hailong"],
      exclude: ["Peers", "Readback", "Recount", "Shapes", "Survey"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
for target in package.targets where ["CSV", "Engine"].contains(target.name) {
  target.swiftSettings?.append(.strictMemorySafety())
}
// Searches for what to withhold take minutes where nothing is optimised, and every test of a whole run waits.
for target in package.targets where ["Statistics", "Figures"].contains(target.name) {
  target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}
