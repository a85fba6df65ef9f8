internal import Definitions
internal import Figures

extension ReleaseTables {
  /// Where the rows went, why some were left out, which provinces lack records, what was refused, and
  /// what gates found.
  public var quality: [ReleaseTable] { [accounting, rejects, completeness, refused, findings] }

  /// The rows of each dataset and file: read = accepted + superseded + out of period + rejected.
  private var accounting: ReleaseTable {
    var rows: [[ReleaseTable.Cell]] = []
    for dataset in definition.datasets {
      let files = release.files.filter { $0.dataset == dataset.name }
      var sum = Accounting()
      for file in files { sum.merge(file.accounting) }
      rows.append(cells(dataset.name, say("all files", "tất cả tệp"), sum))
      rows += files.map { cells(dataset.name, $0.path, $0.accounting) }
    }
    return table(
      "quality", name: say("Data quality", "Chất lượng dữ liệu"),
      title: say("Where every row has gone", "Từng dòng dữ liệu đã đi đâu"),
      notes: [
        say(
          "Rows read = accepted + superseded + out of period + rejected.",
          "Số dòng đọc = nhận + bản cũ + ngoài kỳ + loại.")
      ],
      columns: datasetColumns + [
        column("File", "Tệp", .text, width: 44),
        column("Rows read", "Số dòng đọc"), column("Accepted", "Nhận"),
        column("Superseded", "Bản cũ"), column("Out of period", "Ngoài kỳ"),
        column("Rejected", "Loại"), column("Rejected, share", "Tỷ lệ loại"),
        column("Lines that are no records", "Dòng không phải bản ghi"),
        column("Warnings", "Cảnh báo"),
      ], rows)
  }

  private func cells(
    _ dataset: String, _ file: String, _ sum: Accounting
  ) -> [ReleaseTable.Cell] {
    datasetCells(dataset) + [
      .text(file), cell(sum.rowsRead), cell(sum.accepted), cell(sum.superseded),
      cell(sum.outOfPeriod), cell(sum.rejected),
      sum.rowsRead == 0 ? .empty : .proportion(Double(sum.rejected) / Double(sum.rowsRead)),
      cell(sum.skipped.values.reduce(0, +)), cell(sum.warnings.values.reduce(0, +)),
    ]
  }

  private var datasetColumns: [ReleaseTable.Column] {
    [
      column("Dataset", "Bộ số liệu", .text, width: 14),
      column("Dataset's name", "Tên bộ số liệu", .text, width: 26),
    ]
  }

  private func datasetCells(_ name: String) -> [ReleaseTable.Cell] {
    [.text(name), .text(definition.dataset(name)?.schema.label[language] ?? name)]
  }

  private var rejects: ReleaseTable {
    let rows = release.files.flatMap { file in
      file.accounting.rejects.sorted { $0.key < $1.key }.map { code, count in
        datasetCells(file.dataset) + [
          .text(file.path), .text(code),
          .text(Reject.Code(rawValue: code)?.message(detail: "")[language] ?? code), cell(count),
        ]
      }
    }
    return table(
      "rejects", name: say("Rejected rows", "Dòng bị loại"),
      title: say("Rejected rows by file and reason", "Dòng bị loại theo tệp và lý do"),
      notes: [
        say(
          "Each row, with its line, is in rejects.csv, which only its owner may read.",
          "Từng dòng bị loại, kèm số dòng, nằm ở tệp rejects.csv mà chỉ chủ sở hữu được đọc.")
      ],
      columns: datasetColumns + [
        column("File", "Tệp", .text, width: 44), column("Code", "Mã lý do", .text, width: 20),
        column("Reason", "Lý do", .text, width: 50), column("Rows", "Số dòng"),
      ], rows)
  }

  /// The accepted records of each province; what disclosure withholds is so here as in quality.json.
  private var completeness: ReleaseTable {
    var rows: [[ReleaseTable.Cell]] = []
    let closed = release.closedDatasets
    for found in release.completeness {
      var sum = Accounting()
      for file in release.files where file.dataset == found.dataset { sum.merge(file.accounting) }
      let gaps = Dictionary(
        found.partial.map { ($0.province, $0) }, uniquingKeysWith: { first, _ in first })
      let missing = Set(found.missing)
      for province in definition.reference.provinces {
        let count = sum.provinces[province.code, default: 0]
        let isWithheld = count > 0 && closed.contains(found.dataset)
        let gap = gaps[province.code]
        let marks = [
          isWithheld ? Figure.Flag.suppressed.sign : nil,
          gap == nil ? nil : Figure.Flag.partial.sign,
          missing.contains(province.code) ? "[x]" : nil,
        ]
        rows.append(
          datasetCells(found.dataset) + [
            .text(province.code), .text(province.name), isWithheld ? .empty : cell(count),
            cell(marks.compactMap(\.self).joined(separator: " ")),
            cell((gap?.periods ?? []).joined(separator: ", ")),
            cell((gap?.files ?? []).joined(separator: ", ")),
          ])
      }
    }
    return table(
      "completeness", name: say("Completeness", "Mức đầy đủ"),
      title: say(
        "Accepted records by dataset and province",
        "Số bản ghi được nhận theo bộ số liệu và tỉnh, thành phố"),
      columns: datasetColumns + [
        column("Code", "Mã tỉnh", .code, width: 7),
        column("Province", "Tỉnh, thành phố", .text, width: 18), column("Accepted", "Nhận"),
        column("Mark", "Ký hiệu", .text, width: 8),
        column("Periods without records", "Kỳ không có bản ghi", .text, width: 22),
        column("Files with many rejects", "Tệp bị loại nhiều", .text, width: 44),
      ], rows)
  }

  private var refused: ReleaseTable {
    table(
      "refused", name: say("Refused files", "Tệp bị từ chối"),
      title: say("Files that were left out as a whole", "Tệp bị từ chối toàn bộ"),
      columns: datasetColumns + [
        column("File", "Tệp", .text, width: 44), column("Reason", "Lý do", .text, width: 70),
      ],
      release.refused.map {
        datasetCells($0.dataset) + [.text($0.path), .text($0.reason)]
      })
  }

  private var findings: ReleaseTable {
    table(
      "findings", name: say("Gates", "Ngưỡng kiểm soát"),
      title: say("Conditions on the data that were not met", "Điều kiện về dữ liệu không đạt"),
      columns: [
        column("Gate", "Ngưỡng", .text, width: 16), column("Severity", "Mức", .text, width: 12),
        column("Finding", "Nội dung", .text, width: 100),
      ],
      release.findingsWithoutHistory.map { finding in
        [
          .text(finding.kind.rawValue),
          .text(
            finding.severity == .stop ? say("stops", "dừng công bố") : say("warns", "cảnh báo")),
          .text(finding.message[language]),
        ]
      })
  }

  func table(
    _ id: String, name: String, title: String, notes: [String] = [],
    columns: [ReleaseTable.Column], _ rows: [[ReleaseTable.Cell]]
  ) -> ReleaseTable {
    ReleaseTable(
      id: id, name: name, title: title, notes: notes, columns: columns, rowCount: rows.count
    ) { rows[$0] }
  }
}
