import Foundation
import Testing

/// What runs really write, beside the schemas in docs/schemas.
struct PublishedSchemaTests {
  private static func schema(_ name: String) throws -> JSONSchema {
    let path = "docs/schemas/\(name).schema.json"
    return try JSONSchema(Data(contentsOf: Workdir.project.appending(path: path)))
  }

  private static func faults(of folder: URL, _ name: String) throws -> [String] {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    if let figures = document["figures"] as? [Any] {
      // Of tens of thousands some of every kind.
      document["figures"] = figures.enumerated().filter { $0.offset % 29 == 0 }.map(\.element)
    }
    return try schema(name).faults(of: document)
  }

  @Test(arguments: ["run", "kpis", "rankings", "top", "quality"])
  func `every JSON file of the sample is as its schema says`(name: String) throws {
    let faults = try Self.faults(of: SampleRun.get().folder, name)
    #expect(faults == [])
  }

  @Test func `every JSON file of a run has a schema, and every schema of one a file`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: SampleRun.get().folder.path)
    let schemas = try FileManager.default.contentsOfDirectory(
      atPath: Workdir.project.appending(path: "docs/schemas").path)
    #expect(
      Set(names.filter { $0.hasSuffix(".json") })
        .isSubset(of: schemas.map { $0.replacing(".schema.json", with: ".json") }))
  }

  @Test func `a run that a gate stopped, with refused files and digests, is too`() throws {
    let workdir = try Workdir()
    try SmallCampaign.write(into: workdir)
    try workdir.write(
      "pipelines/strict.yml",
      SmallCampaign.definition("strict", asOf: "2025-08-31")
        + "gates: {reject_share: {warn: 0.1, stop: 0.2}}\n")
    try workdir.write("surveys/2025-08/dossiers/none.csv", "a,b\n1,2\n")
    #expect(try workdir.run("run", "pipelines/strict.yml", "--sha256").status == 65)
    let id = try #require(
      try FileManager.default.contentsOfDirectory(atPath: workdir.path("out/strict"))
        .first { !$0.hasPrefix(".") })
    for name in ["run", "kpis", "rankings", "top", "quality"] {
      let faults = try Self.faults(of: workdir.url.appending(path: "out/strict/\(id)"), name)
      #expect(faults == [])
    }
  }

  @Test(arguments: [
    (#"{"schema_version": 2}"#, "/schema_version"), (#"{"run_id": "x"}"#, "/run_id"),
    (#"{"status": "done"}"#, "/status"), (#"{"as_of": "31/08/2025"}"#, "/as_of"),
    (#"{"outputs": [{"bytes": -1}]}"#, "/outputs[0]/bytes"), (#"{"notes": [1]}"#, "/notes[0]"),
    (#"{"compared_with": true}"#, "/compared_with"), (#"{"hots": {}}"#, "/hots"),
  ])
  func `a document that is otherwise is found out`(document: String, path: String) throws {
    let schema = try Self.schema("run")
    let found = schema.faults(of: try JSONSerialization.jsonObject(with: Data(document.utf8)))
    #expect(found.contains { $0.hasPrefix("\(path): ") }, "\(found)")
  }
}
