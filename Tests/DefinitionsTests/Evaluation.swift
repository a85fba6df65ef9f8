import Statistics

@testable import Definitions

/// One record's values by column: nothing is null.
struct Record {
  var flags: [Int: Bool] = [:]
  var ordinals: [Int: Int64] = [:]
  var numbers: [Int: Exact] = [:]
  var texts: [Int: String] = [:]
}

/// The plainest reading of what conditions and numbers mean, to test others against.
struct Evaluation {
  let record: Record
  var offset = UTCOffset.vietnam
  var asOf = day(2025, 8, 31)

  func value(_ condition: Condition) -> Bool? {
    switch condition {
    case .constant(let value): return value
    case .flag(let column): return record.flags[column]
    case .compare(let a, let relation, let b):
      guard let a = value(a), let b = value(b) else { return nil }
      return holds(a, relation, b)
    case .compareNumbers(let a, let relation, let b):
      guard let a = value(a), let b = value(b) else { return nil }
      return holds(a, relation, b)
    case .textEquals(let column, let text): return record.texts[column].map { $0 == text }
    case .isNull(let nullable): return isNull(nullable)
    case .not(let operand): return value(operand).map { !$0 }
    case .and(let a, let b):
      let (a, b) = (value(a), value(b))
      if a == false || b == false { return false }
      return a == nil || b == nil ? nil : true
    case .or(let a, let b):
      let (a, b) = (value(a), value(b))
      if a == true || b == true { return true }
      return a == nil || b == nil ? nil : false
    }
  }

  private func holds<Value: Comparable>(_ a: Value, _ relation: Comparison, _ b: Value) -> Bool {
    switch relation {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  private func isNull(_ nullable: Nullable) -> Bool {
    switch nullable {
    case .column(let column):
      record.flags[column] == nil && record.ordinals[column] == nil
        && record.numbers[column] == nil && record.texts[column] == nil
    case .number(let number): value(number) == nil
    case .ordinal(let ordinal): value(ordinal) == nil
    case .condition(let condition): value(condition) == nil
    }
  }

  func value(_ ordinal: Ordinal) -> Int64? {
    switch ordinal {
    case .column(let column): record.ordinals[column]
    case .constant(let value): value
    case .day(let moment):
      value(moment).map {
        Int64(Timestamp(microseconds: $0).day(offset: offset).daysSinceEpoch)
      }
    case .asOf: Int64(asOf.daysSinceEpoch)
    }
  }

  func value(_ number: Number) -> Exact? {
    switch number {
    case .column(let column): return record.numbers[column]
    case .constant(let value): return value
    case .add(let a, let b): return both(a, b, Exact.sum)
    case .subtract(let a, let b): return both(a, b, Exact.difference)
    case .multiply(let a, let b): return both(a, b, Exact.product)
    case .divide(let a, let b): return both(a, b, Exact.quotient)
    case .daysBetweenDates(let a, let b):
      guard let a = value(a), let b = value(b) else { return nil }
      return Exact(b - a)
    case .daysBetweenTimestamps(let a, let b):
      guard let a = value(a), let b = value(b) else { return nil }
      return Exact(b - a, over: 86_400_000_000)
    }
  }

  private func both(_ a: Number, _ b: Number, _ operation: (Exact, Exact) -> Exact?) -> Exact? {
    guard let a = value(a), let b = value(b) else { return nil }
    return operation(a, b)
  }
}

/// A dataset with a column of every type, and what an expression on it means.
enum Sample {
  static let names = [
    "a", "b", "c", "n", "m", "d", "e", "t", "u", "f", "p", "w", "s", "secret",
  ]

  static let schema: Schema = {
    var colours = WordTable<Int>()
    for (index, words) in [["red", "đỏ", "1"], ["green", "xanh lá"], ["it's", "x"]].enumerated() {
      for word in words { colours.add(word, index) }
    }
    let category = Category(members: ["red", "green", "it's"], words: colours)
    let types: [ColumnType] = [
      .flag(WordTable()), .flag(WordTable()), .flag(WordTable()), .integer(Scale()),
      .decimal(Scale()), .date, .date, .timestamp, .timestamp, .category(category), .province,
      .ward, .text, .text,
    ]
    return Schema(
      dataset: "sample",
      columns: zip(names, types).map { name, type in
        Column(name: name, type: type, personal: name == "secret")
      })
  }()

  static let reference = Reference(
    provinces: [
      Reference.Province(
        code: "01", name: "Hà Nội", fullName: "Thành phố Hà Nội", englishName: "Hanoi"),
      Reference.Province(code: "46", name: "Huế", fullName: "Thành phố Huế", englishName: "Hue"),
    ],
    wards: [
      Reference.Ward(code: "00004", province: 0, name: "Ba Đình", kind: "ward"),
      Reference.Ward(code: "19815", province: 1, name: "An Cựu", kind: "ward"),
    ], aliases: [("TT Huế", 1)])

  static let checker = ExpressionChecker(
    schema: schema, reference: reference, offset: .vietnam)

  static func column(_ name: String) -> Int { names.firstIndex(of: name) ?? -1 }

  static func condition(_ text: String) throws -> Condition {
    try checker.condition(try ExpressionParser.parse(text))
  }

  static func number(_ text: String) throws -> Number {
    try checker.number(try ExpressionParser.parse(text))
  }

  /// The truth of a condition on one record.
  static func truth(_ text: String, _ record: Record = Record()) throws -> Bool? {
    Evaluation(record: record).value(try condition(text))
  }

  /// Three flags as a record.
  static func flags(_ a: Bool?, _ b: Bool?, _ c: Bool? = nil) -> Record {
    var record = Record()
    record.flags[0] = a
    record.flags[1] = b
    record.flags[2] = c
    return record
  }

  static func numbers(_ n: Int64?, _ m: Exact? = nil) -> Record {
    var record = Record()
    record.numbers[column("n")] = n.map { Exact($0) }
    record.numbers[column("m")] = m
    return record
  }

  /// What is wrong with an expression, as `offset: message; hint`.
  static func fault(_ text: String, asNumber: Bool = false) -> String? {
    do {
      let syntax = try ExpressionParser.parse(text)
      if asNumber { _ = try checker.number(syntax) } else { _ = try checker.condition(syntax) }
      return nil
    } catch {
      return "\(error.offset): \(error.message)" + (error.hint.map { "; \($0)" } ?? "")
    }
  }
}
