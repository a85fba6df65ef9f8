public import Statistics

/// What a dataset's records look like: its columns, key, version, place and time.
public struct Schema: Sendable {
  public let dataset: String
  /// What people read in place of the dataset's name.
  public let label: Label
  public let columns: [Column]
  /// The column that names a record across exports; without one every record counts.
  public let key: Int?
  /// The column by which the newest record of a key is found.
  public let version: Int?
  /// The columns that say where the record belongs; all that are filled must agree.
  public let provinceColumns: [Int]
  public let wardColumns: [Int]
  /// The column that decides the period; a schema without one is a snapshot.
  public let time: Int?
  /// What the records answer and how they were found, where they are a survey.
  public let instrument: Instrument?
  /// The definition file as the run wrote its path, for messages.
  public let path: String

  public init(
    dataset: String, label: Label? = nil, columns: [Column], key: Int? = nil, version: Int? = nil,
    provinceColumns: [Int] = [], wardColumns: [Int] = [], time: Int? = nil,
    instrument: Instrument? = nil, path: String = ""
  ) {
    self.dataset = dataset
    self.label = label ?? Label(dataset)
    self.columns = columns
    self.key = key
    self.version = version
    self.provinceColumns = provinceColumns
    self.wardColumns = wardColumns
    self.time = time
    self.instrument = instrument
    self.path = path
  }

  /// The columns of a file as it has them, whatever they are called: every field is text.
  ///
  /// Two columns may have one name, and any may have none.
  public static func verbatim(_ header: [String]) -> Schema {
    var schema = Schema(dataset: "", columns: header.map { Column(name: $0, type: .text) })
    schema.isVerbatim = true
    return schema
  }

  /// Whether the columns are those of a file, in its order.
  public private(set) var isVerbatim = false

  public var hasPersonalColumn: Bool { columns.contains(where: \.personal) }

  /// The index of the column of this name.
  public func column(_ name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

/// One column of a dataset.
public struct Column: Sendable {
  public let name: String
  public let type: ColumnType
  public let required: Bool
  /// Its content never leaves the process.
  public let personal: Bool
  /// Accepted headers besides the name.
  public let headers: [String]
  /// What people read in place of the name.
  public let label: Label?
  /// What its texts are, where that says how they are to be mended.
  public let form: TextForm?

  public init(
    name: String, type: ColumnType, required: Bool = false, personal: Bool = false,
    headers: [String] = [], label: Label? = nil, form: TextForm? = nil
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.personal = personal
    self.headers = headers
    self.label = label
    self.form = form
  }
}

/// What the texts of a column of ids or texts are.
public enum TextForm: String, Hashable, Sendable, CaseIterable {
  /// `1.004253`, of which spreadsheets make 1004253, and 1.0107 of `1.010700`.
  case procedureCode = "procedure_code"

  /// A text as it should have been written: normalized, and mended where its digits are all there.
  public func canonical(_ text: String) -> String {
    switch self {
    case .procedureCode: ProcedureCode(text)?.text ?? text.normalized
    }
  }
}

/// How the text of a column is read.
public enum ColumnType: Sendable {
  case id
  case text
  case category(Category)
  case flag(WordTable<Bool>)
  case integer(Scale)
  case decimal(Scale)
  case date
  case timestamp
  case province
  case ward

  /// The name of the type in a definition file.
  public var name: String {
    switch self {
    case .id: "id"
    case .text: "text"
    case .category: "category"
    case .flag: "flag"
    case .integer: "integer"
    case .decimal: "decimal"
    case .date: "date"
    case .timestamp: "timestamp"
    case .province: "province"
    case .ward: "ward"
    }
  }
}

/// The closed list of values of a category column, in the order of the schema.
public struct Category: Sendable {
  public let members: [String]
  /// Every accepted word of a member, its name included.
  public let words: WordTable<Int>

  public init(members: [String], words: WordTable<Int>) {
    self.members = members
    self.words = words
  }
}

extension Category {
  /// What people read for a member: in Vietnamese the first word that the schema lists for it, in
  /// English its name with blanks.
  ///
  /// O(words).
  public func label(of member: Int) -> Label {
    let name = members[member]
    let word = words.words.first { $0 != name && words[$0] == member }
    let english = name.replacing("_", with: " ")
    return Label(
      english: english.prefix(1).uppercased() + english.dropFirst(), vietnamese: word ?? english)
  }
}

/// What a number column accepts beyond digits.
public struct Scale: Sendable {
  /// The least and greatest value; `nil` for no bound.
  public let range: ClosedRange<Exact>?
  /// Words that stand for a value; `nil` for words that stand for no answer.
  public let words: WordTable<Exact?>
  /// Those of the words for no answer that say that the question does not apply.
  public let notApplicable: WordTable<Bool>

  public init(
    range: ClosedRange<Exact>? = nil, words: WordTable<Exact?> = WordTable(),
    notApplicable: WordTable<Bool> = WordTable()
  ) {
    self.range = range
    self.words = words
    self.notApplicable = notApplicable
  }
}
