/// A summary of records that two workers can make apart and put together afterwards.
///
/// Laws, which every conforming type is tested for: `init()` is the identity, `merge` is associative,
/// and every way of cutting the records merges back to the summary of the whole. State is kept in
/// integers, so that the laws hold bit for bit.
public protocol Mergeable {
  /// The summary of no records.
  init()

  /// Adds the records that `other` summarizes. O(size of `other`).
  mutating func merge(_ other: Self)
}
