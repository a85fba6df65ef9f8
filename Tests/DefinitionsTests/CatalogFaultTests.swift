import Testing

struct CatalogFaultTests {
  @Test(arguments: FaultCase.cases(of: table))
  func `every mistake in a catalog is told with its place and remedy`(_ faultCase: FaultCase) throws
  {
    try faultCase.check()
  }

  private static let table = #"""
    @ pipelines/kpis.yml
    - kpis:
    + kpi:
    ! pipelines/kpis.yml:1:1: unknown key "kpi" in the catalog; did you mean "kpis"?

    @ pipelines/kpis.yml
    -   online_rate:
    - 
    +   online rate:
    + 
    ! pipelines/p.yml:13:11: unknown KPI "online_rate"; known: digitized_rate, grade, days, tasks, wards, fields
    ! pipelines/kpis.yml:2:3: a KPI cannot be called "online rate"; use at most 64 of a–z A–Z 0–9 _ -
    ! pipelines/kpis.yml:14:23: unknown KPI "online_rate" in the composite "index"; did you mean "online rate"?

    @ pipelines/kpis.yml
    - numerator: "channel
    + numerator: "chanel
    ! pipelines/kpis.yml:5:17: unknown column "chanel" in dossiers; did you mean "channel"?

    @ pipelines/kpis.yml
    - 'online'"
    + 'onlin'"
    ! pipelines/kpis.yml:5:27: 'onlin' is no value of "channel"; did you mean "online"?

    @ pipelines/kpis.yml
    - 'online'"
    + 'online"
    ! pipelines/kpis.yml:5:27: the text that begins here has no end; close it with '

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: channel = 'onlin'
    ! pipelines/kpis.yml:5:26: 'onlin' is no value of "channel"; did you mean "online"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: 'channel = ''onlin'''
    ! pipelines/kpis.yml:5:27: 'onlin' is no value of "channel"; did you mean "online"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: channel
    ! pipelines/kpis.yml:5:16: "channel" (category) is not a condition; write channel = 'online' or channel is not null

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: |
    +       channel = 
    +       'onlin'
    ! pipelines/kpis.yml:5:16: 'onlin' is no value of "channel"; did you mean "online"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "received_at >= due_on"
    ! pipelines/kpis.yml:5:29: a date cannot be compared with a timestamp; write date(received_at)

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "applicant = 'An'"
    ! pipelines/kpis.yml:5:17: "applicant" is personal: it may only be asked whether it is null; write applicant is not null

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "fee"
    ! pipelines/kpis.yml:5:17: "fee" (decimal) is not a condition; write fee > 0 or fee is not null

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "fee = 'x'"
    ! pipelines/kpis.yml:5:21: "fee" (decimal) cannot be compared with the text 'x'; write the number without quotes

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "channel = 2"
    ! pipelines/kpis.yml:5:25: "channel" (category) cannot be compared with a number; write the value in quotes

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "received_at > '2025-13-01'"
    ! pipelines/kpis.yml:5:31: '2025-13-01' is not a timestamp; write it as '2025-07-01T08:15:00'

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "province_code = 'Hue' and ward_code = 'Ba Đình'"
    ! pipelines/kpis.yml:5:55: 'Ba Đình' is the name of 2 wards; write its code as in wards.csv

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "province_code = 'Hué' or province_code = 'Huếe'"
    ! pipelines/kpis.yml:5:58: 'Huếe' is no province; did you mean "Huế"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "channel == 'online'"
    ! pipelines/kpis.yml:5:25: "==" is not known here; write =

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "channel < 'online'"
    ! pipelines/kpis.yml:5:25: "channel" (category) has no order; write = or <>

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "channel = 'online' an digitized"
    ! pipelines/kpis.yml:5:36: "an" cannot stand here; did you mean "and"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "day(received_at) = as_of"
    ! pipelines/kpis.yml:5:17: unknown function "day"; did you mean "days"?

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "days(received_at, due_on) > 1"
    ! pipelines/kpis.yml:5:17: days(…) cannot take a date and a timestamp; write date(received_at)

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "1 < grade < 5"
    ! pipelines/kpis.yml:5:27: "<" cannot stand here; comparisons do not chain; join two with and

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: ""
    ! pipelines/kpis.yml:5:16: numerator must be an expression, not ""

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "(channel = 'online'"
    ! pipelines/kpis.yml:5:36: the end cannot stand here; ")" is missing

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "channel = 'online')"
    ! pipelines/kpis.yml:5:35: ")" cannot stand here; no parenthesis is open

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: "grade is 5"
    ! pipelines/kpis.yml:5:26: the number 5 cannot stand here; write is null or is not null; compare values with =

    @ pipelines/kpis.yml
    - numerator: "channel = 'online'"
    + numerator: [a]
    ! pipelines/kpis.yml:5:16: numerator must be an expression, not a list

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: "received_at"
    ! pipelines/kpis.yml:9:37: "received_at" (timestamp) is not a number; write days(from, to)

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: "grade - 1", count: "true"
    ! pipelines/kpis.yml:9:49: KPI "grade" has both "mean" and "count"; a KPI has one kind

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + better: lower
    ! pipelines/kpis.yml:9:3: KPI "grade" has no kind; write one of numerator, mean, quantiles, count, count_distinct, coverage, composite

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: grade, denominator: digitized, of: x
    ! pipelines/kpis.yml:9:43: "denominator" needs "numerator"; KPI "grade" has "mean"
    ! pipelines/kpis.yml:9:67: "of" needs "quantiles"; KPI "grade" has "mean"

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: grade, better: lower
    ! pipelines/kpis.yml:14:42: "grade" cannot be part of a composite: lower is better for it; define its complement with better: higher

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: grade, interval: wilson
    ! pipelines/kpis.yml:9:53: a wilson interval is for shares, and "grade" is none

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: grade, level: 1
    ! pipelines/kpis.yml:9:50: level must lie between 0 and 1; write 0.95

    @ pipelines/kpis.yml
    - mean: "(grade - 1) / 4"
    + mean: grade, target: high
    ! pipelines/kpis.yml:9:51: target must be a number, not "high"

    @ pipelines/kpis.yml
    - grade: {dataset: dossiers, mean
    + grade: {mean
    ! pipelines/kpis.yml:9:3: missing key "dataset" in KPI "grade"

    @ pipelines/kpis.yml
    - [0.5, 0.9]
    + [0.5, 1.1, 0]
    ! pipelines/kpis.yml:10:46: a quantile must be above 0 and at most 1, not 1.1
    ! pipelines/kpis.yml:10:51: a quantile must be above 0 and at most 1, not 0

    @ pipelines/kpis.yml
    - [0.5, 0.9]
    + [0.5, 0.5001]
    ! pipelines/kpis.yml:10:3: two quantiles of "days_p50" would have the same name; rename one

    @ pipelines/kpis.yml
    - of: ward,
    + of: wards,
    ! pipelines/kpis.yml:12:45: unknown unit "wards"; did you mean "ward"?

    @ pipelines/kpis.yml
    - tasks, count: "true"
    + tasks, coverage: {of: province}
    ! pipelines/kpis.yml:11:37: the coverage of provinces needs a place, and tasks has no province; write place: {province: …} in its schema

    @ pipelines/kpis.yml
    - count_distinct: field
    + count_distinct: feild
    ! pipelines/kpis.yml:13:47: unknown column "feild" in dossiers; did you mean "field"?

    @ pipelines/kpis.yml
    - count_distinct: field
    + count_distinct: applicant
    ! pipelines/kpis.yml:13:47: "applicant" is personal: its values would enter the stage files; count another column

    @ pipelines/kpis.yml
    - grade: 0.75}
    + grade: 0.7}
    ! pipelines/kpis.yml:14:22: the weights of "index" sum to 0.95, not to 1

    @ pipelines/kpis.yml
    - grade: 0.75}
    + grad: 0.75}
    ! pipelines/kpis.yml:14:42: unknown KPI "grad" in the composite "index"; did you mean "grade"?

    @ pipelines/kpis.yml
    - grade: 0.75}
    + days: 0.75}
    ! pipelines/kpis.yml:14:42: "days" cannot be part of a composite; its parts are shares, coverages and means

    @ pipelines/kpis.yml
    - grade: 0.75}}
    + grade: 0.75}, dataset: dossiers}
    ! pipelines/kpis.yml:14:65: a composite has no dataset of its own; remove the key

    @ pipelines/kpis.yml
    -   tasks: {
    +   days_p50: {
    ! pipelines/p.yml:18:18: unknown KPI "tasks"; known: online_rate, digitized_rate, grade, days_p50, days_p90, days_p50, wards, fields, index
    ! pipelines/kpis.yml:11:3: "days_p50" is published by "days" as well; rename one

    @ pipelines/kpis.yml
    - interval: wilson, level
    + interval: wald, level
    ! pipelines/kpis.yml:15:71: unknown interval "wald"; known: none, wilson, jeffreys, logit, student, clopper_pearson, korn_graubard
    """#
}
