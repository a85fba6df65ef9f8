import Statistics
import Testing

@testable import Definitions

/// SQL's logic of true, false and null, exhausted.
struct ExpressionLogicTests {
  private let values: [Bool?] = [true, false, nil]

  @Test
  func `and, or and not follow the truth tables of SQL`() throws {
    let and: [Bool?] = [true, false, nil, false, false, false, nil, false, nil]
    let or: [Bool?] = [true, true, true, true, false, nil, true, nil, nil]
    var row = 0
    for a in values {
      for b in values {
        let record = Sample.flags(a, b)
        #expect(try Sample.truth("a and b", record) == and[row])
        #expect(try Sample.truth("a or b", record) == or[row])
        row += 1
      }
      #expect(try Sample.truth("not a", Sample.flags(a, nil)) == a.map { !$0 })
    }
  }

  @Test
  func `equality of conditions is null where either is`() throws {
    for a in values {
      for b in values {
        let equal = a.flatMap { a in b.map { a == $0 } }
        let record = Sample.flags(a, b)
        #expect(try Sample.truth("a = b", record) == equal)
        #expect(try Sample.truth("a <> b", record) == equal.map { !$0 })
        #expect(try Sample.truth("a != b", record) == equal.map { !$0 })
      }
      let record = Sample.flags(a, nil)
      #expect(try Sample.truth("a = true", record) == a)
      #expect(try Sample.truth("false = a", record) == a.map { !$0 })
      #expect(try Sample.truth("a <> true", record) == a.map { !$0 })
      #expect(try Sample.truth("a = null", record) == nil as Bool?)
      #expect(try Sample.truth("a is null", record) == (a == nil))
      #expect(try Sample.truth("a is not null", record) == (a != nil))
    }
  }

  @Test
  func `three terms in a row mean the same however they are grouped`() throws {
    for a in values {
      for b in values {
        for c in values {
          let record = Sample.flags(a, b, c)
          for word in ["and", "or"] {
            let plain = try Sample.truth("a \(word) b \(word) c", record)
            #expect(try plain == Sample.truth("(a \(word) b) \(word) c", record))
            #expect(try plain == Sample.truth("a \(word) (b \(word) c)", record))
          }
          #expect(
            try Sample.truth("not (a and b)", record) == Sample.truth("not a or not b", record))
          #expect(
            try Sample.truth("a or b and not c", record)
              == Sample.truth("a or (b and (not c))", record))
        }
      }
    }
  }

  @Test
  func `a list is a chain of comparisons, nulls in it included`() throws {
    for n in [1, 2, 3, nil] as [Int64?] {
      let record = Sample.numbers(n)
      for list in ["1, 2", "1, null", "null", "3", "1, 2, 3, 4, 5"] {
        let parts = list.split(separator: ", ").map { "n = \($0)" }.joined(separator: " or ")
        #expect(try Sample.truth("n in (\(list))", record) == Sample.truth(parts, record))
        #expect(
          try Sample.truth("n not in (\(list))", record) == Sample.truth("not (\(parts))", record))
      }
    }
    #expect(try Sample.truth("n in (1, null)", Sample.numbers(1)) == true)
    #expect(try Sample.truth("n in (1, null)", Sample.numbers(2)) == nil as Bool?)
    #expect(try Sample.truth("n not in (1, null)", Sample.numbers(2)) == nil as Bool?)
    #expect(try Sample.truth("n not in (1, null)", Sample.numbers(1)) == false)
  }

  @Test
  func `between includes both ends, and a null end decides only what the other does not`() throws {
    let ends = ["1", "3", "null"]
    for n in [0, 1, 2, 3, 4, nil] as [Int64?] {
      let record = Sample.numbers(n)
      for low in ends {
        for high in ends {
          let written = "n >= \(low) and n <= \(high)"
          #expect(
            try Sample.truth("n between \(low) and \(high)", record)
              == Sample.truth(written, record))
          #expect(
            try Sample.truth("n not between \(low) and \(high)", record)
              == Sample.truth("not (\(written))", record))
        }
      }
    }
    #expect(try Sample.truth("n between 1 and 3", Sample.numbers(3)) == true)
    #expect(try Sample.truth("n between 1 and null", Sample.numbers(0)) == false)
    #expect(try Sample.truth("n between 1 and null", Sample.numbers(2)) == nil as Bool?)
    #expect(
      try Sample.truth("a and n between 1 and 3 and b", Sample.flags(true, true)) == nil as Bool?)
  }

  @Test
  func `a comparison with null is null, whatever the relation`() throws {
    for relation in ["=", "<>", "!=", "<", "<=", ">", ">="] {
      for n in [1, nil] as [Int64?] {
        #expect(try Sample.truth("n \(relation) null", Sample.numbers(n)) == nil as Bool?)
        #expect(try Sample.truth("null \(relation) n", Sample.numbers(n)) == nil as Bool?)
      }
      #expect(try Sample.truth("n \(relation) 1", Sample.numbers(nil)) == nil as Bool?)
      #expect(try Sample.truth("null \(relation) null") == nil as Bool?)
    }
    #expect(try Sample.truth("null") == nil as Bool?)
    #expect(try Sample.truth("null is null") == true)
    #expect(try Sample.truth("not null is null") == false)
    #expect(try Sample.truth("true") == true)
    #expect(try Sample.truth("'text' is not null") == true)
  }

  @Test
  func `numbers are exact, division is real, and division by zero is null`() throws {
    func value(_ text: String, _ n: Int64? = nil) throws -> Exact? {
      Evaluation(record: Sample.numbers(n)).value(try Sample.number(text))
    }
    #expect(try value("1 + 2 * 3") == Exact(7))
    #expect(try value("(1 + 2) * 3") == Exact(9))
    #expect(try value("7 - 2 - 1") == Exact(4))
    #expect(try value("8 / 4 / 2") == Exact(1))
    #expect(try value("1 / 3") == Exact(1, over: 3))
    #expect(try value("0.1 + 0.2") == Exact(3, over: 10))
    #expect(try value("-2 * -3") == Exact(6))
    #expect(try value("- - 2") == Exact(2))
    #expect(try value("+.5") == Exact(1, over: 2))
    #expect(try value("1 - -1") == Exact(2))
    #expect(try value("(n - 1) / 4", 5) == Exact(1))
    #expect(try value("(n - 1) / 4", nil) == nil)
    #expect(try value("1 / 0") == nil)
    #expect(try value("1 / (n - n)", 3) == nil)
    #expect(try value("null + 1") == nil)
    #expect(try Sample.truth("1 / 0 is null") == true)
    #expect(try Sample.truth("n + 1 is null", Sample.numbers(nil)) == true)
    #expect(try Sample.truth("(n > 1) is null", Sample.numbers(nil)) == true)
    #expect(try Sample.truth("0.1 + 0.2 = 0.3") == true)
  }
}
