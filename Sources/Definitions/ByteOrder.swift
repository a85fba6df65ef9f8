extension String {
  /// Whether its UTF-8 bytes come before those of `other`: the order of names in every output.
  ///
  /// Some ten times as fast as comparing the views of bytes one by one.
  public func precedes(_ other: String) -> Bool {
    let isBefore = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { mine.lexicographicallyPrecedes($0) }
    }
    return (isBefore ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
