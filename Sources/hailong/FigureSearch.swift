internal import Definitions
internal import Pipeline

/// Finds a figure among those of one KPI by the words that a user has for its keys.
struct FigureSearch {
  let run: PublishedRun
  let figures: [PublishedFigure]
  /// For old names of provinces and other ways to write them.
  let definitions: RunDefinitions?

  func found(
    kpi: String, province: String?, ward: String?, member: String?, period: String?
  ) throws -> [PublishedFigure] {
    var figures = figures
    let provinceCode = try province.map(code(ofProvince:))
    let member = try member.map(self.member)
    let keys = [
      provinceCode != nil ? "province" : nil, ward != nil ? "ward" : nil, member?.category,
      period != nil ? "period" : nil,
    ].compactMap(\.self)
    // A ward tells its province.
    let choices = [keys, ward == nil ? keys : ["province"] + keys]
      .map { $0.isEmpty ? "national" : $0.joined(separator: "+") }
    let groupings = run.groupings.filter { name in figures.contains { $0.key.grouping == name } }
    guard let grouping = choices.first(where: groupings.contains) else {
      throw Failure(
        .usage,
        "\(kpi) is not published by \(choices[0]); it is by \(groupings.joined(separator: ", "))")
    }
    figures = figures.filter {
      $0.key.grouping == grouping && (provinceCode == nil || $0.key.provinceCode == provinceCode)
        && (member == nil || $0.key.member == member?.member)
    }
    if let period {
      let known = unique(figures.map(\.key.period))
      let key = PeriodWords(period).key ?? period
      guard known.contains(key) else {
        guard let near = PeriodWords.nearest(to: key, among: known) else {
          throw Failure.unknown("period", period, among: known)
        }
        throw Failure(
          .usage, "the run has no period \"\(period)\"; the nearest one is \"\(near)\"")
      }
      figures = figures.filter { $0.key.period == key }
    }
    if let ward { figures = try self.figures(figures, ofWard: ward) }
    guard !figures.isEmpty else {
      throw Failure(.usage, "the run has no such figure of \(kpi) by \(grouping)")
    }
    return figures
  }

  private func code(ofProvince text: String) throws -> String {
    if let code = run.provinceCode(text) { return code }
    let reference = definitions?.definition?.reference
    guard let reference, let index = reference.province(text) else {
      return try run.code(ofProvince: text)
    }
    let code = reference.provinces[index].code
    noteMerger(of: text, into: code, by: [reference] + [Reference.shipped].compactMap(\.self))
    return code
  }

  /// `field=land`, or `land` where one category alone has such a member.
  private func member(_ text: String) throws -> (category: String, member: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    var members: [String: [String]] = [:]
    for figure in figures where !figure.key.category.isEmpty {
      members[figure.key.category, default: []].append(figure.key.member)
    }
    members = members.mapValues(unique)
    let known = members.keys.sorted()
    guard parts.count == 2 else {
      let having = known.filter { members[$0]?.contains(text) ?? false }
      if having.count == 1 { return (having[0], text) }
      throw Failure(
        .usage,
        "write a member with its category, such as \(known.first ?? "category")="
          + "\(members[known.first ?? ""]?.first ?? "member"); the KPI has "
          + (known.isEmpty ? "no category" : known.joined(separator: ", ")))
    }
    guard let all = members[parts[0]] else {
      throw Failure.unknown("category", parts[0], among: known)
    }
    if all.contains(parts[1]) { return (parts[0], parts[1]) }
    var words = WordTable<String>()
    for name in all { words.add(name, name) }
    for (label, name) in labels(of: parts[0]) where all.contains(name) { words.add(label, name) }
    guard let name = words[parts[1]] else {
      throw Failure.unknown("member of \(parts[0])", parts[1], among: all.filter { !$0.isEmpty })
    }
    return (parts[0], name)
  }

  /// What people call the members of a category.
  private func labels(of category: String) -> [(label: String, member: String)] {
    (definitions?.definition?.datasets ?? []).flatMap { dataset -> [(String, String)] in
      guard let index = dataset.schema.column(category),
        case .category(let category) = dataset.schema.columns[index].type
      else { return [] }
      return category.members.enumerated().flatMap { index, member in
        let label = category.label(of: index)
        return [(label.vietnamese, member), (label.english, member)]
      }
    }
  }

  private func figures(
    _ figures: [PublishedFigure], ofWard text: String
  ) throws -> [PublishedFigure] {
    let byCode = figures.filter { $0.key.wardCode == text }
    if !byCode.isEmpty { return byCode }
    var words = WordTable<String>(lettersAndDigitsOnly: true)
    var names: [String: Set<String>] = [:]
    for figure in figures where !figure.ward.isEmpty {
      words.add(figure.ward, figure.ward)
      names[figure.ward, default: []].insert(figure.key.wardCode)
    }
    guard let name = words[text], let codes = names[name] else {
      throw Failure.unknown("ward", text, among: unique(figures.map(\.ward)).filter { !$0.isEmpty })
    }
    guard codes.count == 1 else {
      throw Failure(
        .usage,
        "there are \(codes.count) wards called \(name): \(codes.sorted().joined(separator: ", ")); "
          + "name one by its code, or add --province")
    }
    return figures.filter { codes.contains($0.key.wardCode) }
  }

  private func unique(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}
