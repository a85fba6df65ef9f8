import Foundation

/// A JSON Schema of draft 2020-12, as far as those of this project go: another keyword is a fault.
///
/// In strict reading a member that the schema does not name is a fault too, whatever `additionalProperties`
/// allows to later versions.
struct JSONSchema {
  typealias Object = [String: Any]

  private let root: Object
  private let isStrict: Bool

  init(_ data: Data, isStrict: Bool = true) throws {
    root = try JSONSerialization.jsonObject(with: data) as? Object ?? [:]
    self.isStrict = isStrict
  }

  private static let known: Set = [
    "$schema", "$id", "$ref", "$defs", "title", "description", "type", "const", "enum", "anyOf",
    "properties", "required", "additionalProperties", "patternProperties", "items", "minItems",
    "minimum", "maximum", "minLength", "maxLength", "pattern", "format", "examples", "default",
  ]

  /// The paths where a document parts from the schema, with the keyword that says so; the first hundred.
  func faults(of document: Any) -> [String] {
    var found: [String] = []
    check(document, root, "", &found)
    return Array(found.prefix(100))
  }

  private func check(_ value: Any, _ schema: Object, _ path: String, _ found: inout [String]) {
    guard found.count < 100 else { return }
    for keyword in schema.keys where !Self.known.contains(keyword) {
      found.append("\(path): the schema's keyword \(keyword) is not known here")
    }
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
      let target = (root["$defs"] as? Object)?[String(name)] as? Object
      guard let target else { return found.append("\(path): no definition \(name)") }
      check(value, target, path, &found)
    }
    if let choices = schema["anyOf"] as? [Object] {
      let all = choices.map { choice in
        var inner: [String] = []
        check(value, choice, path, &inner)
        return inner
      }
      if !all.contains([]) { found += all.min { $0.count < $1.count } ?? [] }
    }
    if let types = schema["type"].map({ $0 as? [String] ?? ["\($0)"] }),
      !types.contains(where: { Self.isOfType(value, $0) })
    {
      return found.append("\(path): no \(types.joined(separator: " or ")) but \(value)")
    }
    if let constant = schema["const"], "\(constant)" != "\(value)" {
      found.append("\(path): \(value) is not \(constant)")
    }
    if let choices = schema["enum"] as? [Any], !choices.contains(where: { "\($0)" == "\(value)" }) {
      found.append("\(path): \(value) is none of \(choices)")
    }
    switch value {
    case let text as String: checkText(text, schema, path, &found)
    case let object as Object: checkObject(object, schema, path, &found)
    case let array as [Any]:
      if let least = schema["minItems"] as? Int, array.count < least {
        found.append("\(path): fewer than \(least) items")
      }
      guard let items = schema["items"] as? Object else { return }
      for (index, item) in array.enumerated() { check(item, items, "\(path)[\(index)]", &found) }
    case let number as NSNumber:
      let (least, most) = (schema["minimum"] as? NSNumber, schema["maximum"] as? NSNumber)
      if let least, number.doubleValue < least.doubleValue { found.append("\(path): < \(least)") }
      if let most, number.doubleValue > most.doubleValue { found.append("\(path): > \(most)") }
    default: return
    }
  }

  private func checkText(
    _ text: String, _ schema: Object, _ path: String, _ found: inout [String]
  ) {
    if let least = schema["minLength"] as? Int, text.count < least {
      found.append("\(path): shorter than \(least)")
    }
    if let most = schema["maxLength"] as? Int, text.count > most {
      found.append("\(path): longer than \(most)")
    }
    let formats = [
      "date": #"^\d{4}-\d{2}-\d{2}$"#, "date-time": #"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"#,
    ]
    let patterns = [
      schema["pattern"] as? String, (schema["format"] as? String).flatMap { formats[$0] },
    ]
    for pattern in patterns.compactMap({ $0 })
    where text.range(of: pattern, options: .regularExpression) == nil {
      found.append("\(path): \(text) is not \(pattern)")
    }
  }

  private func checkObject(
    _ object: Object, _ schema: Object, _ path: String, _ found: inout [String]
  ) {
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      found.append("\(path)/\(name): absent")
    }
    let properties = schema["properties"] as? Object ?? [:]
    // Another schema names the members then.
    let isElsewhere = schema["$ref"] != nil || schema["anyOf"] != nil
    let patterns = schema["patternProperties"] as? Object ?? [:]
    for (name, member) in object {
      let pattern = patterns.first { name.range(of: $0.key, options: .regularExpression) != nil }
      let further = schema["additionalProperties"]
      if let next = properties[name] as? Object ?? pattern?.value as? Object ?? further as? Object {
        check(member, next, "\(path)/\(name)", &found)
      } else if further as? Bool == false || isStrict && !isElsewhere {
        found.append("\(path)/\(name): not described")
      }
    }
  }

  private static func isOfType(_ value: Any, _ type: String) -> Bool {
    let isBoolean = (value as? NSNumber).map { CFBoolean.is($0) } ?? false
    return switch type {
    case "object": value is Object
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "boolean": isBoolean
    case "number": value is NSNumber && !isBoolean
    case "integer":
      !isBoolean
        && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: false
    }
  }

  /// What tells a truth value from a number that is 0 or 1.
  private enum CFBoolean {
    static func `is`(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
  }
}
