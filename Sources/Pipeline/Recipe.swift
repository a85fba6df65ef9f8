internal import Definitions

/// The four steps of a run, in order.
public enum Stage: String, CaseIterable, Comparable, Sendable {
  case ingest, measure, rank, publish

  public static func < (a: Stage, b: Stage) -> Bool { a.order < b.order }

  private var order: Int {
    switch self {
    case .ingest: 0
    case .measure: 1
    case .rank: 2
    case .publish: 3
    }
  }
}

/// Everything that the result of a stage is made from, by name.
///
/// Two stages of the same recipe have the same result, so a result is kept under the recipe's digest.
/// A value is a digest, or the definition itself where that is short enough to be read.
struct Recipe: Equatable {
  let stage: Stage
  /// What is ingested; `nil` for the stages that take all datasets together.
  let dataset: String?
  private(set) var ingredients: [String: String] = [:]

  init(_ stage: Stage, dataset: String? = nil) {
    self.stage = stage
    self.dataset = dataset
    ingredients["program"] = Program.version
  }

  /// `ingest dossiers`, or `measure`.
  var name: String { Recipe.name(stage, dataset) }

  static func name(_ stage: Stage, _ dataset: String?) -> String {
    stage.rawValue + (dataset.map { " \($0)" } ?? "")
  }

  /// Adds an ingredient; a long value is put down as its digest.
  mutating func add(_ name: String, _ value: String) throws(RunFailure) {
    ingredients[name] = value.utf8.count <= 64 ? value : try sha256(of: Array(value.utf8))
  }

  /// The ingredients in the order of the bytes of their names.
  var sorted: [(key: String, value: String)] {
    ingredients.sorted { $0.key.precedes($1.key) }
  }

  var digest: String {
    get throws(RunFailure) {
      let digest = FramedDigest()
      digest.add(name)
      for (name, value) in sorted {
        digest.add(name)
        digest.add(value)
      }
      return String(try digest.finish().prefix(32))
    }
  }

  /// What differs from an earlier recipe of the same name, in words; empty where nothing does.
  func differences(from earlier: [String: String]) -> [String] {
    var words: [String] = []
    for (name, value) in sorted {
      guard let old = earlier[name] else {
        words.append("\(Self.described(name)) is new")
        continue
      }
      guard old != value else { continue }
      let change = Self.isReadable(old) && Self.isReadable(value) ? ": \(old) → \(value)" : ""
      words.append("\(Self.described(name)) changed\(change)")
    }
    let gone = earlier.keys.filter { ingredients[$0] == nil }
    for name in gone.sorted(by: { $0.precedes($1) }) {
      words.append("\(Self.described(name)) is gone")
    }
    return words
  }

  private static func described(_ name: String) -> String {
    shown(name == "program" ? "the program version" : name)
  }

  /// Whether a value is a word of a definition and no digest.
  private static func isReadable(_ value: String) -> Bool {
    value.utf8.count < 32 && !value.isEmpty && !value.contains("\n")
  }
}

/// A digest of a list of texts that no other list shares.
struct FramedDigest {
  private let digest = SHA256()

  func add(_ text: String) {
    digest.update(Array("\(text.utf8.count):".utf8))
    digest.update(Array(text.utf8))
  }

  func finish() throws(RunFailure) -> String { try digest.finish() }
}
