internal import Definitions

/// How a file is packed, told by its first bytes, whatever its name.
public enum Packing: String, Sendable, CaseIterable {
  case gzip, zstd

  /// What the file is to start with that many bytes tell.
  static let headBytes = 4

  init?(_ head: [UInt8]) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippable(head) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// How the file is packed; `nil` where it is not.
  public init?(of file: InputFile) throws(IngestFailure) {
    let file = try SourceFile(file)
    self.init(try file.bytes(0, min(Self.headBytes, file.size)))
  }

  /// Whether a frame of zstd starts that is to be passed over.
  private static func isSkippable(_ head: [UInt8]) -> Bool {
    head.count >= 4 && head[0] & 0xF0 == 0x50 && head[1...].starts(with: [0x2A, 0x4D, 0x18])
  }

  /// The command that unpacks such a file.
  var unpackCommand: String {
    switch self {
    case .gzip: "gunzip"
    case .zstd: "unzstd"
    }
  }

  func stream(_ file: SourceFile, limits: InputLimits) -> any ByteStream {
    switch self {
    case .gzip: GzipStream(file, limits: limits)
    case .zstd: ZstdStream(file, limits: limits)
    }
  }

  /// That the data cannot be unpacked, with the remedy.
  func damaged(_ file: SourceFile, _ what: String) -> IngestFailure {
    .damaged(
      file: file.input.name, reason: "\(what); fetch it again, and try it with \(self) -t")
  }

  func breaksOff(_ file: SourceFile) -> IngestFailure {
    damaged(file, "its \(self) data breaks off")
  }

  func isFollowed(_ file: SourceFile, from place: Int) -> IngestFailure {
    damaged(file, "after its \(self) data, from byte \(place) on, comes something else")
  }

  /// Why the text is not to go on: a file may unpack to 16 MiB, and so many times the bytes it took.
  func expansionFailure(
    _ file: SourceFile, given: Int, taken: Int, limits: InputLimits
  ) -> IngestFailure? {
    let freeBytes = 16 << 20
    guard given - freeBytes > limits.expansionRatio * taken else { return nil }
    return .damaged(
      file: file.input.name,
      reason:
        "it unpacks to more than \(limits.expansionRatio) times its size, which no table of records "
        + "does; if it is what you expect, unpack it with \(unpackCommand), or set limits: "
        + "{expansion: …} in the pipeline")
  }
}
