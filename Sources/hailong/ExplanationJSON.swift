internal import Engine
internal import Pipeline
internal import Report

extension ExplanationText {
  /// Ranges beyond these are counted only.
  private static let mostJSONRanges = 1000

  var json: JSON {
    [
      "run": run.headJSON,
      "kpi": explanation.kpi.map(json) ?? .null,
      "figures": .array(explanation.figures.map(\.json)),
      "origin": explanation.parts.isEmpty ? json(explanation.origin) : .null,
      "parts": .array(
        explanation.parts.map { part in
          [
            "kpi": .string(part.figure.key.kpi), "weight": .string(part.weight),
            "figure": part.figure.json, "origin": json(part.origin),
          ]
        }),
      "rejects": .array(explanation.rejects.map(json)),
      "rejects_unknown": JSON(explanation.rejectsGap),
      "refused": .array(
        explanation.refused.map { ["file": .string($0.file), "reason": .string($0.reason)] }),
      "files": .array(explanation.files.map(json)),
      "gaps": .array(explanation.gaps.map(json)),
      "changes": .array(zip(explanation.figures, explanation.changes).map(json)),
      "other_program": JSON(explanation.otherProgram),
    ]
  }

  private func json(_ kpi: PublishedKPI) -> JSON {
    [
      "id": .string(kpi.id), "kind": .string(kpi.kind), "dataset": JSON(kpi.dataset),
      "label": ["en": JSON(kpi.label?.en), "vi": JSON(kpi.label?.vi)],
      "definition": .object(kpi.formulas.map { (name: $0.key, value: .string($0.text)) }),
      "meaning": JSON(kpi.meaning), "source": JSON(kpi.source),
    ]
  }

  private func json(_ origin: Result<FigureOrigin, FigureOrigin.Gap>) -> JSON {
    switch origin {
    case .failure(let gap): return ["unknown": .string(gap.reason)]
    case .success(let found):
      return [
        "adds_up": .bool(found.addsUp),
        "recounted": .object(
          found.recounted.sorted { $0.key < $1.key }.map { id, recount in
            (
              name: id,
              value: [
                "numerator": JSON(number: recount.numerator),
                "denominator": JSON(number: recount.denominator),
                "value": JSON(number: recount.value),
              ]
            )
          }),
        "files": .array(
          found.files.map { file in
            [
              "file": .string(file.file), "records": JSON(file.records.count),
              "in_numerator": JSON(file.numerator?.count), "lines": json(file.records),
              "numerator_lines": file.numerator.map(json) ?? .null,
            ]
          }),
        "changed_files": JSON(found.changedFiles), "missing_files": JSON(found.missingFiles),
        "spread": found.spread.map { spread in
          [
            "least": JSON(number: spread.least), "median": JSON(number: spread.median),
            "greatest": JSON(number: spread.greatest),
          ]
        } ?? .null,
        "uncovered": JSON(found.uncovered),
      ]
    }
  }

  /// Ranges of lines without others between.
  private func json(_ lines: LineSet) -> JSON {
    let (first, more) = lines.stretches(limit: listsAllLines ? .max : Self.mostJSONRanges)
    return [
      "ranges": .array(first.map { .array([JSON($0.first), JSON($0.last)]) }),
      "more_ranges": JSON(more),
    ]
  }

  private func json(_ group: RejectGroup) -> JSON {
    [
      "file": .string(group.file), "code": .string(group.code), "column": JSON(text: group.column),
      "count": JSON(group.count), "first_lines": .array(group.lines.map { JSON(number: $0) }),
      "message": .string(group.message), "value": JSON(text: group.value),
    ]
  }

  private func json(_ file: PublishedQuality.File) -> JSON {
    let tally = file.tally
    return [
      "file": .string(file.file), "dataset": .string(file.dataset),
      "rows_read": JSON(tally.rowsRead), "accepted": JSON(tally.accepted),
      "superseded": JSON(tally.superseded), "out_of_period": JSON(tally.outOfPeriod),
      "rejected": JSON(tally.rejected),
    ]
  }

  private func json(_ gap: PublishedRecord.Completeness) -> JSON {
    [
      "dataset": .string(gap.dataset), "missing": JSON(gap.missing),
      "partial": .array(
        gap.partial.map {
          [
            "province_code": .string($0.provinceCode), "periods": JSON($0.periods),
            "files": JSON($0.files),
          ]
        }),
    ]
  }

  private func json(_ figure: PublishedFigure, _ change: FigureChange) -> JSON {
    [
      "kpi": .string(figure.key.kpi), "compared_with": .string(change.comparedWith),
      "what": .string(change.kind.rawValue),
      "old": [
        "numerator": JSON(number: change.old.numerator),
        "denominator": JSON(number: change.old.denominator),
        "value": JSON(number: change.old.value), "display": JSON(text: change.oldDisplay),
      ],
      "causes": .array(change.causes.map(\.json)),
    ]
  }
}
