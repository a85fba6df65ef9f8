internal import Definitions

/// A schema made from what a sample of files without one shows.
struct SchemaDraft {
  /// One column; `type` is the name of a column type.
  struct Column {
    let name: String
    let header: String
    var type: String
    var isRequired: Bool
    var isPersonal: Bool
    /// Whether only its values speak against a person: then one other value is enough.
    var mayBePersonal = false
    /// The words of a category.
    var members: [String] = []
    /// Why it is as it is, where that is not plain.
    var remark = ""
  }

  let dataset: String
  private(set) var columns: [Column]
  private(set) var key: String?
  /// What only the user can decide.
  private(set) var doubt: String?
  /// Headers that stand in the files more than once: nobody can say which column is meant.
  let doubled: [String]

  private static let mostMembers = 50

  /// - Parameters:
  ///   - dataset: a name that no other dataset of the pipeline has.
  ///   - files: the columns of each file; all have the same headers.
  ///   - reference: the places by which columns of places are recognised.
  init(dataset: String, files: [[SniffedColumn]], reference: Reference) {
    self.dataset = dataset
    let sniffed = (files.first ?? []).enumerated().map { index, column in
      SniffedColumn(name: column.name, joining: files.map { $0[index] })
    }
    let named = sniffed.filter { !$0.name.isEmpty }
    let folds = Dictionary(grouping: named) { Fold($0.name).bare }
    func isSingle(_ column: SniffedColumn) -> Bool { folds[Fold(column.name).bare]?.count == 1 }
    doubled = named.filter { !isSingle($0) }.map(\.name)
    var names: Set<String> = []
    columns = []
    for column in named where isSingle(column) {
      let words = HeaderWords(column.name)
      let name = Self.distinct(words.identifier, among: &names)
      columns.append(Self.column(column, called: name, words, reference))
    }
    key = nil
    let code = columns.firstIndex { column in
      guard !column.isPersonal, column.isRequired, HeaderWords(column.header).isCode,
        ["id", "text", "integer", "category"].contains(column.type)
      else { return false }
      let header = Fold(column.header).exact
      let parts = files.flatMap { $0.filter { Fold($0.name).exact == header } }
      return parts.contains { $0.count > 1 } && parts.allSatisfy { $0.distinct == $0.count }
    }
    if let code {
      key = columns[code].name
      columns[code].type = "id"
      columns[code].members = []
      columns[code].remark = "all different in each file, and called a code"
    }
    // A name found in any province is a ward's only where the province is known.
    if !columns.contains(where: { $0.type == "province" }) {
      for index in columns.indices where columns[index].type == "ward" {
        columns[index].type = "text"
        columns[index].remark = ""
      }
    }
  }

  private static func column(
    _ sniffed: SniffedColumn, called name: String, _ words: HeaderWords, _ reference: Reference
  ) -> Column {
    var column = Column(
      name: name, header: sniffed.name, type: sniffed.type,
      isRequired: sniffed.count > 0 && sniffed.filled == sniffed.count,
      isPersonal: words.isPersonal && !sniffed.rulesOutPersons(words))
    column.mayBePersonal = words.isPersonal && !column.isPersonal
    if column.isPersonal {
      column.type = "text"
      column.isRequired = false
      column.remark = "its header may mean a person or free text: never shown, never published"
    } else if sniffed.isProvince(words, reference) {
      // Cao Bằng and Thái Nguyên begin as family names do: places come before persons.
      column.type = "province"
      column.remark = "provinces"
    } else if sniffed.isWard(words, reference) {
      column.type = "ward"
      column.remark = "wards"
    } else if sniffed.mayNamePersons {
      column.isPersonal = true
      column.type = "text"
      column.isRequired = false
      column.remark =
        "its values look like names or numbers of persons: never shown, never published"
    } else if column.type == "category" {
      let members = sniffed.values.map(\.normalized).sorted { $0.precedes($1) }
      if sniffed.distinct <= mostMembers, areMembers(members) {
        column.members = members
      } else {
        column.type = "text"
      }
    } else if column.type == "empty" {
      column.type = "text"
      column.remark = "empty in the sample"
    }
    return column
  }

  /// Whether words can be told apart as the members of a category, and published.
  private static func areMembers(_ words: [String]) -> Bool {
    var table = WordTable<Int>()
    for (index, word) in words.enumerated() {
      guard let first = word.unicodeScalars.first, !"=+-@＝＋－＠".unicodeScalars.contains(first),
        !word.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }),
        word.utf8.count <= 64, table.add(word, index) == nil
      else { return false }
    }
    return !words.isEmpty
  }

  private static func distinct(_ name: String, among names: inout Set<String>) -> String {
    let taken: Set<String> = [
      "and", "as_of", "between", "false", "in", "is", "not", "null", "or", "true", "days", "date",
      "national", "province", "ward", "period",
    ]
    var (candidate, number) = (taken.contains(name) ? name + "_" : name, 1)
    while !names.insert(candidate).inserted {
      number += 1
      candidate = "\(name)_\(number)"
    }
    return candidate
  }

  /// Whether its records are answers of people: a header asks, or the files or headers are called so.
  var isSurvey: Bool {
    HeaderWords(dataset).isSurveyed
      || columns.contains { column in
        HeaderWords(column.header).isSurveyed
          || column.header.normalized.hasSuffix("?")
      }
  }

  var time: String? {
    columns.first { $0.isRequired && ["date", "timestamp"].contains($0.type) }?.name
  }

  func names(of type: String) -> [String] {
    columns.filter { $0.type == type }.map(\.name)
  }

  /// Makes it milder where a whole reading of `rows` records rejected too many; false where nothing is to
  /// be changed.
  ///
  /// `faults` are the rejected records by column and code, `repeats` those whose key another has.
  mutating func yield(to faults: [ColumnFault: Int], rows: Int, repeats: Int) -> Bool {
    var isChanged = false
    if repeats > 0, let name = key {
      // Either the same was exported again, or each file counts from one anew.
      doubt =
        "\(repeats) records have a \(name) that another has; every record counts, unless the schema "
        + "says key: \(name), by which the last of each does"
      key = nil
      isChanged = true
    }
    for index in columns.indices {
      let ours = faults.filter { $0.key.column == columns[index].name }
      if columns[index].isRequired, ours.keys.contains(where: { $0.code == .missingRequired }) {
        if key == columns[index].name { key = nil }
        columns[index].isRequired = false
        isChanged = true
      }
      // A few are mistakes of the data; many are one of the type. A word not seen in the sample is none.
      let wrong = ours.filter { $0.key.code != .missingRequired }
      let isUnknown = wrong.keys.contains { $0.code == .unknownCategory }
      let isPersonal = columns[index].mayBePersonal && !wrong.isEmpty
      guard isUnknown || isPersonal || wrong.values.reduce(0, +) * 50 > rows else { continue }
      guard columns[index].type != "text" else { continue }
      if isPersonal {
        columns[index].isPersonal = true
        columns[index].isRequired = false
      }
      columns[index].remark =
        isPersonal
        ? "its header may mean a person, and not all of its values are \(columns[index].type)s: "
          + "never shown, never published"
        : isUnknown
          ? "more words than the sample showed" : "looked like \(columns[index].type) in the sample"
      columns[index].type = "text"
      columns[index].members = []
      isChanged = true
    }
    return isChanged
  }
}

/// A column, and a reason for which records were rejected by it.
struct ColumnFault: Hashable {
  let column: String
  let code: Reject.Code
}

extension SniffedColumn {
  /// Bare numbers are provinces only where the header says so.
  fileprivate func isProvince(_ words: HeaderWords, _ reference: Reference) -> Bool {
    guard words.isProvince || !values.allSatisfy({ $0.allSatisfy(\.isNumber) }) else {
      return false
    }
    return mostly { reference.province($0.normalized) != nil }
  }

  fileprivate func isWard(_ words: HeaderWords, _ reference: Reference) -> Bool {
    guard words.isWard else { return false }
    return mostly { value in
      let word = value.normalized
      return reference.ward(code: word) != nil
        || reference.provinces.indices.contains { reference.ward(named: word, in: $0) != nil }
    }
  }

  /// Whether nine in ten of its different values are.
  private func mostly(_ isSo: (String) -> Bool) -> Bool {
    !values.isEmpty && values.count(where: isSo) * 10 >= values.count * 9
  }
}
