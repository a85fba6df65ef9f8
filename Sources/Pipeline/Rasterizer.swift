internal import Foundation

/// The program that makes pictures of points out of SVG, where the machine has it.
///
/// Its pictures depend on its version and on the fonts that are installed, so no other file depends on them.
struct Rasterizer {
  static let name = "rsvg-convert"
  private let program: String

  /// `nil` where the program is not in `PATH`.
  init?() {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    let paths = folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(Self.name)" }
    guard let found = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else {
      return nil
    }
    program = found
  }

  /// Draws an SVG file as a PNG file, wide enough for print.
  ///
  /// Gives up after 20 seconds. Tells whether the picture is there.
  func draw(_ svg: String, to png: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["--width", "2400", "--background-color", "white", "--output", png, svg]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let end = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in end.signal() }
    guard (try? process.run()) != nil else { return false }
    if end.wait(timeout: .now() + 20) == .timedOut {
      process.terminate()
      return false
    }
    return process.terminationStatus == 0
  }
}
