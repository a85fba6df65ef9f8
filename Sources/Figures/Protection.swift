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
    _ dataset: String, minCount: Int, tables: [CellTable], published: Set<Grouping>, kpis: [KPI],
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
    /// The layers whose small counts are withheld, by kind.
    var bases: [Int] = []
    for kpi in kpis {
      let own = kpi.measures.filter(\.isOfPeople).map { layers.add(rows.counts($0.id)) }
      guard let base = own.last else { continue }
      kinds[kpi.id] = figures.count
      bases.append(base)
      let isGiven = rows.byGrouping(kpi.isGiven)
      figures.append(
        TableSystem.Kind(own, isGiven: zip(isPublished, isGiven).map { $0 && $1 }))
    }
    var questionKinds: [String: Int] = [:]
    for (question, answers) in Dictionary(grouping: questions, by: \.question)
      .sorted(by: { $0.key < $1.key })
    {
      let told = ToldAnswers(answers, rows: rows, provinces: provinces)
      let own = [told.satisfied, told.answered].map { layers.add($0, where: told.isGiven) }
      questionKinds[question] = figures.count
      bases.append(own[1])
      // The forms are the first layer.
      figures.append(TableSystem.Kind(own + [0], isGiven: told.isGiven))
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

  /// The layer of counts that are known of some rows: another that is the same there, if there is one.
  mutating func add(_ counts: [Double], where isGiven: [Bool]) -> Int {
    let given = isGiven.indices.filter { isGiven[$0] }
    return all.firstIndex { layer in given.allSatisfy { layer[$0] == counts[$0] } } ?? add(counts)
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
  /// Of those who are counted in a small cell the ones of whom a figure tells something.
  private(set) var parts: [Suppression.Protection] = []
  private(set) var figureCount = 0

  init(_ kinds: [TableSystem.Kind], bases: [Int], layers: [[Double]], minCount: Int) {
    var found: Set<TableSystem.Place> = []
    var others: Set<TableSystem.Place> = []
    for (kind, base) in zip(kinds, bases) {
      for row in kind.isGiven.indices where kind.isGiven[row] {
        let few = Set([base, 0]).intersection(kind.layers).filter {
          (1..<Double(minCount)).contains(layers[$0][row])
        }
        guard !few.isEmpty else { continue }
        figureCount += 1
        for layer in kind.layers where layers[layer][row] > 0 {
          let place = TableSystem.Place(layer: layer, row: row)
          if few.contains(layer) { found.insert(place) } else { others.insert(place) }
        }
      }
    }
    func order(_ a: TableSystem.Place, _ b: TableSystem.Place) -> Bool {
      (a.row, a.layer) < (b.row, b.layer)
    }
    primaries = found.sorted(by: order).map {
      Suppression.Protection($0, width: Double(minCount))
    }
    parts = others.subtracting(found).sorted(by: order).map { Suppression.Protection($0, width: 1) }
  }
}

extension Measure {
  /// Whether it counts records, or what stands in them; the units of the reference are no secret.
  fileprivate var isOfPeople: Bool {
    if case .units = content { return false }
    return true
  }
}
