internal import Definitions
internal import Dispatch
internal import Draws
internal import Figures
internal import Foundation
internal import Statistics
internal import Synchronization

/// How often a plain top five is wrong, and how often what hailong says of it is, by simulation.
///
/// Provinces have as many respondents and sites as in a published run; their true shares are drawn, then
/// the answers of each site, which are alike (beta-binomial), then all goes through the ranking of a run.
@main enum TopFive {
  static let intraclass = 0.05
  static let top = 5

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map(\.self)
    guard arguments.count == 3, let draws = Int(arguments[1]), let seed = UInt64(arguments[2]),
      draws > 0, let provinces = try? SampledProvince.read(arguments[0]), provinces.count > top
    else {
      FileHandle.standardError.write(
        Data("usage: TopFive KPIS.CSV DRAWS SEED; the table of a run with satisfaction\n".utf8))
      exit(64)
    }
    print(
      "\(provinces.count) provinces, \(provinces.reduce(0) { $0 + $1.responses }) responses at "
        + "\(provinces.reduce(0) { $0 + $1.sites }) sites, ICC \(intraclass), \(draws) draws a row, "
        + "seed \(seed)")
    print(
      "true shares: mean 0.78, SD as in the row; every site has as many respondents, times as in the row"
    )
    print(Tally.header)
    for spread in [0.06, 0.02] {
      for times in [1, 10, 100] {
        var tally = Tally(spread: spread, times: times, draws: draws)
        var generator = SplitMix(
          seed: seed &* 1_000_003 &+ UInt64(times) &* 101 &+ UInt64(spread * 1e4))
        // The draws come from one generator in order; ranking them is the work, and is shared.
        let drawn = (0..<draws).map { _ in
          World.figures(provinces, spread: spread, times: times, using: &generator)
        }
        let worlds = Mutex([World?](repeating: nil, count: draws))
        DispatchQueue.concurrentPerform(iterations: draws) { place in
          let world = World(truth: drawn[place].truth, ranking: World.ranking(drawn[place].figures))
          worlds.withLock { $0[place] = world }
        }
        for case let world? in worlds.withLock({ $0 }) { tally.add(world) }
        print(tally.line)
      }
    }
    time(provinces, seed: seed)
  }

  /// The ranking stage alone: 20 KPIs in 24 periods.
  private static func time(_ provinces: [SampledProvince], seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let worlds = (0..<480).map { _ in
      World.figures(provinces, spread: 0.06, times: 1, using: &generator).figures
    }
    let start = ContinuousClock.now
    DispatchQueue.concurrentPerform(iterations: worlds.count) { place in
      _ = World.ranking(worlds[place])
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let cores = ProcessInfo.processInfo.activeProcessorCount
    print(
      "480 rankings (20 KPIs, 24 periods) of \(provinces.count) provinces: "
        + String(format: "%.2f s on %d cores", seconds, cores))
  }
}

/// How many people were asked in a province, and at how many sites.
struct SampledProvince {
  let code: String
  let responses: Int
  let sites: Int

  /// The provinces of a run with their satisfaction figures.
  static func read(_ path: String) throws -> [SampledProvince] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let header = lines.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    func place(_ name: String) -> Int { header.firstIndex { $0 == name } ?? 0 }
    let (n, df) = (place("n"), place("df"))
    return lines.filter { $0.hasPrefix("satisfaction,province,") }.compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let responses = Int(fields[n]), let degrees = Int(fields[df]), degrees > 0 else {
        return nil
      }
      return SampledProvince(code: String(fields[2]), responses: responses, sites: degrees + 1)
    }
  }
}

/// One draw: true shares, the answers, and the ranking made of them.
struct World {
  let truth: [String: Double]
  let ranking: Ranking

  static func ranking(_ figures: [Figure]) -> Ranking {
    Ranking(
      figures, kpi: "satisfaction", better: .higher,
      by: RankingDefinition(kpi: "satisfaction", top: TopFive.top))
  }

  static func figures(
    _ provinces: [SampledProvince], spread: Double, times: Int, using generator: inout SplitMix
  ) -> (truth: [String: Double], figures: [Figure]) {
    // Beta with the mean and the standard deviation.
    let mean = 0.78
    let size = mean * (1 - mean) / (spread * spread) - 1
    let shares = Beta(mean * size, (1 - mean) * size)
    var truth: [String: Double] = [:]
    let figures = provinces.map { province in
      let share = shares.quantile(generator.uniform())
      truth[province.code] = share
      return province.figure(share, times: times, using: &generator)
    }
    return (truth, figures)
  }

  /// The true rank of each province.
  var trueRanks: [String: Int] {
    truth.mapValues { own in 1 + truth.values.count { $0 > own } }
  }
}

extension SampledProvince {
  /// What a survey of so many people at these sites says.
  func figure(_ truth: Double, times: Int, using generator: inout SplitMix) -> Figure {
    let prior = (1 - TopFive.intraclass) / TopFive.intraclass
    let chances = Beta(truth * prior, (1 - truth) * prior)
    let people = responses * times
    let sizes = (0..<sites).map { people / sites + ($0 < people % sites ? 1 : 0) }
    let satisfied = sizes.map { size in
      let chance = chances.quantile(generator.uniform())
      return (0..<size).count { _ in generator.uniform() < chance }
    }
    let share = Double(satisfied.reduce(0, +)) / Double(people)
    let squares = zip(satisfied, sizes).reduce(0) { sum, site in
      let off = (Double(site.0) - share * Double(site.1)) / Double(people)
      return sum + off * off
    }
    let proportion = SurveyProportion(
      estimate: share, variance: squares * Double(sites) / Double(sites - 1), rows: people,
      degrees: Double(sites - 1))
    let fallback = FallbackDesignEffect(
      rowsPerUnit: Double(people) / Double(sites), intraclass: TopFive.intraclass)
    let effect = proportion.effectiveSize.map { Double(people) / $0 } ?? fallback.value
    return Figure(
      kpi: "satisfaction", subject: Figure.Subject(.byProvince, provinceCode: code),
      denominator: Int64(people), value: .approximate(share),
      uncertainty: Uncertainty(
        basis: .quickSurvey, responses: people, weightedValue: share,
        effectiveSize: min(Double(people), Double(people) / effect), designEffect: effect,
        rule: proportion.effectiveSize == nil ? .kish : .estimated, degrees: sites - 1))
  }
}

/// What was right and what was wrong over all draws.
struct Tally {
  let spread: Double
  let times: Int
  let draws: Int
  private var covered = 0
  private var plainWrong = 0
  private var strangers = 0
  private var statementWrong = 0
  private var named = 0
  private var certain = 0
  private var promised = 0.0
  private var kept = 0

  static let header =
    "| SD | times | all true ranks in the sets | plain top five wrong | not of the five in it | "
    + "statement wrong | provinces it names | certain | promised, chance over 80 % | kept |"

  init(spread: Double, times: Int, draws: Int) {
    self.spread = spread
    self.times = times
    self.draws = draws
  }

  mutating func add(_ world: World) {
    let ranks = world.trueRanks
    let best = Set(ranks.filter { $0.value <= TopFive.top }.map(\.key))
    var isCovered = true
    for row in world.ranking.rows {
      guard let standing = row.standing, let rank = ranks[row.code] else { continue }
      if !standing.ranks.contains(rank) { isCovered = false }
      if let chance = standing.topProbability, chance > 0.8 {
        promised += chance
        if best.contains(row.code) { kept += 1 }
      }
    }
    let plain = Set(world.ranking.rows.prefix(TopFive.top).map(\.code))
    let candidates = Set(world.ranking.confidentTop.map(\.code))
    let sure = Set(world.ranking.certainTop.map(\.code))
    covered += isCovered ? 1 : 0
    plainWrong += plain == best ? 0 : 1
    strangers += plain.subtracting(best).count
    statementWrong += best.isSubset(of: candidates) && sure.isSubset(of: best) ? 0 : 1
    named += candidates.count
    certain += sure.count
  }

  var line: String {
    func share(_ count: Int) -> String {
      String(format: "%.1f %%", 100 * Double(count) / Double(draws))
    }
    func mean(_ sum: Double) -> String { String(format: "%.2f", sum / Double(draws)) }
    let cells =
      [String(spread), String(times), share(covered), share(plainWrong), mean(Double(strangers))]
      + [share(statementWrong), mean(Double(named)), mean(Double(certain))]
      + [mean(promised), mean(Double(kept))]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}

extension Ranking.Row {
  fileprivate var code: String { figure.subject.provinceCode }
}
