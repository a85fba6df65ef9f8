/// The account that every file of the sample campaign should get, as a page.
struct SampleExpectations {
  let files: [SampleFile]

  var text: String {
    var page = """
      # What ingest should find

      Written with the data by the same generator. The data are invented.

      ## Records

      | file | rows_read | accepted | superseded | out_of_period | rejected |
      | --- | ---: | ---: | ---: | ---: | ---: |

      """
    for file in files { page += row(file.path, [file]) }
    for dataset in Set(files.map(\.dataset)).sorted() {
      page += row("**\(dataset)**", files.filter { $0.dataset == dataset })
    }
    page += row("**all**", files)
    page += """

      ## Records that are wrong on purpose

      | file | line | column | code |
      | --- | ---: | --- | --- |

      """
    for file in files {
      for fault in file.ledger.faults {
        page += "| \(file.path) | \(fault.line) | \(fault.column ?? "") | \(fault.code) |\n"
      }
    }
    return page
  }

  private func row(_ name: String, _ files: [SampleFile]) -> String {
    func total(_ count: (SampleLedger) -> Int) -> String {
      String(files.reduce(0) { $0 + count($1.ledger) })
    }
    let cells = [
      name, total(\.rowsRead), total(\.accepted), total(\.superseded), total(\.outOfPeriod),
      total(\.faults.count),
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }
}
