internal import CSV
internal import Definitions
internal import Engine

/// One input read in every way, and the laws that what is read must keep.
struct Reading {
  let choice: Choice
  let file: MemoryFile
  /// Receives what `clean` made, to be read again.
  let tidyFile: MemoryFile

  private var cutOptions: IngestOptions {
    IngestOptions(
      threads: choice.threads, shardBytes: choice.shardBytes, memoryLimit: choice.memoryLimit,
      temporaryDirectory: "/dev/shm")
  }

  private let wholeOptions = IngestOptions(threads: 1)

  func check() {
    if let name = choice.dataset {
      checkCounts(FuzzDefinitions.plan(choice, of: name))
    } else {
      checkVerbatim()
    }
  }

  // MARK: Counting

  private enum Counted: Equatable {
    case read([[CellKey: Cell]], Accounting?, [Reject], RefusedFile?)
    case failed(IngestFailure)
  }

  private func checkCounts(_ plan: CountingPlan) {
    let whole = count(plan, wholeOptions)
    law(whole == count(plan, cutOptions), "threads and shards do not show in any count")
    let tidied = tidy(file.input, plan.dataset, plan.reference, cutOptions)
    guard case .read(_, let accounting?, let rejects, _) = whole else {
      law(tidied == nil, "what ingest does not read, clean does not read")
      return
    }
    guard let tidied else { fatalError("clean reads what ingest reads") }
    law(tidied.accounting.valid == accounting.valid, "clean keeps what ingest does not reject")
    law(tidied.rejects == rejects, "clean rejects what ingest rejects")
    law(accounting.rejected == rejects.count, "every reject is handed on")
    // A required column that is personal would be absent, and the reading refused.
    checkTidy(tidied, plan.dataset, header: plan.schema.tidyHeader, plan.reference)
  }

  private func count(_ plan: CountingPlan, _ options: IngestOptions) -> Counted {
    var rejects: [Reject] = []
    do throws(IngestFailure) {
      let result = try ingest(plan, files: [file.input], options: options) {
        rejects.append($0)
      } restart: {
        rejects = []
      }
      return .read(
        result.cells.tables.map(\.cells), result.files.first?.accounting, rejects,
        result.refused.first)
    } catch { return .failed(error) }
  }

  // MARK: Cleaning

  private struct Tidied: Equatable {
    var text: [UInt8] = []
    var rejects: [Reject] = []
    var raw: [[UInt8]] = []
    var accounting = Accounting()
    var delimiter: UInt8 = 0
  }

  private func tidy(
    _ input: InputFile, _ dataset: PipelineDefinition.Dataset, _ reference: Reference,
    _ options: IngestOptions
  ) -> Tidied? {
    var tidied = Tidied()
    do throws(IngestFailure) {
      let result = try clean(
        input, as: dataset, reference: reference, offset: .vietnam, options: options
      ) {
        tidied.text += $0
      } reject: {
        tidied.rejects.append($0)
        tidied.raw.append($1)
      }
      guard case .success(let report) = result else { return nil }
      tidied.accounting = report.accounting
      tidied.delimiter = report.delimiter
      return tidied
    } catch { return nil }
  }

  private func checkVerbatim() {
    let day = CivilDate(daysSinceEpoch: 0)
    let places = Reference(provinces: [], wards: [], aliases: [])
    func dataset(_ header: [String]) -> PipelineDefinition.Dataset {
      PipelineDefinition.Dataset(
        name: "", schema: .verbatim(header), files: [], encoding: choice.encoding,
        delimiter: choice.delimiter, dialect: choice.dialect,
        period: PeriodRange(from: day, to: day, grain: .day))
    }
    guard case .success(.success(let shape)) = inspected(dataset([])) else { return }
    let verbatim = dataset(shape.header)
    let whole = tidy(file.input, verbatim, places, wholeOptions)
    law(
      whole == tidy(file.input, verbatim, places, cutOptions),
      "threads and shards do not show in what clean keeps")
    guard let whole else { return }
    law(whole.accounting.rejected == whole.rejects.count, "every reject is handed on")
    checkTidy(whole, verbatim, header: verbatim.schema.tidyHeader, places)
  }

  private func inspected(
    _ dataset: PipelineDefinition.Dataset
  ) -> Result<Result<FileShape, FileShape.Refusal>, IngestFailure> {
    Result { () throws(IngestFailure) in try inspect(file.input, as: dataset) }
  }

  /// What `clean` wrote is CSV of the header's width, and reads as itself.
  private func checkTidy(
    _ tidied: Tidied, _ dataset: PipelineDefinition.Dataset, header: [UInt8], _ reference: Reference
  ) {
    let text = header + tidied.text
    let records = widths(of: text)
    law(records.count == tidied.accounting.valid + 1, "one record of CSV for each that is kept")
    law(Set(records).count == 1, "records have the header's width")
    guard !isUndecidable(text, width: records[0]), !namesDelimiter(text),
      // A short text with a NUL in it may as well be UTF-16.
      !text.contains(0)
    else { return }
    text.withUnsafeBytes { tidyFile.write($0) }
    let again = tidy(
      tidyFile.input,
      PipelineDefinition.Dataset(
        name: dataset.name, schema: dataset.schema, files: [], delimiter: UInt8(ascii: ","),
        // By itself 2.187 may be 2187, where the record that told is a reject.
        numbers: .english, period: dataset.period),
      reference, wholeOptions)
    guard let again else { fatalError("what clean wrote is not read:\n\(shown(text))") }
    law(again.rejects.isEmpty, "of what clean wrote nothing is rejected:\n\(shown(text))")
    law(again.text == tidied.text, "what clean wrote reads as itself:\n\(shown(text))")
  }

  /// The number of fields of each record, as libcsv finds them.
  private func widths(of text: [UInt8]) -> [Int] {
    let parser = CSVParser()
    law(parser.feed(text.span.bytes) == text.count && parser.finish(), "clean writes CSV")
    var before = 0
    return parser.recordEnds.map { end in
      defer { before = end }
      return end - before
    }
  }

  /// Whether a record may be taken for two quotes too many: then a reader must not keep it.
  private func isUndecidable(_ text: [UInt8], width: Int) -> Bool {
    guard width >= 5 else { return false }
    let parser = CSVParser()
    return text.split { $0 == 0x0A || $0 == 0x0D }.contains { line in
      parser.reset()
      let isRead = parser.feed(Array(line).span.bytes) == line.count && parser.finish()
      return !isRead
    } && text.contains(0x22)
  }

  /// Whether the first column is called like a line that names the delimiter, as no column is.
  private func namesDelimiter(_ text: [UInt8]) -> Bool {
    let line = text.prefix(8).filter { $0 != 0x22 }
    return String(decoding: line, as: UTF8.self).lowercased().hasPrefix("sep=")
  }

  private func law(_ isKept: Bool, _ words: @autoclosure () -> String) {
    if !isKept { fatalError("broken: \(words())") }
  }

  private func shown(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }
}

extension Accounting {
  fileprivate var valid: Int { accepted + superseded + outOfPeriod }
}
