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
      let fields = TableFields(row: row, positions: positions, record: index + 2)
      figures.append(try figure(fields, &subjects))
    }
    return figures
  }

  private static func figure(
    _ fields: TableFields, _ subjects: inout Set<Figure.Subject>
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
    // With an interval there it is empty in any case, and in older files it is not there.
    figure.isUndeclared =
      fields.positions["basis"] != nil && fields["basis"].isEmpty && figure.interval == nil
    return figure
  }

  /// What the last columns tell; `nil` of a figure that is from no survey.
  private static func uncertainty(_ fields: TableFields) throws(Fault) -> Uncertainty? {
    guard let basis = Instrument.Basis(rawValue: fields["basis"]) else { return nil }
    return try fields.uncertainty(basis)
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
