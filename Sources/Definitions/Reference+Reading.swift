extension Reference {
  /// Reads the tables of a folder by themselves; `provinces.csv`, `wards.csv` and `province_aliases.csv`
  /// must be there.
  public static func read(folder: String) throws(DefinitionFaults) -> Reference {
    let place = DefinitionPath(folder)
    return try read { name in
      let path = place.inside(name)
      return ReferenceReader.Table(
        shown: path.shown,
        content: Result { () throws(DefinitionPath.Unreadable) in
          try path.read(limit: ReferenceReader.byteLimit)
        })
    }
  }

  /// Reads tables that are in memory, by their names.
  public static func read(
    tables: [(name: String, bytes: [UInt8])]
  ) throws(DefinitionFaults) -> Reference {
    try read { name in
      let table = tables.first { $0.name == name }
      let absence = DefinitionPath.Unreadable(reason: DefinitionPath.Unreadable.absent)
      return ReferenceReader.Table(
        shown: name, content: table.map { .success($0.bytes) } ?? .failure(absence))
    }
  }

  private static func read(
    _ table: @escaping (String) -> ReferenceReader.Table
  ) throws(DefinitionFaults) -> Reference {
    let log = FaultLog()
    guard let reference = ReferenceReader.read(log: log, table: table) else { throw log.faults }
    return reference
  }
}
