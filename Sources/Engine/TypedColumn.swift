internal import Statistics

/// One column of a batch, decoded: an integer a record, and which records have none.
///
/// Holds room for one batch and is filled again for the next.
final class TypedColumn {
  /// A date's days, a timestamp's microseconds, a member's, province's or ward's index, a number's
  /// numerator; 0 where there is no value.
  let values = Lane<Int64>(0, capacity: RecordBatch.capacity)
  /// 1 where the record has a value.
  let isPresent = Lane<UInt8>(0, capacity: RecordBatch.capacity)
  /// A flag's truths, as the evaluator has them.
  let truths = Lane<UInt8>(Evaluator.null, capacity: RecordBatch.capacity)
  /// A decimal's denominators; of use only where `hasDenominators`.
  let denominators = Lane<Int64>(1, capacity: RecordBatch.capacity)
  private(set) var hasDenominators = false
  /// Whether a question may not have applied to a record; `values` is 1 then where it has no value.
  var hasNotApplicable = false

  deinit {
    values.deallocate()
    isPresent.deallocate()
    truths.deallocate()
    denominators.deallocate()
  }

  /// Makes all denominators 1 again.
  func clearDenominators() {
    guard hasDenominators else { return }
    hasDenominators = false
    for row in 0..<RecordBatch.capacity { denominators[row] = 1 }
  }

  /// Sets a record's number.
  func keep(_ number: Exact, row: Int) {
    values[row] = number.numerator
    isPresent[row] = 1
    guard number.denominator != 1 else { return }
    denominators[row] = number.denominator
    hasDenominators = true
  }
}
