internal import Definitions
internal import Statistics

/// What is doubtful about the responses of one survey with a sampling design.
public struct ResponseQuality: Sendable {
  public let dataset: String
  public let responses: Int
  /// Sites with a response.
  public let siteCount: Int
  /// Responses with a flag of their own.
  public let flaggedResponses: Int
  /// Sites with a flag of a site.
  public let flaggedSites: Int
  /// By flag, of responses or of sites.
  public let counts: [ResponseFlag: Int]
  /// Forms with an answer to every question, and those of them with the same to all: no flag by itself.
  public let completeForms: Int
  public let straightForms: Int
  /// The sites with a flag of their own or on a response, by province, ward and name; the responses
  /// whose site is not known are one of each province.
  public let sites: [SiteQuality]
}

/// What is doubtful about one site of a survey.
public struct SiteQuality: Hashable, Sendable {
  public let dataset: String
  /// Codes; empty where not known, or where the responses of the site are of several wards.
  public let provinceCode: String
  public let wardCode: String
  /// Empty for the responses of a province whose site is not known.
  public let site: String
  public internal(set) var responses = 0
  /// Responses with any flag of responses, and by flag.
  public internal(set) var flaggedResponses = 0
  public internal(set) var counts: [ResponseFlag: Int] = [:]
  public internal(set) var completeForms = 0
  public internal(set) var straightForms = 0
  /// Responses with an answer to the overall question, and the satisfied ones.
  public internal(set) var ratings = 0
  public internal(set) var satisfied = 0
  /// Responses with a time of day, and those at :00 and :30.
  public internal(set) var timed = 0
  public internal(set) var rounded = 0
  /// All responses of the site's ward, or province, and the records that they are calibrated to.
  public internal(set) var coverage: Coverage?
  /// How improbable a share at least as large is; of flags of sites that are judged by a share.
  public internal(set) var probabilities: [ResponseFlag: Double] = [:]
  public internal(set) var siteFlags: Set<ResponseFlag> = []

  public struct Coverage: Hashable, Sendable {
    public let responses: Int
    public let population: Int
  }

  /// All flags, of responses and of the site, in their order.
  public var flags: [ResponseFlag] {
    ResponseFlag.allCases.filter { siteFlags.contains($0) || counts[$0, default: 0] > 0 }
  }
}

/// A survey's quality, and which of its records are concerned.
struct JudgedResponses {
  let quality: ResponseQuality
  /// For each record of the sample.
  let isFlagged: [Bool]
  let isOfFlaggedSite: [Bool]
}

extension SurveyFrame {
  /// Judges the responses: each by itself, and sites by the others of their province.
  ///
  /// Nothing depends on the order of files or the number of threads. O(records log records).
  func judged(
    cells: [Cells], of definition: PipelineDefinition,
    thresholds: ResponseThresholds = ResponseThresholds()
  ) -> JudgedResponses {
    let forms = SurveyForms(sample, instrument, columns: columns)
    let times = SurveyTimes(sample, of: plan)
    let places = SurveySites(
      sample, units: instrument.design?.units ?? [], columns: columns, of: plan)
    var flagging = ResponseFlagging(forms, times, thresholds)
    flagging.markTimes(instrument, asOf: plan.asOf)
    let remarks = instrument.comment.flatMap { columns[$0] }
    for site in places.sites {
      flagging.markDuplicates(site.records)
      flagging.markBursts(site.records)
      if let remarks { flagging.markRemarks(site.records, remarks) }
    }
    var sites = places.sites.map { site in
      self.site(site.name, site.province, site.ward, site.records, flagging, forms, times)
    }
    let inProvinces = zip(sites, places.sites).map { (site: $0, province: $1.province) }
    var straight = SiteShares(
      inProvinces.map { ($0.province, $0.site.straightShare) },
      leastSites: thresholds.comparedSites)
    var satisfied = SiteShares(
      inProvinces.map { ($0.province, $0.site.satisfiedShare) },
      leastSites: thresholds.comparedSites)
    let coverage = PopulationCoverage(self, cells: cells, of: definition)
    let isStraightTold = instrument.questions.count >= thresholds.straightLiningQuestions
    for index in sites.indices {
      let place = places.sites[index]
      if isStraightTold, sites[index].straightForms > 0 {
        sites[index].judge(
          .straightLining,
          straight.probability(sites[index].straightShare, province: place.province),
          below: thresholds.straightLiningProbability)
      }
      if sites[index].ratings > 0, sites[index].satisfied == sites[index].ratings {
        sites[index].judge(
          .allSatisfied,
          satisfied.probability(sites[index].satisfiedShare, province: place.province),
          below: thresholds.allSatisfiedProbability)
      }
      if sites[index].rounded > 0 {
        // Two of sixty minutes.
        let chance = BetaBinomial(mean: 1.0 / 30, correlation: 0)
        sites[index].judge(
          .roundedTimes, chance.upper(sites[index].rounded, of: sites[index].timed),
          below: thresholds.roundedTimesProbability)
      }
      sites[index].coverage = coverage?.exceeded(province: place.province, ward: place.ward)
      if sites[index].coverage != nil { sites[index].siteFlags.insert(.coverage) }
    }
    let nowhere = Dictionary(grouping: places.nowhere) { sample.provinces[$0] }
      .sorted { $0.key < $1.key }
      .map { province, records in site("", province, -1, records, flagging, forms, times) }
    var isOfFlaggedSite = [Bool](repeating: false, count: sample.count)
    for (site, place) in zip(sites, places.sites) where !site.siteFlags.isEmpty {
      for record in place.records { isOfFlaggedSite[record] = true }
    }
    return JudgedResponses(
      quality: ResponseQuality(
        of: plan.dataset.name, siteCount: sites.count, everything: sites + nowhere),
      isFlagged: flagging.marks.map { $0 != 0 }, isOfFlaggedSite: isOfFlaggedSite)
  }

  private func site(
    _ name: String, _ province: Int32, _ ward: Int32, _ records: [Int],
    _ flagging: ResponseFlagging, _ forms: SurveyForms, _ times: SurveyTimes
  ) -> SiteQuality {
    var site = SiteQuality(
      dataset: plan.dataset.name,
      provinceCode: province < 0 ? "" : plan.reference.provinces[Int(province)].code,
      wardCode: ward < 0 ? "" : plan.reference.wards[Int(ward)].code, site: name)
    site.responses = records.count
    for record in records {
      if flagging.marks[record] != 0 {
        site.flaggedResponses += 1
        for flag in ResponseFlag.ofResponses where flagging.has(flag, record) {
          site.counts[flag, default: 0] += 1
        }
      }
      site.completeForms += forms.isComplete[record] ? 1 : 0
      site.straightForms += forms.isStraight[record] ? 1 : 0
      site.ratings += forms.satisfied[record] >= 0 ? 1 : 0
      site.satisfied += forms.satisfied[record] == 1 ? 1 : 0
      if let minute = times.minute(record) {
        site.timed += 1
        site.rounded += minute % 30 == 0 ? 1 : 0
      }
    }
    return site
  }
}

extension SiteQuality {
  init(dataset: String, provinceCode: String, wardCode: String, site: String) {
    self.dataset = dataset
    self.provinceCode = provinceCode
    self.wardCode = wardCode
    self.site = site
  }

  fileprivate var straightShare: SiteShares.Share {
    SiteShares.Share(successes: straightForms, size: completeForms)
  }

  fileprivate var satisfiedShare: SiteShares.Share {
    SiteShares.Share(successes: satisfied, size: ratings)
  }

  fileprivate mutating func judge(
    _ flag: ResponseFlag, _ probability: Double?, below bound: Double
  ) {
    guard let probability else { return }
    probabilities[flag] = probability
    if probability < bound { siteFlags.insert(flag) }
  }
}

extension ResponseQuality {
  /// Adds up all sites, and keeps those with a flag.
  fileprivate init(of dataset: String, siteCount: Int, everything: [SiteQuality]) {
    self.dataset = dataset
    self.siteCount = siteCount
    responses = everything.reduce(0) { $0 + $1.responses }
    flaggedResponses = everything.reduce(0) { $0 + $1.flaggedResponses }
    flaggedSites = everything.count { !$0.siteFlags.isEmpty }
    completeForms = everything.reduce(0) { $0 + $1.completeForms }
    straightForms = everything.reduce(0) { $0 + $1.straightForms }
    var counts: [ResponseFlag: Int] = [:]
    for site in everything {
      counts.merge(site.counts, uniquingKeysWith: +)
      for flag in site.siteFlags { counts[flag, default: 0] += 1 }
    }
    self.counts = counts
    sites = everything.filter { !$0.flags.isEmpty }
  }
}
