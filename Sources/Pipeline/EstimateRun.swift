public import Definitions
public import Engine
internal import Statistics

extension EstimateOutcome {
  /// Estimates what every spec asks for, each file read once.
  ///
  /// - Parameters:
  ///   - specs: what to estimate.
  ///   - options: how to read files.
  ///   - interruption: the signal that told the work to end, if one did.
  /// - Returns: an outcome for each spec, in order.
  /// - Throws: `RunFailure` where no file can be opened; a case whose file is absent beside others that
  ///   are there is refused by itself.
  public static func all(
    of specs: [EstimateSpec], options: IngestOptions, interruption: () -> Int32?
  ) throws(RunFailure) -> [EstimateOutcome] {
    var outcomes = [EstimateOutcome?](repeating: nil, count: specs.count)
    var absent: [RunFailure] = []
    for first in specs.indices where outcomes[first] == nil {
      let together = specs.indices.filter { specs[$0].isOfSameFile(as: specs[first]) }
      var (words, numbers): (Set<String>, Set<String>) = ([], [])
      for index in together {
        words.formUnion(specs[index].wordColumns)
        numbers.formUnion(specs[index].numberColumns)
      }
      let table: Result<AnalysisTable, SurveyRefusal>
      do throws(RunFailure) {
        table = try AnalysisTableReader.read(
          specs[first], words: words, numbers: numbers, options: options,
          interruption: interruption)
      } catch {
        guard error.kind == .noInput, together.count < specs.count else { throw error }
        absent.append(error)
        table = .failure(SurveyRefusal(error.message))
      }
      for index in together {
        let spec = specs[index]
        let result = table.flatMap { table in
          Result { () throws(SurveyRefusal) in
            var statistics = try EstimateStatistics(spec, table)
            return try statistics.figures()
          }
        }
        outcomes[index] = EstimateOutcome(id: spec.id, result: result)
      }
    }
    let files = specs.indices.count { index in
      !specs[..<index].contains { $0.isOfSameFile(as: specs[index]) }
    }
    if absent.count == files, let first = absent.first { throw first }
    return outcomes.compactMap(\.self)
  }
}

extension EstimateSpec {
  fileprivate func isOfSameFile(as other: EstimateSpec) -> Bool {
    input == other.input && encoding == other.encoding && delimiter == other.delimiter
  }

  private var conditions: [Condition] {
    if case .proportion(_, let condition?) = statistic { domain + [condition] } else { domain }
  }

  /// The columns that are read as words.
  fileprivate var wordColumns: [String] {
    var columns = design.units + design.strata + groups
    switch adjustment {
    case .postStratify(let strata, _): columns += strata
    case .rake(let margins, _): columns += margins.map(\.column)
    case .calibrate(_, let terms, _): columns += terms
    case nil: break
    }
    columns += conditions.filter { !$0.relation.isOfOrder }.map(\.column)
    switch statistic {
    case .shares(let column): columns.append(column)
    case .raoScott(let rows, let others): columns += [rows, others]
    default: break
    }
    return columns
  }

  /// The columns that are read as numbers.
  fileprivate var numberColumns: [String] {
    var columns = design.populations + (design.weights.map { [$0] } ?? [])
    if case .calibrate(_, let terms, _) = adjustment { columns += terms }
    columns += conditions.filter(\.relation.isOfOrder).map(\.column)
    switch statistic {
    case .mean(let variables), .jackknifedMean(let variables), .total(let variables),
      .alpha(let variables):
      columns += variables
    case .ratio(let numerator, let denominator): columns += [numerator, denominator]
    case .proportion(let variable, nil), .quantile(let variable, _): columns.append(variable)
    case .proportion, .shares, .raoScott, .kish: break
    }
    return columns
  }
}
