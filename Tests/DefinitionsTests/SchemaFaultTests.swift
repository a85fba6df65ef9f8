import Testing

struct SchemaFaultTests {
  @Test(arguments: FaultCase.cases(of: table))
  func `every mistake in a schema is told with its place and remedy`(_ faultCase: FaultCase) throws
  {
    try faultCase.check()
  }

  private static let table = #"""
    @ schemas/dossiers.yml
    - dataset: dossiers
    + datset: dossiers
    ! schemas/dossiers.yml:1:1: unknown key "datset" in the schema; did you mean "dataset"?

    @ schemas/dossiers.yml
    - dataset: dossiers
    + dataset: dossier
    ! pipelines/p.yml:9:22: the schema describes the dataset "dossier", not "dossiers"; name both alike

    @ schemas/dossiers.yml
    - version: updated_at
    + version: updated
    ! schemas/dossiers.yml:3:10: "version" names the unknown column "updated"; did you mean "updated_at"?

    @ schemas/dossiers.yml
    - key: dossier_id
    - 
    + 
    ! schemas/dossiers.yml:2:10: "version" needs a "key"; name the column that tells records apart as key

    @ schemas/dossiers.yml
    - key: dossier_id
    + key: note
    ! schemas/dossiers.yml:2:6: "key" names "note", which is not required; write required: true at the column

    @ schemas/dossiers.yml
    - version: updated_at
    + version: note
    ! schemas/dossiers.yml:3:10: "version" names "note", which is of type text; it must be of type timestamp, date, integer, decimal

    @ schemas/dossiers.yml
    - time: received_at
    + time: completed_at
    ! schemas/dossiers.yml:5:7: "time" names "completed_at", which is not required; write required: true at the column

    @ schemas/dossiers.yml
    - time: received_at
    + time: [received_at]
    ! schemas/dossiers.yml:5:7: time must be a text, not a list

    @ schemas/dossiers.yml
    - ward: ward_code
    + ward: province_code
    ! schemas/dossiers.yml:4:57: "ward" names "province_code", which is of type province; it must be of type ward

    @ schemas/dossiers.yml
    - ward: ward_code
    + wards: ward_code
    ! schemas/dossiers.yml:4:51: unknown key "wards" in place; did you mean "ward"?

    @ schemas/dossiers.yml
    - province_name]
    + province_code]
    ! schemas/dossiers.yml:4:35: "province_code" stands here twice; remove one

    @ schemas/dossiers.yml
    - type: flag}
    + type: flg}
    ! schemas/dossiers.yml:18:18: unknown type "flg" of column "reused"; did you mean "flag"?

    @ schemas/dossiers.yml
    - {type: flag}
    + {required: false}
    ! schemas/dossiers.yml:18:11: missing key "type" in column "reused"

    @ schemas/dossiers.yml
    - {type: flag}
    + flag
    ! schemas/dossiers.yml:18:11: column "reused" must be a mapping, not "flag"; it has the keys type, required, personal, headers, label, values, words, range, null_words, not_applicable, form

    @ schemas/dossiers.yml
    - {type: flag}
    + {type: flag, required: maybe}
    ! schemas/dossiers.yml:18:34: required must be true or false, not "maybe"

    @ schemas/dossiers.yml
    - {type: flag}
    + {type: text, form: procedure_cod}
    ! schemas/dossiers.yml:18:30: unknown form "procedure_cod"; did you mean "procedure_code"?

    @ schemas/dossiers.yml
    - {type: flag}
    + {type: flag, form: procedure_code}
    ! schemas/dossiers.yml:18:24: "form" has no meaning for a column of type flag

    @ schemas/dossiers.yml
    - {type: flag}
    + {type: flag, range: [1, 2]}
    ! schemas/dossiers.yml:18:24: "range" has no meaning for a column of type flag

    @ schemas/dossiers.yml
    - {type: date}
    + {type: date, personl: true}
    ! schemas/dossiers.yml:16:24: unknown key "personl" in column "due_on"; did you mean "personal"?

    @ schemas/dossiers.yml
    - [online, postal]
    + []
    ! schemas/dossiers.yml:12:53: column "channel" has no values

    @ schemas/dossiers.yml
    - [online, postal]
    + [online, online]
    ! schemas/dossiers.yml:12:62: the word "online" of column "channel" stands for "online" as well; give it to one value

    @ schemas/dossiers.yml
    - [online, postal]
    + [online, =cmd]
    ! schemas/dossiers.yml:12:62: "=cmd" cannot be a value of a category; it must not begin with = + - @ nor hold a line break

    @ schemas/dossiers.yml
    - [online, postal]
    + online
    ! schemas/dossiers.yml:12:53: values of column "channel" must be a list or a mapping, not "online"; write [a, b] or {a: [word], b: []}

    @ schemas/dossiers.yml
    - land: "Đất đai"
    + land: ["Tần  SỐ"]
    ! schemas/dossiers.yml:11:62: the word "Tần  SỐ" of column "field" stands for "radio" as well; give it to one value

    @ schemas/dossiers.yml
    - headers: ["Tỉnh"]
    + headers: ["ma HO so", 'Mã  hồ sơ']
    ! schemas/dossiers.yml:8:73: the header "Mã  hồ sơ" is that of "dossier_id" as well; give it to one column

    @ schemas/dossiers.yml
    - range: [1, 5]
    + range: [5, 1]
    ! schemas/dossiers.yml:20:33: range ends before it begins; write the smaller number first

    @ schemas/dossiers.yml
    - range: [1, 5]
    + range: [1, five]
    ! schemas/dossiers.yml:20:37: range must be a number, not "five"

    @ schemas/dossiers.yml
    - range: [1, 5]
    + range: [1, 5.5]
    ! schemas/dossiers.yml:20:33: the range of an integer column must be whole numbers

    @ schemas/dossiers.yml
    - range: [1, 5]
    + range: 5
    ! schemas/dossiers.yml:20:33: range must be a list, not "5"; write it in brackets: [a, b]

    @ schemas/dossiers.yml
    - range: [1, 5]
    + range: [1, .nan]
    ! schemas/dossiers.yml:20:37: range must be a number, not ".nan"

    @ schemas/dossiers.yml
    - words: {5: ["Rất tốt"]}
    + words: {6: ["Rất tốt"]}
    ! schemas/dossiers.yml:20:49: "6" is no value of column "grade"; its range is 1 to 5

    @ schemas/dossiers.yml
    - words: {5: ["Rất tốt"]}
    + words: {5: ["Tốt"], 4: [tốt]}
    ! schemas/dossiers.yml:20:65: the word "tốt" of column "grade" stands for 5 as well; give it to one value

    @ schemas/dossiers.yml
    - words: {5: ["Rất tốt"]}
    + words: {5: ["4"]}
    ! schemas/dossiers.yml:20:53: the word "4" is the number 4, not 5

    @ schemas/dossiers.yml
    - null_words: ["Không rõ"]
    + null_words: ["rất tốt"]
    ! schemas/dossiers.yml:20:79: the word "rất tốt" of column "grade" stands for 5 as well; give it to one value

    @ schemas/dossiers.yml
    - words: {true: ["số hoá"]}
    + words: {false: [X]}
    ! schemas/dossiers.yml:17:43: the word "X" of column "digitized" stands for true as well; give it to one value

    @ schemas/dossiers.yml
    - note:
    + 2note:
    ! schemas/dossiers.yml:22:3: a column cannot be called "2note"; use letters, digits and _

    @ schemas/dossiers.yml
    - note:
    + as_of:
    ! schemas/dossiers.yml:22:3: "as_of" is a word of the expressions and cannot name a column

    @ schemas/dossiers.yml
    -   field:
    +   ward:
    ! pipelines/p.yml:11:48: unknown grouping key "field"; known: national, province, ward, period, channel, status, kind
    ! pipelines/kpis.yml:13:47: unknown column "field" in dossiers
    ! schemas/dossiers.yml:11:3: "ward" is a grouping's key and cannot name a category column

    @ schemas/dossiers.yml
    - received_at: {type: timestamp, required: true}
    + received_at: {type: timestamp, required: true, personal: true}
    ! pipelines/kpis.yml:10:62: "received_at" is personal: it may only be asked whether it is null; write received_at is not null
    ! schemas/dossiers.yml:5:7: "time" names a personal column, which no figure may depend on

    @ schemas/dossiers.yml
    - columns:
    + columns: {}
    + x:
    ! schemas/dossiers.yml:6:10: a dataset needs at least one column
    ! schemas/dossiers.yml:7:1: unknown key "x" in the schema; known: dataset, key, version, place, time, columns, label, instrument

    @ schemas/dossiers.yml
    -   note:
    +   reused:
    ! schemas/dossiers.yml:18:3: the key "reused" stands twice in one mapping; remove one

    @ schemas/dossiers.yml
    -   note:
    + 	note:
    ! schemas/dossiers.yml:22:1: a tab stands here; indent with spaces

    @ schemas/dossiers.yml
    - values: [online, postal]
    + values: [online, postal
    ! schemas/dossiers.yml:12:68: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence, line 12); check quotes, brackets and indentation
    """#
}
