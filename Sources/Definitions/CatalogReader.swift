internal import Statistics

/// Reads a catalog file into drafts of its KPIs, in the order of the file.
struct CatalogReader {
  /// The ids that the file writes, those of KPIs with faults included.
  let ids: [String]
  let drafts: [KPIDraft]

  /// Reads a catalog; `open` gives the root of a file that the value names relative to the catalog.
  init?(_ root: YAMLValue, open: (YAMLValue) -> YAMLValue?) {
    guard let mapping = root.mapping("the catalog", keys: ["kpis", "standards"]),
      let kpis = mapping.required("kpis")?.mapping("kpis")
    else { return nil }
    let standards = (mapping["standards"]?.oneOrMore("standards") ?? []).compactMap { value in
      open(value).flatMap { Standard($0) }
    }
    ids = kpis.entries.map(\.key)
    drafts = kpis.entries.compactMap { entry in
      guard let id = entry.keyValue.safeName("a KPI") else { return nil }
      return KPIReader.read(entry.value, id: id, place: entry.keyValue)
    }
    checkParts()
    checkPublishedIDs()
    for draft in drafts {
      draft.checkName()
      guard case .composite(let parts) = draft.kind else { continue }
      draft.claim?.check(draft.id, parts, against: standards)
    }
  }

  subscript(id: String) -> KPIDraft? { drafts.first { $0.id == id } }

  private func checkParts() {
    for draft in drafts {
      guard case .composite(let parts) = draft.kind else { continue }
      for part in parts { check(part, of: draft) }
    }
  }

  private func check(_ part: KPIDraft.Part, of composite: KPIDraft) {
    guard let draft = self[part.kpi] else {
      guard !ids.contains(part.kpi) else { return }
      part.place.fault(
        "unknown KPI \(quoted(part.kpi)) in the composite \(quoted(composite.id))",
        hint: remedy(for: part.kpi, among: ids.filter { $0 != composite.id }))
      return
    }
    switch draft.kind {
    case .share, .coverage, .mean:
      guard draft.better == .lower else { return }
      part.place.fault(
        "\(quoted(part.kpi)) cannot be part of a composite: lower is better for it",
        hint: "define its complement with better: higher")
    case .quantiles, .count, .countDistinct, .composite:
      part.place.fault(
        "\(quoted(part.kpi)) cannot be part of a composite",
        hint: "its parts are shares, coverages and means")
    }
  }

  private func checkPublishedIDs() {
    var owners: [String: KPIDraft] = [:]
    for draft in drafts {
      for id in draft.publishedIDs {
        if let owner = owners[id] {
          draft.place.fault(
            owner.id == draft.id
              ? "two quantiles of \(quoted(id)) would have the same name"
              : "\(quoted(id)) is published by \(quoted(owner.id)) as well", hint: "rename one")
        }
        owners[id] = draft
      }
    }
  }
}

extension Catalog {
  /// Reads a catalog by itself, to list it.
  ///
  /// The syntax of every expression is checked. What a column is, only the schemas of a pipeline tell:
  /// here the `kind` of a KPI says which kind it is, its expressions stand as null and its column as −1.
  public static func read(path: String) throws(DefinitionFaults) -> Catalog {
    let log = FaultLog()
    let place = DefinitionPath(path)
    let catalog = place.root("the catalog", log).flatMap { root in
      CatalogReader(root) { value in
        value.text("a standard").flatMap { place.sibling($0).root("the standard", log) }
      }
    }
    guard let catalog, log.isEmpty else { throw log.faults }
    return Catalog(kpis: catalog.drafts.compactMap { $0.bound(by: nil) }, path: place.shown)
  }
}

extension Schema {
  /// Reads a schema file.
  public static func read(path: String) throws(DefinitionFaults) -> Schema {
    let log = FaultLog()
    let schema = DefinitionPath(path).root("the schema", log).flatMap { SchemaReader.read($0) }
    guard let schema, log.isEmpty else { throw log.faults }
    return schema
  }

  /// Reads a schema that is in memory; messages and `path` call it by `name`.
  public static func read(_ bytes: [UInt8], name: String) throws(DefinitionFaults) -> Schema {
    let log = FaultLog()
    let schema = YAMLFile.parse(bytes, path: name, log: log).flatMap { SchemaReader.read($0) }
    guard let schema, log.isEmpty else { throw log.faults }
    return schema
  }
}

extension DefinitionPath {
  /// The root of a file that the user named himself.
  func root(_ what: String, _ log: FaultLog) -> YAMLValue? {
    do {
      return YAMLFile.parse(try read(limit: YAMLParser.byteLimit), path: shown, log: log)
    } catch {
      log.add(
        DefinitionFault(
          file: shown, line: 0, column: 0, message: "\(what) cannot be read: \(error.reason)"))
      return nil
    }
  }
}

extension YAMLValue {
  /// A name that becomes part of file names and column names: ASCII letters, digits, `_` and `-`.
  func safeName(_ what: String, alsoAllowed: String = "") -> String? {
    guard let text = text(what) else { return nil }
    let isSafe = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_-\(alsoAllowed)".utf8.contains(byte)
    }
    guard isSafe, text.utf8.count <= 64, let first = text.utf8.first, first != UInt8(ascii: "-"),
      first != UInt8(ascii: ".")
    else {
      fault(
        "\(what) cannot be called \(quoted(text))",
        hint: "use at most 64 of a–z A–Z 0–9 _ -\(alsoAllowed.isEmpty ? "" : " \(alsoAllowed)")")
      return nil
    }
    return text
  }
}
