internal import Definitions

extension SchemaDraft {
  /// The schema file.
  var text: String {
    var lines = [
      "# Proposed by `hailong init` from the headers and a sample of the files; read it, and correct it.",
      "dataset: \(dataset)",
    ]
    if let key {
      lines += ["# One record counts for each \(key): the last.", "key: \(key)"]
    } else {
      lines.append("# " + (doubt ?? "No column tells records apart: every record counts."))
    }
    let (provinces, wards) = (names(of: "province"), names(of: "ward"))
    if !provinces.isEmpty || !wards.isEmpty {
      let places = [("province", provinces), ("ward", wards)].filter { !$0.1.isEmpty }
        .map { "\($0.0): [\($0.1.joined(separator: ", "))]" }
      lines.append("place: {\(places.joined(separator: ", "))}")
    }
    if let time {
      lines += ["# The first date that every record has decides the period.", "time: \(time)"]
    } else {
      lines.append("# No date stands in every record: each one counts, whatever the period.")
    }
    lines.append("columns:")
    for column in columns { lines += Self.lines(of: column) }
    if !doubled.isEmpty {
      let names = doubled.map(\.yamlComment).joined(separator: ", ")
      lines.append("# Left out, since more than one column is called so: \(names)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of column: Column) -> [String] {
    var members = ["type: \(column.type)"]
    if column.isRequired { members.append("required: true") }
    if column.isPersonal { members.append("personal: true") }
    members.append("headers: [\(column.header.yaml)]")
    if column.type == "category" {
      members.append("values: [\(column.members.map(\.yaml).joined(separator: ", "))]")
    }
    let line = "  \(column.name): {\(members.joined(separator: ", "))}"
    return column.remark.isEmpty ? [line] : ["  # \(column.remark)", line]
  }
}
