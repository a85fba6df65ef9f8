internal import CSV
internal import Definitions
public import Figures
internal import Statistics

/// `wards.csv`: the wards by every share, each with what its own records and those of others say together.
public enum WardFile {
  public static let name = "wards.csv"

  public static let columns = [
    "kpi", "province_code", "province", "ward_code", "ward", "numerator", "denominator", "value",
    "basis", "effective_n", "eb_value", "eb_low", "eb_high", "eb_weight", "eb_order",
    "prior_mean", "prior_strength", "prior_from", "funnel_target", "funnel_low95",
    "funnel_high95", "funnel_low998", "funnel_high998", "z", "overdispersion", "between_variance",
    "funnel_flag", "flag",
  ]

  /// The document, row by row; O(its bytes).
  public static func csv(_ wards: [WardFunnel], to handOn: @escaping ([UInt8]) -> Void) {
    var writer = BlockWriter(handOn)
    CSVWriter.append(columns, to: &writer.bytes)
    for funnel in wards {
      for row in funnel.rows {
        CSVWriter.append(fields(row, of: funnel), to: &writer.bytes)
        writer.endRow()
      }
    }
    writer.endBlock()
  }

  private static func fields(_ row: WardFunnel.Row, of wards: WardFunnel) -> [String] {
    func text(_ number: Double?) -> String { number?.shortestDecimal ?? "" }
    let (figure, subject) = (row.figure, row.figure.subject)
    let prior = row.prior?.distribution
    let place: [String] = [
      wards.kpi, subject.provinceCode, subject.province, subject.wardCode, subject.ward,
    ]
    let raw: [String] = [
      figure.numerator?.text ?? "", figure.denominator.map { "\($0)" } ?? "",
      text(figure.value?.double), figure.basis, text(figure.uncertainty?.effectiveSize),
    ]
    let shrunken: [String] = [
      text(row.shrunken?.mean), text(row.shrunken?.interval?.lower),
      text(row.shrunken?.interval?.upper), text(row.shrunken?.ownWeight),
      row.order.map { "\($0)" } ?? "", text(prior?.mean),
      // Without differences between wards it is infinite.
      text(prior.flatMap { $0.correlation > 0 ? $0.strength : nil }), row.prior?.province ?? "",
    ]
    let limits: [String] = [
      text(wards.funnel.target), text(row.inner.lower), text(row.inner.upper),
      text(row.outer.lower), text(row.outer.upper), text(row.deviation),
      text(wards.funnel.dispersion), text(wards.funnel.variance), row.side?.rawValue ?? "",
      figure.flagText,
    ]
    return place + raw + shrunken + limits
  }
}
