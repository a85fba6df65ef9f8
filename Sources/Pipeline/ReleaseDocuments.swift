internal import Definitions
internal import Figures
internal import Pages
internal import Report
internal import Workbook

extension Release {
  /// A file of the run, and how it is written.
  struct Document: Sendable {
    let name: String
    var audience = RunOutput.Audience.public
    let write: @Sendable (DurableFile) throws(RunFailure) -> Void
  }

  /// The files of the run but rejects.csv and run.json, those that take longest first.
  var documents: [Document] {
    var documents: [Document] = []
    for output in [PipelineDefinition.Output.xlsx, .json, .excelCSV, .csv, .html]
    where definition.outputs.contains(output) {
      documents += self.documents(of: output)
    }
    if let surveyQuality {
      documents += [
        Document(name: ResponseFile.name, audience: .analyst) {
          $0.write(ResponseFile.csv(surveyQuality.surveys, of: definition))
        },
        Document(name: SensitivityFile.name, audience: .analyst) {
          $0.write(SensitivityFile.csv(surveyQuality.sensitivity))
        },
      ]
    }
    if let feeds {
      documents.append(
        Document(name: FeedFile.name, audience: .analyst) {
          $0.write(FeedFile.json(feeds, of: definition, isStopped: isStopped))
        })
    }
    return documents + [
      Document(name: StageFile.quality) {
        $0.write(
          QualityFile.json(
            files: files, refused: refused, surveys: surveyQuality?.surveys ?? [],
            closed: closedDatasets, of: definition))
      }
    ]
  }

  private func documents(of output: PipelineDefinition.Output) -> [Document] {
    switch output {
    case .json:
      [
        Document(name: "kpis.json") { file in
          FigureFile.json(figures, of: definition) { file.write($0) }
        },
        Document(name: "rankings.json") { $0.write(RankingFile.json(rankings, of: definition)) },
        Document(name: "top.json") { $0.write(RankingFile.topJSON(rankings, of: definition)) },
      ]
    case .csv:
      [
        Document(name: "kpis.csv") { file in
          FigureFile.csv(figures, of: definition.groupings) { file.write($0) }
        },
        Document(name: "rankings.csv") { $0.write(RankingFile.csv(rankings, of: definition)) },
        Document(name: "provinces.csv") {
          $0.write(ProvinceFile.csv(figures, rankings: rankings, of: definition))
        },
        Document(name: "top.csv") {
          $0.write(ProvinceFile.topCSV(figures, rankings: rankings, of: definition))
        },
        Document(name: "changes.csv") { $0.write(ChangeFile.csv(changes)) },
      ]
        + (questions.isEmpty
          ? [] : [Document(name: StageFile.questions) { $0.write(QuestionFile.csv(questions)) }])
        + (rankings.contains { !$0.comparisons.isEmpty }
          ? [Document(name: ComparisonFile.name) { $0.write(ComparisonFile.csv(rankings)) }] : [])
        + (trends.isEmpty
          ? [] : [Document(name: TrendFile.name) { $0.write(TrendFile.csv(trends)) }])
        + (composites.isEmpty
          ? []
          : [
            Document(name: CompositeFile.name) { $0.write(CompositeFile.csv(composites)) },
            Document(name: WeightFile.name) { $0.write(WeightFile.csv(composites)) },
          ])
        + (wards.isEmpty
          ? []
          : [Document(name: WardFile.name) { file in WardFile.csv(wards) { file.write($0) } }])
    case .html:
      Language.allCases.map { language in
        Document(name: ReportPage.name(language)) { file in
          file.write(ReportPage(self, language: language).bytes)
        }
      } + pictures(PictureFolder(self))
    case .png: []
    case .xlsx: [Document(name: "figures.xlsx", write: writeWorkbook)]
    case .excelCSV:
      ReleaseTables(self).all(.all).map { table in
        Document(name: "excel/\(table.id).csv") { file in
          ExcelCSV.write(table, in: definition.language) { file.write($0) }
        }
      }
    }
  }

  private func pictures(_ folder: PictureFolder) -> [Document] {
    folder.pictures.flatMap { picture in
      [
        Document(name: "\(PictureFolder.name)/\(picture.name).svg") {
          $0.write(folder.svg(picture))
        },
        Document(name: "\(PictureFolder.name)/\(picture.name).csv") {
          $0.write(folder.csv(picture))
        },
      ]
    } + [
      Document(name: "\(PictureFolder.name)/alternative-texts.csv") {
        $0.write(folder.alternatives)
      }
    ]
  }

  /// The workbook is made beside its file: the library writes files only.
  @Sendable private func writeWorkbook(to file: DurableFile) throws(RunFailure) {
    let draft = file.path + ".draft"
    do throws(WorkbookFailure) {
      try Workbook.write(self, to: draft, temporaries: FileSystem.parent(of: file.path) ?? ".")
    } catch {
      throw RunFailure(.readWrite, "cannot write \(shown(file.path)): \(error)")
    }
    file.write(try FileSystem.read(draft))
    try FileSystem.removeIfPresent(draft)
  }
}
