internal import Definitions
internal import Statistics

extension ReleaseTables {
  /// What every published KPI is, as the catalog says it.
  public var definitions: ReleaseTable {
    table(
      "definitions", name: say("Definitions", "Định nghĩa"),
      title: say("Definitions of the KPIs", "Định nghĩa các chỉ tiêu"),
      notes: [
        say(
          "Formulas are those of the catalog \(definition.catalog.path.fileName).",
          "Công thức lấy nguyên văn từ tệp \(definition.catalog.path.fileName).")
      ],
      columns: [
        column("KPI", "Mã chỉ tiêu", .text, width: 26),
        column("Name (Vietnamese)", "Tên tiếng Việt", .text, width: 40),
        column("Name (English)", "Tên tiếng Anh", .text, width: 40),
        column("Kind", "Loại", .text, width: 14), column("Dataset", "Bộ số liệu", .text, width: 14),
        column("Formula", "Công thức", .text, width: 60),
        column("Better", "Tốt hơn khi", .text, width: 10), column("Target", "Mục tiêu"),
        column("Interval", "Khoảng tin cậy", .text, width: 16),
        column("Source", "Nguồn", .text, width: 80),
      ],
      definition.kpis.map { kpi in
        let formula = kpi.formulas.map { "\($0.key): \($0.text)" }.joined(separator: "; ")
        let target: ReleaseTable.Cell? = kpi.target.map {
          isProportion(kpi.id) ? .proportion($0) : .number($0)
        }
        let level = Rounding(decimals: 2).percent(.approximate(kpi.level))
        return [
          .text(kpi.id), .text(kpi.label.vietnamese), .text(kpi.label.english),
          .text(kpi.kindName), cell(kpi.dataset ?? ""), cell(formula),
          .text(kpi.better == .higher ? say("higher", "cao hơn") : say("lower", "thấp hơn")),
          target ?? .empty,
          kpi.interval.map { .text("\($0.rawValue), \(Numerals(language).percent(level))") }
            ?? .empty,
          cell(kpi.source),
        ]
      })
  }

  /// The files that the figures were made from, by which anyone can tell whether theirs are the same.
  public var inputs: ReleaseTable {
    let read = release.files.map { ($0.dataset, $0.path, $0.encoding, $0.byteCount, $0.digest) }
    let refused = release.refused.map { ($0.dataset, $0.path, "", $0.byteCount, $0.digest) }
    return table(
      "inputs", name: say("Inputs", "Tệp đầu vào"),
      title: say("The files that were read", "Các tệp đã đọc"),
      notes: [
        say(
          "Digests are XXH128 of the bytes that were read.",
          "Mã kiểm tra là XXH128 của chính các byte đã đọc.")
      ],
      columns: [
        column("Dataset", "Bộ số liệu", .text, width: 14),
        column("File", "Tệp", .text, width: 50), column("Encoding", "Bảng mã", .text, width: 12),
        column("Bytes", "Số byte", width: 12), column("Digest", "Mã kiểm tra", .text, width: 40),
      ],
      (read + refused).map { dataset, path, encoding, bytes, digest in
        [
          .text(dataset), .text(path), cell(encoding), .integer(bytes), .text("xxh128:" + digest),
        ]
      })
  }
}

extension String {
  /// What follows the last `/`.
  public var fileName: String { split(separator: "/").last.map(String.init) ?? self }
}
