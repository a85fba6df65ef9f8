/// A column of categories: for every row a small number, and what the numbers stand for.
public struct Factor: Sendable, Equatable {
  /// By row, the index of its level; −1 where the value is missing.
  public let codes: [Int32]
  public let levels: [String]

  public init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  /// The combinations of two columns that occur, or all that could, named with a dot between.
  ///
  /// The levels of `first` run fastest. A row that lacks either value has none. O(rows + levels²).
  public static func crossing(_ first: Factor, _ second: Factor, onlyOccurring: Bool = true)
    -> Factor
  {
    let width = first.levels.count
    var occurs = [Bool](repeating: !onlyOccurring, count: width * second.levels.count)
    let crossed = zip(first.codes, second.codes).map { a, b in
      a < 0 || b < 0 ? -1 : Int(b) * width + Int(a)
    }
    for cell in crossed where cell >= 0 { occurs[cell] = true }
    var number = [Int32](repeating: -1, count: occurs.count)
    var levels: [String] = []
    for cell in occurs.indices where occurs[cell] {
      number[cell] = Int32(levels.count)
      levels.append(first.levels[cell % width] + "." + second.levels[cell / width])
    }
    return Factor(codes: crossed.map { $0 < 0 ? -1 : number[$0] }, levels: levels)
  }
}
