/// A mapping of a definition file: keys in the order of the file, each once.
struct YAMLMapping {
  /// What messages call it, such as `KPI "online_rate"`.
  let what: String
  let entries: [Entry]
  private let value: YAMLValue
  /// Keys that an unknown one was probably meant to be; they are not reported as missing too.
  private let suspected: Set<String>

  struct Entry {
    let key: String
    /// The key's own place.
    let keyValue: YAMLValue
    let value: YAMLValue
  }

  /// Reads a mapping; reports keys outside `keys`, and anything else that is no key.
  init?(_ value: YAMLValue, what: String, keys: [String]?) {
    guard case .mapping(let pairs) = value.node.content else {
      value.fault(
        "\(what) must be a mapping, not \(value.node.kind)",
        hint: keys.map { "it has the keys " + $0.joined(separator: ", ") })
      return nil
    }
    var (entries, seen, suspected): ([Entry], Set<String>, Set<String>) = ([], [], [])
    for pair in pairs {
      let keyValue = YAMLValue(node: pair.key, file: value.file)
      guard let key = keyValue.text("a key of \(what)") else { continue }
      guard seen.insert(key).inserted else {
        keyValue.fault("the key \(quoted(key)) stands twice in \(what)", hint: "remove one")
        continue
      }
      if let keys, !keys.contains(key) {
        keyValue.fault(
          "unknown key \(quoted(key)) in \(what)", hint: remedy(for: key, among: keys))
        if let meant = likely(key, among: keys) { suspected.insert(meant) }
        continue
      }
      let inner = YAMLValue(node: pair.value, file: value.file)
      entries.append(Entry(key: key, keyValue: keyValue, value: inner))
    }
    self.what = what
    self.entries = entries
    self.suspected = suspected
    self.value = value
  }

  subscript(key: String) -> YAMLValue? { entries.first { $0.key == key }?.value }

  /// The value of a key that must be there.
  func required(_ key: String) -> YAMLValue? {
    guard let found = self[key] else {
      if !suspected.contains(key) { value.fault("missing key \(quoted(key)) in \(what)") }
      return nil
    }
    return found
  }

  /// Reports a fault of the mapping as a whole.
  func fault(_ message: String, hint: String? = nil) { value.fault(message, hint: hint) }
}
