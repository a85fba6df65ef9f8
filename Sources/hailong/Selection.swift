internal import Definitions
internal import Pipeline
internal import Synth

/// The figures of a run that a user asked for.
struct Selection {
  private let run: PublishedRun
  /// Published ids, in catalog order.
  let kpis: [String]
  private let grouping: String?
  private let provinceCode: String?
  /// Whether nothing was left out.
  let isWhole: Bool

  /// Fails for a KPI, grouping or province that the run does not have, and says which it has.
  init(of run: PublishedRun, kpis: [String], grouping: String?, province: String?) throws {
    self.run = run
    let known = run.kpiIDs
    // The id of a KPI with quantiles stands for all its rows.
    let kpis = kpis.flatMap { id in
      known.contains(id) ? [id] : run.kpis.values.first { $0.id == id }?.publishedAs ?? [id]
    }
    for id in kpis where !known.contains(id) {
      throw Failure.unknown("KPI", id, among: known)
    }
    self.kpis = kpis.isEmpty ? known : known.filter(kpis.contains)
    self.grouping = try grouping.map { wanted in
      let keys = Set(wanted.split(separator: "+"))
      let found = run.groupings.first { Set($0.split(separator: "+")) == keys }
      guard let found else { throw Failure.unknown("grouping", wanted, among: run.groupings) }
      return found
    }
    provinceCode = try province.map { try run.code(ofProvince: $0) }
    isWhole = kpis.isEmpty && grouping == nil && province == nil
  }

  /// Without a grouping those of the nation and its provinces, or of the one province.
  var figures: [PublishedFigure] {
    let kpis = Set(kpis)
    return run.figures.filter { figure in
      guard kpis.contains(figure.key.kpi) else { return false }
      if let grouping {
        guard figure.key.grouping == grouping else { return false }
      } else {
        guard ["national", "province"].contains(figure.key.grouping) else { return false }
      }
      return provinceCode == nil || figure.key.provinceCode == provinceCode
    }
  }
}

extension PublishedRun {
  /// The code of a province that a user named.
  func code(ofProvince text: String) throws -> String {
    if let code = provinceCode(text) ?? provinceCode(formerly: text) { return code }
    // A run without figures by province still knows whose records it read.
    if quality.all.provinces.keys.contains(text) { return text }
    throw Failure.unknown("province", text, among: provinces.map(\.name))
  }

  /// The code of the province that a former or an unusual name means to the program's own tables, where
  /// the run calls that province as they do.
  private func provinceCode(formerly text: String) -> String? {
    guard let places = Reference.shipped, let found = places.province(text) else { return nil }
    let province = places.provinces[found]
    guard provinces.contains(where: { $0 == (code: province.code, name: province.name) }) else {
      return nil
    }
    noteMerger(of: text, into: province.code, by: [places])
    return province.code
  }
}

extension Reference {
  /// The program's own tables.
  static var shipped: Reference? { try? read(tables: ShippedDefinitions.reference) }
}

/// Says where a province that is asked for by a former name is but a part of the one that is shown, by the
/// first tables that tell.
func noteMerger(of name: String, into code: String, by tables: [Reference]) {
  for places in tables {
    guard let former = places.formerProvince(name) else { continue }
    let today = places.provinces[former.province]
    guard today.code == code else { continue }
    Console().say(
      "note: \(former.name) is part of \(today.name) since \(former.until); "
        + "this is the whole of \(today.name)", .yellow)
    return
  }
}
