internal import Definitions

/// The texts of columns that name something, by the hash that stands for them in rows.
///
/// Each worker has its own. Personal texts are not among them.
final class TextNames {
  private let wanted: Set<Int>
  private let forms: [TextForm?]
  private(set) var texts: [Hash128: String] = [:]

  init(_ plan: CountingPlan) {
    let columns = plan.schema.columns
    forms = columns.map(\.form)
    wanted = Set((plan.sampledColumns ?? []).filter { !columns[$0].personal })
  }

  func isWanted(_ column: Int) -> Bool { wanted.contains(column) }

  func note(_ place: FieldPlace, column: Int) {
    let hash =
      forms[column] == .procedureCode
      ? Hash128(ofProcedureCode: place) : Hash128(ofText: place)
    guard texts[hash] == nil else { return }
    texts[hash] = forms[column]?.canonical(place.text) ?? place.text.normalized
  }
}
