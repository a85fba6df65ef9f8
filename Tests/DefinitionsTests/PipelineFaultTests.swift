import Testing

struct PipelineFaultTests {
  @Test(arguments: FaultCase.cases(of: table))
  func `every mistake in a pipeline is told with its place and remedy`(_ faultCase: FaultCase)
    throws
  {
    try faultCase.check()
  }

  private static let table = #"""
    @ pipelines/p.yml
    - pipeline: p
    + pipeline: a/b
    ! pipelines/p.yml:1:11: a pipeline cannot be called "a/b"; use at most 64 of a–z A–Z 0–9 _ - .

    @ pipelines/p.yml
    - pipeline: p
    - 
    + 
    ! pipelines/p.yml:1:1: missing key "pipeline" in the pipeline

    @ pipelines/p.yml
    - catalog: kpis.yml
    + catalog: kpi.yml
    ! pipelines/p.yml:3:10: the catalog "kpi.yml" cannot be read: there is no such file; it is looked for at pipelines/kpi.yml

    @ pipelines/p.yml
    - reference: ../reference
    + reference: ../references
    ! pipelines/p.yml:4:12: the reference "../references" cannot be read: there is no such folder; it is looked for at references

    @ pipelines/p.yml
    - timezone: Asia/Ho_Chi_Minh
    + timezone: Asia/Ho_Chi_Min
    ! pipelines/p.yml:5:11: unknown timezone "Asia/Ho_Chi_Min"; did you mean "Asia/Ho_Chi_Minh"?

    @ pipelines/p.yml
    - as_of: 2025-08-31
    + as_of: 2025-08-32
    ! pipelines/p.yml:6:8: as_of must be a day or today, not "2025-08-32"; write it as 2025-07-01

    @ pipelines/p.yml
    - from: 2025-07-01, 
    + 
    ! pipelines/p.yml:7:9: missing key "from" in period

    @ pipelines/p.yml
    - from: 2025-07-01
    + from: 2025-09-01
    ! pipelines/p.yml:7:16: the period begins on 2025-09-01, after it ends on 2025-08-31

    @ pipelines/p.yml
    - from: 2025-07-01
    + from: today
    ! pipelines/p.yml:7:16: from must be a day, not "today"; write it as 2025-07-01

    @ pipelines/p.yml
    - to: 2025-08-31
    + to: 2225-08-31
    ! pipelines/p.yml:7:32: the period is longer than 100 years

    @ pipelines/p.yml
    - grain: month
    + grain: months
    ! pipelines/p.yml:7:51: unknown grain "months"; did you mean "month"?

    @ pipelines/p.yml
    - ../schemas/tasks.yml
    + ../schemas/task.yml
    ! pipelines/p.yml:10:19: the schema "../schemas/task.yml" cannot be read: there is no such file; it is looked for at schemas/task.yml

    @ pipelines/p.yml
    - ../schemas/tasks.yml
    + ../schemas/dossiers.yml
    ! pipelines/p.yml:10:19: the schema describes the dataset "dossiers", not "tasks"; name both alike

    @ pipelines/p.yml
    - files: [../t.csv]
    + files: []
    ! pipelines/p.yml:10:48: dataset "tasks" has no files; write ["folder/*.csv"]

    @ pipelines/p.yml
    - files: [../t.csv]
    + file: [../t.csv]
    ! pipelines/p.yml:10:41: unknown key "file" in dataset "tasks"; did you mean "files"?

    @ pipelines/p.yml
    - delimiter: semicolon
    + delimiter: colon
    ! pipelines/p.yml:9:81: unknown delimiter "colon"; known: comma, semicolon, tab, pipe

    @ pipelines/p.yml
    - delimiter: semicolon
    + numbers: vn
    ! pipelines/p.yml:9:79: unknown numbers "vn"; did you mean "vi"?

    @ pipelines/p.yml
    - delimiter: semicolon
    + dates: ydm
    ! pipelines/p.yml:9:77: unknown dates "ydm"; known: dmy, mdy

    @ pipelines/p.yml
    - delimiter: semicolon
    + date: dmy
    ! pipelines/p.yml:9:70: unknown key "date" in dataset "dossiers"; did you mean "dates"?

    @ pipelines/p.yml
    - delimiter: semicolon
    + encoding: latin1
    ! pipelines/p.yml:9:80: unknown encoding "latin1"; it has no letter for most of Vietnamese; known: utf-8, utf-16, utf-16le, utf-16be, windows-1258, tcvn3, double-utf-8

    @ pipelines/p.yml
    - province+ward
    + province+wards
    ! pipelines/p.yml:11:33: unknown grouping key "wards"; did you mean "ward"?

    @ pipelines/p.yml
    - province+ward
    + province+channel+field
    ! pipelines/p.yml:11:33: "province+channel+field" has more than one category: channel, field; write a grouping for each

    @ pipelines/p.yml
    - province+ward
    + province+due_on
    ! pipelines/p.yml:11:33: "due_on" is of type date, and only categories can group

    @ pipelines/p.yml
    - province+ward
    + ward+ward
    ! pipelines/p.yml:11:33: the key "ward" stands twice in "ward+ward"; remove one

    @ pipelines/p.yml
    - province+ward
    + national+ward
    ! pipelines/p.yml:11:33: "national" stands alone, without other keys

    @ pipelines/p.yml
    - province+ward
    + province+
    ! pipelines/p.yml:11:33: a key is missing beside +

    @ pipelines/p.yml
    - province+ward
    + field+province+period
    ! pipelines/p.yml:11:56: the grouping "province+field+period" stands here twice; remove one

    @ pipelines/p.yml
    - groupings: [national, province, province+ward, period+field+province]
    + groupings: []
    ! pipelines/p.yml:11:12: a pipeline needs at least one grouping

    @ pipelines/p.yml
    - kpi: online_rate
    + kpi: onlinerate
    ! pipelines/p.yml:13:11: unknown KPI "onlinerate"; did you mean "online_rate"?

    @ pipelines/p.yml
    - kpi: online_rate
    + kpi: days
    ! pipelines/p.yml:13:11: "days" has several quantiles and cannot be ranked; rank a share, mean, coverage, count or composite

    @ pipelines/p.yml
    - kpi: online_rate
    + kpi: tasks
    ! pipelines/p.yml:13:11: "tasks" has no figure a province: tasks has no place; write place: {province: …} in its schema

    @ pipelines/p.yml
    - top: 3
    + top: 0
    ! pipelines/p.yml:13:29: top must be a whole number of at least 1, not "0"

    @ pipelines/p.yml
    - top: 3
    + top: "3"
    ! pipelines/p.yml:13:29: top must be a whole number of at least 1, not "3"

    @ pipelines/p.yml
    - top: 3
    + tpo: 3
    ! pipelines/p.yml:13:24: unknown key "tpo" in a ranking; did you mean "top"?

    @ pipelines/p.yml
    - warn: 0.02
    + warn: 2
    ! pipelines/p.yml:15:24: warn must be a number from 0 to 1, not "2"

    @ pipelines/p.yml
    - warn: 0.02
    + warn: .nan
    ! pipelines/p.yml:15:24: warn must be a number from 0 to 1, not ".nan"

    @ pipelines/p.yml
    - {kpi: tasks, equals: 103}
    + {kpi: tasks, equals: 103, at_most: 3}
    ! pipelines/p.yml:18:12: an expectation has one of equals, at_least, at_most, not 2

    @ pipelines/p.yml
    - {kpi: tasks, equals: 103}
    + {kpi: days, equals: 103}
    ! pipelines/p.yml:18:18: "days" has several values; write one of days_p50, days_p90

    @ pipelines/p.yml
    - {kpi: tasks, equals: 103}
    + {kpi: task, equals: 103}
    ! pipelines/p.yml:18:18: unknown KPI "task"; did you mean "tasks"?

    @ pipelines/p.yml
    - disclosure: {dossiers
    + disclosure: {dosiers
    ! pipelines/p.yml:19:14: unknown dataset "dosiers" in disclosure; did you mean "dossiers"?

    @ pipelines/p.yml
    - min_count: 10
    + min: 10
    ! pipelines/p.yml:19:25: unknown key "min" in disclosure of "dossiers"; did you mean "min_count"?

    @ pipelines/p.yml
    - mode: half_even
    + mode: half_down
    ! pipelines/p.yml:20:18: unknown rounding mode "half_down"; did you mean "half_even"?

    @ pipelines/p.yml
    - decimals: 1
    + decimals: -1
    ! pipelines/p.yml:20:39: decimals must be a whole number from 0 to 10, not "-1"

    @ pipelines/p.yml
    - language: vi
    + language: fr
    ! pipelines/p.yml:21:11: unknown language "fr"; known: vi, en

    @ pipelines/p.yml
    - outputs: [csv]
    + outputs: [csv, pdf]
    ! pipelines/p.yml:22:16: unknown output "pdf"; known: csv, json, html, png, xlsx, excel_csv

    @ pipelines/p.yml
    - language: vi
    + language: vi
    + kpis: [online_rat]
    ! pipelines/p.yml:13:11: the KPI "online_rate" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:18:18: the KPI "tasks" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:18:45: the KPI "days_p50" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:22:8: unknown KPI "online_rat"; did you mean "online_rate"?

    @ pipelines/p.yml
    - language: vi
    + language: vi
    + kpis: [online_rate, late]
    ! pipelines/p.yml:18:18: the KPI "tasks" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:18:45: the KPI "days_p50" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:22:21: "late" cannot be counted: the pipeline has no dataset "other"

    @ pipelines/p.yml
    - language: vi
    + language: vi
    + kpis: [days, days, tasks]
    ! pipelines/p.yml:13:11: the KPI "online_rate" is not published by this pipeline; add it to kpis
    ! pipelines/p.yml:22:14: the KPI "days" stands here twice; remove one

    @ pipelines/p.yml
    - language: vi
    + language: vi
    + language: en
    ! pipelines/p.yml:21:1: the key "language" stands twice in one mapping; remove one

    @ pipelines/p.yml
    - language: vi
    + language: vi
    + <<: *x
    ! pipelines/p.yml:22:5: this is not YAML: found undefined alias; check quotes, brackets and indentation

    @ pipelines/p.yml
    - language: vi
    + language:
    ! pipelines/p.yml:21:10: language is empty

    @ pipelines/p.yml
    - language: vi
    + limits: {record: 1GiB, expansion: 5, header: 1}
    ! pipelines/p.yml:21:18: record must be a size from 1 KiB to 256 MiB, not "1GiB"; write it as 4MiB or 500KB
    ! pipelines/p.yml:21:35: expansion must be a whole number from 10 to 1000000, not "5"
    ! pipelines/p.yml:21:38: unknown key "header" in limits; known: record, expansion

    @ pipelines/p.yml
    - language: vi
    + limits: 4MiB
    ! pipelines/p.yml:21:9: limits must be a mapping, not "4MiB"; it has the keys record, expansion

    @ pipelines/p.yml
    - delimiter: semicolon
    + encoding: windows-1528
    ! pipelines/p.yml:9:80: unknown encoding "windows-1528"; did you mean "windows-1258"?

    @ pipelines/p.yml
    - language: vi
    + language: "vi
    ! pipelines/p.yml:23:1: this is not YAML: found unexpected end of stream (while scanning a quoted scalar, line 21); check quotes, brackets and indentation

    @ pipelines/p.yml
    - language: vi
    + language: v␁i
    ! pipelines/p.yml:21:12: a control character stands here (U+1); remove it
    """#
}
