internal import Definitions
internal import Figures
internal import Statistics

extension JSON {
  typealias Member = (name: String, value: JSON)

  static func label(_ label: Label) -> JSON {
    ["en": .string(label.english), "vi": .string(label.vietnamese)]
  }
}

extension PipelineDefinition {
  /// What every document of figures begins with.
  var heading: [JSON.Member] {
    [
      (name: "schema_version", value: .integer(1)),
      (name: "pipeline", value: .string(name)),
      (name: "title", value: .label(title)),
      (name: "as_of", value: .string(asOf.description)),
      (
        name: "period",
        value: [
          "from": .string(period.from.description), "to": .string(period.to.description),
          "grain": .string(period.grain.rawValue),
        ]
      ),
      (
        name: "rounding",
        value: ["mode": .string(rounding.mode.rawValue), "decimals": .count(rounding.decimals)]
      ),
    ]
  }
}

extension KPI {
  /// The formulas as the catalog writes them.
  var formulaJSON: JSON {
    .object(formulas.map { (name: $0.key, value: .string($0.text)) })
  }
}

extension Figure {
  var flagJSON: JSON {
    flags.isEmpty
      ? .array([]) : .array(Flag.allCases.filter(flags.contains).map { .string($0.rawValue) })
  }
}
