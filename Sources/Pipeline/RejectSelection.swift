/// Which rejects of a run are meant.
public struct RejectSelection: Sendable {
  /// Codes of provinces; `nil` for all.
  private let provinces: Set<String>?
  private let file: String?
  private let code: String?
  private let datasetFiles: Set<String>?
  /// Files all of whose accepted records are of one of the provinces.
  private let provinceFiles: Set<String>
  /// Files all of whose accepted records are of one other province; `nil` where rejects of no known
  /// province are left out.
  private let foreignFiles: Set<String>?

  /// Chooses by what is given.
  ///
  /// Without provinces, which are codes, those of all; `file` is a path as rejects.csv has it, or the
  /// last components of one. `includingUnknown` also means rejects that may be of one of the provinces,
  /// since neither the record nor its file tells the province.
  public init(
    of run: PublishedRun, provinces: [String] = [], file: String? = nil, code: String? = nil,
    dataset: String? = nil, includingUnknown: Bool = false
  ) {
    self.provinces = provinces.isEmpty ? nil : Set(provinces)
    self.file = file
    self.code = code
    let files = run.quality.files
    datasetFiles = dataset.map { name in
      Set(
        files.filter { $0.dataset == name }.map(\.file)
          + run.quality.refused.filter { $0.dataset == name }.map(\.file))
    }
    let single = files.filter { $0.tally.provinces.count == 1 }
    provinceFiles = Set(
      single.filter { $0.tally.provinces.keys.contains(where: provinces.contains) }.map(\.file))
    foreignFiles =
      includingUnknown ? Set(single.map(\.file)).subtracting(provinceFiles) : nil
  }

  /// Whether nothing is left out.
  public var isWhole: Bool {
    provinces == nil && file == nil && code == nil && datasetFiles == nil
  }

  /// A reject without a province is that of its file, where all accepted records are of one province.
  public func contains(_ reject: PublishedReject) -> Bool {
    if let code, reject.code != code { return false }
    guard contains(file: reject.file) else { return false }
    guard let provinces else { return true }
    guard reject.provinceCode.isEmpty else { return provinces.contains(reject.provinceCode) }
    return provinceFiles.contains(reject.file)
      || foreignFiles.map { !$0.contains(reject.file) } ?? false
  }

  /// Whether a file that was refused as a whole is meant; nobody knows its provinces.
  public func contains(_ refused: PublishedQuality.Refused) -> Bool {
    provinces == nil && code == nil && contains(file: refused.file)
  }

  /// Whether `file` is a path as rejects.csv has it, or the last components of it.
  public static func isNamed(_ path: String, by file: String) -> Bool {
    path == file || path.hasSuffix("/" + file)
  }

  private func contains(file name: String) -> Bool {
    if let file, !Self.isNamed(name, by: file) { return false }
    return datasetFiles?.contains(name) ?? true
  }
}
