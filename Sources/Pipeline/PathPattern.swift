/// A pattern for names of files: `*` stands for any characters and `?` for one, inside a component.
///
/// Characters are compared as Unicode does, so that a name is found whether its accents are composed or
/// not. Names that begin with a dot are found only by a pattern that does.
struct PathPattern {
  private let characters: [Character]

  init(_ component: some StringProtocol) { characters = Array(component) }

  static func isPattern(_ component: some StringProtocol) -> Bool {
    component.contains { $0 == "*" || $0 == "?" }
  }

  /// Whether the whole name fits.
  ///
  /// O(name × pattern) at worst.
  func matches(_ name: String) -> Bool {
    if name.hasPrefix("."), characters.first != "." { return false }
    let name = Array(name)
    var (at, place) = (0, 0)
    var retry: (place: Int, at: Int)?
    while at < name.count {
      if place < characters.count, characters[place] == "*" {
        retry = (place + 1, at)
        place += 1
      } else if place < characters.count, characters[place] == "?" || characters[place] == name[at]
      {
        (at, place) = (at + 1, place + 1)
      } else if let last = retry {
        retry = (last.place, last.at + 1)
        (at, place) = (last.at + 1, last.place)
      } else {
        return false
      }
    }
    return characters[place...].allSatisfy { $0 == "*" }
  }
}
