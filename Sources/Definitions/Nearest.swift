/// The candidate that is spelt most like `word`, if one is close enough to be meant.
///
/// Rejects show a value where this finds something, so it must find misspellings and nothing else:
/// a word that merely begins like a candidate may be somebody's name.
///
/// O(candidates × length²).
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  NearWords(candidates).nearest(to: word)
}

/// Words that a misspelling may have been meant to be, made ready to be compared with many.
public struct NearWords: Sendable {
  private let candidates: [(word: String, scalars: [Unicode.Scalar])]
  private let longest: Int

  /// Folds the candidates, once.
  public init(_ candidates: some Sequence<String>) {
    self.candidates = candidates.map { ($0, Array(Fold($0).bare.unicodeScalars)) }
    longest = self.candidates.map { max($0.word.utf8.count, $0.scalars.count) }.max() ?? 0
  }

  /// What `nearest(to:among:)` says of these candidates.
  public func nearest(to word: String) -> String? {
    // No misspelling is several times as long as what was meant; a megabyte takes no time then.
    guard word.utf8.count <= 4 * longest + 64 else { return nil }
    let target = Array(Fold(word).bare.unicodeScalars)
    let limit = target.count < 4 ? 1 : target.count < 8 ? 2 : 3
    var best: (candidate: String, distance: Int)?
    for (candidate, other) in candidates where abs(other.count - target.count) <= limit {
      let bound = min(limit, other.count / 2, (best?.distance ?? .max) - 1)
      if let distance = editDistance(target, other, atMost: bound) { best = (candidate, distance) }
    }
    return best?.candidate
  }
}

/// The edit distance, or `nil` where it is more than `bound`; gives up as soon as that is certain.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost bound: Int) -> Int? {
  guard bound >= 0, differingScalars(a, b) <= bound else { return nil }
  let distance = editDistance(a, b)
  return distance <= bound ? distance : nil
}

/// A lower bound of the edit distance: scalars, told apart by their low bits, that one text has and
/// the other lacks; one edit mends at most one of either kind.
private func differingScalars(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var (ofA, ofB): (UInt64, UInt64) = (0, 0)
  for scalar in a { ofA |= 1 << UInt64(scalar.value & 63) }
  for scalar in b { ofB |= 1 << UInt64(scalar.value & 63) }
  return max((ofA & ~ofB).nonzeroBitCount, (ofB & ~ofA).nonzeroBitCount)
}

/// How many insertions, deletions, replacements and swaps of neighbours lead from one to the other.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1] + [Int](repeating: 0, count: b.count)
    for j in b.indices {
      row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
