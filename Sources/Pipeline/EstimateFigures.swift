public import Report
public import Statistics

/// What a spec of survey estimates came to.
public struct EstimateFigures: Sendable {
  /// One estimate as people read it.
  public struct Line: Sendable {
    public let name: String
    /// `nil` where there is nothing to estimate from.
    public let value: Double?
    public let error: Double?
    /// Of 95 in a hundred samples.
    public let interval: Interval?
    /// How the interval was found; empty without one.
    public let method: String
    public let degrees: Int?
    public let designEffect: Double?

    init(
      _ name: String, _ value: Double, error: Double? = nil, interval: Interval? = nil,
      method: String = "", degrees: Int? = nil, designEffect: Double? = nil
    ) {
      self.name = name
      self.value = value.isFinite ? value : nil
      self.error = error.flatMap { $0.isFinite ? $0 : nil }
      self.interval = interval
      self.method = interval == nil ? "" : method
      self.degrees = degrees
      self.designEffect = designEffect.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  public internal(set) var lines: [Line] = []
  /// What a reader must know besides, in sentences.
  public internal(set) var notes: [String] = []
  var members: [(name: String, value: JSON)] = []

  /// The document, in the keys that the contract names.
  public var json: JSON { .object(members) }
}

/// What became of one spec: its figures, or why there are none.
public struct EstimateOutcome: Sendable {
  public let id: String
  public let result: Result<EstimateFigures, SurveyRefusal>
}

extension EstimateOutcome {
  /// The figures, or `{"error": …}`.
  public var json: JSON {
    switch result {
    case .success(let figures): figures.json
    case .failure(let refusal): ["error": .string(refusal.message)]
    }
  }
}
