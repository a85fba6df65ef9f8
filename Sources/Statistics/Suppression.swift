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

  /// A count to keep from being told, and how wide it must stay open.
  public struct Protection: Hashable, Sendable {
    public let place: Place
    public let width: Double

    public init(_ place: Place, width: Double) {
      self.place = place
      self.width = width
    }
  }

  /// What more than so many need is not tried to be published again.
  private static let mostAffected = 24

  /// So much for one of the width is more than near counts usually cost.
  private static let dear = 30.0

  private let system: TableSystem
  private let price: [Double]
  private let primaries: Set<Place>
  private var certificates: [WithheldFigures.Certificate?]
  private let protections: [Protection]
  private let indices: [Place: Int]

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
      let (a, b) = ($0.place, $1.place)
      let (first, second) = ($0.width - system.count(a), $1.width - system.count(b))
      return first != second ? first > second : (a.row, a.layer) < (b.row, b.layer)
    }
    let hidden = primaries.map(\.place)
    self.init(system, hiding: hidden, all, price: price)
    guard system.rowCount < 500, all.count < 60 else { return }
    let byRow = all.sorted { ($0.place.row, $0.place.layer) < ($1.place.row, $1.place.layer) }
    for order in [all.reversed(), byRow, byRow.reversed()] {
      let other = Suppression(system, hiding: hidden, order, price: price)
      if (other.unprotected.count, other.total) < (unprotected.count, total) { self = other }
    }
  }

  private init(
    _ system: TableSystem, hiding primaries: [Place], _ protections: [Protection], price: [Double]
  ) {
    self.system = system
    self.price = price
    self.primaries = Set(primaries)
    self.protections = protections
    indices = Dictionary(
      protections.enumerated().map { ($1.place, $0) }, uniquingKeysWith: { first, _ in first })
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
    let (place, width) = (protections[index].place, protections[index].width)
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
    let protection = protections[index]
    guard
      let found = withheld.certificate(for: protection.place, width: protection.width)
    else { return false }
    certificates[index] = found
    // One move often shows it of others too.
    for (place, width) in found.widths {
      guard let other = indices[place], certificates[other] == nil,
        width >= protections[other].width - 1e-6
      else { continue }
      certificates[other] = found
    }
    return true
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
        guard
          let certificate = withheld.certificate(for: protection.place, width: protection.width)
        else { break }
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
