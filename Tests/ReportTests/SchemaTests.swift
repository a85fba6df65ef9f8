import Figures
import Foundation
import Report
import Testing

/// The shipped schemas name every member that the documents have, and no other.
@Suite struct SchemaTests {
  private typealias Members = [String: Any]

  private func schema(_ name: String) throws -> Members {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "docs/schemas/\(name).schema.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? Members)
  }

  /// Follows the document and its schema together; gives the paths where they part.
  private func faults(
    _ value: Any, _ schema: Members, root: Members, at path: String = ""
  ) -> [String] {
    if schema["$ref"] != nil {
      let definitions = root["$defs"] as? Members
      return faults(value, definitions?["accounting"] as? Members ?? [:], root: root, at: path)
    }
    if let choices = schema["anyOf"] as? [Members] {
      let all = choices.map { faults(value, $0, root: root, at: path) }
      return all.contains([]) ? [] : all[0]
    }
    var found = isOfType(value, schema) ? [] : [path + ": type"]
    if let object = value as? Members {
      let properties = schema["properties"] as? Members ?? [:]
      let further = schema["additionalProperties"] as? Members
      found += (schema["required"] as? [String] ?? []).filter { object[$0] == nil }
        .map { "\(path).\($0): absent" }
      for (name, member) in object {
        guard let next = properties[name] as? Members ?? further else {
          found.append("\(path).\(name): not described")
          continue
        }
        found += faults(member, next, root: root, at: "\(path).\(name)")
      }
    }
    if let array = value as? [Any], let items = schema["items"] as? Members {
      found += array.flatMap { faults($0, items, root: root, at: path + "[]") }
    }
    return found
  }

  private func isOfType(_ value: Any, _ schema: Members) -> Bool {
    if let constant = schema["const"] { return "\(constant)" == "\(value)" }
    if let choices = schema["enum"] as? [Any] { return choices.contains { "\($0)" == "\(value)" } }
    let types = schema["type"] as? [String] ?? [schema["type"] as? String ?? ""]
    return types.contains { type in
      switch type {
      case "object": value is Members
      case "array": value is [Any]
      case "string": value is String
      case "null": value is NSNull
      case "boolean": "\(value)" == "true" || "\(value)" == "false" || value is Bool
      case "integer":
        (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true
      case "number": value is NSNumber
      default: false
      }
    }
  }

  /// Every described member has a description of its own.
  private func undescribed(_ schema: Members, at path: String) -> [String] {
    var found: [String] = []
    for (name, property) in schema["properties"] as? Members ?? [:] {
      let property = property as? Members ?? [:]
      if property["description"] == nil { found.append("\(path).\(name)") }
      found += undescribed(property, at: "\(path).\(name)")
    }
    if let items = schema["items"] as? Members { found += undescribed(items, at: path + "[]") }
    return found
  }

  @Test(arguments: ["kpis", "rankings", "top", "quality"])
  func `documents and schemas name the same members`(_ name: String) throws {
    let (figures, definition) = (Sample.figures + Sample.sure, Sample.definition)
    let bytes: [UInt8]
    switch name {
    case "kpis": bytes = Sample.document { FigureFile.json(figures, of: definition, to: $0) }
    case "rankings": bytes = RankingFile.json(definition.rankings(of: Sample.sure), of: definition)
    case "top": bytes = RankingFile.topJSON(Sample.rankings, of: definition)
    default:
      bytes = QualityFile.json(
        files: [QualityFileTests.file("a.csv", "dossiers", ["46": 3])],
        refused: QualityFileTests.refused, of: definition)
    }
    let schema = try schema(name)
    let document = try JSONSerialization.jsonObject(with: Data(bytes))
    #expect(faults(document, schema, root: schema) == [])
    #expect(undescribed(schema, at: "") == [])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }
}
