/// The faults that one reading has met, so that all of them are told at once.
///
/// Readers go on after a fault with what they have; a definition is used only when the log is empty.
final class FaultLog {
  private var found: [DefinitionFault] = []
  /// The files in the order in which they were opened, which is the order of the report.
  private var files: [String: Int] = [:]

  var isEmpty: Bool { found.isEmpty }
  var count: Int { found.count }

  /// Notes that a file's faults come after those of the files before it.
  func open(_ file: String) { files[file] = files[file] ?? files.count }

  func add(_ fault: DefinitionFault) {
    open(fault.file)
    found.append(fault)
  }

  /// The faults in the order of files, lines and columns, each once.
  var faults: DefinitionFaults {
    var seen: Set<DefinitionFault> = []
    let distinct = found.filter { seen.insert($0).inserted }
    let ranked = distinct.enumerated().sorted { a, b in
      rank(a.element, a.offset).lexicographicallyPrecedes(rank(b.element, b.offset))
    }
    return DefinitionFaults(ranked.map(\.element))
  }

  private func rank(_ fault: DefinitionFault, _ index: Int) -> [Int] {
    [files[fault.file] ?? 0, fault.line, fault.column, index]
  }
}

/// A text as a message quotes it.
func quoted(_ text: String) -> String {
  "\"\(shown(text))\""
}

/// A text as it may stand in a message: on one line, without control characters, at most 100 long.
func shown(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(100) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: shown.append(" ")
    default: shown.append(scalar)
    }
  }
  return String(shown) + (text.unicodeScalars.count > 100 ? "…" : "")
}

/// What to do about an unknown word: the nearest candidate, or the list of all if it is short.
func remedy(for word: String, among candidates: [String]) -> String? {
  if let near = likely(word, among: candidates) { return "did you mean \(quoted(near))?" }
  guard 1...12 ~= candidates.count else { return nil }
  return "known: " + candidates.map(shown).joined(separator: ", ")
}

/// What an unknown word of a definition was probably meant to be.
func likely(_ word: String, among candidates: [String]) -> String? {
  nearest(to: word, among: candidates) ?? completion(of: word, among: candidates)
}

/// The only candidate that goes on where a word of three letters or more ends, or the other way round.
private func completion(of text: String, among candidates: [String]) -> String? {
  let word = Array(Fold(text).bare.unicodeScalars)
  guard word.count >= 3 else { return nil }
  let found = candidates.filter { candidate in
    let other = Array(Fold(candidate).bare.unicodeScalars)
    return other.starts(with: word) || (other.count >= 3 && word.starts(with: other))
  }
  return found.count == 1 ? found.first : nil
}
