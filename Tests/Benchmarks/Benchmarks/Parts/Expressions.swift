internal import Benchmark
internal import Definitions
@testable internal import Engine

/// The six conditions of counts.yml on the decoded columns of one batch, the fullest of the first.
func measureExpressions() {
  Benchmark.measure("six conditions") {
    try ConditionRun(Dossiers(Input.head))
  } _: { run in
    Benchmark.Amount(records: run.run(times: 10_000))
  }
}

/// One decoded batch, to be evaluated again and again.
private final class ConditionRun {
  private let dossiers: Dossiers
  private let batch: RecordBatch
  private let evaluator: Evaluator

  init(_ dossiers: Dossiers) {
    self.dossiers = dossiers
    let batches = dossiers.batches()
    batch = batches.max { $0.count < $1.count } ?? batches[0]
    let plan = dossiers.rowPlan.plan
    let columns = plan.schema.columns.map { _ in TypedColumn() }
    var faults = RowFaults()
    for (definition, column) in zip(plan.schema.columns, columns) {
      let reader = dossiers.columnReader(definition.name)
      reader.read(batch, dossiers.bytes, into: column, faults: &faults)
    }
    evaluator = Evaluator(dossiers.rowPlan.program, columns: columns, offset: plan.offset)
    precondition(dossiers.rowPlan.conditions.count == 6, "counts.yml has other conditions")
  }

  /// Evaluates it, and gives how many records that were.
  func run(times: Int) -> Int {
    let (bytes, fields) = (dossiers.bytes, dossiers.shape.fields)
    for _ in 0..<times {
      evaluator.run(batch.count) { [batch] column in
        fields[column].map { batch.places(of: $0, in: bytes) }
      }
    }
    return times * batch.count
  }
}
