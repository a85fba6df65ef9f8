internal import Statistics

/// An expression as it is written: words and their order, without meaning yet.
struct ExpressionSyntax {
  let kind: Kind
  /// Where its first or, for an operation, its deciding word begins, in Unicode scalars.
  let offset: Int

  indirect enum Kind {
    case name(String)
    case text(String)
    case number(Exact)
    case bool(Bool)
    case null
    case asOf
    case negative(ExpressionSyntax)
    case arithmetic(Character, ExpressionSyntax, ExpressionSyntax)
    case compare(ExpressionSyntax, Comparison, ExpressionSyntax)
    case inList(ExpressionSyntax, [ExpressionSyntax])
    case between(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax)
    case isNull(ExpressionSyntax)
    case not(ExpressionSyntax)
    case all([ExpressionSyntax])
    case any([ExpressionSyntax])
    case date(ExpressionSyntax)
    case days(ExpressionSyntax, ExpressionSyntax)
  }
}

/// A mistake in an expression.
struct ExpressionFault: Error, Equatable {
  /// In Unicode scalars from the start of the expression.
  let offset: Int
  let message: String
  var hint: String?
  /// The name that is no column, where that is the mistake.
  var unknownColumn: String?
}
