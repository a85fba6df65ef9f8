import Foundation
import Testing

@testable import Pipeline

@Suite struct FileSystemTests {
  let campaign: Campaign
  let folder: String

  init() throws {
    campaign = try Campaign()
    folder = campaign.folder
  }

  private func mode(_ path: String) throws -> Int {
    try #require(
      FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test(arguments: [mode_t(0), 0o022, 0o077, 0o777])
  func `modes do not depend on the umask`(mask: mode_t) throws {
    let before = umask(mask)
    defer { umask(before) }
    try FileSystem.makeFolder(folder + "/made")
    try FileSystem.write([1], to: folder + "/made/public")
    try FileSystem.write([1], to: folder + "/made/secret", mode: .owner)
    #expect(try mode(folder + "/made") == 0o755)
    #expect(try mode(folder + "/made/public") == 0o644)
    #expect(try mode(folder + "/made/secret") == 0o600)
  }

  @Test func `what is written in pieces of any size is the same file`() throws {
    let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    for size in [1, 1000, 1 << 17, 300_000, 700_000] {
      let file = try DurableFile(folder + "/pieces-\(size)")
      for start in stride(from: 0, to: content.count, by: size) {
        let piece = content[start..<min(start + size, content.count)]
        if size.isMultiple(of: 1000) { file.write(Array(piece)) } else { file.write(piece) }
      }
      let written = try file.finish()
      #expect(try FileSystem.read(folder + "/pieces-\(size)") == content)
      #expect(written.sha256 == (try sha256(of: content)))
      #expect(written.byteCount == 700_000)
    }
  }

  @Test(arguments: [1, 2, 7])
  func `results are in the order of the items, however many threads there are`(threads: Int) {
    for count in [0, 1, 5, 100] {
      let items = Array(0..<count)
      #expect(sideBySide(items, threads: threads) { $0 * $0 } == items.map { $0 * $0 })
    }
  }

  @Test func `a file is never written through a link, nor over another file`() throws {
    try campaign.write("victim", "mine")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/trap", withDestinationPath: folder + "/victim")
    for name in ["trap", "victim"] {
      let failure = #expect(throws: RunFailure.self) {
        try FileSystem.write([1], to: folder + "/" + name)
      }
      #expect(failure?.exitCode == 73)
      #expect(failure?.message.contains(name) == true)
    }
    #expect(campaign.text("victim") == "mine")
  }

  @Test func `bytes written in any portions are counted and digested`() throws {
    let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let file = try DurableFile(folder + "/large")
    var start = 0
    for size in [0, 1, 300_000, 1, 262_144, content.count] {
      file.write(content[start..<min(start + size, content.count)])
      start = min(start + size, content.count)
    }
    let written = try file.finish()
    #expect(written.byteCount == Int64(content.count))
    #expect(campaign.bytes("large") == content)
    #expect(try written.sha256 == sha256(of: content))
    #expect(try FileSystem.sha256(ofFile: folder + "/large").sha256 == written.sha256)
  }

  @Test(arguments: [10, 300_000])
  func `a file that is started over holds only what came after`(size: Int) throws {
    let file = try DurableFile(folder + "/over-\(size)")
    file.write([UInt8](repeating: 1, count: size))
    file.startOver()
    file.write([2, 3])
    let written = try file.finish()
    #expect(try FileSystem.read(folder + "/over-\(size)") == [2, 3])
    #expect(try written.byteCount == 2 && written.sha256 == sha256(of: [2, 3]))
  }

  @Test func `the digest is SHA-256`() throws {
    // FIPS 180-4, examples.
    #expect(
      try sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      try sha256(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `a folder under a file cannot be created`() throws {
    try campaign.write("file", "")
    let failure = #expect(throws: RunFailure.self) {
      try FileSystem.makeFolders(folder + "/file/a/b")
    }
    #expect(failure?.exitCode == 73)
  }

  @Test func `removal takes links away and leaves what they lead to`() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/kept", withIntermediateDirectories: true)
    try campaign.write("kept/file", "mine")
    try FileManager.default.createDirectory(
      atPath: folder + "/gone/deep/deeper", withIntermediateDirectories: true)
    try campaign.write("gone/deep/-file\nname", "")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/gone/deep/link", withDestinationPath: folder + "/kept")
    try FileSystem.removeIfPresent(folder + "/gone")
    #expect(FileSystem.kind(folder + "/gone") == nil)
    #expect(campaign.text("kept/file") == "mine")
    try FileSystem.removeIfPresent(folder + "/gone")
  }

  @Test func `a link is swapped, and leaves nothing beside it`() throws {
    try FileSystem.swapLink(folder + "/latest", to: "one")
    try FileSystem.swapLink(folder + "/latest", to: "two")
    #expect(FileSystem.linkTarget(folder + "/latest") == "two")
    #expect(FileSystem.kind(folder + "/latest.new") == nil)
    #expect(FileSystem.linkTarget(folder) == nil)
  }

  @Test func `two folders change places`() throws {
    for name in ["a", "b"] {
      try FileSystem.makeFolder(folder + "/" + name)
      try campaign.write("\(name)/file", name)
    }
    try #require(try FileSystem.exchange(folder + "/a", folder + "/b"))
    #expect(campaign.text("a/file") == "b")
    #expect(campaign.text("b/file") == "a")
  }

  @Test func `names come in the order of their bytes`() throws {
    try FileSystem.makeFolder(folder + "/names")
    for name in ["b", "a", "Z", "é", "-x", "a\nb", ".hidden"] {
      try campaign.write("names/" + name, "")
    }
    let names = try FileSystem.names(in: folder + "/names")
    #expect(names.valid == ["-x", ".hidden", "Z", "a", "a\nb", "b", "é"])
    #expect(names.broken.isEmpty)
  }

  @Test func `reading a folder or a pipe fails at once`() throws {
    mkfifo(folder + "/pipe", 0o644)
    for name in ["pipe", "dossiers", "absent"] {
      let failure = #expect(throws: RunFailure.self) {
        try FileSystem.read(folder + "/" + name, kind: .noInput)
      }
      #expect(failure?.exitCode == 66)
    }
  }

  @Test func `a second run finds the lock taken, until the first ends`() throws {
    let first = try RunLock(folder + "/lock")
    let failure = #expect(throws: RunFailure.self) { try RunLock(folder + "/lock") }
    #expect(failure?.exitCode == 75)
    #expect(failure?.message.contains("pid \(getpid()) on ") == true)
    first.release()
    try RunLock(folder + "/lock").release()
  }

  @Test func `control characters of a path do not reach a terminal`() {
    #expect(shown("a\u{1B}[31m\nb") == "a\\u{1b}[31m\\u{a}b")
    #expect(shown("hồ sơ.csv") == "hồ sơ.csv")
  }
}
