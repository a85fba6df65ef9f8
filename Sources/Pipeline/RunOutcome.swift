internal import Definitions
public import Figures

/// How a run ended, and all that its summary tells.
public struct RunOutcome: Sendable {
  public enum Status: String, Decodable, Sendable {
    /// A new run is published, and `latest` leads to it.
    case published
    /// The very run was published before; nothing was made again.
    case unchanged
    /// A gate stopped it: what was found lies in its folder, and `latest` stays.
    case failed
  }

  public internal(set) var status: Status
  public let runID: String
  /// The run's folder, under the output folder as it was given.
  public let folder: String
  public internal(set) var stages: [StageDecision]
  public internal(set) var findings: [Finding]
  /// What else is worth knowing, one sentence each.
  public internal(set) var notes: [String]
  /// The run that changes.csv compares with.
  public internal(set) var comparedWith: String?
  /// What was found in the files; `nil` where a run was not repeated, whose folder tells it.
  public internal(set) var quality: Quality?
  public internal(set) var completeness: [Completeness] = []
  /// Every published figure, and those of the nation and the provinces in any case.
  public internal(set) var figures: [Figure] = []
  public internal(set) var rankings: [Ranking] = []
  public internal(set) var questions: [QuestionAnswers] = []
  /// What is doubtful in surveys with a sampling design; `nil` where there is none.
  public internal(set) var surveyQuality: SurveyQuality?
  /// The ranked composites taken apart.
  public internal(set) var composites: [CompositeBreakdown] = []
  /// How shares and means went from period to period.
  public internal(set) var trends: [Trend] = []
  /// What the feeds look like beside earlier nights; `nil` where none is watched.
  public internal(set) var feeds: FeedReport?

  /// Bytes of records that memory had no room for, and that went to temporary files.
  public internal(set) var temporaryBytes = 0
  /// How the weights of surveys came about.
  var surveyNotes: [String] = []

  /// What was found about the feeds, one line each.
  public var feedWarnings: [String] {
    (feeds?.findings ?? []).map { "feeds, \($0.kind.rawValue): \($0.message.english)" }
  }

  /// The exit code of the contract.
  public var exitCode: Int32 { status == .failed ? 65 : 0 }

  /// A threshold that was crossed.
  public struct Finding: Hashable, Decodable, Sendable {
    /// The gate's key in the pipeline file.
    public let gate: String
    /// `warn` or `stop`.
    public let severity: String
    /// A file, a dataset or a KPI; empty for the run.
    public let subject: String
    public let observed: String
    public let bound: String
    /// One sentence in English, and the same in Vietnamese.
    public let message: String
    public let vietnamese: String

    private enum CodingKeys: String, CodingKey {
      case gate, severity, subject, observed, bound, message
      case vietnamese = "message_vi"
    }
  }
}

extension RunOutcome.Finding {
  init(_ finding: GateFinding) {
    gate = finding.kind.rawValue
    severity = finding.severity.rawValue
    subject = finding.subject
    observed = finding.observed
    bound = finding.bound
    message = finding.message.english
    vietnamese = finding.message.vietnamese
  }
}

/// Whether a stage is made, and why.
public struct StageDecision: Hashable, Sendable {
  public enum Action: String, Hashable, Sendable {
    case run
    case reuse
  }

  public let stage: Stage
  /// What is ingested; `nil` for the stages that take all datasets together.
  public let dataset: String?
  public let action: Action
  /// Which input, definition or version changed, or why nothing is to be done.
  public let reasons: [String]

  public init(_ stage: Stage, dataset: String? = nil, _ action: Action, _ reasons: [String]) {
    self.stage = stage
    self.dataset = dataset
    self.action = action
    self.reasons = reasons
  }

  /// `ingest dossiers`, or `measure`.
  public var name: String { Recipe.name(stage, dataset) }
}
