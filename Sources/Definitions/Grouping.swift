/// The keys by which records are put together for a figure; none for the nation.
public struct Grouping: Hashable, Sendable {
  public let province: Bool
  public let ward: Bool
  /// The name of a category column.
  public let category: String?
  public let period: Bool

  public init(
    province: Bool = false, ward: Bool = false, category: String? = nil, period: Bool = false
  ) {
    self.province = province
    self.ward = ward
    self.category = category
    self.period = period
  }

  public static let national = Grouping()
  public static let byProvince = Grouping(province: true)

  /// Whether the cells of this grouping add up from those of `other`.
  public func isCoarser(thanOrEqualTo other: Grouping) -> Bool {
    (!province || other.province) && (!ward || other.ward)
      && (category == nil || category == other.category) && (!period || other.period)
  }

  /// The keys that a dataset of this schema lacks; empty where the grouping applies.
  public func missingKeys(in schema: Schema) -> [String] {
    var missing: [String] = []
    if province, schema.provinceColumns.isEmpty, schema.wardColumns.isEmpty {
      missing.append("province")
    }
    if ward, schema.wardColumns.isEmpty { missing.append("ward") }
    if let category, schema.categoryMembers(category) == nil { missing.append(category) }
    if period, schema.time == nil { missing.append("period") }
    return missing
  }
}

extension Grouping: CustomStringConvertible {
  /// `national`, or `province+field+period`: keys in the fixed order province, ward, category, period.
  public var description: String {
    let keys = [
      province ? "province" : nil, ward ? "ward" : nil, category, period ? "period" : nil,
    ]
    let written = keys.compactMap(\.self)
    return written.isEmpty ? "national" : written.joined(separator: "+")
  }
}

extension Schema {
  /// The members of a category column in the order of the schema; `nil` for another column.
  public func categoryMembers(_ name: String) -> [String]? {
    guard let index = column(name), case .category(let category) = columns[index].type else {
      return nil
    }
    return category.members
  }
}
