/// Looks for the cheapest published counts that keep a hidden one from being told.
struct ComplementSearch {
  typealias Place = TableSystem.Place

  /// What it costs to withhold a count; `nil` where it must be published.
  let cost: (Place) -> Double?

  /// What keeps a count open by a width, of hidden counts and of those to withhold beside them.
  ///
  /// The least weighted sum of moves (Cox, JASA 90 (1995), 1453–1462), made sparse by weighing it again by
  /// what it came to (Candès, Wakin and Boyd 2008). `nil` where there are none among the nearest.
  func complements(
    for place: Place, width: Double, in withheld: WithheldFigures, breadth: Int, limit: Int
  ) -> (cost: Double, certificate: WithheldFigures.Certificate)? {
    let near = HiddenCounts(
      around: place, in: withheld, breadth: breadth, limit: limit, candidates: cost)
    let fall = withheld.system.count(place)
    var best: (cost: Double, support: Set<Place>)?
    for down in Set([0, min(fall, width)]).sorted() {
      guard let found = cheapest(near, up: width - down, down: down) else { continue }
      if found.cost < best?.cost ?? .infinity { best = found }
    }
    return best.map {
      ($0.cost, WithheldFigures.Certificate(support: $0.support, widths: [place: width]))
    }
  }

  /// The cheapest move by one of the first place that can be made `up` times, and undone `down` times.
  private func cheapest(
    _ near: HiddenCounts, up: Double, down: Double
  ) -> (cost: Double, support: Set<Place>)? {
    let places = near.places
    var weights = places.enumerated().map { index, place in
      index == 0 || near.withheld.hides(place) ? 0 : cost(place) ?? 0
    }
    let published = weights.indices.filter { weights[$0] > 0 }
    let greatest = weights.max() ?? 0
    var best: (cost: Double, support: Set<Place>)?
    for _ in 0..<3 {
      let moves = self.moves(near, weights: weights, greatest: greatest, up: up, down: down)
      guard let moves else { return best }
      let used = published.filter { moves[$0] > 1e-7 }
      let total = used.reduce(0) { $0 + (cost(places[$1]) ?? 0) }
      guard total < best?.cost ?? .infinity else { break }
      best = (total, Set(places.indices.filter { moves[$0] > 1e-7 }.map { places[$0] }))
      if used.isEmpty { break }
      for index in published {
        weights[index] = min(greatest, (cost(places[index]) ?? 0) * 0.2 / (moves[index] + 0.1))
      }
    }
    return best
  }

  /// How far each place moves; `nil` where the first one cannot.
  private func moves(
    _ near: HiddenCounts, weights: [Double], greatest: Double, up: Double, down: Double
  ) -> [Double]? {
    let count = near.places.count
    // A published count has two columns: it costs to move it either way.
    var (rows, falls) = near.sums(slack: 2 * count)
    for index in rows.indices {
      rows[index] += rows[index].filter { $0.column < count && weights[$0.column] > 0 }
        .map { ($0.column + count, -$0.coefficient) }
    }
    let room = near.places.map(near.withheld.system.count)
    let falling = (room + falls).map { up > 0 ? $0 / up : .infinity }
    let rising = (room + falls).map { down > 0 ? $0 / down : .infinity }
    var lower = [0.0] + (1..<max(1, count)).map { weights[$0] > 0 ? 0 : -falling[$0] }
    var upper = [1.0] + rising[..<count].dropFirst()
    upper += (0..<count).map { weights[$0] > 0 ? falling[$0] : 0 }
    lower += [Double](repeating: 0, count: count)
    lower += falling[count...].map { -$0 }
    upper += rising[count...]
    var program = BoundedProgram(rows: rows, lower: lower, upper: upper)
    let prize = 1e4
    let costs = weights.map { greatest > 0 ? -$0 / greatest : 0 }
    var gains = costs + costs + falls.map { _ in 0 }
    gains[0] = prize
    _ = program.maximize(gains)
    guard program.moves[0] > 1 - 1e-6 else { return nil }
    return (0..<count).map { abs(program.moves[$0]) + abs(program.moves[$0 + count]) }
  }
}
