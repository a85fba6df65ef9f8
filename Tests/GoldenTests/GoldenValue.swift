/// A value of JSON as the golden files write it: `"Inf"` is infinity, `null` is undefined.
enum GoldenValue: Decodable, Equatable {
  case undefined
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([GoldenValue])
  case object([String: GoldenValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .undefined
    } else if let value = try? container.decode(Bool.self) {
      self = .truth(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self =
        value == "Inf" ? .number(.infinity) : value == "-Inf" ? .number(-.infinity) : .text(value)
    } else if let value = try? container.decode([GoldenValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: GoldenValue].self))
    }
  }

  /// A number, undefined where it is not one.
  init(_ number: Double?) { self = number.flatMap { $0.isNaN ? nil : .number($0) } ?? .undefined }

  init(_ numbers: [Double]) { self = .list(numbers.map(GoldenValue.init)) }

  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var list: [GoldenValue]? { if case .list(let value) = self { value } else { nil } }
  var object: [String: GoldenValue]? { if case .object(let value) = self { value } else { nil } }
  var numbers: [Double]? { list?.compactMap(\.number) }

  /// The member of an object; `nil` where there is none.
  subscript(name: String) -> GoldenValue? { object?[name] }
}
