extension String {
  /// Whether its UTF-8 bytes come before those of `other`: the order of names in every output.
  ///
  /// O(shorter), without the iterators that comparing the views themselves goes through.
  public func precedes(_ other: String) -> Bool {
    let isBefore = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { mine.lexicographicallyPrecedes($0) }
    }
    return (isBefore ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
