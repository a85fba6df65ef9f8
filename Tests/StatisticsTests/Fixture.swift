import Foundation

/// What another program computed: a JSON file in the folder R, the script that wrote it beside it.
enum Fixture {
  static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "R/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
