/// Gives every dossier its day of receipt and a serial number of that day, without a table of dossiers.
///
/// The calendar is a ring of slots, six a working day and one a day at the week-end. Dossier `n` takes
/// slot `n mod slots`; its serial counts the rounds, so no two dossiers share a day and a serial.
struct ReceiptCalendar: Sendable {
  private let slots: [(day: Int32, place: Int32, perRound: Int32)]

  init(days: Int) {
    slots = (0..<days).flatMap { day in
      let perRound: Int32 = LocalTime(day: day).weekday >= 5 ? 1 : 6
      return (0..<perRound).map { (Int32(day), $0, perRound) }
    }
  }

  /// O(1).
  subscript(dossier: Int) -> (day: Int, serial: Int) {
    let round = dossier / slots.count
    let slot = slots[dossier - round * slots.count]
    return (Int(slot.day), round * Int(slot.perRound) + Int(slot.place) + 1)
  }
}
