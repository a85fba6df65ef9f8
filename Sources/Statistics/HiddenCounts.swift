/// Counts around one of them that can move together, laid out as a program.
///
/// What lies outside stands still, so that every move found is a move of the whole system.
struct HiddenCounts {
  typealias Place = TableSystem.Place

  let withheld: WithheldFigures
  /// The one in the middle first.
  private(set) var places: [Place]
  /// Whether nothing that could move was left outside.
  private(set) var isWhole = true
  private var indices: [Place: Int]

  private var system: TableSystem { withheld.system }

  /// Gathers hidden counts from near to far, of each sum the `breadth` greatest, in all about `limit`.
  ///
  /// With `candidates` the cheapest published counts of each sum are gathered too, and the bonds between
  /// layers left out.
  init(
    around place: Place, in withheld: WithheldFigures, breadth: Int, limit: Int,
    candidates cost: ((Place) -> Double?)? = nil
  ) {
    self.withheld = withheld
    places = [place]
    indices = [place: 0]
    var seen: Set<Place> = []
    var next = 0
    while next < places.count {
      let own = places[next]
      next += 1
      for sum in system.sumsOfRow[own.row]
      where seen.insert(Place(layer: own.layer, row: Int(sum))).inserted {
        let others = system.sums[Int(sum)].lazy.map { Place(layer: own.layer, row: Int($0)) }
          .filter { $0 != own }
        let hidden = others.filter { withheld.hides($0) }
          .sorted { (system.count($0), $1.row) > (system.count($1), $0.row) }
        add(hidden, breadth: breadth, limit: limit)
        guard let cost else { continue }
        let published = others.filter { !withheld.hides($0) }
          .compactMap { place in cost(place).map { (place: place, cost: $0) } }
          .sorted { ($0.cost, $0.place.row) < ($1.cost, $1.place.row) }
        add(published.map(\.place), breadth: breadth, limit: limit)
      }
      guard cost == nil else { continue }
      for order in system.orders where order.part == own.layer || order.whole == own.layer {
        let layer = order.part == own.layer ? order.whole : order.part
        let other = Place(layer: layer, row: own.row)
        if withheld.hides(other) { add([other], breadth: 1, limit: limit * 2) }
      }
    }
  }

  private mutating func add(_ found: [Place], breadth: Int, limit: Int) {
    var room = breadth
    for place in found where indices[place] == nil {
      guard room > 0, places.count < limit else {
        isWhole = false
        return
      }
      room -= 1
      indices[place] = places.count
      places.append(place)
    }
  }

  /// How far a count can fall before it is one that nobody would believe.
  func fall(_ place: Place) -> Double {
    let least = withheld.isTold(place) ? system.layers[place.layer].least : 0
    return max(0, system.count(place) - least)
  }

  /// The rows of sums, over the places and, from `slack` on, columns that take up what no part holds.
  func sums(slack: Int) -> (rows: [[(column: Int, coefficient: Double)]], falls: [Double]) {
    var members: [Place: [(column: Int, coefficient: Double)]] = [:]
    var order: [Place] = []
    for (column, place) in places.enumerated() {
      for sum in system.sumsOfRow[place.row] {
        let key = Place(layer: place.layer, row: Int(sum))
        if members[key] == nil { order.append(key) }
        let isTotal = Int(system.sums[Int(sum)][0]) == place.row
        members[key, default: []].append((column, isTotal ? -1 : 1))
      }
    }
    var falls: [Double] = []
    let rows = order.map { key in
      var row = members[key] ?? []
      let gap = system.gap(key.row, layer: key.layer)
      if gap != 0 {
        row.append((slack + falls.count, gap > 0 ? 1 : -1))
        falls.append(abs(gap))
      }
      return row
    }
    return (rows, falls)
  }

  /// The program of all that keeps the places where they are.
  func program() -> BoundedProgram {
    var (rows, falls) = sums(slack: places.count)
    var lower = places.map { -fall($0) } + falls.map { -$0 }
    for order in system.orders {
      var done: Set<Int> = []
      for place in places
      where (place.layer == order.part || place.layer == order.whole)
        && done.insert(place.row).inserted
      {
        let (part, whole) = (
          Place(layer: order.part, row: place.row), Place(layer: order.whole, row: place.row)
        )
        var row: [(column: Int, coefficient: Double)] = [(lower.count, -1)]
        if let column = indices[part] { row.append((column, -1)) }
        if let column = indices[whole] { row.append((column, 1)) }
        rows.append(row)
        lower.append(-max(0, system.count(whole) - system.count(part)))
      }
    }
    return BoundedProgram(
      rows: rows, lower: lower,
      upper: [Double](repeating: .infinity, count: lower.count))
  }
}

extension WithheldFigures {
  /// What shows that a hidden count cannot be told: how wide it may lie, and the counts that move with it.
  struct Certificate: Sendable {
    let width: Double
    let support: Set<TableSystem.Place>
  }

  /// Shows that all that is published leaves a count open by a width; `nil` where it does not.
  ///
  /// Near counts are tried first, at last `most` of them: the width that they give is never too great.
  func certificate(
    for place: TableSystem.Place, width: Double, most: Int = 700
  ) -> Certificate? {
    guard hides(place) else { return nil }
    for (breadth, limit) in [(3, 40), (8, 160), (40, most)] {
      let near = HiddenCounts(around: place, in: self, breadth: breadth, limit: min(limit, most))
      let found = open(near, upTo: width)
      if found.width >= width - 1e-6 {
        return Certificate(width: found.width, support: found.support)
      }
      if near.isWhole { break }
    }
    return nil
  }

  /// Between what all that is published lets a count lie.
  ///
  /// Two programs over everything that is bound to it: for small systems.
  func interval(of place: TableSystem.Place) -> Interval {
    let count = system.count(place)
    guard hides(place) else { return Interval(lower: count, upper: count) }
    let all = HiddenCounts(around: place, in: self, breadth: .max, limit: .max / 4)
    var program = all.program()
    var weights = [Double](repeating: 0, count: program.moves.count)
    weights[0] = 1
    var opposite = all.program()
    let rise = program.maximize(weights)
    weights[0] = -1
    return Interval(lower: count - opposite.maximize(weights), upper: count + rise)
  }

  private func open(
    _ near: HiddenCounts, upTo width: Double
  ) -> (width: Double, support: Set<TableSystem.Place>) {
    var program = near.program()
    var weights = [Double](repeating: 0, count: program.moves.count)
    weights[0] = 1
    let rise = program.maximize(weights, upTo: width)
    func moved() -> [TableSystem.Place] {
      near.places.indices.filter { abs(program.moves[$0]) > 1e-7 }.map { near.places[$0] }
    }
    var support = Set(moved())
    guard rise < width - 1e-6 else { return (rise, support) }
    weights[0] = -1
    let fallen = program.maximize(weights, upTo: width - rise)
    support.formUnion(moved())
    return (rise + fallen, support)
  }
}
