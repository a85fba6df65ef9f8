internal import CXlsxWriter
internal import Definitions
internal import Glibc
internal import Report

/// A workbook in the making: libxlsxwriter's, with the cell formats and the texts that sheets share.
final class Book {
  let workbook: UnsafeMutablePointer<lxw_workbook>
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]
  private var styles: [Style: Int64] = [:]
  private var texts: [String: UInt32] = [:]
  private var isClosed = false
  /// What first went wrong with a sheet; told when the book is closed.
  var failure: WorkbookFailure?
  private let decimals: Int

  /// How a cell looks.
  enum Style: Hashable, CaseIterable {
    case title, plain, text, wrapped, head, label, integer, number, proportion, link
  }

  init(path: String, temporaries folder: String, decimals: Int) throws(WorkbookFailure) {
    let folder = strdup(folder)
    defer { free(folder) }
    // Row by row: only so do sheets take their rows as text.
    var options = lxw_workbook_options(constant_memory: 1, tmpdir: folder, use_zip64: 0)
    guard let workbook = workbook_new_opt(path, &options) else {
      throw WorkbookFailure(description: "no memory for a workbook")
    }
    self.workbook = workbook
    self.decimals = decimals
  }

  deinit { if !isClosed { lxw_workbook_free(workbook) } }

  func addSheet(_ name: String) throws(WorkbookFailure) -> Sheet {
    guard let worksheet = workbook_add_worksheet(workbook, name) else {
      throw failure ?? WorkbookFailure(description: "the sheet \(name) cannot be made")
    }
    return Sheet(worksheet, name: name, of: self)
  }

  /// Packs everything into the file.
  func close() throws(WorkbookFailure) {
    isClosed = true
    let error = workbook_close(workbook)
    if let failure { throw failure }
    guard error == LXW_NO_ERROR else {
      throw WorkbookFailure(
        description: lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
    }
  }

  /// The document's properties; its day is the one that the figures are of.
  func describe(_ release: Release) {
    let definition = release.definition
    let lines: [String] = [
      definition.title[definition.language], definition.name, "hailong \(release.program)",
      release.runID,
    ]
    // XML has no way to write a control character.
    let texts = lines.map { line in
      strdup(String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 })))
    }
    defer { for text in texts { free(text) } }
    var properties = lxw_doc_properties()
    properties.title = texts[0]
    properties.subject = texts[1]
    properties.author = texts[2]
    properties.comments = texts[3]
    // Noon, since the library takes 0 for "now".
    properties.created = Int(definition.asOf.daysSinceEpoch) * 86_400 + 43_200
    workbook_set_properties(workbook, &properties)
    workbook_set_custom_property_string(
      workbook, "Language", definition.language == .vietnamese ? "vi-VN" : "en")
    workbook_set_custom_property_string(workbook, "Run", release.runID)
  }

  /// The format of a style, made when it is first used.
  func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(workbook) else { return nil }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let places = decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
    switch style {
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 15)
    case .plain: break
    case .text: format_set_indent(format, 1)
    case .wrapped: format_set_text_wrap(format)
    case .label: format_set_bold(format)
    case .head:
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_bg_color(format, 0xDCE6F1)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .integer: format_set_num_format(format, "#,##0")
    case .number: format_set_num_format(format, "#,##0" + places)
    case .proportion: format_set_num_format(format, "0" + places + "%")
    case .link:
      format_set_font_color(format, 0x0563C1)
      format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    }
    formats[style] = format
    return format
  }

  /// The number by which cells name a style.
  func index(of style: Style) -> Int64 {
    if let index = styles[style] { return index }
    let index = format(style).map { Int64(lxw_format_get_xf_index($0)) } ?? 0
    styles[style] = index
    return index
  }

  /// The number by which cells name a text, which is there once for all of them.
  ///
  /// A cell holds 32,767 characters; a longer text ends in an ellipsis.
  func index(of text: String) -> Int64 {
    if let index = texts[text] { return Int64(index) }
    var shown = text
    if text.utf16.count > Self.room { shown = String(text.prefix(Self.room / 2)) + "…" }
    guard let element = lxw_get_sst_index(workbook.pointee.sst, shown, 0) else {
      failure = failure ?? WorkbookFailure(description: "no memory for the texts of a workbook")
      return 0
    }
    texts[text] = element.pointee.index
    return Int64(element.pointee.index)
  }

  private static let room = 32_767
}
