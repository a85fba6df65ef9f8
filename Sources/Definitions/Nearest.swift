/// The candidate that is spelt most like `word`, if one is close enough to be meant.
///
/// Rejects show a value where this finds something, so it must find misspellings and nothing else:
/// a word that merely begins like a candidate may be somebody's name.
///
/// O(candidates × length²).
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let target = Array(Fold(word).bare.unicodeScalars)
  let limit = target.count < 4 ? 1 : target.count < 8 ? 2 : 3
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let other = Array(Fold(candidate).bare.unicodeScalars)
    guard abs(other.count - target.count) <= limit else { continue }
    let distance = editDistance(target, other)
    if distance <= min(limit, other.count / 2), distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  return best?.candidate
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
