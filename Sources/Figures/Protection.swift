internal import Definitions
internal import Statistics

/// What is withheld of one dataset, so that nothing published tells of a few people.
///
/// A figure of few is withheld by itself (primary), further ones so that nobody can work it out
/// (complementary): over all groupings of the run, the KPIs that count alike or add up, and the questions of
/// a survey.
struct Protection: Sendable {
  let dataset: String
  let minCount: Int
  /// Whether others are withheld beside the small.
  let hasComplements: Bool
  let suppression: Suppression
  private let rows: CountedRows
  /// For each KPI the kind of its figures.
  private let kinds: [String: Int]
  /// For each question the kind of its answers.
  private let questionKinds: [String: Int]
  /// How many figures are withheld since few stand behind them.
  let primaryCount: Int

  /// Decides it from the tables of the dataset, for KPIs with the groupings of which figures are
  /// published, and the answers to its questions.
  ///
  /// Grows with the small cells, each a few small linear programs.
  init(
    _ dataset: String, minCount: Int, complements: Bool, tables: [CellTable],
    published: Set<Grouping>, kpis: [KPI],
    questions: [QuestionAnswers], provinces: [String: Int32]
  ) {
    self.dataset = dataset
    self.minCount = minCount
    let rows = CountedRows(tables)
    self.rows = rows
    var layers = LayerSet(rows.records)
    let isPublished = rows.byGrouping(published.contains)
    var kinds: [String: Int] = [:]
    var figures: [TableSystem.Kind] = []
    /// The counts that are withheld where they are small, by kind.
    var bases: [[Double]] = []
    for kpi in kpis {
      let counts = kpi.measures.filter(\.isOfPeople).map { rows.counts($0.id) }
      guard let base = counts.last else { continue }
      kinds[kpi.id] = figures.count
      bases.append(base)
      let isGiven = rows.byGrouping(kpi.isGiven)
      figures.append(
        TableSystem.Kind(
          counts.count == 2 ? layers.add(counts[0], within: base) : [layers.add(base)],
          isGiven: zip(isPublished, isGiven).map { $0 && $1 }))
    }
    var questionKinds: [String: Int] = [:]
    for (question, answers) in Dictionary(grouping: questions, by: \.question)
      .sorted(by: { $0.key < $1.key })
    {
      let told = ToldAnswers(answers, rows: rows, provinces: provinces)
      let own = layers.add(told.satisfied, within: told.answered, where: told.isGiven)
      questionKinds[question] = figures.count
      bases.append(told.answered)
      // The forms are the first layer.
      figures.append(TableSystem.Kind(own + [0], isGiven: told.isGiven))
    }
    // What counts as many as two others together is told with them.
    let whole = Dictionary(
      layers.sums.map { ($0.layers[0], Array($0.layers.dropFirst())) },
      uniquingKeysWith: { first, _ in first })
    figures = figures.map { kind in
      guard kind.layers.count == 1, kind.layers != [0], let both = whole[kind.layers[0]] else {
        return kind
      }
      return TableSystem.Kind(both, isGiven: kind.isGiven)
    }
    self.kinds = kinds
    self.questionKinds = questionKinds
    let system = TableSystem(
      rowCount: rows.count, sums: rows.sums,
      layers: layers.all,
      layerSums: layers.sums, kinds: figures)
    let small = SmallCounts(figures, bases: bases, layers: layers.all, minCount: minCount)
    primaryCount = small.figureCount
    // Of the nation and the provinces least, since they are what people ask for.
    let weights = rows.byGrouping { $0 == .national ? 1e4 : $0 == .byProvince ? 100.0 : 1 }
    hasComplements = complements
    guard complements else {
      suppression = Suppression(system, hiding: small.primaries.flatMap(\.places))
      return
    }
    suppression = Suppression(
      system, primaries: small.primaries, protections: small.parts,
      price: zip(rows.records, weights).map { max(1, $0) * $1 })
  }

  /// Whether a KPI's figure of a cell is withheld.
  func isWithheld(_ kpi: String, _ grouping: Grouping, _ key: CellKey) -> Bool {
    guard let kind = kinds[kpi], let row = rows.row(grouping, key) else { return false }
    return suppression.isWithheld[kind][row]
  }

  /// Whether the answers to a question are withheld; −1 is the nation.
  func isWithheld(question: String, province: Int32) -> Bool {
    guard let kind = questionKinds[question],
      let row = rows.row(province < 0 ? .national : .byProvince, CellKey(province: province))
    else { return false }
    return suppression.isWithheld[kind][row]
  }

  /// How much is withheld, and how it was tried.
  var note: String {
    guard hasComplements else {
      return
        "\(dataset): \(primaryCount) figures of fewer than \(minCount) are withheld; some can be worked out "
        + "from others that are published, unless the pipeline says complements: true"
    }
    let all = suppression.isWithheld.reduce(0) { $0 + $1.count { $0 } }
    let open = suppression.unprotected.count
    return "\(dataset): \(primaryCount) figures of fewer than \(minCount) are withheld, and "
      + "\(all - primaryCount) more so that nobody can work those out; of \(suppression.audited) "
      + "counts so hidden \(open == 0 ? "none can be told" : "\(open) could be told")"
  }
}

/// What is counted in every row, alike things once.
private struct LayerSet {
  private(set) var all: [[Double]]
  private var prints: [UInt64]

  init(_ records: [Double]) {
    all = [records]
    prints = [Self.print(records)]
  }

  /// The layer of these counts.
  mutating func add(_ counts: [Double]) -> Int {
    let print = Self.print(counts)
    if let known = prints.firstIndex(of: print) { return known }
    all.append(counts)
    prints.append(print)
    return all.count - 1
  }

  /// The layers of those who are counted, and of the others within a whole.
  ///
  /// The two are free of each other, so that nothing binds a numerator to its denominator.
  mutating func add(_ counts: [Double], within whole: [Double]) -> [Int] {
    if counts == whole { return [add(counts)] }
    return [add(counts), add(zip(whole, counts).map { $0 - $1 })]
  }

  /// The same of counts that are known of some rows: layers that are alike there, if there are.
  mutating func add(
    _ counts: [Double], within whole: [Double], where isGiven: [Bool]
  ) -> [Int] {
    let given = isGiven.indices.filter { isGiven[$0] }
    let rest = zip(whole, counts).map { $0 - $1 }
    return [counts, rest].map { counts in
      all.firstIndex { layer in given.allSatisfy { layer[$0] == counts[$0] } } ?? add(counts)
    }
  }

  /// Layers that are the sum of two others in every row, whatever the definitions say.
  var sums: [TableSystem.LayerSum] {
    let known = Dictionary(
      prints.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return all.indices.flatMap { whole in
      all.indices.compactMap { part in
        guard part != whole, prints[part] != 0,
          let rest = known[prints[whole] &- prints[part]], rest > part, rest != whole
        else { return nil }
        return TableSystem.LayerSum(whole, of: part, and: rest)
      }
    }
  }

  /// A number that adds up as the counts do, and hardly otherwise.
  private static func print(_ counts: [Double]) -> UInt64 {
    var sum: UInt64 = 0
    for (row, count) in counts.enumerated() where count != 0 {
      var weight = (UInt64(row) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      weight = (weight ^ (weight >> 31)) &* 0xBF58_476D_1CE4_E5B9
      sum &+= (weight ^ (weight >> 29)) &* UInt64(count)
    }
    return sum
  }
}

/// What the answers to a question tell, in the rows of the nation and the provinces.
private struct ToldAnswers {
  var answered: [Double]
  var satisfied: [Double]
  var isGiven: [Bool]

  init(_ all: [QuestionAnswers], rows: CountedRows, provinces: [String: Int32]) {
    answered = [Double](repeating: 0, count: rows.count)
    satisfied = answered
    isGiven = [Bool](repeating: false, count: rows.count)
    for answers in all {
      let province = answers.provinceCode.isEmpty ? -1 : provinces[answers.provinceCode]
      guard let numbers = answers.numbers, let province,
        let row = rows.row(
          province < 0 ? .national : .byProvince, CellKey(province: province))
      else { continue }
      answered[row] = Double(numbers.answered)
      satisfied[row] = Double(numbers.satisfied)
      isGiven[row] = true
    }
  }
}

/// The counts of few people, and those that are told together with them.
private struct SmallCounts {
  private(set) var primaries: [Suppression.Protection] = []
  /// The numerators of small cells.
  private(set) var parts: [Suppression.Protection] = []
  private(set) var figureCount = 0

  init(_ kinds: [TableSystem.Kind], bases: [[Double]], layers: [[Double]], minCount: Int) {
    var found: Set<Suppression.Protection> = []
    var others: Set<Suppression.Protection> = []
    let small = 1..<Double(minCount)
    for (kind, base) in zip(kinds, bases) {
      let counted = kind.layers.filter { $0 != 0 || kind.layers.count == 1 }
      for row in kind.isGiven.indices where kind.isGiven[row] {
        let isOfFewForms = kind.layers.contains(0) && small.contains(layers[0][row])
        guard small.contains(base[row]) || isOfFewForms else { continue }
        figureCount += 1
        let places = counted.map { TableSystem.Place(layer: $0, row: row) }
        if isOfFewForms {
          found.insert(
            Suppression.Protection(
              TableSystem.Place(layer: 0, row: row), width: Double(minCount)))
        }
        guard small.contains(base[row]) else { continue }
        found.insert(
          places.count == 2
            ? Suppression.Protection(places[0], places[1], width: Double(minCount))
            : Suppression.Protection(places[0], width: Double(minCount)))
        guard places.count == 2 else { continue }
        if layers[places[0].layer][row] > 0 {
          others.insert(Suppression.Protection(places[0], width: 1))
        }
      }
    }
    func order(_ a: Suppression.Protection, _ b: Suppression.Protection) -> Bool {
      (a.places[0].row, a.places.map(\.layer).description)
        < (b.places[0].row, b.places.map(\.layer).description)
    }
    primaries = found.sorted(by: order)
    parts = others.subtracting(found).sorted(by: order)
  }
}

extension Measure {
  /// Whether it counts records, or what stands in them; the units of the reference are no secret.
  fileprivate var isOfPeople: Bool {
    if case .units = content { return false }
    return true
  }
}
