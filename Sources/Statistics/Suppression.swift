/// Which figures of tables that add up are withheld so that nobody can work out what is to be hidden.
///
/// Primary counts are hidden by themselves, further ones (complementary) so that each hidden one could
/// lie anywhere in an interval of a given width, whatever is made of all that is published (Cox, JASA 75
/// (1980), 377–385; Fischetti and Salazar, Management Science 47 (2001), 1008–1027). Every one of them
/// is audited: a move of hidden counts is kept that changes it so far and no published figure at all.
/// What is found is safe, and not always the cheapest. Zeros are published.
public struct Suppression: Sendable {
  public typealias Place = TableSystem.Place

  /// For each kind of figure the rows that are withheld.
  public var isWithheld: [[Bool]] { withheld.isWithheld }
  /// The counts withheld to protect others.
  public private(set) var complements: Set<Place> = []
  /// How many counts were audited.
  public private(set) var audited = 0
  /// The counts that stay open by less than they should, since too little is hidden even with all totals.
  public private(set) var unprotected: [Place] = []
  private(set) var withheld: WithheldFigures

  /// Counts to keep from being told, and how wide all of them together must stay open.
  ///
  /// Those who agree and those who do not: two counts whose sum is as open as both are.
  public struct Protection: Hashable, Sendable {
    public let places: [Place]
    public let width: Double

    public init(_ places: Place..., width: Double) {
      self.places = places
      self.width = width
    }
  }

  /// So much for one of the width is more than near counts usually cost.
  private static let dear = 30.0
  /// What more than so many need is not tried to be published again.
  private static let mostAffected = 24

  private let system: TableSystem
  private let price: [Double]
  private let primaries: Set<Place>
  private var certificates: [WithheldFigures.Certificate?]
  private let protections: [Protection]
  private let indices: [Place: [Int]]
  /// Moves that were found, by each of their rows: what holds in one layer often does in others.
  private var moves: [Int: [[Int: Double]]] = [:]

  /// Hides the primaries and what keeps them and other `protections` open; `price` is what it costs to
  /// withhold a count of each row.
  ///
  /// Grows with the protections, each a few small linear programs. Small systems are done in several
  /// orders, and the cheapest outcome is taken.
  public init(
    _ system: TableSystem, primaries: [Protection], protections: [Protection] = [],
    price: [Double]
  ) {
    // The fewest need most; ties in the order of rows.
    let all = (primaries + protections).sorted {
      let needs = [$0, $1].map { $0.width - $0.places.reduce(0) { $0 + system.count($1) } }
      return needs[0] != needs[1] ? needs[0] > needs[1] : Self.precedes($0, $1)
    }
    let hidden = primaries.flatMap(\.places)
    self.init(system, hiding: hidden, all, price: price)
    guard system.rowCount < 500, all.count < 60 else { return }
    let byRow = all.sorted(by: Self.precedes)
    for order in [all.reversed(), byRow, byRow.reversed()] {
      let other = Suppression(system, hiding: hidden, order, price: price)
      if (other.unprotected.count, other.total) < (unprotected.count, total) { self = other }
    }
  }

  private static func precedes(_ a: Protection, _ b: Protection) -> Bool {
    (a.places[0].row, a.places[0].layer) < (b.places[0].row, b.places[0].layer)
  }

  /// Hides counts by themselves and nothing beside them; nothing is audited.
  public init(_ system: TableSystem, hiding primaries: [Place]) {
    self.init(system, hiding: primaries, [], price: [])
  }

  private init(
    _ system: TableSystem, hiding primaries: [Place], _ protections: [Protection], price: [Double]
  ) {
    self.system = system
    self.price = price
    self.primaries = Set(primaries)
    self.protections = protections
    var indices: [Place: [Int]] = [:]
    for (index, protection) in protections.enumerated() {
      for place in protection.places { indices[place, default: []].append(index) }
    }
    self.indices = indices
    certificates = self.protections.map { _ in nil }
    withheld = WithheldFigures(system)
    for place in primaries { withheld.hide(place) }
    audited = self.protections.count
    for index in self.protections.indices { protect(index) }
    cleanUp()
  }

  /// The sum of the counts that are withheld to protect others.
  public var cost: Double { complements.reduce(0) { $0 + system.count($1) } }

  /// What all that is withheld to protect others costs.
  private var total: Double { complements.reduce(0) { $0 + price[$1.row] } }

  /// Between what all that is published lets a count lie: for small systems.
  public func interval(of place: Place) -> Interval { withheld.interval(of: place) }

  private func cost(_ place: Place) -> Double? {
    system.count(place) > 0 && withheld.isTold(place) ? price[place.row] : nil
  }

  private mutating func protect(_ index: Int) {
    let width = protections[index].width
    // The greater of them has most room.
    let place =
      protections[index].places.max { system.count($0) < system.count($1) }
      ?? protections[index].places[0]
    if certificates[index] != nil || audit(index) { return }
    var best: (cost: Double, certificate: WithheldFigures.Certificate)?
    for (breadth, limit) in [(3, 80), (8, 200), (30, 500)] {
      // What is dear may be had cheaper farther away.
      if let best, best.cost <= Self.dear * width { break }
      let search = ComplementSearch(cost: cost)
      if let found = search.complements(
        for: place, width: width, in: withheld, breadth: breadth, limit: limit),
        found.cost < best?.cost ?? .infinity
      {
        best = found
      }
    }
    if let best {
      for complement in best.certificate.support where !withheld.hides(complement) {
        hide(complement)
      }
      certificates[index] = best.certificate
      return
    }
    var totals = [place.row]
    while !audit(index), let row = totals.first {
      totals.removeFirst()
      // Nothing is left but to withhold what it is part of.
      for sum in system.layerSums where sum.layers.contains(place.layer) {
        for layer in sum.layers { hide(Place(layer: layer, row: row)) }
      }
      for sum in system.sumsOfRow[row] {
        let rows = system.sums[Int(sum)].map(Int.init)
        for other in rows where system.layers[place.layer][other] > 0 {
          hide(Place(layer: place.layer, row: other))
        }
        if rows[0] != row { totals.append(rows[0]) }
      }
    }
    if certificates[index] == nil { unprotected.append(place) }
  }

  private mutating func hide(_ place: Place) {
    guard system.count(place) > 0, !withheld.chosen[place.layer].contains(Int32(place.row)) else {
      return
    }
    withheld.hide(place)
    if !primaries.contains(place) { complements.insert(place) }
  }

  private mutating func audit(_ index: Int) -> Bool {
    guard let found = certificate(of: protections[index]) else { return false }
    certificates[index] = found
    // One move often shows it of others too.
    for other in Set(found.widths.keys.flatMap { indices[$0] ?? [] })
    where certificates[other] == nil {
      let open = protections[other].places.reduce(0) { $0 + (found.widths[$1] ?? 0) }
      if protections[other].places.count == 1, open >= protections[other].width - 1e-6 {
        certificates[other] = found
      }
    }
    return true
  }

  /// What moves that are known already show of a count, if that is enough.
  private func opening(
    of place: Place, upTo width: Double
  ) -> (width: Double, certificate: WithheldFigures.Certificate)? {
    for known in moves[place.row] ?? [] {
      if let found = withheld.opening(of: place, along: known), found.width >= width {
        return found
      }
    }
    return nil
  }

  /// What shows that counts stay open by their width together; `nil` where they do not.
  private mutating func certificate(of protection: Protection) -> WithheldFigures.Certificate? {
    var missing = protection.width
    var support: Set<Place> = []
    var widths: [Place: Double] = [:]
    for place in protection.places.sorted(by: { system.count($0) > system.count($1) })
    where missing > 1e-6 {
      let known = opening(of: place, upTo: missing)
      guard let found = known ?? withheld.opening(of: place, upTo: missing) else { continue }
      if known == nil, !found.certificate.moves.isEmpty {
        for row in found.certificate.moves.keys where moves[row, default: []].count < 6 {
          moves[row, default: []].append(found.certificate.moves)
        }
      }
      missing -= found.width
      support.formUnion(found.certificate.support)
      widths.merge(found.certificate.widths) { max($0, $1) }
    }
    guard missing <= 1e-6 else { return nil }
    return WithheldFigures.Certificate(support: support, widths: widths)
  }

  /// Publishes again what the rest does not need, the dearest first.
  private mutating func cleanUp() {
    var users: [Place: Set<Int>] = [:]
    for (index, certificate) in certificates.enumerated() {
      for place in certificate?.support ?? [] { users[place, default: []].insert(index) }
    }
    let order = complements.sorted {
      let (a, b) = (cost($0) ?? 0, cost($1) ?? 0)
      return a != b ? a > b : ($0.row, $0.layer) < ($1.row, $1.layer)
    }
    for place in order {
      withheld.show(place)
      let told = system.layers.indices.map { Place(layer: $0, row: place.row) }
        .filter { !withheld.hides($0) }
      let affected = told.reduce(into: Set<Int>()) { $0.formUnion(users[$1] ?? []) }
      guard affected.count <= Self.mostAffected else {
        withheld.hide(place)
        continue
      }
      var found: [Int: WithheldFigures.Certificate] = [:]
      for index in affected.sorted() {
        let protection = protections[index]
        guard let certificate = certificate(of: protection) else { break }
        found[index] = certificate
      }
      guard found.count == affected.count else {
        withheld.hide(place)
        continue
      }
      complements.remove(place)
      for (index, certificate) in found {
        for old in certificates[index]?.support ?? [] { users[old]?.remove(index) }
        for new in certificate.support { users[new, default: []].insert(index) }
        certificates[index] = certificate
      }
    }
  }
}
