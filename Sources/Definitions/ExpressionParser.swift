/// Reads the words of an expression by the precedence of SQL, loosest first: `or`, `and`, `not`,
/// comparisons with `in`, `between` and `is`, `+ -`, `* /`, the sign of a number.
struct ExpressionParser {
  /// How deep parentheses, signs and chains of arithmetic may go.
  static let depthLimit = 100

  private let tokens: [ExpressionLexer.Token]
  private var position = 0
  private var depth = 0

  static func parse(_ text: String) throws(ExpressionFault) -> ExpressionSyntax {
    var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text))
    guard parser.current.kind != .end else {
      throw ExpressionFault(offset: 0, message: "the expression is empty")
    }
    let expression = try parser.alternatives()
    guard parser.current.kind == .end else {
      throw parser.unexpected(hint: parser.hintForRest())
    }
    return expression
  }

  private init(tokens: [ExpressionLexer.Token]) { self.tokens = tokens }

  private var current: ExpressionLexer.Token { tokens[position] }

  /// What the user may have meant by words after a whole expression.
  private func hintForRest() -> String? {
    if case .sign(")") = current.kind { return "no parenthesis is open" }
    if case .name(let name) = current.kind {
      return nearest(to: name, among: ExpressionLexer.reserved.sorted()).map {
        "did you mean \(quoted($0))?"
      } ?? "join conditions with and, or"
    }
    return "join conditions with and, or"
  }

  private func unexpected(hint: String? = nil) -> ExpressionFault {
    ExpressionFault(
      offset: current.offset, message: "\(current.shown) cannot stand here", hint: hint)
  }

  private mutating func take(_ keyword: String) -> Bool {
    guard current.kind == .keyword(keyword) else { return false }
    position += 1
    return true
  }

  private mutating func take(sign: String) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    position += 1
    return true
  }

  private mutating func expect(sign: String) throws(ExpressionFault) {
    guard take(sign: sign) else { throw unexpected(hint: "\(quoted(sign)) is missing") }
  }

  private mutating func deeper() throws(ExpressionFault) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw ExpressionFault(
        offset: current.offset,
        message: "the expression is nested more than \(Self.depthLimit) deep"
      )
    }
  }

  private mutating func alternatives() throws(ExpressionFault) -> ExpressionSyntax {
    try deeper()
    defer { depth -= 1 }
    let first = try conjunction()
    var terms = [first]
    while take("or") { terms.append(try conjunction()) }
    return terms.count == 1 ? first : ExpressionSyntax(kind: .any(terms), offset: first.offset)
  }

  private mutating func conjunction() throws(ExpressionFault) -> ExpressionSyntax {
    let first = try negation()
    var terms = [first]
    while take("and") { terms.append(try negation()) }
    return terms.count == 1 ? first : ExpressionSyntax(kind: .all(terms), offset: first.offset)
  }

  private mutating func negation() throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.offset
    guard take("not") else { return try comparison() }
    try deeper()
    defer { depth -= 1 }
    return ExpressionSyntax(kind: .not(try negation()), offset: start)
  }

  private mutating func comparison() throws(ExpressionFault) -> ExpressionSyntax {
    let left = try sum()
    let start = current.offset
    if take("is") {
      let negated = take("not")
      guard take("null") else {
        throw unexpected(hint: "write is null or is not null; compare values with =")
      }
      return wrap(.isNull(left), negated, start)
    }
    let negated = take("not")
    if take("in") { return wrap(.inList(left, try list()), negated, start) }
    if take("between") {
      let low = try sum()
      guard take("and") else { throw unexpected(hint: "write between … and …") }
      return wrap(.between(left, low, try sum()), negated, start)
    }
    guard !negated else { throw unexpected(hint: "write not in or not between") }
    guard let relation = relation() else { return left }
    position += 1
    let right = try sum()
    if self.relation() != nil {
      throw unexpected(hint: "comparisons do not chain; join two with and")
    }
    return ExpressionSyntax(kind: .compare(left, relation, right), offset: start)
  }

  private func wrap(_ kind: ExpressionSyntax.Kind, _ negated: Bool, _ offset: Int)
    -> ExpressionSyntax
  {
    let plain = ExpressionSyntax(kind: kind, offset: offset)
    return negated ? ExpressionSyntax(kind: .not(plain), offset: offset) : plain
  }

  private func relation() -> Comparison? {
    guard case .sign(let sign) = current.kind else { return nil }
    return sign == "!=" ? .notEqual : Comparison(rawValue: sign)
  }

  private mutating func list() throws(ExpressionFault) -> [ExpressionSyntax] {
    guard take(sign: "(") else { throw unexpected(hint: "write in ('a', 'b')") }
    var elements = [try sum()]
    while take(sign: ",") { elements.append(try sum()) }
    try expect(sign: ")")
    return elements
  }

  private mutating func sum() throws(ExpressionFault) -> ExpressionSyntax {
    try chain(of: ["+", "-"]) { parser throws(ExpressionFault) in
      try parser.chain(of: ["*", "/"]) { parser throws(ExpressionFault) in try parser.signed() }
    }
  }

  /// Operands with signs of one rank between them, taken from the left.
  private mutating func chain(
    of signs: [Character],
    _ operand: (inout ExpressionParser) throws(ExpressionFault) -> ExpressionSyntax
  ) throws(ExpressionFault) -> ExpressionSyntax {
    var left = try operand(&self)
    var length = 0
    while case .sign(let sign) = current.kind, let sign = sign.first, signs.contains(sign) {
      length += 1
      guard length <= Self.depthLimit else {
        throw ExpressionFault(offset: current.offset, message: "the sum is too long")
      }
      let offset = current.offset
      position += 1
      left = ExpressionSyntax(
        kind: .arithmetic(sign, left, try operand(&self)), offset: offset)
    }
    return left
  }

  private mutating func signed() throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.offset
    let negative = take(sign: "-")
    guard negative || take(sign: "+") else { return try primary() }
    try deeper()
    defer { depth -= 1 }
    let operand = try signed()
    return negative ? ExpressionSyntax(kind: .negative(operand), offset: start) : operand
  }

  private mutating func primary() throws(ExpressionFault) -> ExpressionSyntax {
    let token = current
    func node(_ kind: ExpressionSyntax.Kind) -> ExpressionSyntax {
      position += 1
      return ExpressionSyntax(kind: kind, offset: token.offset)
    }
    switch token.kind {
    case .number(let number): return node(.number(number))
    case .text(let text): return node(.text(text))
    case .keyword("true"): return node(.bool(true))
    case .keyword("false"): return node(.bool(false))
    case .keyword("null"): return node(.null)
    case .keyword("as_of"): return node(.asOf)
    case .name(let name):
      if tokens[position + 1].kind == .sign("(") { return try call(name) }
      return node(.name(name))
    case .sign("("):
      position += 1
      let inner = try alternatives()
      try expect(sign: ")")
      return inner
    case .keyword("not"):
      throw unexpected(hint: "put parentheses around the part with not")
    default: throw unexpected(hint: "a column, a value or a parenthesis is expected")
    }
  }

  private mutating func call(_ name: String) throws(ExpressionFault) -> ExpressionSyntax {
    let start = current.offset
    guard let arity = ["date": 1, "days": 2][name.lowercased()] else {
      throw ExpressionFault(
        offset: start, message: "unknown function \(quoted(name))",
        hint: remedy(for: name, among: ["date", "days"]))
    }
    position += 2
    try deeper()
    defer { depth -= 1 }
    var arguments = [try sum()]
    while take(sign: ",") { arguments.append(try sum()) }
    try expect(sign: ")")
    guard arguments.count == arity else {
      throw ExpressionFault(
        offset: start, message: "\(name) takes \(arity == 1 ? "one value" : "two values")",
        hint: arity == 1 ? "write date(t)" : "write days(from, to)")
    }
    let kind: ExpressionSyntax.Kind =
      arity == 1 ? .date(arguments[0]) : .days(arguments[0], arguments[1])
    return ExpressionSyntax(kind: kind, offset: start)
  }
}
