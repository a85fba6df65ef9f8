internal import Definitions
internal import Report

extension JSON {
  static func count(_ number: Int) -> JSON { .integer(Int64(number)) }

  static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  /// Counts by name, in the order of the names' bytes.
  static func sorted(_ counts: [String: Int]) -> JSON {
    .object(
      counts.sorted { $0.key.precedes($1.key) }
        .map { (name: $0.key, value: .count($0.value)) })
  }

  /// A duration to the thousandth of a second.
  static func seconds(_ seconds: Double) -> JSON { .number((seconds * 1000).rounded() / 1000) }

  var bytes: [UInt8] { JSONWriter.bytes(of: self) }
}
