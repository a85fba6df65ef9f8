internal import Statistics

extension ExpressionChecker {
  /// A comparison of two expressions of one type; a text is read as the type of the other side.
  func compare(
    _ left: ExpressionSyntax, _ relation: Comparison, _ right: ExpressionSyntax, at offset: Int
  ) throws(ExpressionFault) -> Condition {
    let a = try typed(left)
    let b = try typed(right)
    switch (a, b) {
    case (.null, _), (_, .null): return .constant(nil)
    case (.number(let a), .number(let b)): return .compareNumbers(a, relation, b)
    case (.date(let a), .date(let b)), (.timestamp(let a), .timestamp(let b)):
      return .compare(a, relation, b)
    case (.date(let a), .literal(let text)): return .compare(a, relation, try date(text, right))
    case (.literal(let text), .date(let b)): return .compare(try date(text, left), relation, b)
    case (.timestamp(let a), .literal(let text)):
      return .compare(a, relation, try timestamp(text, right))
    case (.literal(let text), .timestamp(let b)):
      return .compare(try timestamp(text, left), relation, b)
    case (.date, .timestamp): throw mixed(timestamp: right, at: offset)
    case (.timestamp, .date): throw mixed(timestamp: left, at: offset)
    default: return try compareForEquality(a, left, relation, b, right, at: offset)
    }
  }

  /// Comparisons of what has no order: conditions, texts, categories and places.
  private func compareForEquality(
    _ a: Typed, _ left: ExpressionSyntax, _ relation: Comparison, _ b: Typed,
    _ right: ExpressionSyntax, at offset: Int
  ) throws(ExpressionFault) -> Condition {
    let equal: Condition
    switch (a, b) {
    case (.condition(let a), .condition(let b)): equal = equivalence(a, b)
    case (.literal(let a), .literal(let b)): equal = .constant(a == b)
    case (.text(let column), .literal(let text)), (.literal(let text), .text(let column)):
      equal = .textEquals(column: column, text)
    case (.category(let a, let column), .literal(let text)):
      equal = .compare(a, .equal, try member(text, of: column, right))
    case (.literal(let text), .category(let b, let column)):
      equal = .compare(try member(text, of: column, left), .equal, b)
    case (.category(let a, let first), .category(let b, let second))
    where schema.categoryMembers(schema.columns[first].name)
      == schema.categoryMembers(schema.columns[second].name):
      equal = .compare(a, .equal, b)
    case (.province(let a), .province(let b)), (.ward(let a), .ward(let b)):
      equal = .compare(a, .equal, b)
    case (.province(let a), .literal(let text)):
      equal = .compare(a, .equal, try province(text, right))
    case (.literal(let text), .province(let b)):
      equal = .compare(try province(text, left), .equal, b)
    case (.ward(let a), .literal(let text)): equal = .compare(a, .equal, try ward(text, right))
    case (.literal(let text), .ward(let b)): equal = .compare(try ward(text, left), .equal, b)
    default: throw incomparable(a, left, b, right, at: offset)
    }
    switch relation {
    case .equal: return equal
    case .notEqual:
      guard case .compare(let a, .equal, let b) = equal else { return .not(equal) }
      return .compare(a, .notEqual, b)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      throw ExpressionFault(
        offset: offset, message: "\(describe(a, left)) has no order", hint: "write = or <>")
    }
  }

  /// Whether two conditions have the same truth; null where either is null.
  private func equivalence(_ a: Condition, _ b: Condition) -> Condition {
    switch (a, b) {
    case (.constant(true), let other), (let other, .constant(true)): other
    case (.constant(false), let other), (let other, .constant(false)): .not(other)
    default: .or(.and(a, b), .and(.not(a), .not(b)))
    }
  }

  private func mixed(timestamp: ExpressionSyntax, at offset: Int) -> ExpressionFault {
    let name = if case .name(let name) = timestamp.kind { name } else { "…" }
    return ExpressionFault(
      offset: offset, message: "a date cannot be compared with a timestamp",
      hint: "write date(\(name))")
  }

  private func incomparable(
    _ a: Typed, _ left: ExpressionSyntax, _ b: Typed, _ right: ExpressionSyntax, at offset: Int
  ) -> ExpressionFault {
    var hint: String?
    switch (a, b) {
    case (.number, .text), (.text, .number), (.number, .category), (.category, .number),
      (.number, .province), (.province, .number), (.number, .ward), (.ward, .number),
      (.number, .date), (.date, .number), (.number, .timestamp), (.timestamp, .number):
      hint = "write the value in quotes"
    case (.number, .literal), (.literal, .number): hint = "write the number without quotes"
    case (.condition, .literal), (.literal, .condition), (.condition, .number),
      (.number, .condition):
      hint = "write = true or = false"
    default: break
    }
    return ExpressionFault(
      offset: offset,
      message: "\(describe(a, left)) cannot be compared with \(describe(b, right))", hint: hint)
  }

  // MARK: Literals

  func date(_ text: String, _ syntax: ExpressionSyntax) throws(ExpressionFault) -> Ordinal {
    guard let reading = DateTimeReader.read(text), reading.time == nil else {
      throw ExpressionFault(
        offset: syntax.offset, message: "'\(shown(text))' is not a date",
        hint: "write it as '2025-07-01'")
    }
    return .constant(Int64(reading.day.daysSinceEpoch))
  }

  func timestamp(_ text: String, _ syntax: ExpressionSyntax) throws(ExpressionFault) -> Ordinal {
    guard let reading = DateTimeReader.read(text) else {
      throw ExpressionFault(
        offset: syntax.offset, message: "'\(shown(text))' is not a timestamp",
        hint: "write it as '2025-07-01T08:15:00'")
    }
    return .constant(reading.timestamp(local: offset).microseconds)
  }

  private func member(_ text: String, of column: Int, _ syntax: ExpressionSyntax)
    throws(ExpressionFault) -> Ordinal
  {
    guard case .category(let category) = schema.columns[column].type,
      let member = category.members.firstIndex(of: text) ?? category.words[text]
    else {
      let members = schema.categoryMembers(schema.columns[column].name) ?? []
      throw ExpressionFault(
        offset: syntax.offset,
        message: "'\(shown(text))' is no value of \(quoted(schema.columns[column].name))",
        hint: remedy(for: text, among: members))
    }
    return .constant(Int64(member))
  }

  private func province(_ text: String, _ syntax: ExpressionSyntax) throws(ExpressionFault)
    -> Ordinal
  {
    guard let reference else { return .constant(nil) }
    guard let province = reference.province(text) else {
      throw ExpressionFault(
        offset: syntax.offset, message: "'\(shown(text))' is no province",
        hint: nearest(to: text, among: reference.provinceNames).map {
          "did you mean \(quoted($0))?"
        } ?? "write its code or name as in provinces.csv")
    }
    return .constant(Int64(province))
  }

  private func ward(_ text: String, _ syntax: ExpressionSyntax) throws(ExpressionFault) -> Ordinal {
    guard let reference else { return .constant(nil) }
    if let ward = reference.ward(code: text) { return .constant(Int64(ward)) }
    let found = reference.provinces.indices.compactMap { reference.ward(named: text, in: $0) }
    guard found.count == 1, let ward = found.first else {
      throw ExpressionFault(
        offset: syntax.offset,
        message: found.isEmpty
          ? "'\(shown(text))' is no ward"
          : "'\(shown(text))' is the name of \(found.count) wards",
        hint: "write its code as in wards.csv")
    }
    return .constant(Int64(ward))
  }

  // MARK: Functions of time

  /// The day of `date(…)`.
  func day(_ operand: ExpressionSyntax) throws(ExpressionFault) -> Ordinal {
    switch try typed(operand) {
    case .timestamp(let ordinal): return .day(of: ordinal)
    case .date(let ordinal): return ordinal
    case .literal(let text): return .day(of: try timestamp(text, operand))
    case .null: return .constant(nil)
    case let other:
      throw ExpressionFault(
        offset: operand.offset,
        message: "date(…) takes a timestamp, not \(describe(other, operand))"
      )
    }
  }

  /// The number of `days(from, to)`.
  func days(_ from: ExpressionSyntax, _ to: ExpressionSyntax, at offset: Int)
    throws(ExpressionFault) -> Number
  {
    let (a, b) = (try typed(from), try typed(to))
    switch (a, b) {
    case (.null, .date), (.date, .null), (.null, .timestamp), (.timestamp, .null), (.null, .null):
      return .constant(nil)
    case (.date(let a), .date(let b)): return .daysBetweenDates(a, b)
    case (.date(let a), .literal(let text)): return .daysBetweenDates(a, try date(text, to))
    case (.literal(let text), .date(let b)): return .daysBetweenDates(try date(text, from), b)
    case (.literal(let first), .literal(let second)):
      return .daysBetweenDates(try date(first, from), try date(second, to))
    case (.timestamp(let a), .timestamp(let b)): return .daysBetweenTimestamps(a, b)
    case (.timestamp(let a), .literal(let text)):
      return .daysBetweenTimestamps(a, try timestamp(text, to))
    case (.literal(let text), .timestamp(let b)):
      return .daysBetweenTimestamps(try timestamp(text, from), b)
    case (.date, .timestamp), (.timestamp, .date):
      let moment = if case .timestamp = a { from } else { to }
      let name = if case .name(let name) = moment.kind { name } else { "…" }
      throw ExpressionFault(
        offset: offset, message: "days(…) cannot take a date and a timestamp",
        hint: "write date(\(name))")
    default:
      let (odd, syntax) = isMoment(a) ? (b, to) : (a, from)
      throw ExpressionFault(
        offset: syntax.offset,
        message: "days(…) takes two dates or two timestamps, not \(describe(odd, syntax))")
    }
  }

  private func isMoment(_ typed: Typed) -> Bool {
    switch typed {
    case .date, .timestamp, .literal, .null: true
    default: false
    }
  }
}
