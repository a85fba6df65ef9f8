/// The definition and reference files that come with the program, for who has nothing but the program.
public enum ShippedDefinitions {
  /// A file by its name, without folder.
  public typealias File = (name: String, bytes: [UInt8])

  /// Every schema, in the order of the names.
  public static var schemas: [File] { files(under: "surveys/schemas/") }

  /// The tables of places that a pipeline's `reference` names.
  public static var reference: [File] { files(under: "surveys/reference/") }

  /// The catalog of KPIs.
  public static var catalog: [UInt8] { EmbeddedFile.catalog.bytes }

  private static func files(under folder: String) -> [File] {
    EmbeddedFile.allCases.filter { $0.repositoryPath.hasPrefix(folder) }
      .map { (name: String($0.repositoryPath.dropFirst(folder.count)), bytes: $0.bytes) }
      .sorted { $0.name < $1.name }
  }
}
