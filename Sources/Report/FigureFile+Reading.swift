internal import Definitions
public import Figures
internal import Statistics

extension FigureFile {
  /// What cannot be read as figures.
  public struct Fault: Error, Hashable, CustomStringConvertible {
    /// The 1-based number of the record, header counted.
    public let record: Int
    public let column: String
    public let text: String

    public var description: String {
      record == 1
        ? "the column \(column) is missing"
        : "record \(record), \(column): \"\(text)\" cannot be read"
    }
  }

  /// Reads what `csv` wrote; columns are found by name, others are ignored.
  ///
  /// Without the exact columns a value is exact where it is an integer or the ratio of an integer
  /// numerator and the denominator, otherwise the double that is written. O(rows).
  public static func figures(header: [String], rows: [[String]]) throws(Fault) -> [Figure] {
    var positions: [String: Int] = [:]
    for (index, name) in header.enumerated() where positions[name] == nil {
      positions[name] = index
    }
    for column in firstColumns where positions[column] == nil {
      throw Fault(record: 1, column: column, text: "")
    }
    var figures: [Figure] = []
    var subjects: Set<Figure.Subject> = []
    for (index, row) in rows.enumerated() {
      let fields = Fields(row: row, positions: positions, record: index + 2)
      figures.append(try figure(fields, &subjects))
    }
    return figures
  }

  private static func figure(
    _ fields: Fields, _ subjects: inout Set<Figure.Subject>
  ) throws(Fault) -> Figure {
    guard let grouping = Grouping(fields["grouping"]) else { throw fields.fault("grouping") }
    let subject = Figure.Subject(
      grouping, provinceCode: fields["province_code"], province: fields["province"],
      wardCode: fields["ward_code"], ward: fields["ward"], category: fields["category"],
      member: fields["member"], period: fields["period"])
    // The same object for the figures of all KPIs, as when they were measured.
    let (_, known) = subjects.insert(subject)
    var figure = Figure(kpi: fields["kpi"], subject: known)
    figure.denominator = try fields.read("denominator") { Int64($0) }
    figure.numerator = try fields.quantity("numerator", exact: "exact_numerator")
    figure.value = try fields.quantity("value", exact: "exact_value")
    if let numerator = figure.numerator?.exact, let denominator = figure.denominator,
      let value = figure.value, value.exact == nil,
      let ratio = WideRatio(1, over: Int128(denominator))
        .flatMap({ WideRatio.product(numerator, $0) }), ratio.double == value.double
    {
      figure.value = .exact(ratio)
    }
    figure.interval = try fields.interval("ci_low", "ci_high")
    figure.intervalMethod = fields["ci_method"].isEmpty ? nil : fields["ci_method"]
    figure.display = fields["display"]
    for flag in fields["flag"].split(separator: ";") {
      guard let flag = Figure.Flag(rawValue: String(flag)) else { throw fields.fault("flag") }
      figure.flags.insert(flag)
    }
    figure.uncertainty = try uncertainty(fields)
    figure.bounds = try fields.interval("bound_low", "bound_high")
    return figure
  }

  /// What the last columns tell; `nil` of a figure that is from no survey.
  private static func uncertainty(_ fields: Fields) throws(Fault) -> Uncertainty? {
    guard let basis = Instrument.Basis(rawValue: fields["basis"]) else { return nil }
    func number(_ column: String) throws(Fault) -> Double? {
      try fields.read(column) { Double($0) }
    }
    return Uncertainty(
      basis: basis, responses: try fields.read("n") { Int($0) },
      weightedValue: try number("weighted_value"), standardError: try number("standard_error"),
      level: try number("ci_level") ?? 0.95, effectiveSize: try number("effective_n"),
      designEffect: try number("design_effect"),
      rule: try fields.read("design_effect_rule") { Uncertainty.Rule(rawValue: $0) },
      weightingEffect: try number("weighting_effect"), degrees: try fields.read("df") { Int($0) },
      plain: try fields.interval("plain_ci_low", "plain_ci_high"))
  }

  /// The fields of one record by the names of their columns.
  private struct Fields {
    let row: [String]
    let positions: [String: Int]
    let record: Int

    subscript(column: String) -> String {
      guard let position = positions[column], row.indices.contains(position) else { return "" }
      return row[position]
    }

    func fault(_ column: String) -> Fault {
      Fault(record: record, column: column, text: self[column])
    }

    func read<Value>(_ column: String, _ reading: (String) -> Value?) throws(Fault) -> Value? {
      let text = self[column]
      guard !text.isEmpty else { return nil }
      guard let value = reading(text) else { throw fault(column) }
      return value
    }

    func interval(_ lower: String, _ upper: String) throws(Fault) -> Interval? {
      guard let low = try read(lower, { Double($0) }), let high = try read(upper, { Double($0) })
      else { return nil }
      return Interval(lower: low, upper: high)
    }

    func quantity(_ column: String, exact: String) throws(Fault) -> Quantity? {
      if let ratio = try read(exact, { WideRatio($0) }) { return .exact(ratio) }
      return try read(column) { text in
        if let integer = Int128(text) { return .integer(integer) }
        return Double(text).map(Quantity.approximate)
      }
    }
  }
}

extension Grouping {
  /// Reads what `description` writes.
  init?(_ text: String) {
    guard text != "national" else {
      self = .national
      return
    }
    var keys = text.split(separator: "+").map(String.init)
    let province = keys.remove("province")
    let ward = keys.remove("ward")
    let period = keys.remove("period")
    guard keys.count <= 1, province || ward || period || keys.count == 1 else { return nil }
    self.init(province: province, ward: ward, category: keys.first, period: period)
  }
}

extension [String] {
  /// Removes the element; tells whether it was there.
  fileprivate mutating func remove(_ element: String) -> Bool {
    guard let index = firstIndex(of: element) else { return false }
    remove(at: index)
    return true
  }
}
