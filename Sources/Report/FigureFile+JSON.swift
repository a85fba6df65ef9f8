public import Definitions
public import Figures
internal import Statistics

extension FigureFile {
  /// Writes `kpis.json`: the same as `kpis.csv` with names, definitions and sources.
  ///
  /// O(figures).
  public static func json(
    _ figures: [Figure], of definition: PipelineDefinition, to handOn: @escaping ([UInt8]) -> Void
  ) {
    var writer = JSONRowWriter(
      definition.heading + [(name: "kpis", value: .array(definition.kpis.map(json)))],
      rows: "figures", to: handOn)
    var flatSubjects = SubjectTexts {
      $2.appendMembers(of: $0, grouping: $1, JSONRowWriter.flatSeparator)
    }
    var subjects = SubjectTexts {
      $2.appendMembers(of: $0, grouping: $1, JSONRowWriter.separator)
    }
    let figures = figures.span
    for index in figures.indices
    where definition.groupings.contains(figures[index].subject.grouping) {
      let isFlat = figures[index].flags.isEmpty
      writer.append(isFlat: isFlat) { row, separator in
        row.append("", #""kpi": "#, .string(figures[index].kpi))
        if isFlat {
          flatSubjects.append(figures[index].subject, to: &row)
        } else {
          subjects.append(figures[index].subject, to: &row)
        }
        row.appendMembers(of: figures[index], separator)
      }
    }
    writer.end()
  }

  private static func json(_ kpi: KPI) -> JSON {
    [
      "id": .string(kpi.id),
      "published_as": .array(kpi.publishedIDs.map(JSON.string)),
      "label": .label(kpi.label),
      "dataset": .text(kpi.dataset),
      "kind": .string(kpi.kindName),
      "definition": kpi.formulaJSON,
      "better": .string(kpi.better.rawValue),
      "target": kpi.target.map(JSON.number) ?? .null,
      "interval": .text(kpi.interval?.rawValue),
      "level": kpi.interval == nil ? .null : .number(kpi.level),
      "source": .key(kpi.source),
    ]
  }
}

extension [UInt8] {
  /// Appends a member, and what stands before it.
  fileprivate mutating func append(
    _ separator: StaticString, _ name: StaticString, _ value: JSON
  ) {
    append(separator)
    append(name)
    JSONWriter.append(value, to: &self)
  }

  /// The members from `grouping` to `period`.
  fileprivate mutating func appendMembers(
    of subject: Figure.Subject, grouping: String, _ separator: StaticString
  ) {
    append(separator, #""grouping": "#, .string(grouping))
    append(separator, #""province_code": "#, .key(subject.provinceCode))
    append(separator, #""province": "#, .key(subject.province))
    append(separator, #""ward_code": "#, .key(subject.wardCode))
    append(separator, #""ward": "#, .key(subject.ward))
    append(separator, #""category": "#, .key(subject.category))
    append(separator, #""member": "#, .key(subject.member))
    append(separator, #""period": "#, .key(subject.period))
  }

  /// The members from `numerator` to `flags`.
  fileprivate mutating func appendMembers(of figure: borrowing Figure, _ separator: StaticString) {
    append(separator, #""numerator": "#, .quantity(figure.numerator))
    append(separator, #""denominator": "#, figure.denominator.map(JSON.integer) ?? .null)
    append(separator, #""value": "#, .quantity(figure.value))
    append(separator, #""ci_low": "#, figure.interval.map { .number($0.lower) } ?? .null)
    append(separator, #""ci_high": "#, figure.interval.map { .number($0.upper) } ?? .null)
    append(separator, #""ci_method": "#, .text(figure.intervalMethod))
    append(separator, #""display": "#, .key(figure.display))
    append(separator, #""flags": "#, figure.flagJSON)
    for (name, value) in SurveyColumns.members(of: figure) {
      append(separator)
      JSONWriter.append(.string(name), to: &self)
      append(": " as StaticString)
      JSONWriter.append(value, to: &self)
    }
  }
}
