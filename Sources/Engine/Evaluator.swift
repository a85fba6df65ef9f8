internal import Definitions
internal import Statistics

/// Runs a program over the columns of one batch after another.
///
/// A truth is 00 for false, 01 for null and 11 for true in bits, so that three-valued `and` and `or`
/// are those of the bits.
final class Evaluator {
  static let null: UInt8 = 1
  static let holds: UInt8 = 3

  private let program: Program
  private let offset: UTCOffset
  private let columns: [TypedColumn]
  private let truths: [Lane<UInt8>]
  private let ordinals: [Ordinals]
  private let numbers: [Numbers]
  private let texts: [TextLiteral: ComparedText]
  /// 1 for the records in which a number has no representation.
  private let isOverflown = Lane<UInt8>(0, capacity: RecordBatch.capacity)
  private var hasOverflow = false

  /// A text literal, and what is known of the texts that were compared with it.
  private final class ComparedText {
    let form: TextForm?
    let canonical: String
    let equality = WordCache()
    let column = TypedColumn()

    init(_ literal: TextLiteral, _ form: TextForm?) {
      self.form = form
      canonical = form?.canonical(literal.text) ?? literal.text.normalized
    }
  }

  private struct Ordinals {
    let values: Lane<Int64>
    let isPresent: Lane<UInt8>
  }

  /// The exact number of each record, not reduced; a denominator of 0 stands for null.
  struct Numbers {
    let numerators: Lane<Int64>
    let denominators: Lane<Int64>

    fileprivate subscript(row: Int) -> Exact? {
      denominators[row] == 0 ? nil : Exact(numerators[row], over: denominators[row])
    }
  }

  /// `forms` are those of the columns.
  init(
    _ program: Program, columns: [TypedColumn], forms: [TextForm?], offset: UTCOffset
  ) {
    self.program = program
    self.columns = columns
    self.offset = offset
    let capacity = RecordBatch.capacity
    truths = program.truths.map { step in
      // A flag is decoded to its truth.
      if case .flag(let column) = step {
        columns[column].truths
      } else {
        Lane(0, capacity: capacity)
      }
    }
    ordinals = program.ordinals.map { step in
      if case .column(let column) = step {
        return Ordinals(values: columns[column].values, isPresent: columns[column].isPresent)
      }
      return Ordinals(values: Lane(0, capacity: capacity), isPresent: Lane(0, capacity: capacity))
    }
    numbers = program.numbers.map { _ in
      Numbers(numerators: Lane(0, capacity: capacity), denominators: Lane(1, capacity: capacity))
    }
    texts = Dictionary(
      program.truths.compactMap { step in
        if case .textEquals(let literal) = step {
          (literal, ComparedText(literal, forms[literal.column]))
        } else {
          nil
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  deinit {
    for (step, lane) in zip(program.truths, truths) {
      if case .flag = step { continue }
      lane.deallocate()
    }
    for (step, lanes) in zip(program.ordinals, ordinals) {
      if case .column = step { continue }
      lanes.values.deallocate()
      lanes.isPresent.deallocate()
    }
    for lanes in numbers {
      lanes.numerators.deallocate()
      lanes.denominators.deallocate()
    }
    isOverflown.deallocate()
  }

  /// The truths of a step, once `run` has been over the batch.
  func truths(of step: Program.TruthID) -> Lane<UInt8> { truths[step] }

  func numbers(of step: Program.NumberID) -> Numbers { numbers[step] }

  /// The records without a fault in which a number went beyond what can be represented.
  func overflowCount(_ count: Int, without faults: RowFaults) -> Int {
    guard hasOverflow else { return 0 }
    return (0..<count).count { isOverflown[$0] != 0 && !faults.contains($0) }
  }

  /// Evaluates every step for the first `count` records of the columns.
  func run(_ count: Int, texts places: (_ column: Int) -> FieldPlaces?) {
    if hasOverflow {
      hasOverflow = false
      for row in 0..<count { isOverflown[row] = 0 }
    }
    for (index, step) in program.ordinals.enumerated() { run(step, into: ordinals[index], count) }
    for (index, step) in program.numbers.enumerated() { run(step, into: numbers[index], count) }
    for (index, step) in program.truths.enumerated() {
      run(step, into: truths[index], count, places)
    }
  }

  private func run(_ step: Program.OrdinalStep, into result: Ordinals, _ count: Int) {
    switch step {
    case .column: break
    case .constant(let value):
      for row in 0..<count {
        result.values[row] = value ?? 0
        result.isPresent[row] = value == nil ? 0 : 1
      }
    case .day(of: let moment):
      let moments = ordinals[moment]
      for row in 0..<count {
        let day = Timestamp(microseconds: moments.values[row]).day(offset: offset)
        result.values[row] = Int64(day.daysSinceEpoch)
        result.isPresent[row] = moments.isPresent[row]
      }
    }
  }

  private func run(
    _ step: Program.TruthStep, into result: Lane<UInt8>, _ count: Int,
    _ places: (_ column: Int) -> FieldPlaces?
  ) {
    switch step {
    case .constant(let value):
      let truth = value.map { $0 ? Self.holds : 0 } ?? Self.null
      for row in 0..<count { result[row] = truth }
    case .flag: break
    case .compareConstant(let operand, let comparison, let constant):
      let (a, accepted) = (ordinals[operand], Accepted(comparison))
      for row in 0..<count {
        result[row] =
          a.isPresent[row] == 0 ? Self.null : accepted.truth(a.values[row], constant)
      }
    case .compare(let left, let comparison, let right):
      let (a, b, accepted) = (ordinals[left], ordinals[right], Accepted(comparison))
      for row in 0..<count {
        result[row] =
          a.isPresent[row] & b.isPresent[row] == 0
          ? Self.null : accepted.truth(a.values[row], b.values[row])
      }
    case .compareNumbers(let left, let comparison, let right):
      let (a, b, accepted) = (numbers[left], numbers[right], Accepted(comparison))
      for row in 0..<count {
        guard a.denominators[row] != 0, b.denominators[row] != 0 else {
          result[row] = Self.null
          continue
        }
        // Denominators are positive.
        result[row] = accepted.truth(
          Int128(a.numerators[row]) * Int128(b.denominators[row]),
          Int128(b.numerators[row]) * Int128(a.denominators[row]))
      }
    case .textEquals(let literal):
      compareTexts(literal, places(literal.column), into: result, count)
    case .isAbsent(let column):
      let isPresent = columns[column].isPresent
      for row in 0..<count { result[row] = isPresent[row] == 0 ? Self.holds : 0 }
    case .isNullOrdinal(let operand):
      let isPresent = ordinals[operand].isPresent
      for row in 0..<count { result[row] = isPresent[row] == 0 ? Self.holds : 0 }
    case .isNullNumber(let operand):
      let denominators = numbers[operand].denominators
      for row in 0..<count { result[row] = denominators[row] == 0 ? Self.holds : 0 }
    case .isNullTruth(let operand):
      let truths = truths[operand]
      for row in 0..<count { result[row] = truths[row] == Self.null ? Self.holds : 0 }
    case .not(let operand):
      let truths = truths[operand]
      for row in 0..<count {
        result[row] = truths[row] == Self.null ? Self.null : truths[row] ^ Self.holds
      }
    case .and(let left, let right):
      let (a, b) = (truths[left], truths[right])
      for row in 0..<count { result[row] = a[row] & b[row] }
    case .or(let left, let right):
      let (a, b) = (truths[left], truths[right])
      for row in 0..<count { result[row] = a[row] | b[row] }
    }
  }

  /// The truth of a comparison for each way in which two values may stand to each other.
  private struct Accepted {
    let less: UInt8
    let equal: UInt8
    let greater: UInt8

    init(_ comparison: Comparison) {
      let holds = Evaluator.holds
      less = [.less, .lessOrEqual, .notEqual].contains(comparison) ? holds : 0
      equal = [.equal, .lessOrEqual, .greaterOrEqual].contains(comparison) ? holds : 0
      greater = [.greater, .greaterOrEqual, .notEqual].contains(comparison) ? holds : 0
    }

    @inline(__always)
    func truth<Value: Comparable>(_ a: Value, _ b: Value) -> UInt8 {
      a < b ? less : a == b ? equal : greater
    }
  }

  private func compareTexts(
    _ literal: TextLiteral, _ places: FieldPlaces?, into result: Lane<UInt8>, _ count: Int
  ) {
    for row in 0..<count { result[row] = Self.null }
    guard let places, let text = texts[literal] else { return }
    text.equality.decode(places, into: text.column) { word, _ in
      (text.form?.canonical(word) ?? word.normalized) == text.canonical ? 1 : 0
    } without: { _, _ in
    }
    for row in 0..<count where text.column.isPresent[row] != 0 {
      result[row] = text.column.values[row] == 1 ? Self.holds : 0
    }
  }

  private func run(_ step: Program.NumberStep, into result: Numbers, _ count: Int) {
    switch step {
    case .column(let index):
      let column = columns[index]
      for row in 0..<count {
        result.numerators[row] = column.values[row]
        result.denominators[row] = column.isPresent[row] == 0 ? 0 : column.denominators[row]
      }
    case .constant(let value):
      for row in 0..<count {
        result.numerators[row] = value?.numerator ?? 0
        result.denominators[row] = value?.denominator ?? 0
      }
    case .span(let from, let to, let unit):
      let (a, b) = (ordinals[from], ordinals[to])
      for row in 0..<count {
        result.numerators[row] = b.values[row] &- a.values[row]
        result.denominators[row] = a.isPresent[row] & b.isPresent[row] == 0 ? 0 : unit
      }
    case .add(let a, let b): combine(a, b, into: result, count, Exact.sum)
    case .subtract(let a, let b): combine(a, b, into: result, count, Exact.difference)
    case .multiply(let a, let b): combine(a, b, into: result, count, Exact.product)
    case .divide(let a, let b):
      combine(a, b, into: result, count, Exact.quotient) { $0.numerator != 0 }
    }
  }

  private func combine(
    _ left: Program.NumberID, _ right: Program.NumberID, into result: Numbers, _ count: Int,
    _ operation: (Exact, Exact) -> Exact?, isDefined: (_ b: Exact) -> Bool = { _ in true }
  ) {
    let (a, b) = (numbers[left], numbers[right])
    for row in 0..<count {
      var value: Exact?
      if let a = a[row], let b = b[row] {
        value = operation(a, b)
        if value == nil, isDefined(b) {
          isOverflown[row] = 1
          hasOverflow = true
        }
      }
      result.numerators[row] = value?.numerator ?? 0
      result.denominators[row] = value?.denominator ?? 0
    }
  }
}
