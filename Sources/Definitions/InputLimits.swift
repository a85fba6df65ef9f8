/// How much of an input is taken for what it says it is, so that no file can fill memory.
///
/// A limit decides which records and files count, so it belongs to the definition of a dataset.
public struct InputLimits: Hashable, Sendable {
  /// A record of more bytes is no record: over several lines, a quote was never closed.
  public var longestRecord: ByteSize
  /// How many times its size a packed file may unpack to.
  ///
  /// Tables of records come to some 5 to 50 times, zeros to 1000 and more. The first 16 MiB are free.
  public var expansionRatio: Int
  /// The header, and all that stands above it, lie in so many bytes.
  public var headBytes: Int

  public init(
    longestRecord: ByteSize = ByteSize(bytes: 4 << 20), expansionRatio: Int = 200,
    headBytes: Int = 1 << 22
  ) {
    self.longestRecord = longestRecord
    self.expansionRatio = expansionRatio
    self.headBytes = headBytes
  }

  /// What `limits: {record: …}` may say.
  ///
  /// A record is held in memory whole, by every thread.
  static let records = ByteSize(bytes: 1 << 10)...ByteSize(bytes: 256 << 20)
  /// What `limits: {expansion: …}` may say.
  static let expansionRatios = 10...1_000_000
}

extension PipelineReader {
  /// The limits that the pipeline sets, the others as they are without it.
  func limits() -> InputLimits {
    var limits = InputLimits()
    guard let mapping = root["limits"]?.mapping("limits", keys: ["record", "expansion"]) else {
      return limits
    }
    if let record = mapping["record"]?.size("record", in: InputLimits.records) {
      limits.longestRecord = record
    }
    let expansion = mapping["expansion"]?.integer("expansion", in: InputLimits.expansionRatios)
    if let expansion { limits.expansionRatio = expansion }
    return limits
  }
}

extension YAMLValue {
  /// An amount of bytes.
  fileprivate func size(_ what: String, in range: ClosedRange<ByteSize>) -> ByteSize? {
    guard let text = text(what) else { return nil }
    guard let size = ByteSize(text), range.contains(size) else {
      fault(
        "\(what) must be a size from \(range.lowerBound) to \(range.upperBound), not \(quoted(text))",
        hint: "write it as 4MiB or 500KB")
      return nil
    }
    return size
  }
}
