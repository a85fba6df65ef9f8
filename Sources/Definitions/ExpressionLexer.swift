internal import Statistics

/// Cuts an expression into words, numbers, texts and signs.
struct ExpressionLexer {
  /// Words with a meaning of their own, which no column can have for a name.
  static let reserved: Set<String> = [
    "and", "as_of", "between", "false", "in", "is", "not", "null", "or", "true",
  ]
  /// An expression longer than this is generated, or an attack.
  static let tokenLimit = 5_000

  struct Token: Equatable {
    let kind: Kind
    let offset: Int

    enum Kind: Equatable {
      case name(String)
      /// A reserved word, in lower case.
      case keyword(String)
      case text(String)
      case number(Exact)
      case sign(String)
      case end
    }

    /// How a message quotes it.
    var shown: String {
      switch kind {
      case .name(let name), .keyword(let name), .sign(let name): quoted(name)
      case .text(let text): "the text '\(Definitions.shown(text))'"
      case .number(let number): "the number \(number)"
      case .end: "the end"
      }
    }
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0

  /// The tokens of an expression, the last of them `end`.
  static func tokens(of text: String) throws(ExpressionFault) -> [Token] {
    var lexer = ExpressionLexer(scalars: Array(text.unicodeScalars))
    var tokens: [Token] = []
    repeat {
      tokens.append(try lexer.next())
      guard tokens.count <= tokenLimit else {
        throw ExpressionFault(offset: 0, message: "the expression is too long")
      }
    } while tokens.last?.kind != .end
    return tokens
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func next() throws(ExpressionFault) -> Token {
    while let space = current, space.properties.isWhitespace { position += 1 }
    let start = position
    guard let first = current else { return Token(kind: .end, offset: start) }
    if first == "'" { return Token(kind: .text(try text()), offset: start) }
    if ("0"..."9").contains(first) || first == "." {
      return Token(kind: .number(try number()), offset: start)
    }
    if Self.isLetter(first) {
      let word = run { Self.isLetter($0) || $0.properties.numericType == .decimal }
      let lower = word.lowercased()
      let kind: Token.Kind =
        Self.reserved.contains(lower) ? .keyword(lower) : .name(word.normalized)
      return Token(kind: kind, offset: start)
    }
    return Token(kind: .sign(try sign(first)), offset: start)
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
      || scalar.properties.generalCategory == .nonspacingMark
  }

  private mutating func run(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var word = String.UnicodeScalarView()
    while let scalar = current, belongs(scalar) {
      word.append(scalar)
      position += 1
    }
    return String(word)
  }

  private mutating func text() throws(ExpressionFault) -> String {
    let start = position
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = current {
      position += 1
      if scalar == "'" {
        guard current == "'" else { return String(text) }
        position += 1
      }
      text.append(scalar)
    }
    throw ExpressionFault(
      offset: start, message: "the text that begins here has no end", hint: "close it with '")
  }

  private mutating func number() throws(ExpressionFault) -> Exact {
    let start = position
    let written = run { Self.isLetter($0) || ("0"..."9").contains($0) || $0 == "." }
    let full = written.hasPrefix(".") ? "0" + written : written
    guard let number = Exact(decimal: full) else {
      throw ExpressionFault(
        offset: start, message: "\(quoted(written)) is not a number",
        hint: "write it as 12 or 0.5")
    }
    return number
  }

  private mutating func sign(_ first: Unicode.Scalar) throws(ExpressionFault) -> String {
    let start = position
    position += 1
    if let second = current {
      let pair = String(Character(first)) + String(Character(second))
      if ["<=", ">=", "<>", "!="].contains(pair) {
        position += 1
        return pair
      }
      let other = ["==": "=", "&&": "and", "||": "or"][pair]
      if let other {
        throw ExpressionFault(
          offset: start, message: "\(quoted(pair)) is not known here", hint: "write \(other)")
      }
    }
    guard "=<>+-*/(),".unicodeScalars.contains(first) else {
      let hint: String? =
        switch first {
        case "\"", "“", "”", "‘", "’", "`": "write texts in single quotes: 'online'"
        case "!": "write not"
        default: nil
        }
      throw ExpressionFault(
        offset: start, message: "\(quoted(String(Character(first)))) is not known here", hint: hint)
    }
    return String(Character(first))
  }
}
