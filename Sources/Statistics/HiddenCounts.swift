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
  /// The sums that a place is in, by layer.
  private var touched: Set<Place> = []

  private var system: TableSystem { withheld.system }

  /// Gathers hidden counts from near to far, of each sum the `breadth` greatest, in all about `limit`.
  ///
  /// With `candidates` the cheapest published counts of each sum are gathered too.
  init(
    around place: Place, in withheld: WithheldFigures, breadth: Int, limit: Int,
    candidates cost: ((Place) -> Double?)? = nil
  ) {
    self.withheld = withheld
    places = []
    indices = [:]
    insert(place)
    var seen: Set<Place> = []
    var next = 0
    while next < places.count {
      let own = places[next]
      next += 1
      for sum in system.sumsOfRow[own.row]
      where seen.insert(Place(layer: own.layer, row: Int(sum))).inserted {
        let members = system.sums[Int(sum)].map { Place(layer: own.layer, row: Int($0)) }
        add(members, breadth: breadth, limit: limit, cost)
      }
      for sum in system.layerSums where sum.layers.contains(own.layer) {
        let members = sum.layers.map { Place(layer: $0, row: own.row) }
        add(members, breadth: breadth, limit: limit, cost)
      }
    }
  }

  private mutating func insert(_ place: Place) {
    indices[place] = places.count
    places.append(place)
    for sum in system.sumsOfRow[place.row] {
      touched.insert(Place(layer: place.layer, row: Int(sum)))
    }
  }

  /// Adds members of a sum until it has one more than `breadth`: hidden ones, then those that may be.
  ///
  /// Those come first that bring the fewest sums of their own, so that moves close; then the greatest or
  /// the cheapest.
  private mutating func add(
    _ members: [Place], breadth: Int, limit: Int, _ cost: ((Place) -> Double?)?
  ) {
    var room = breadth + 1
    var hidden: [(place: Place, rank: Double)] = []
    var published: [(place: Place, rank: Double)] = []
    for place in members {
      if indices[place] != nil {
        room -= 1
      } else if withheld.hides(place) {
        hidden.append((place, -system.count(place)))
      } else if let cost = cost?(place) {
        published.append((place, cost))
      }
    }
    let most = max(0, room)
    for found in [hidden, published] where !found.isEmpty {
      let ordered = found.map { (fresh: fresh($0.place), rank: $0.rank, place: $0.place) }
        .sorted { ($0.fresh, $0.rank, $0.place.row) < ($1.fresh, $1.rank, $1.place.row) }
      for (_, _, place) in ordered.prefix(most) where places.count < limit { insert(place) }
      if ordered.count > most || places.count >= limit { isWhole = false }
    }
  }

  /// How many sums a place would bring.
  private func fresh(_ place: Place) -> Int {
    system.sumsOfRow[place.row].count {
      !touched.contains(Place(layer: place.layer, row: Int($0)))
    }
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
    return (rows + system.layerSums.flatMap { self.rows($0) }, falls)
  }

  /// For each row with one of its layers: whole less part less rest.
  private func rows(_ sum: TableSystem.LayerSum) -> [[(column: Int, coefficient: Double)]] {
    var done: Set<Int> = []
    return places.filter { sum.layers.contains($0.layer) && done.insert($0.row).inserted }
      .map { place in
        sum.layers.enumerated().compactMap { index, layer in
          indices[Place(layer: layer, row: place.row)].map { ($0, index == 0 ? 1 : -1) }
        }
      }
  }

  /// The program of all that keeps the places where they are.
  func program() -> BoundedProgram {
    let (rows, falls) = sums(slack: places.count)
    let lower = places.map { -system.count($0) } + falls.map { -$0 }
    return BoundedProgram(
      rows: rows, lower: lower, upper: [Double](repeating: .infinity, count: lower.count))
  }
}

extension WithheldFigures {
  /// What shows that hidden counts cannot be told: moves of counts that change nothing published.
  struct Certificate: Sendable {
    /// The counts that move.
    let support: Set<TableSystem.Place>
    /// How wide each of them lies open at least.
    let widths: [TableSystem.Place: Double]
    /// Where all of them are of one layer, and nothing else moves: how far each row does.
    var moves: [Int: Double] = [:]
  }

  /// How far the moves that were found in another layer leave a count of this layer open.
  ///
  /// O(moves).
  func opening(
    of place: TableSystem.Place, along moves: [Int: Double]
  ) -> (width: Double, certificate: Certificate)? {
    guard let own = moves[place.row], own != 0, hides(place) else { return nil }
    var (up, down) = (Double.infinity, Double.infinity)
    var support: Set<TableSystem.Place> = []
    for (row, move) in moves {
      let other = TableSystem.Place(layer: place.layer, row: row)
      guard hides(other) else { return nil }
      support.insert(other)
      if move / own < 0 {
        up = min(up, system.count(other) / (move / own).magnitude)
      } else {
        down = min(down, system.count(other) / (move / own))
      }
    }
    guard !system.layerSums.contains(where: { $0.layers.contains(place.layer) }) else { return nil }
    return (up + down, Certificate(support: support, widths: [place: up + down]))
  }

  /// How far all that is published leaves a count open, up to a width; never too far.
  ///
  /// Near counts are tried first, and more where they are not enough.
  func opening(
    of place: TableSystem.Place, upTo width: Double
  ) -> (width: Double, certificate: Certificate)? {
    guard hides(place) else { return nil }
    if let found = leafCertificate(place, width: width) { return (width, found) }
    var best: (width: Double, certificate: Certificate)?
    for (breadth, limit) in [(2, 40), (5, 120), (12, 300)] {
      let near = HiddenCounts(around: place, in: self, breadth: breadth, limit: limit)
      // Somewhat more than is asked for, so that it does in other layers too.
      let found = opening(near, upTo: width > 1 ? 1.5 * width : width)
      if found.width > best?.width ?? 0 { best = found }
      if near.isWhole || found.width >= width - 1e-6 { break }
    }
    return best
  }

  /// Between what all that is published lets a count lie.
  ///
  /// Two programs over everything that is bound to it: for small systems.
  func interval(of place: TableSystem.Place) -> Interval {
    let count = system.count(place)
    guard hides(place) else { return Interval(lower: count, upper: count) }
    let all = HiddenCounts(around: place, in: self, breadth: .max - 1, limit: .max / 4)
    var program = all.program()
    var weights = [Double](repeating: 0, count: program.moves.count)
    weights[0] = 1
    var opposite = all.program()
    let rise = program.maximize(weights)
    weights[0] = -1
    return Interval(lower: count - opposite.maximize(weights), upper: count + rise)
  }

  /// Shows it of a count in one sum only: it and its like there can share what they have in any way.
  private func leafCertificate(
    _ place: TableSystem.Place, width: Double
  ) -> Certificate? {
    func isLeaf(_ other: TableSystem.Place) -> Bool {
      system.sumsOfRow[other.row].count == 1 && hides(other)
        && !system.layerSums.contains { $0.layers.contains(other.layer) }
    }
    guard isLeaf(place), let sum = system.sumsOfRow[place.row].first else { return nil }
    let leaves = system.sums[Int(sum)].dropFirst()
      .map { TableSystem.Place(layer: place.layer, row: Int($0)) }
      .filter { isLeaf($0) && system.count($0) > 0 }
    let total = leaves.reduce(0) { $0 + system.count($1) }
    guard leaves.count > 1, total >= width, leaves.contains(place) else { return nil }
    return Certificate(
      support: Set(leaves),
      widths: Dictionary(leaves.map { ($0, total) }, uniquingKeysWith: { first, _ in first }))
  }

  private func opening(
    _ near: HiddenCounts, upTo width: Double
  ) -> (width: Double, certificate: Certificate) {
    var program = near.program()
    var weights = [Double](repeating: 0, count: program.moves.count)
    weights[0] = 1
    var widths: [TableSystem.Place: Double] = [:]
    func note() {
      for (place, move) in zip(near.places, program.moves) where abs(move) > 1e-7 {
        widths[place] = max(widths[place] ?? 0, abs(move))
      }
    }
    var open = program.maximize(weights, upTo: width)
    note()
    var moves: [Int: Double] = [:]
    let others = program.moves.dropFirst(near.places.count)
    if !others.contains(where: { $0 != 0 }),
      near.places.allSatisfy({ $0.layer == near.places[0].layer })
    {
      for (place, move) in zip(near.places, program.moves) where move.magnitude > 1e-7 {
        moves[place.row] = move
      }
    }
    if open < width - 1e-6 {
      weights[0] = -1
      open += program.maximize(weights, upTo: width - open)
      note()
      widths[near.places[0]] = open
    }
    return (open, Certificate(support: Set(widths.keys), widths: widths, moves: moves))
  }
}
