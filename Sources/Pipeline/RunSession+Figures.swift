internal import CSV
internal import Definitions
internal import Figures
internal import Report

/// The figures of a run and what its data lack.
struct Measured {
  let recipe: Recipe
  let record: StageStore.Record
  /// Those of the nation and the provinces in any case, listed or not.
  let figures: [Figure]
  let completeness: [Completeness]
  /// How the weights of surveys came about, and how much disclosure withholds.
  let surveyNotes: [String]
  let questions: [QuestionAnswers]
  /// `nil` where no dataset is a survey with a sampling design.
  let surveyQuality: SurveyQuality?
  /// The figures of the provinces by parts of ranked composites that are not published themselves.
  let components: [Figure]
  let trends: [Trend]
}

/// The rankings of a run.
struct Ranked {
  let record: StageStore.Record
  let rankings: [Ranking]
  let composites: [CompositeBreakdown]
}

extension RunSession {
  /// The second stage: cells to figures.
  mutating func measure(_ parts: [Ingested]) throws(RunFailure) -> Measured {
    var digests: [String: IngestPart] = [:]
    for part in parts {
      guard let digest = IngestPart(part.record) else {
        throw RunFailure(
          .noInput,
          "the stage \(part.record.digest) lacks \(StageFile.cells) or \(StageFile.quality)")
      }
      digests[part.plan.dataset.name] = digest
    }
    let recipe = try Recipe.measure(pipeline, digests)
    let (decision, record) = try planner.decide(recipe)
    if planner.from > .measure, record == nil {
      throw RunFailure(
        .noInput,
        "there are no figures to go on from: \(decision.reasons.joined(separator: "; ")); "
          + "run with --from measure or without --from")
    }
    return try timed(decision) { session throws(RunFailure) in
      if let record { return try session.readFigures(recipe, record, parts) }
      return try session.makeFigures(recipe, parts)
    }
  }

  private func makeFigures(
    _ recipe: Recipe, _ parts: [Ingested]
  ) throws(RunFailure) -> Measured {
    var cells: [Cells] = []
    for part in parts { cells.append(try self.cells(of: part)) }
    let files = parts.flatMap(\.quality.files)
    let completeness = pipeline.completeness(of: cells, files: files)
    let surveys = Surveys(cells, of: pipeline)
    let published: Publishable
    do throws(MissingCells) {
      published = try pipeline.publishable(
        from: cells, completeness: completeness, files: files, surveys: surveys)
    } catch { throw RunFailure(.data, error.description) }
    let (figures, components) = (published.figures, published.components)
    let questions = published.questions
    let notes = surveys.notes + published.disclosureNotes
    let draft = try directory.draft("measure")
    let file = try DurableFile(draft + "/" + StageFile.figures)
    FigureFile.csv(figures, exact: true) { file.write($0) }
    let parts = try DurableFile(draft + "/" + StageFile.components)
    FigureFile.csv(components, exact: true) { parts.write($0) }
    let record = try keep(
      recipe, draft: draft,
      [
        (StageFile.figures, try file.finish()),
        (
          StageFile.completeness,
          try FileSystem.write(
            CompletenessFile.json(completeness).bytes, to: draft + "/" + StageFile.completeness)
        ),
        (
          StageFile.surveyNotes,
          try FileSystem.write(
            SurveyNotesFile.json(notes).bytes, to: draft + "/" + StageFile.surveyNotes)
        ),
        (
          StageFile.questions,
          try FileSystem.write(
            QuestionFile.csv(questions), to: draft + "/" + StageFile.questions)
        ),
        (StageFile.components, try parts.finish()),
      ])
    return Measured(
      recipe: recipe, record: record, figures: figures, completeness: completeness,
      surveyNotes: notes, questions: questions,
      surveyQuality: pipeline.surveyQuality(of: cells, surveys: surveys, figures: figures),
      components: components, trends: pipeline.trends(of: figures, surveys: surveys))
  }

  private func readFigures(
    _ recipe: Recipe, _ record: StageStore.Record, _ parts: [Ingested]
  ) throws(RunFailure) -> Measured {
    let stages = directory.stages
    let figures = try readFigures(stages.path(record.digest, StageFile.figures))
    let cells = try cellsOfSurveys(parts)
    let surveys = Surveys(cells, of: pipeline)
    return Measured(
      recipe: recipe, record: record, figures: figures,
      completeness: try CompletenessFile.read(stages.path(record.digest, StageFile.completeness)),
      surveyNotes: try SurveyNotesFile.read(stages.path(record.digest, StageFile.surveyNotes)),
      questions: try readTable(stages.path(record.digest, StageFile.questions)) {
        header, rows throws(FigureFile.Fault) in
        try QuestionFile.questions(header: header, rows: rows)
      },
      surveyQuality: pipeline.surveyQuality(of: cells, surveys: surveys, figures: figures),
      components: try readFigures(stages.path(record.digest, StageFile.components)),
      trends: pipeline.trends(of: figures, surveys: surveys))
  }

  /// The cells that surveys are judged by beside figures that an earlier run made.
  ///
  /// Their samples, and the populations that they are weighted to; none without a survey.
  private func cellsOfSurveys(_ parts: [Ingested]) throws(RunFailure) -> [Cells] {
    let surveys = parts.filter { $0.plan.sampledColumns != nil }.map(\.plan.dataset)
    var cells: [Cells] = []
    for part in parts {
      let dataset = part.plan.dataset
      let isPopulation = surveys.contains { !$0.populationCounts(in: dataset).isEmpty }
      if isPopulation || part.plan.sampledColumns != nil { cells.append(try self.cells(of: part)) }
    }
    return cells
  }

  /// The figures of a kpis.csv, of a stage or as published.
  func readFigures(_ path: String) throws(RunFailure) -> [Figure] {
    try readTable(path) { header, rows throws(FigureFile.Fault) in
      try FigureFile.figures(header: header, rows: rows)
    }
  }

  /// The rows of a table that this program wrote.
  private func readTable<Row>(
    _ path: String, _ reading: ([String], [[String]]) throws(FigureFile.Fault) -> [Row]
  ) throws(RunFailure) -> [Row] {
    let bytes = try FileSystem.read(path, kind: .noInput)
    let table: CSVTable
    do throws(CSVTable.Fault) {
      table = try CSVTable(bytes)
    } catch { throw RunFailure(.data, "\(shown(path)), record \(error.record): \(error.message)") }
    do throws(FigureFile.Fault) {
      return try reading(table.header, table.rows)
    } catch { throw RunFailure(.data, "\(shown(path)): \(error)") }
  }

  /// The third stage: figures to rankings.
  mutating func rank(_ measured: Measured) throws(RunFailure) -> Ranked {
    let recipe = try Recipe.rank(
      pipeline, measure: measured.recipe,
      figures: measured.record.sha256(of: StageFile.figures) ?? "")
    let (decision, record) = try planner.decide(recipe)
    if planner.from > .rank, record == nil {
      throw RunFailure(
        .noInput,
        "there are no rankings to go on from: "
          + "\(decision.reasons.joined(separator: "; ")); run with --from rank or without --from")
    }
    return try timed(decision) { session throws(RunFailure) in
      let rankings = session.pipeline.rankings(
        of: measured.figures, completeness: measured.completeness)
      let composites = session.pipeline.breakdowns(
        of: rankings, figures: measured.figures, components: measured.components)
      if let record { return Ranked(record: record, rankings: rankings, composites: composites) }
      let draft = try session.directory.draft("rank")
      let written = try FileSystem.write(
        RankingFile.csv(rankings, of: session.pipeline), to: draft + "/" + StageFile.rankings)
      return Ranked(
        record: try session.keep(recipe, draft: draft, [(StageFile.rankings, written)]),
        rankings: rankings, composites: composites)
    }
  }
}
