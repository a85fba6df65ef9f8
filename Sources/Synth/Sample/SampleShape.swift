/// How one province writes its dossiers down: headers, words, dates, places.
struct SampleShape: Sendable {
  enum Headers: Sendable { case schema, vietnamese, portal }
  enum Moments: Sendable { case iso, spaced, slashed }
  enum Flags: Sendable { case digits, words, logical, crosses }

  var dialect = SampleDialect()
  var headers = Headers.schema
  var moments = Moments.iso
  var flags = Flags.digits
  var hasVietnameseWords = false
  var hasWardNames = false
  var hasProvinceName = false
  /// Spellings of the province that take turns; empty for its code.
  var provinceSpellings: [String] = []

  /// What Excel makes under Vietnamese settings.
  static let spreadsheet = SampleShape(
    dialect: .spreadsheet, headers: .vietnamese, moments: .slashed, flags: .words,
    hasVietnameseWords: true, hasWardNames: true)

  func header() -> [String] {
    var columns = SampleColumn.allCases.map { column in
      switch headers {
      case .schema: column.name
      case .vietnamese: column.vietnamese
      case .portal: column.portal
      }
    }
    if !hasProvinceName { columns.remove(at: SampleColumn.provinceName.rawValue) }
    return headers == .vietnamese ? ["STT"] + columns : columns
  }

  /// The place of a column in the cells of a record.
  func index(of column: SampleColumn) -> Int {
    let leading = headers == .vietnamese ? 1 : 0
    let gap = !hasProvinceName && column.rawValue > SampleColumn.provinceName.rawValue ? 1 : 0
    return leading + column.rawValue - gap
  }

  func cells(
    _ dossier: SampleDossier, of province: Gazetteer.Province, number: Int
  ) -> [String] {
    let spelling =
      provinceSpellings.isEmpty
      ? province.code : provinceSpellings[number % provinceSpellings.count]
    let field = ServiceField.all[dossier.field]
    var cells = [dossier.id, spelling]
    if hasProvinceName { cells.append(province.name) }
    cells += [
      dossier.ward.map { hasWardNames ? $0.name : $0.code } ?? "",
      hasVietnameseWords ? field.vietnamese : field.name,
      dossier.procedure,
      hasVietnameseWords ? dossier.channel.vietnamese : dossier.channel.rawValue,
      write(dossier.received), write(dossier.due), dossier.completed.map(write) ?? "",
      hasVietnameseWords ? dossier.status.vietnamese : dossier.status.rawValue,
    ]
    cells += [
      dossier.hasDigitizedDocuments, dossier.hasDigitizedResult, dossier.isReused,
      dossier.isSynced, dossier.returnsDocument, dossier.hasPetition,
    ].map(write)
    cells += [dossier.applicant, write(dossier.updated)]
    return headers == .vietnamese ? [String(number + 1)] + cells : cells
  }

  func write(_ moment: LocalTime) -> String {
    switch moments {
    case .iso: "\(moment.isoDay)T\(moment.clock):00"
    case .spaced: "\(moment.isoDay) \(moment.clock)"
    case .slashed: "\(moment.slashedDay) \(moment.clock)"
    }
  }

  /// A day that no calendar has.
  var impossibleMoment: String {
    switch moments {
    case .iso: "2025-02-30T08:15:00"
    case .spaced: "2025-13-01 08:15"
    case .slashed: "31/06/2025 08:15"
    }
  }

  private func write(_ flag: Bool) -> String {
    switch flags {
    case .digits: flag ? "1" : "0"
    case .words: flag ? "Có" : "Không"
    case .logical: flag ? "true" : "false"
    case .crosses: flag ? "x" : ""
    }
  }
}

/// The columns of a dossier file, in the order that all sample files keep.
enum SampleColumn: Int, CaseIterable, Sendable {
  case id, province, provinceName, ward, field, procedure, channel, received, due, completed, status
  case documents, result, reused, synced, returnsDocument, petition, applicant, updated

  var name: String { Self.names[rawValue].0 }
  var vietnamese: String { Self.names[rawValue].1 }
  var portal: String { Self.names[rawValue].2 }

  private static let names = [
    ("dossier_id", "Mã hồ sơ", "MaHoSo"),
    ("province_code", "Tỉnh", "MaTinh"),
    ("province_name", "Tỉnh/Thành phố", "TenTinh"),
    ("ward_code", "Phường/Xã", "MaXa"),
    ("field", "Lĩnh vực", "TenLinhVuc"),
    ("procedure_code", "Mã thủ tục", "MaTTHC"),
    ("channel", "Hình thức tiếp nhận (Kênh)", "KenhThucHien"),
    ("received_at", "Ngày tiếp nhận", "NgayTiepNhan"),
    ("due_at", "Ngày hẹn trả (Hạn xử lý)", "NgayHenTra"),
    ("completed_at", "Ngày kết thúc xử lý", "NgayKetThucXuLy"),
    ("status", "Trạng thái", "TrangThaiHoSo"),
    ("documents_digitized", "Số hóa thành phần hồ sơ", "HoSoCoThanhPhanSoHoa"),
    ("result_digitized", "Số hóa kết quả", "SoHoaKetQua"),
    ("data_reused", "Tái sử dụng dữ liệu", "TaiSuDung"),
    ("synced", "Đồng bộ Cổng DVCQG", "DaDongBo"),
    ("returns_document", "Trả kết quả bằng văn bản", "CoGiayToKetQua"),
    ("has_petition", "Phản ánh, kiến nghị", "CoPhanAnh"),
    ("applicant", "Chủ hồ sơ", "ChuHoSo"),
    ("updated_at", "Ngày cập nhật", "CapNhatLuc"),
  ]
}
