internal import Pipeline
internal import Report

extension PublishedRun {
  /// Which run it is.
  var headJSON: JSON {
    [
      "pipeline": .string(record.pipeline), "run_id": .string(record.runID),
      "status": .string(record.status), "folder": .string(folder), "as_of": JSON(record.asOf),
      "period": record.period.map { ["from": .string($0.from), "to": .string($0.to)] } ?? .null,
    ]
  }

  /// The run with its accounting, and the tops of its rankings.
  var summaryJSON: [JSON.Member] {
    [
      ("run", headJSON),
      (
        "rows",
        .object(
          [("all", quality.all.json)]
            + quality.datasets.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
      ),
      (
        "refused",
        .array(
          quality.refused.map { ["file": .string($0.file), "reason": .string($0.reason)] })
      ),
      (
        "findings",
        .array(
          record.findings.map {
            [
              "gate": .string($0.gate), "severity": .string($0.severity),
              "message": .string($0.message),
            ]
          })
      ),
      (
        "completeness",
        .array(
          record.completeness.map { dataset in
            [
              "dataset": .string(dataset.dataset), "missing": JSON(dataset.missing),
              "partial": JSON(dataset.partial.map(\.provinceCode)),
            ]
          })
      ),
      ("notes", JSON(record.notes)),
      (
        "top",
        .object(
          rankedKPIs.map { kpi in
            (kpi, .array(ranks.filter { $0.kpi == kpi && $0.inTop }.map(\.json)))
          })
      ),
    ]
  }

  /// The summary and the figures of the whole country.
  var json: JSON {
    .object(
      summaryJSON + [
        ("national", .array(figures.filter { $0.key.grouping == "national" }.map(\.json)))
      ])
  }
}

extension PublishedQuality.Tally {
  fileprivate var json: JSON {
    [
      "rows_read": JSON(rowsRead), "accepted": JSON(accepted), "superseded": JSON(superseded),
      "out_of_period": JSON(outOfPeriod), "rejected": JSON(rejected), "rejects": JSON(rejects),
      "warnings": JSON(warnings),
      "provinces": .object(
        provinces.sorted { $0.key < $1.key }.map { (name: $0.key, value: JSON($0.value)) }),
    ]
  }
}
