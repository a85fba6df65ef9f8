public import Definitions
public import Figures

/// All that a run tells people: what its pages, workbook and pictures are made from.
///
/// Everything in it is as published: what disclosure withholds is empty here already.
public struct Release: Sendable {
  public let definition: PipelineDefinition
  public let runID: String
  /// The version of the program.
  public let program: String
  /// Those of the nation and the provinces in any case, listed or not.
  public let figures: [Figure]
  public let rankings: [Ranking]
  public let completeness: [Completeness]
  /// In the order of datasets and files.
  public let files: [FileReport]
  public let refused: [RefusedFile]
  public let findings: [GateFinding]
  /// What else is worth knowing, one sentence each.
  public let notes: [String]
  /// What differs from an earlier run; `nil` where there is none to compare with.
  public let changes: Changes?
  /// The releases before it, the oldest first; the last is the one that it is compared with.
  public let earlier: [EarlierRelease]
  /// What was answered to each question of the surveys.
  public let questions: [QuestionAnswers]
  /// What is doubtful in its surveys with a sampling design; `nil` where there is none.
  public let surveyQuality: SurveyQuality?
  /// The ranked composites taken apart.
  public let composites: [CompositeBreakdown]
  /// How shares and means went from period to period.
  public let trends: [Trend]
  /// The wards by each share; none where the pipeline lists no figures of wards.
  public let wards: [WardFunnel]
  /// What its feeds look like beside earlier nights; `nil` where none is watched.
  public let feeds: FeedReport?

  public init(
    definition: PipelineDefinition, runID: String, program: String, figures: [Figure],
    rankings: [Ranking], completeness: [Completeness], files: [FileReport],
    refused: [RefusedFile], findings: [GateFinding], notes: [String], changes: Changes?,
    earlier: [EarlierRelease] = [], questions: [QuestionAnswers] = [],
    surveyQuality: SurveyQuality? = nil, composites: [CompositeBreakdown] = [],
    trends: [Trend] = [], wards: [WardFunnel] = [], feeds: FeedReport? = nil
  ) {
    self.definition = definition
    self.runID = runID
    self.program = program
    self.figures = figures
    self.rankings = rankings
    self.completeness = completeness
    self.files = files
    self.refused = refused
    self.findings = findings
    self.notes = notes
    self.changes = changes
    self.earlier = earlier
    self.questions = questions
    self.surveyQuality = surveyQuality
    self.composites = composites
    self.trends = trends
    self.wards = wards
    self.feeds = feeds
  }

  /// The release as if it were the first.
  public var withoutHistory: Release {
    Release(
      definition: definition, runID: runID, program: program, figures: figures, rankings: rankings,
      completeness: completeness, files: files, refused: refused,
      findings: findingsWithoutHistory, notes: notes, changes: nil, questions: questions,
      surveyQuality: surveyQuality, composites: composites, trends: trends, wards: wards)
  }

  /// What the gates found in the run's own data.
  public var findingsWithoutHistory: [GateFinding] { findings.filter { $0.kind != .feeds } }

  /// The datasets of which nothing is told by province and file: a province's count is small in one of
  /// their files, or a figure of a province is withheld, which those counts could give away.
  public var closedDatasets: Set<String> {
    let datasets = definition.disclosure.filter { dataset, minCount in
      let isSmall = files.contains { file in
        file.dataset == dataset
          && file.accounting.provinces.values.contains { $0 > 0 && $0 < minCount }
      }
      return isSmall
        || figures.contains { figure in
          figure.flags.contains(.suppressed) && figure.subject.grouping == .byProvince
            && definition.kpi(publishing: figure.kpi).map {
              definition.parts(of: $0).contains { $0.kpi.dataset == dataset }
            } == true
        }
    }
    return Set(datasets.keys)
  }

  /// Whether a gate stopped the run: it was not published.
  public var isStopped: Bool { findings.contains { $0.severity == .stop } }
}
