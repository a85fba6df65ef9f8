import CSV
import Definitions
import Figures
@testable import Report
import Testing

struct QuestionFileTests {
  @Test func `answers read back are those that were written`() throws {
    let table = try CSVTable(QuestionFile.csv(Sample.questions))
    #expect(
      try QuestionFile.questions(header: table.header, rows: table.rows) == Sample.questions)
    #expect(try QuestionFile.questions(header: table.header, rows: []).isEmpty)
  }

  @Test func `each level of the scales has a column, and what is withheld is empty`() throws {
    let lines = String(decoding: QuestionFile.csv(Sample.questions), as: UTF8.self)
      .split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "dataset,question,factor,province_code,province,basis,n,level_1,level_2,level_3,level_4,level_5,"
          + "answered,no_answer,not_applicable,satisfied,value,"))
    #expect(
      lines[1].hasPrefix("responses,access,access,,,quick_survey,13,1,0,2,3,4,10,2,1,7,0.7,0.7,"))
    #expect(
      lines[3] == "responses,access,access,25,Phú Thọ,quick_survey"
        + String(repeating: ",", count: 28) + "suppressed")
  }

  @Test func `a table that lacks a column or has an odd field is refused by name`() throws {
    let table = try CSVTable(QuestionFile.csv(Sample.questions))
    #expect(throws: FigureFile.Fault(record: 1, column: "satisfied", text: "")) {
      try QuestionFile.questions(
        header: table.header.map { $0 == "satisfied" ? "happy" : $0 }, rows: table.rows)
    }
    var row = table.rows[0]
    row[try #require(table.header.firstIndex(of: "level_3"))] = "two"
    #expect(throws: FigureFile.Fault(record: 2, column: "level_3", text: "two")) {
      try QuestionFile.questions(header: table.header, rows: [row])
    }
  }
}
