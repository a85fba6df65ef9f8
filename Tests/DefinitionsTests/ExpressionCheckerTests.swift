import Statistics
import Testing

@testable import Definitions

struct ExpressionCheckerTests {
  private func days(_ year: Int, _ month: Int, _ number: Int) -> Ordinal {
    .constant(Int64(day(year, month, number).daysSinceEpoch))
  }

  @Test
  func `a text is read as the type of what stands beside it, on either side`() throws {
    let d = Ordinal.column(5)
    #expect(
      try Sample.condition("d >= '2025-07-01'") == .compare(d, .greaterOrEqual, days(2025, 7, 1)))
    #expect(
      try Sample.condition("'01/07/2025' <= d") == .compare(days(2025, 7, 1), .lessOrEqual, d))
    #expect(
      try Sample.condition("date(t) = '2025-07-01'")
        == .compare(.day(of: .column(7)), .equal, days(2025, 7, 1)))
    // Midnight in Vietnam is 17:00 of the day before in UTC.
    let midnight = (Int64(day(2025, 6, 30).daysSinceEpoch) * 24 + 17) * 3_600_000_000
    #expect(
      try Sample.condition("t < '2025-07-01'") == .compare(.column(7), .less, .constant(midnight)))
    #expect(
      try Sample.condition("t < '2025-06-30T17:00:00Z'")
        == .compare(.column(7), .less, .constant(midnight)))
    #expect(
      try Sample.condition("d between '2025-07-01' and as_of")
        == .and(.compare(d, .greaterOrEqual, days(2025, 7, 1)), .compare(d, .lessOrEqual, .asOf)))
  }

  @Test
  func `a category's value may be written by any of its words`() throws {
    let f = Ordinal.column(9)
    for word in ["red", "RED", "đỏ", "do", "1"] {
      #expect(try Sample.condition("f = '\(word)'") == .compare(f, .equal, .constant(0)))
      #expect(try Sample.condition("'\(word)' <> f") == .compare(.constant(0), .notEqual, f))
    }
    #expect(
      try Sample.condition("f in ('red', 'xanh lá')")
        == .or(.compare(f, .equal, .constant(0)), .compare(f, .equal, .constant(1))))
  }

  @Test
  func `a place may be written by its code or any of its names`() throws {
    for word in ["46", "Huế", "hue", "Thành phố Huế", "TT Huế", "tt. hue"] {
      #expect(
        try Sample.condition("p = '\(word)'") == .compare(.column(10), .equal, .constant(1)))
    }
    for word in ["19815", "An Cựu", "phường an cựu"] {
      #expect(
        try Sample.condition("w = '\(word)'") == .compare(.column(11), .equal, .constant(1)))
    }
    #expect(try Sample.condition("w = '4'") == .compare(.column(11), .equal, .constant(0)))
  }

  @Test
  func `days counts whole days between dates and exact parts between timestamps`() throws {
    var record = Record()
    record.ordinals[5] = Int64(day(2025, 7, 1).daysSinceEpoch)
    record.ordinals[7] = 0
    record.ordinals[8] = 129_600_000_000
    func value(_ text: String) throws -> Exact? {
      Evaluation(record: record).value(try Sample.number(text))
    }
    #expect(try value("days(d, as_of)") == Exact(61))
    #expect(try value("days(as_of, d)") == Exact(-61))
    #expect(try value("days(d, '2025-07-02')") == Exact(1))
    #expect(try value("days('2025-06-30', d)") == Exact(1))
    #expect(try value("days('2024-02-28', '2024-03-01')") == Exact(2))
    #expect(try value("days(t, u)") == Exact(3, over: 2))
    #expect(try value("days(date(t), date(u))") == Exact(1))
    #expect(try value("days(t, '1970-01-01')") == Exact(-7, over: 24))
    #expect(try value("days(d, e)") == nil)
    #expect(try value("days(d, null)") == nil)
    #expect(try Sample.truth("days(date(t), as_of) > 14", record) == true)
  }

  @Test(arguments: [
    ("x = 1", "0: unknown column \"x\" in sample"),
    ("secre is null", "0: unknown column \"secre\" in sample; did you mean \"secret\"?"),
    (
      "secret = 'An'",
      "0: \"secret\" is personal: it may only be asked whether it is null; write secret is not null"
    ),
    ("n", "0: \"n\" (integer) is not a condition; write n > 0 or n is not null"),
    ("f", "0: \"f\" (category) is not a condition; write f = 'red' or f is not null"),
    ("s", "0: \"s\" (text) is not a condition; write s is not null"),
    ("n + 1", "2: a number is not a condition; compare it with something"),
    ("'red'", "0: the text 'red' is not a condition; compare it with something"),
    ("a and n", "6: \"n\" (integer) is not a condition; write n > 0 or n is not null"),
    ("t <= d", "2: a date cannot be compared with a timestamp; write date(t)"),
    ("as_of > t", "6: a date cannot be compared with a timestamp; write date(t)"),
    ("days(t, as_of) > 1", "0: days(…) cannot take a date and a timestamp; write date(t)"),
    ("days(n, d) > 1", "5: days(…) takes two dates or two timestamps, not \"n\" (integer)"),
    ("date(n) = as_of", "5: date(…) takes a timestamp, not \"n\" (integer)"),
    ("f = 'blue'", "4: 'blue' is no value of \"f\"; known: red, green, it's"),
    ("f = 'gren'", "4: 'gren' is no value of \"f\"; did you mean \"green\"?"),
    ("f in ('red', 'gren')", "13: 'gren' is no value of \"f\"; did you mean \"green\"?"),
    ("f = 1", "2: \"f\" (category) cannot be compared with a number; write the value in quotes"),
    ("f < 'red'", "2: \"f\" (category) has no order; write = or <>"),
    ("s > 'x'", "2: \"s\" (text) has no order; write = or <>"),
    ("s = 5", "2: \"s\" (text) cannot be compared with a number; write the value in quotes"),
    (
      "n = '5'",
      "2: \"n\" (integer) cannot be compared with the text '5'; write the number without quotes"
    ),
    ("a = 1", "2: \"a\" (flag) cannot be compared with a number; write = true or = false"),
    ("a > b", "2: \"a\" (flag) has no order; write = or <>"),
    ("f = p", "2: \"f\" (category) cannot be compared with \"p\" (province)"),
    ("d = '2025-02-30'", "4: '2025-02-30' is not a date; write it as '2025-07-01'"),
    ("d = '2025-02-28 10:00'", "4: '2025-02-28 10:00' is not a date; write it as '2025-07-01'"),
    ("t = 'x'", "4: 'x' is not a timestamp; write it as '2025-07-01T08:15:00'"),
    ("p = 'Huếe'", "4: 'Huếe' is no province; did you mean \"Huế\"?"),
    ("w = 'x'", "4: 'x' is no ward; write its code as in wards.csv"),
    ("d + 1 > as_of", "0: \"d\" (date) is not a number; write days(from, to)"),
    ("a + 1 > 0", "0: \"a\" (flag) is not a number; a condition belongs under numerator or count"),
    ("not n", "4: \"n\" (integer) is not a condition; write n > 0 or n is not null"),
  ])
  func `what has no meaning is told with its place`(_ text: String, _ fault: String) {
    #expect(Sample.fault(text) == fault)
  }

  @Test
  func `a personal column may only be asked whether it is null`() throws {
    #expect(try Sample.condition("secret is null") == .isNull(.column(13)))
    #expect(try Sample.condition("secret is not null") == .not(.isNull(.column(13))))
    for use in ["secret in ('x')", "secret = null", "secret <> s", "(secret = 'x') is null"] {
      #expect(Sample.fault(use)?.contains("personal") == true)
    }
  }
}
