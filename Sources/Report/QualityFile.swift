public import Definitions
public import Figures

/// `quality.json`: where every row of every file has gone.
public enum QualityFile {
  /// The document.
  ///
  /// Files are in the order of the reports, datasets in that of the pipeline. The accepted records of all
  /// provinces are null for a dataset that `closed` names, and in the sum of all datasets too: one of them
  /// alone could be had by subtraction.
  public static func json(
    files: [FileReport], refused: [RefusedFile], surveys: [ResponseQuality] = [],
    closed: Set<String> = [], of definition: PipelineDefinition
  ) -> [UInt8] {
    var all = Accounting()
    var withheld: Set<String> = []
    var sums: [JSON.Member] = []
    for dataset in definition.datasets {
      var sum = Accounting()
      for file in files where file.dataset == dataset.name { sum.merge(file.accounting) }
      all.merge(sum)
      let small = closed.contains(dataset.name) ? Set(sum.provinces.keys) : []
      withheld.formUnion(small)
      sums.append((name: dataset.name, value: .object(members(of: sum, withheld: small))))
    }
    var document: [JSON.Member] = [
      (name: "all", value: .object(members(of: all, withheld: withheld))),
      (name: "datasets", value: .object(sums)),
      (
        name: "files",
        value: .array(
          files.map { file in
            .object(
              header(of: file)
                + members(
                  of: file.accounting,
                  withheld: closed.contains(file.dataset)
                    ? Set(file.accounting.provinces.keys) : []))
          })
      ),
      (
        name: "refused",
        value: .array(
          refused.map { file in
            [
              "file": .string(file.path), "dataset": .string(file.dataset),
              "reason": .string(file.reason),
            ]
          })
      ),
    ]
    if !surveys.isEmpty {
      let members = surveys.map { (name: $0.dataset, value: json($0)) }
      document.append((name: "surveys", value: .object(members)))
    }
    return JSONWriter.bytes(of: .object(document))
  }

  private static func json(_ survey: ResponseQuality) -> JSON {
    [
      "responses": .count(survey.responses), "sites": .count(survey.siteCount),
      "flagged_responses": .count(survey.flaggedResponses),
      "flagged_sites": .count(survey.flaggedSites),
      "complete_forms": .count(survey.completeForms),
      "straight_forms": .count(survey.straightForms),
      "flags": .object(
        ResponseFlag.allCases.map { flag in
          (name: flag.rawValue, value: .count(survey.counts[flag] ?? 0))
        }),
    ]
  }

  private static func header(of file: FileReport) -> [JSON.Member] {
    [
      (name: "file", value: .string(file.path)),
      (name: "dataset", value: .string(file.dataset)),
      (name: "encoding", value: .string(file.encoding)),
      (name: "delimiter", value: .string(String(Unicode.Scalar(file.delimiter)))),
      (name: "header_line", value: .count(file.headerLine)),
      (name: "ignored_columns", value: .array(file.ignoredColumns.map(JSON.string))),
    ]
  }

  private static func members(of sum: Accounting, withheld: Set<String>) -> [JSON.Member] {
    [
      (name: "rows_read", value: .count(sum.rowsRead)),
      (name: "accepted", value: .count(sum.accepted)),
      (name: "superseded", value: .count(sum.superseded)),
      (name: "out_of_period", value: .count(sum.outOfPeriod)),
      (name: "rejected", value: .count(sum.rejected)),
      (name: "skipped", value: .counts(sum.skipped)),
      (name: "rejects", value: .counts(sum.rejects)),
      (name: "warnings", value: .counts(sum.warnings)),
      (name: "provinces", value: .counts(sum.provinces, withheld: withheld)),
    ]
  }
}
