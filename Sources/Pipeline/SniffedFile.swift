public import Definitions
internal import Engine
internal import Foundation

/// What can be said of a file before any pipeline knows it.
public struct SniffedFile: Sendable {
  public let path: String
  public let byteCount: Int64
  /// Whether it is a gzip file; `text` is then what it unpacks to.
  public let isGzip: Bool
  public let text: SniffedText
  /// Every schema by how well it fits; the best first.
  public let fits: [SchemaFit]
  /// What a run would reject, read with the best schema; `nil` where none fits or there are no places.
  public let problems: FirstProblems?

  static let sampleBytes = 1 << 20

  /// Reads a sample of the file, and its first records by the schema that fits best, unless
  /// `triesRecords` is false.
  public init(_ path: String, schemas: [Schema], triesRecords: Bool = true) throws(RunFailure) {
    self.path = path
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: URL(filePath: path).resolvingSymlinksInPath().path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw RunFailure(.noInput, "\(path): it is not a regular file")
      }
      byteCount = (attributes[.size] as? NSNumber)?.int64Value ?? 0
      try FileHandle(forReadingFrom: URL(filePath: path)).close()
    } catch let failure as RunFailure {
      throw failure
    } catch {
      throw RunFailure(.noInput, "\(path): \(error.reason)")
    }
    let file = InputFile(name: path, path: path)
    do throws(IngestFailure) {
      let head = try TextHead(of: file, count: Self.sampleBytes)
      isGzip = head.isUnpacked
      text = SniffedText(head.bytes, isWhole: head.isWhole)
    } catch .damaged(_, let reason) {
      isGzip = true
      text = SniffedText([], isWhole: true, damage: reason)
    } catch {
      throw RunFailure(.noInput, "\(path): \(error.reason)")
    }
    let header = text.columns.map(\.name)
    do throws(IngestFailure) {
      var fits: [SchemaFit] = []
      for schema in schemas { fits.append(try SchemaFit(file, header: header, schema: schema)) }
      let ordered = fits.sorted(by: SchemaFit.isBetter)
      self.fits = ordered
      if triesRecords, let best = ordered.first, best.shape != nil {
        let folder = URL(filePath: best.schema.path).deletingLastPathComponent()
        let reference = folder.deletingLastPathComponent().appending(path: "reference")
        problems = try FirstProblems(file, schema: best.schema, reference: reference.path)
      } else {
        problems = nil
      }
    } catch {
      throw RunFailure(.noInput, "\(path): \(error.reason)")
    }
  }
}

extension Error {
  /// The system's words, without the file's name.
  fileprivate var reason: String {
    let code = (self as? CocoaError)?.code
    switch code {
    case .some(.fileReadNoSuchFile), .some(.fileNoSuchFile): return "there is no such file"
    case .some(.fileReadNoPermission): return "it may not be read"
    default: return "it cannot be read: \(localizedDescription)"
    }
  }
}
