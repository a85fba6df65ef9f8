/// Counts in cells that add up, some layers of them over the same rows, and what tells them to a reader.
///
/// A row is a place in some table, whether a cell or a total. A layer is one thing that is counted in every
/// row: those who answered, those of them who agreed. A figure tells the counts of some layers in one
/// row; it is published whole or withheld whole.
///
/// Sums that do not come out, since records lie in no part or in several, are kept loosely.
public struct TableSystem: Sendable {
  /// The rows of each sum: first the total, then its parts.
  let sums: [[Int32]]
  /// For each row the sums that it is in.
  let sumsOfRow: [[Int32]]
  /// What each layer counts in every row.
  let layers: [[Double]]
  /// Layers that add up to others.
  let layerSums: [LayerSum]
  let kinds: [Kind]
  /// For each layer the kinds of figure that tell it.
  let kindsOfLayer: [[Int]]
  let rowCount: Int

  /// A layer that in every row counts what two others count together.
  public struct LayerSum: Hashable, Sendable {
    public let layers: [Int]

    public init(_ whole: Int, of part: Int, and rest: Int) { layers = [whole, part, rest] }
  }

  /// A kind of figure: the layers that it tells, and the rows that it is published of.
  public struct Kind: Sendable {
    public let layers: [Int]
    public let isGiven: [Bool]

    public init(_ layers: [Int], isGiven: [Bool]) {
      self.layers = layers
      self.isGiven = isGiven
    }
  }

  /// A count by its layer and row.
  public struct Place: Hashable, Sendable {
    public let layer: Int
    public let row: Int

    public init(layer: Int, row: Int) {
      self.layer = layer
      self.row = row
    }
  }

  /// Takes sums as a total and its parts, over rows from 0.
  ///
  /// O(rows + terms).
  public init(
    rowCount: Int, sums: [(total: Int, parts: [Int])], layers: [[Double]],
    layerSums: [LayerSum] = [],
    kinds: [Kind]
  ) {
    self.rowCount = rowCount
    self.sums = sums.map { [Int32($0.total)] + $0.parts.map(Int32.init) }
    var sumsOfRow = [[Int32]](repeating: [], count: rowCount)
    for (index, sum) in self.sums.enumerated() {
      for row in sum { sumsOfRow[Int(row)].append(Int32(index)) }
    }
    self.sumsOfRow = sumsOfRow
    self.layers = layers
    self.layerSums = layerSums
    self.kinds = kinds
    var kindsOfLayer = [[Int]](repeating: [], count: layers.count)
    for (index, kind) in kinds.enumerated() {
      for layer in kind.layers { kindsOfLayer[layer].append(index) }
    }
    self.kindsOfLayer = kindsOfLayer
  }

  func count(_ place: Place) -> Double { layers[place.layer][place.row] }

  /// What the parts of a sum lack of its total; not nothing where records lie in no part, or in several.
  func gap(_ sum: Int, layer: Int) -> Double {
    let counts = layers[layer]
    let rows = sums[sum]
    return counts[Int(rows[0])] - rows.dropFirst().reduce(0) { $0 + counts[Int($1)] }
  }
}

/// Which figures are withheld, and which counts no published figure tells.
struct WithheldFigures: Sendable {
  let system: TableSystem
  /// For each kind the rows whose figure is withheld.
  private(set) var isWithheld: [[Bool]]
  /// For each layer the counts that are hidden by themselves, with every figure that tells them.
  private(set) var chosen: [Set<Int32>]

  init(_ system: TableSystem) {
    self.system = system
    isWithheld = system.kinds.map { [Bool](repeating: false, count: $0.isGiven.count) }
    chosen = system.layers.map { _ in [] }
  }

  /// Whether no published figure tells a count.
  func hides(_ place: TableSystem.Place) -> Bool {
    system.kindsOfLayer[place.layer].allSatisfy { kind in
      !system.kinds[kind].isGiven[place.row] || isWithheld[kind][place.row]
    }
  }

  /// Whether some figure tells a count, withheld or not.
  func isTold(_ place: TableSystem.Place) -> Bool {
    system.kindsOfLayer[place.layer].contains { system.kinds[$0].isGiven[place.row] }
  }

  /// Withholds every figure that tells a count.
  mutating func hide(_ place: TableSystem.Place) {
    chosen[place.layer].insert(Int32(place.row))
    for kind in system.kindsOfLayer[place.layer] where system.kinds[kind].isGiven[place.row] {
      isWithheld[kind][place.row] = true
    }
  }

  /// Publishes the figures that tell a count, but for those that another hidden count keeps back.
  mutating func show(_ place: TableSystem.Place) {
    chosen[place.layer].remove(Int32(place.row))
    for kind in system.kindsOfLayer[place.layer] {
      isWithheld[kind][place.row] =
        system.kinds[kind].isGiven[place.row]
        && system.kinds[kind].layers.contains { chosen[$0].contains(Int32(place.row)) }
    }
  }
}
