internal import Statistics

/// Gives an expression its meaning on the records of one dataset, or says what is wrong with it.
///
/// A personal column may only be asked whether it is null: any other use could tell, by way of the
/// figures, what stands in it.
struct ExpressionChecker {
  let schema: Schema
  /// Absent where it could not be read, which is reported elsewhere.
  let reference: Reference?
  let offset: UTCOffset
  /// Columns that the schema writes but that could not be read, which is reported elsewhere.
  var doubtful: Set<String> = []
  /// Whether all of the schema could be read.
  var isSound = true

  /// What an expression is, once its columns are known.
  enum Typed {
    case condition(Condition)
    case number(Number)
    case date(Ordinal)
    case timestamp(Ordinal)
    /// A category column.
    case category(Ordinal, column: Int)
    case province(Ordinal)
    case ward(Ordinal)
    /// A text or id column.
    case text(column: Int)
    /// A text whose type comes from what stands beside it.
    case literal(String)
    case null
  }

  /// The expression as a condition.
  func condition(_ syntax: ExpressionSyntax) throws(ExpressionFault) -> Condition {
    switch try typed(syntax) {
    case .condition(let condition): return condition
    case .null: return .constant(nil)
    case let other: throw notACondition(other, syntax)
    }
  }

  /// The expression as a number.
  func number(_ syntax: ExpressionSyntax) throws(ExpressionFault) -> Number {
    switch try typed(syntax) {
    case .number(let number): return number
    case .null: return .constant(nil)
    case let other:
      let hint: String? =
        switch other {
        case .date, .timestamp: "write days(from, to)"
        case .condition: "a condition belongs under numerator or count"
        default: nil
        }
      throw ExpressionFault(
        offset: syntax.offset, message: "\(describe(other, syntax)) is not a number", hint: hint)
    }
  }

  func typed(_ syntax: ExpressionSyntax) throws(ExpressionFault) -> Typed {
    switch syntax.kind {
    case .name(let name): return try column(name, at: syntax.offset)
    case .text(let text): return .literal(text.normalized)
    case .number(let number): return .number(.constant(number))
    case .bool(let value): return .condition(.constant(value))
    case .null: return .null
    case .asOf: return .date(.asOf)
    case .negative(let operand):
      return .number(.subtract(.constant(Exact(0)), try number(operand)))
    case .arithmetic(let sign, let left, let right):
      return .number(arithmetic(sign, try number(left), try number(right)))
    case .not(let operand): return .condition(.not(try condition(operand)))
    case .all(let terms):
      return .condition(balanced(try conditions(terms), Condition.and))
    case .any(let terms):
      return .condition(balanced(try conditions(terms), Condition.or))
    case .isNull(let operand): return .condition(try isNull(operand))
    case .compare(let left, let relation, let right):
      return .condition(try compare(left, relation, right, at: syntax.offset))
    case .inList(let operand, let elements):
      var terms: [Condition] = []
      for element in elements {
        terms.append(try compare(operand, .equal, element, at: element.offset))
      }
      return .condition(balanced(terms, Condition.or))
    case .between(let operand, let low, let high):
      return .condition(
        .and(
          try compare(operand, .greaterOrEqual, low, at: syntax.offset),
          try compare(operand, .lessOrEqual, high, at: syntax.offset)))
    case .date(let operand): return .date(try day(operand))
    case .days(let from, let to): return .number(try days(from, to, at: syntax.offset))
    }
  }

  private func conditions(_ terms: [ExpressionSyntax]) throws(ExpressionFault) -> [Condition] {
    var conditions: [Condition] = []
    for term in terms { conditions.append(try condition(term)) }
    return conditions
  }

  /// The terms joined in a tree of the least depth: `and` and `or` may be grouped as one likes.
  func balanced(_ terms: [Condition], _ join: (Condition, Condition) -> Condition) -> Condition {
    guard terms.count > 1 else { return terms.first ?? .constant(true) }
    let middle = terms.count / 2
    return join(balanced(Array(terms[..<middle]), join), balanced(Array(terms[middle...]), join))
  }

  private func column(_ name: String, at offset: Int) throws(ExpressionFault) -> Typed {
    guard let index = schema.column(name) else {
      throw ExpressionFault(
        offset: offset, message: "unknown column \(quoted(name)) in \(schema.dataset)",
        hint: remedy(for: name, among: schema.columns.map(\.name)), unknownColumn: name)
    }
    let column = schema.columns[index]
    guard !column.personal else {
      throw ExpressionFault(
        offset: offset,
        message: "\(quoted(name)) is personal: it may only be asked whether it is null",
        hint: "write \(name) is not null")
    }
    switch column.type {
    case .id, .text: return .text(column: index)
    case .category: return .category(.column(index), column: index)
    case .flag: return .condition(.flag(index))
    case .integer, .decimal: return .number(.column(index))
    case .date: return .date(.column(index))
    case .timestamp: return .timestamp(.column(index))
    case .province: return .province(.column(index))
    case .ward: return .ward(.column(index))
    }
  }

  private func arithmetic(_ sign: Character, _ left: Number, _ right: Number) -> Number {
    switch sign {
    case "+": .add(left, right)
    case "-": .subtract(left, right)
    case "*": .multiply(left, right)
    default: .divide(left, right)
    }
  }

  private func isNull(_ operand: ExpressionSyntax) throws(ExpressionFault) -> Condition {
    if case .name(let name) = operand.kind, let index = schema.column(name) {
      return .isNull(.column(index))
    }
    switch try typed(operand) {
    case .condition(let condition): return .isNull(.condition(condition))
    case .number(let number): return .isNull(.number(number))
    case .date(let ordinal), .timestamp(let ordinal), .category(let ordinal, _),
      .province(let ordinal), .ward(let ordinal):
      return .isNull(.ordinal(ordinal))
    case .text(let column): return .isNull(.column(column))
    case .literal: return .constant(false)
    case .null: return .constant(true)
    }
  }

  private func notACondition(_ typed: Typed, _ syntax: ExpressionSyntax) -> ExpressionFault {
    let hint: String
    if case .name(let name) = syntax.kind {
      switch typed {
      case .category(_, let column):
        let member = schema.categoryMembers(schema.columns[column].name)?.first ?? "…"
        hint = "write \(name) = '\(member.replacing("'", with: "''"))' or \(name) is not null"
      case .number: hint = "write \(name) > 0 or \(name) is not null"
      default: hint = "write \(name) is not null"
      }
    } else {
      hint = "compare it with something"
    }
    return ExpressionFault(
      offset: syntax.offset, message: "\(describe(typed, syntax)) is not a condition", hint: hint)
  }

  /// What messages call an expression.
  func describe(_ typed: Typed, _ syntax: ExpressionSyntax) -> String {
    if case .literal(let text) = typed { return "the text '\(shown(text))'" }
    let type =
      switch typed {
      case .condition: "condition"
      case .number: "number"
      case .date: "date"
      case .timestamp: "timestamp"
      case .category: "category"
      case .province: "province"
      case .ward: "ward"
      case .text, .literal: "text"
      case .null: "null"
      }
    if case .name(let name) = syntax.kind {
      let own = schema.column(name).map { schema.columns[$0].type.name } ?? type
      return "\(quoted(name)) (\(own))"
    }
    return type == "null" ? type : "a \(type)"
  }
}
