import Statistics
import Testing

@testable import Definitions

struct ExpressionParserTests {
  @Test(arguments: [
    ("a or b and c", "a or (b and c)"), ("not a and b", "(not a) and b"),
    ("not a or b", "(not a) or b"), ("not n = 1", "not (n = 1)"),
    ("not n in (1, 2)", "not (n in (1, 2))"), ("n + 1 > 2 * 3", "(n + 1) > (2 * 3)"),
    ("n + 1 is null", "(n + 1) is null"), ("-n + 1 = 0", "((-n) + 1) = 0"),
    ("n between 1 and 2 and a", "(n between 1 and 2) and a"),
    ("n not between 1 and 2 or a", "(not (n between 1 and 2)) or a"),
    ("not not a", "not (not a)"), ("n = 1 or n = 2 and not b", "(n = 1) or ((n = 2) and (not b))"),
    ("N = 1", "n = 1"),
  ])
  func `precedence is that of SQL`(_ plain: String, _ grouped: String) throws {
    guard plain != "N = 1" else {
      // Names of columns are as the schema writes them.
      #expect(Sample.fault(plain) != nil)
      return
    }
    #expect(try Sample.condition(plain) == Sample.condition(grouped))
  }

  @Test
  func `keywords and functions know no case, and space is free`() throws {
    let plain = try Sample.condition(
      "a and not b or n in (1, 2) and d between '2025-07-01' and as_of and days(d, e) is not null")
    #expect(
      try plain
        == Sample.condition(
          "a AND NOT b OR\n n In(1,2) And d BETWEEN'2025-07-01'and AS_OF\tand DAYS(d,e)IS NOT NULL")
    )
    #expect(try Sample.condition("TRUE") == .constant(true))
    #expect(try Sample.condition("Date(t) = As_Of") == Sample.condition("date(t)=as_of"))
  }

  @Test
  func `a doubled quote stands for one, and texts are compared in one Unicode form`() throws {
    #expect(try Sample.condition("s = 'it''s'") == .textEquals(column: 12, "it's"))
    #expect(try Sample.condition("s = ''''") == .textEquals(column: 12, "'"))
    #expect(try Sample.condition("s = 'Hoa\u{300}'") == .textEquals(column: 12, "Hoà"))
    #expect(try Sample.condition("f = 'it''s'") == .compare(.column(9), .equal, .constant(2)))
  }

  @Test(arguments: [
    ("", "0: the expression is empty"), ("  ", "0: the expression is empty"),
    ("a and", "5: the end cannot stand here; a column, a value or a parenthesis is expected"),
    ("and a", "0: \"and\" cannot stand here; a column, a value or a parenthesis is expected"),
    ("a b", "2: \"b\" cannot stand here; join conditions with and, or"),
    ("(a", "2: the end cannot stand here; \")\" is missing"),
    ("a)", "1: \")\" cannot stand here; no parenthesis is open"),
    ("n in 1", "5: the number 1 cannot stand here; write in ('a', 'b')"),
    ("n in ()", "6: \")\" cannot stand here; a column, a value or a parenthesis is expected"),
    ("n between 1 or 2", "12: \"or\" cannot stand here; write between … and …"),
    ("n not 1", "6: the number 1 cannot stand here; write not in or not between"),
    (
      "n is 1",
      "5: the number 1 cannot stand here; write is null or is not null; compare values with ="
    ),
    ("s = 'a", "4: the text that begins here has no end; close it with '"),
    ("s = \"a\"", "4: \"\"\" is not known here; write texts in single quotes: 'online'"),
    ("n = 1.2.3", "4: \"1.2.3\" is not a number; write it as 12 or 0.5"),
    ("n = 1e5", "4: \"1e5\" is not a number; write it as 12 or 0.5"),
    (
      "n = 99999999999999999999",
      "4: \"99999999999999999999\" is not a number; write it as 12 or 0.5"
    ),
    ("n % 2 = 0", "2: \"%\" is not known here"),
    ("a && b", "2: \"&&\" is not known here; write and"),
    ("date(t, u) = d", "0: date takes one value; write date(t)"),
    ("days(t) = 1", "0: days takes two values; write days(from, to)"),
    ("lower(s) = 'x'", "0: unknown function \"lower\"; known: date, days"),
    ("1 < n < 3", "6: \"<\" cannot stand here; comparisons do not chain; join two with and"),
    ("đỏ = 1 ?", "7: \"?\" is not known here"),
  ])
  func `a mistake is told with the place of the word at fault`(_ text: String, _ fault: String) {
    #expect(Sample.fault(text) == fault)
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "not ", count: 2_000),
    String(repeating: "-", count: 2_000) + "n > 0",
    "n > " + String(repeating: "1 + ", count: 2_000),
    String(repeating: "date(", count: 1_000), String(repeating: "(a and ", count: 500),
    "n in (" + String(repeating: "1, ", count: 10_000) + "1)",
  ])
  func `what is nested or long without end is a fault`(_ text: String) {
    #expect(Sample.fault(text) != nil)
  }

  @Test
  func `a long list stays shallow`() throws {
    let terms = (0..<2_000).map { "\($0)" }.joined(separator: ", ")
    #expect(try Sample.truth("n in (\(terms))", Sample.numbers(1_999)) == true)
    let chain = Array(repeating: "a", count: 2_000).joined(separator: " or ")
    #expect(try Sample.truth(chain, Sample.flags(false, nil)) == false)
  }

  @Test
  func `words put together at random are read or refused, never a crash`() {
    let words = [
      "a", "n", "t", "d", "f", "s", "and", "or", "not", "in", "between", "is", "null", "(", ")",
      ",", "=", "<", "+", "-", "*", "/", "1", "'red'", "date(", "days(", "as_of", "true",
    ]
    var random = SplitMix(state: 11)
    var accepted = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }
      .joined(separator: " ")
      if Sample.fault(text) == nil { accepted += 1 }
    }
    #expect(accepted > 100)
  }
}
