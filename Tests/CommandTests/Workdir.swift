import Foundation
import Testing

/// A folder of its own for a test, in which the real `hailong` runs on real files.
final class Workdir: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// One that is there until the tests end, for what several of them share.
  static func forAllTests() throws -> Workdir { Workdir(at: try TemporaryFolder.forAllTests()) }

  private init(at url: URL) { self.url = url }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// What a command left behind.
  struct Outcome: CustomStringConvertible {
    let status: Int32
    let out: String
    let err: String

    var lines: [String] { out.split(separator: "\n").map(String.init) }

    /// Standard output as the one JSON document it must then be.
    func json() throws -> [String: Any] {
      let document = try JSONSerialization.jsonObject(with: Data(out.utf8))
      return try #require(document as? [String: Any])
    }

    var description: String { "exit \(status)\nstdout:\n\(out)\nstderr:\n\(err)" }
  }

  /// The built program.
  static let program = Bundle.main.bundleURL.appending(path: "hailong")

  /// The folder of the project.
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  func path(_ name: String) -> String { url.appending(path: name).path }

  func write(_ name: String, _ content: String) throws { try write(name, Data(content.utf8)) }

  func write(_ name: String, _ content: Data) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  /// Replaces text in a file; it must be there.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let content = try read(name)
    try #require(content.contains(old), "\(name) has no \(old)")
    try write(name, content.replacing(old, with: new))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: name))
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// Runs `hailong` here and waits for its end.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try run(arguments, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try start(Self.program, arguments, environment)
  }

  /// Runs a line of the shell here, where `hailong` is the built one.
  func shell(_ line: String) throws -> Outcome {
    try start(URL(filePath: "/bin/bash"), ["-c", line], [:])
  }

  /// Runs `hailong` on a terminal so many columns wide: all that was shown is in `out`.
  func onTerminal(
    columns: Int, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    let script = Self.project.appending(path: "Tests/CommandTests/Peers/terminal.py").path
    return try start(
      URL(filePath: "/usr/bin/env"),
      ["python3", script, String(columns), Self.program.path] + arguments, environment)
  }

  private func start(
    _ program: URL, _ arguments: [String], _ environment: [String: String]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = url
    var all = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"] { all[name] = nil }
    all["PATH"] = Self.program.deletingLastPathComponent().path + ":" + (all["PATH"] ?? "")
    process.environment = all.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files, not pipes: nothing has to be read while the process runs.
    let names = [".stdout-\(UUID().uuidString)", ".stderr-\(UUID().uuidString)"]
    for name in names { try write(name, "") }
    defer { for name in names { try? remove(name) } }
    process.standardOutput = try FileHandle(forWritingTo: url.appending(path: names[0]))
    process.standardError = try FileHandle(forWritingTo: url.appending(path: names[1]))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .uncaughtSignal ? -status : status,
      out: try read(names[0]), err: try read(names[1]))
  }
}
