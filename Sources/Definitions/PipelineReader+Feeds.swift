internal import CSV
internal import Statistics

extension PipelineReader {
  /// What is watched about the feeds; `nil` where the pipeline asks for nothing, or has faults there.
  func feeds(_ datasets: [DatasetDraft]) -> FeedWatch? {
    guard
      let mapping = root["feeds"]?.mapping("feeds", keys: ["watch", "holidays", "false_alarms"])
    else { return nil }
    let watched = mapping.required("watch").flatMap { watchedFeeds($0, datasets) }
    let holidays = mapping["holidays"].map { self.holidays($0) } ?? []
    let rate = mapping["false_alarms"].map { falseAlarms($0) } ?? FeedWatch.usual
    guard let watched, let holidays, let rate else { return nil }
    return FeedWatch(datasets: watched, holidays: holidays, falseAlarms: rate)
  }

  private func watchedFeeds(
    _ value: YAMLValue, _ datasets: [DatasetDraft]
  ) -> [String: FeedWatch.Delivery]? {
    guard let mapping = value.mapping("watch") else { return nil }
    if mapping.entries.isEmpty {
      value.fault("watch names no dataset", hint: "write {dossiers: {files: nightly}}")
    }
    var watched: [String: FeedWatch.Delivery] = [:]
    for entry in mapping.entries {
      guard let draft = datasets.first(where: { $0.name == entry.key }) else {
        entry.keyValue.fault(
          "unknown dataset \(quoted(entry.key)) in watch",
          hint: remedy(for: entry.key, among: datasets.map(\.name)))
        continue
      }
      if draft.isSound,
        draft.schema?.provinceColumns.isEmpty == true && draft.schema?.wardColumns.isEmpty == true
      {
        entry.keyValue.fault(
          "the feeds of \(quoted(entry.key)) cannot be watched: its records have no place",
          hint: "write place: {province: …} in its schema")
      }
      let keys = entry.value.mapping("watch of \(quoted(entry.key))", keys: ["files"])
      watched[entry.key] =
        keys?["files"].map { $0.choice("files", of: FeedWatch.Delivery.self) ?? .nightly }
        ?? .nightly
    }
    return watched
  }

  private func falseAlarms(_ value: YAMLValue) -> Exact? {
    guard let rate = value.number("false_alarms", in: Exact(0)...Exact(1)) else { return nil }
    guard rate > Exact(0), rate < Exact(1) else {
      value.fault("false_alarms must lie between 0 and 1", hint: "write 0.05 for one night in 20")
      return nil
    }
    return rate
  }

  /// The days of a calendar file: CSV with a column `date`.
  private func holidays(_ value: YAMLValue) -> Set<CivilDate>? {
    guard let name = value.text("holidays") else { return nil }
    let file = path.sibling(name)
    do {
      let content = try file.read(limit: YAMLParser.byteLimit)
      record(name, content)
      log.open(file.shown)
      return days(of: content, in: file.shown)
    } catch {
      value.fault(
        "the holidays \(quoted(name)) cannot be read: \(error.reason)",
        hint: "it is looked for at \(file.shown)")
      return nil
    }
  }

  private func days(of content: [UInt8], in file: String) -> Set<CivilDate>? {
    func fault(_ line: Int, _ message: String, hint: String? = nil) {
      log.add(DefinitionFault(file: file, line: line, column: 1, message: message, hint: hint))
    }
    let table: CSVTable
    do throws(CSVTable.Fault) { table = try CSVTable(content) } catch {
      fault(error.record, error.message)
      return nil
    }
    guard let column = table.column("date") else {
      fault(1, "the column \"date\" is missing", hint: remedy(for: "date", among: table.header))
      return nil
    }
    var days: Set<CivilDate> = []
    for (index, row) in table.rows.enumerated() {
      guard let reading = DateTimeReader.read(row[column]), reading.time == nil else {
        fault(index + 2, "\(quoted(row[column])) is not a day", hint: "write it as 2025-07-01")
        continue
      }
      days.insert(reading.day)
    }
    return days
  }
}
