/// kpis.json or rankings.json, read as rows for a run that publishes no CSV.
struct PublishedDocument: Decodable {
  private let figures: [[String: PublishedValue]]?
  private let rankings: [Ranking]?

  private struct Ranking: Decodable {
    let kpi: String
    let provinces: [[String: PublishedValue]]
  }

  /// The rows that the tables of the same run would have.
  var rows: [PublishedTable.Row] {
    let ranks = (rankings ?? []).flatMap { ranking in
      ranking.provinces.map { $0.merging(["kpi": .string(ranking.kpi)]) { $1 } }
    }
    return ((figures ?? []) + ranks).map(PublishedTable.Row.init)
  }
}

/// A value of a published document, as a table would write it.
enum PublishedValue: Decodable {
  case string(String)
  case number(String)
  case list([PublishedValue])
  case object([String: PublishedValue])
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let bool = try? value.decode(Bool.self) {
      self = .number(bool ? "1" : "0")
    } else if let integer = try? value.decode(Int64.self) {
      self = .number("\(integer)")
    } else if let double = try? value.decode(Double.self) {
      self = .number("\(double)")
    } else if let members = try? value.decode([String: PublishedValue].self) {
      self = .object(members)
    } else {
      self = .list(try value.decode([PublishedValue].self))
    }
  }

  var text: String {
    switch self {
    case .string(let text), .number(let text): text
    case .list(let values): values.map(\.text).joined(separator: ";")
    case .object, .null: ""
    }
  }
}
