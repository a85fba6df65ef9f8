public import Definitions
public import Figures
internal import Statistics

extension FigureFile {
  /// `kpis.json`: the same as `kpis.csv` with names, definitions and sources.
  public static func json(_ figures: [Figure], of definition: PipelineDefinition) -> [UInt8] {
    JSONWriter.bytes(
      of: .object(
        definition.heading + [
          (name: "kpis", value: .array(definition.kpis.map(json))),
          (name: "figures", value: .generated(figures.count) { json(figures[$0]) }),
        ]))
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

  private static func json(_ figure: Figure) -> JSON {
    let key = figure.key
    return .object([
      (name: "kpi", value: .string(figure.kpi)),
      (name: "grouping", value: .string(figure.grouping.description)),
      (name: "province_code", value: .key(key.provinceCode)),
      (name: "province", value: .key(key.province)),
      (name: "ward_code", value: .key(key.wardCode)),
      (name: "ward", value: .key(key.ward)),
      (name: "category", value: .key(key.category)),
      (name: "member", value: .key(key.member)),
      (name: "period", value: .key(key.period)),
      (name: "numerator", value: .quantity(figure.numerator)),
      (name: "denominator", value: figure.denominator.map(JSON.integer) ?? .null),
      (name: "value", value: .quantity(figure.value)),
      (name: "ci_low", value: figure.interval.map { .number($0.lower) } ?? .null),
      (name: "ci_high", value: figure.interval.map { .number($0.upper) } ?? .null),
      (name: "ci_method", value: .text(figure.intervalMethod)),
      (name: "display", value: .key(figure.display)),
      (name: "flags", value: figure.flagJSON),
    ])
  }
}
