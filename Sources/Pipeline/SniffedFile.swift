public import Definitions
public import Engine
internal import Foundation

/// What can be said of a file before any pipeline knows it.
public struct SniffedFile: Sendable {
  public let path: String
  public let byteCount: Int64
  /// How it is packed, where it is; `text` is then what it unpacks to.
  public let packing: Packing?
  public let text: SniffedText
  /// Which encodings it may be in, and what speaks for each; only where it is no sound UTF-8 or UTF-16.
  public let evidence: EncodingEvidence?
  /// The encoding to declare, in which all else here was read; `nil` where none has to be.
  public let encoding: TextEncoding?
  /// Every schema by how well it fits; the best first.
  public let fits: [SchemaFit]
  /// What a run would reject, read with the best schema; `nil` where none fits or there are no places.
  public let problems: FirstProblems?

  static let sampleBytes = 1 << 20

  /// Reads a sample of the file, and its first records by the schema that fits best.
  public init(_ path: String, schemas: [Schema]) throws(RunFailure) {
    try self.init(path, inHaste: false) { _ in schemas }
  }

  /// Reads a sample of the file, and takes the first likely schema that fits; tries no records.
  init(_ path: String, among words: SchemaWords) throws(RunFailure) {
    try self.init(path, inHaste: true) { words.likeliest(in: $0) }
  }

  private init(
    _ path: String, inHaste: Bool, schemas: (_ head: [UInt8]) -> [Schema]
  ) throws(RunFailure) {
    self.path = path
    do throws(SystemError) {
      byteCount = try FileSystem.status(path, followingLinks: true).byteCount
    } catch { throw error.failure(.noInput, "open", path) }
    let file = InputFile(name: path, path: path)
    let sample: Sample
    do throws(IngestFailure) {
      sample = try Sample(file, schemas: schemas)
    } catch {
      throw RunFailure(error, signal: nil)
    }
    (packing, text, evidence) = (sample.packing, sample.text, sample.evidence)
    encoding = sample.evidence?.likely?.encoding
    let header = text.columns.map(\.name)
    do throws(IngestFailure) {
      var fits: [SchemaFit] = []
      for schema in sample.schemas {
        let fit = try SchemaFit(file, header: header, schema: schema, encoding: encoding)
        fits.append(fit)
        if inHaste, fit.shape != nil { break }
      }
      let ordered = fits.sorted(by: SchemaFit.isBetter)
      self.fits = ordered
      if !inHaste, let best = ordered.first, best.shape != nil {
        let folder = URL(filePath: best.schema.path).deletingLastPathComponent()
        let reference = folder.deletingLastPathComponent().appending(path: "reference")
        problems = try FirstProblems(
          file, schema: best.schema, encoding: encoding, reference: reference.path)
      } else {
        problems = nil
      }
    } catch {
      throw RunFailure(error, signal: nil)
    }
  }
}

/// The beginning of a file, read in the encoding that it is likely in.
private struct Sample {
  let packing: Packing?
  let text: SniffedText
  let evidence: EncodingEvidence?
  /// Those to compare it with.
  let schemas: [Schema]

  /// `schemas` chooses by the text's first bytes.
  init(
    _ file: InputFile, schemas: (_ head: [UInt8]) -> [Schema]
  ) throws(IngestFailure) {
    packing = try Packing(of: file)
    do throws(IngestFailure) {
      let asItLies = try TextHead(of: file, count: SniffedFile.sampleBytes)
      let evidence = Self.evidence(asItLies)
      let head =
        try evidence?.likely?.encoding.map { encoding throws(IngestFailure) in
          try TextHead(of: file, count: SniffedFile.sampleBytes, encoding: encoding)
        } ?? asItLies
      self.evidence = evidence
      self.schemas = schemas(head.bytes)
      text = SniffedText(
        head.bytes, isWhole: head.isWhole, source: (asItLies.source, asItLies.isSourceWhole),
        header: LikelyHeader(in: head, schemas: self.schemas))
    } catch .damaged(_, let reason) {
      evidence = nil
      self.schemas = schemas([])
      text = SniffedText([], isWhole: true, source: ([], true), damage: reason)
    }
  }

  /// What may be said for other encodings than the one that the file is read in without a word.
  private static func evidence(_ head: TextHead) -> EncodingEvidence? {
    guard !head.encoding.hasPrefix("utf-16"), ForeignFile(head.source) == nil else { return nil }
    let evidence = EncodingEvidence(head.source, isWhole: head.isSourceWhole)
    let isUTF8 = evidence.candidates.allSatisfy { $0.name.contains("utf-8") }
    let isSound = isUTF8 && [nil, "utf-8"].contains(evidence.likely?.name)
    return isSound && evidence.lostLetters == 0 ? nil : evidence
  }
}
