// swift-tools-version: 6.2
import PackageDescription

// A package of its own: what it builds is instrumented through and through, and of use to nobody else.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "hailong", path: "../..")],
  targets: [
    .executableTarget(
      name: "Reading",
      dependencies: [.product(name: "Engine", package: "hailong")],
      path: "Reading",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        // libFuzzer brings its own `main`.
        .unsafeFlags(["-parse-as-library"]),
      ])
  ],
  swiftLanguageModes: [.v6]
)
