#!/usr/bin/env bash
# Counts the sample campaign a second time with the sqlite3 shell and nothing of hailong's.
#
#   recount.sh SURVEYS OUT
#
# reads SURVEYS/2025-08 and SURVEYS/reference and writes OUT/figures.csv (every cell of kpis.csv) and
# OUT/rejects.csv. A value is given as two whole numbers, `top` and `bottom`, so that no rounding of
# sqlite's stands between the counts and who compares them. columns.csv and words.csv, beside this
# script, say what headers and words mean; reading.sql judges and reads the records.
set -euo pipefail
surveys=$1 out=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v sqlite3 >/dev/null || {
  echo "recount.sh: sqlite3 is missing; make test installs it, or: apt install sqlite3" >&2
  exit 69
}

widest=24
columns=$(seq -s, -f 'c%.0f' $widest)
quoted() { printf "'%s'" "${1//\'/\'\'}"; }

# Every file as it lies there: its records in order, each a JSON array with null where a field is absent.
import_files() {
  local file dataset separator
  echo "CREATE TABLE raw($columns);"
  while read -r file; do
    dataset=${file%%/*} dataset=${dataset%.csv}
    separator=,
    if head -n 1 "$surveys/2025-08/$file" | grep -q ';'; then separator=';'; fi
    printf '.mode csv\n.separator "%s" "\\n"\n.import "%s" raw\n' "$separator" "$surveys/2025-08/$file"
    echo "INSERT INTO record(dataset, file, place, fields)
      SELECT $(quoted "$dataset"), $(quoted "$file"), rowid, json_array($columns) FROM raw ORDER BY rowid;
      DELETE FROM raw;"
  done < <(cd "$surveys/2025-08" && find . -name '*.csv' | sed 's:^\./::' | LC_ALL=C sort)
}

# Lines in which a quote stands in the middle of a field, which sqlite lets pass.
stray_quotes() {
  (cd "$surveys/2025-08" && grep -rnE --include='*.csv' '[^,;"]"[^,;"]' . || :) |
    sed -E 's:^\./([^:]*)\:([0-9]+)\:.*:INSERT INTO stray VALUES ('"'\1'"', \2);:'
}

# What stands for every record and every grouping of its dataset: in which cell it counts.
# cells DATASET GROUPING CATEGORY; the keys of the grouping are taken from its name.
cells() {
  local dataset=$1 grouping=$2 category=${3:-} province="''" ward="''" member="''" period="''"
  local places=nowhere members=no_member periods=no_period
  case +$grouping+ in *+province+*) province=province places=somewhere ;; esac
  case +$grouping+ in *+ward+*) ward="ifnull(ward, '')" places=nowhere ;; esac
  case +$grouping+ in *+period+*) period=period periods="(SELECT DISTINCT month AS period FROM month WHERE dataset = '$dataset')" ;; esac
  if [[ $category ]]; then
    member="ifnull($category, '')"
    members="(SELECT DISTINCT value AS member FROM word WHERE dataset = '$dataset' AND column = '$category')"
  fi
  echo "INSERT INTO cell SELECT '$dataset', '$grouping', id, $province, $ward, '$category', $member, $period FROM $dataset;"
  if [[ $ward == "''" ]]; then
    echo "INSERT INTO grid SELECT '$dataset', '$grouping', province, '', '$category', member, period
      FROM $places, $members, $periods;"
  fi
  echo "INSERT OR IGNORE INTO grid SELECT DISTINCT dataset, grouping, province, ward, category, member, period
    FROM cell WHERE dataset = '$dataset' AND grouping = '$grouping';"
}

cells_of() {
  local dataset=$1 grouping
  for grouping in "${@:2}"; do
    case $grouping in
      *field* | *kind* | *difficulty* | *topic*) cells "$dataset" "$grouping" "$(sed -E 's/(province|period|\+)//g' <<<"$grouping")" ;;
      *) cells "$dataset" "$grouping" ;;
    esac
  done
}

# figures KPI DATASET NUMERATOR DENOMINATOR TOP BOTTOM [CONDITION [SMALLEST]]: aggregates over a cell.
# CONDITION chooses groupings; a denominator under SMALLEST is withheld.
# An empty cell of the grid is one row of nulls, its `id` too.
figures() {
  local kpi=$1 dataset=$2 numerator=$3 denominator=$4 top=$5 bottom=$6 condition=${7:-1} smallest=${8:-0}
  echo "INSERT INTO figure
    SELECT '$kpi', g.grouping, g.province, g.ward, g.category, g.member, g.period,
      $numerator, $denominator, $top, $bottom, ifnull($denominator > 0 AND $denominator < $smallest, 0)
    FROM grid g LEFT JOIN cell c ON (c.dataset, c.grouping, c.province, c.ward, c.member, c.period)
      = (g.dataset, g.grouping, g.province, g.ward, g.member, g.period)
    LEFT JOIN $dataset r ON r.id = c.id
    WHERE g.dataset = '$dataset' AND $condition
    GROUP BY g.grouping, g.province, g.ward, g.member, g.period;"
}

# share DATASET KPI NUMERATOR [DENOMINATOR [SMALLEST THAT IS SHOWN]]
share() {
  local below="count(r.id) FILTER (WHERE ${4:-1})"
  local above="count(r.id) FILTER (WHERE (${4:-1}) AND ($3))"
  figures "$2" "$1" "$above" "$below" "$above" "$below" 1 "${5:-0}"
}
count() { figures "$2" "$1" NULL NULL "count(r.id) FILTER (WHERE $3)" 1; }
distinct() { figures "$2" "$1" NULL NULL "count(DISTINCT r.$3)" 1; }
# mean DATASET KPI WHOLE-NUMBER DIVISOR [SMALLEST]: of WHOLE-NUMBER / DIVISOR.
mean() {
  figures "$2" "$1" "ifnull(sum($3), 0) / $4.0" "count($3)" "ifnull(sum($3), 0)" "count($3) * $4" 1 "${5:-0}"
}
# coverage DATASET KPI CONDITION
coverage() {
  local reached="count(DISTINCT CASE WHEN $3 THEN r.ward END)"
  local all="CASE WHEN g.grouping = 'province+ward' THEN 1
    ELSE (SELECT count(*) FROM wards w WHERE g.province IN ('', w.province_code)) END"
  figures "$2" "$1" "$reached" "$all" "$reached" "$all" \
    "g.grouping IN ('national', 'province', 'province+ward')"
}
# quantiles DATASET KPI WHOLE-NUMBER DIVISOR: the smallest x with at least q of the values up to it.
quantiles() {
  local q
  for q in 5 9; do
    echo "INSERT INTO figure
      WITH sorted AS (
        SELECT c.grouping, c.province, c.ward, c.member, c.period, $3 AS x,
          row_number() OVER (PARTITION BY c.grouping, c.province, c.ward, c.member, c.period ORDER BY $3) AS place,
          count(*) OVER (PARTITION BY c.grouping, c.province, c.ward, c.member, c.period) AS n
        FROM cell c JOIN $1 r ON r.id = c.id WHERE c.dataset = '$1' AND $3 IS NOT NULL)
      SELECT '$2_p${q}0', g.grouping, g.province, g.ward, g.category, g.member, g.period,
        NULL, ifnull(s.n, 0), s.x, $4, 0
      FROM grid g LEFT JOIN sorted s ON s.place = (s.n * $q + 9) / 10
        AND (s.grouping, s.province, s.ward, s.member, s.period)
          = (g.grouping, g.province, g.ward, g.member, g.period)
      WHERE g.dataset = '$1';"
  done
}

fields=(national province province+ward province+field province+period province+field+period field period)
topics=(national province province+period period topic province+topic)
completed="status = 'completed'"
on_time="completed_at <= due_at"
open_in_time="(completed_at IS NULL AND substr(due_at, 1, 10) >= '2025-08-31')"

{
  cat "$here/tables.sql"
  printf '.mode csv\n.import --skip 1 "%s" header\n' "$here/columns.csv"
  printf '.import --skip 1 "%s" word\n' "$here/words.csv"
  printf '.import "%s" %s\n' "$surveys/reference/wards.csv" wards \
    "$surveys/reference/province_aliases.csv" aliases "$surveys/reference/provinces.csv" provinces
  import_files
  stray_quotes
  cat "$here/reading.sql"

  cells_of dossiers "${fields[@]}"
  cells_of responses "${fields[@]}"
  cells_of difficulties national province province+ward province+period period difficulty \
    difficulty_group province+difficulty
  cells_of training national province province+ward
  cells_of communes national province province+ward
  cells_of tasks national task_kind task_field
  cells_of procedures national task_field
  cells_of delegations national province province+period period
  for dataset in opinions hotline requests; do cells_of $dataset "${topics[@]}"; done
  echo "CREATE INDEX cell_of ON cell(dataset, grouping, province, ward, member, period); ANALYZE;"

  count dossiers received 1
  share dossiers online_rate "channel = 'online'"
  share dossiers online_rate_766 "channel = 'online' AND (NOT returns_document OR result_digitized)"
  share dossiers sync_rate synced "synced IS NOT NULL"
  share dossiers documents_digitized_rate documents_digitized
  share dossiers digitization_rate result_digitized "$completed"
  share dossiers digitization_rate_766 result_digitized "$completed AND returns_document"
  share dossiers full_digitization_rate_766 \
    "documents_digitized AND (NOT returns_document OR result_digitized)"
  share dossiers reuse_rate data_reused "$completed AND result_digitized"
  share dossiers reuse_rate_received data_reused
  share dossiers processed_rate "$completed"
  share dossiers on_time_rate "$on_time" "$completed"
  share dossiers on_time_rate_by_date "substr(completed_at, 1, 10) <= substr(due_at, 1, 10)" "$completed"
  share dossiers on_time_open_rate "substr(due_at, 1, 10) >= '2025-08-31'" "completed_at IS NULL"
  share dossiers on_time_rate_766 "$on_time OR $open_in_time"
  share dossiers no_complaint_rate_766 "($on_time OR $open_in_time) AND NOT has_petition" \
    "has_petition IS NOT NULL"
  quantiles dossiers handling_days "strftime('%s', completed_at) - strftime('%s', received_at)" 86400
  share responses satisfaction "overall >= 4" "overall IS NOT NULL" 10
  share responses satisfaction_access "access >= 4" "access IS NOT NULL" 10
  share responses satisfaction_procedure "procedure >= 4" "procedure IS NOT NULL" 10
  share responses satisfaction_staff "staff >= 4" "staff IS NOT NULL" 10
  share responses satisfaction_result "result >= 4" "result IS NOT NULL" 10
  share responses satisfaction_feedback "feedback >= 4" "feedback IS NOT NULL" 10
  mean responses satisfaction_score "overall - 1" 4 10
  cat "$here/index.sql"
  count tasks tasks 1
  count procedures guided_procedures guided
  distinct delegations delegations delegation
  distinct delegations visited_provinces province
  mean delegations findings findings 1
  count opinions opinions 1
  distinct opinions opinion_provinces province
  share opinions opinions_answered_rate "answered_at IS NOT NULL"
  count hotline hotline_calls 1
  quantiles hotline hotline_answer_hours "strftime('%s', answered_at) - strftime('%s', called_at)" 3600
  coverage training trained_communes trained
  count difficulties difficulties 1
  count requests requests 1
  count requests requests_open "state <> 'resolved'"
  count requests requests_open_over_14_days \
    "state <> 'resolved' AND julianday('2025-08-31') - julianday(raised_on) > 14"
  quantiles requests request_days "CAST(julianday(closed_on) - julianday(raised_on) AS INTEGER)" 1
  coverage communes dead_spot_communes "network IN ('weak', 'none')"
  coverage communes communes_without_it_staff "it_staff = 0"

  printf '.mode csv\n.separator , "\\n"\n.headers on\n.output "%s/figures.csv"\nSELECT * FROM published;\n' "$out"
  printf '.output "%s/rejects.csv"\nSELECT * FROM rejected;\n' "$out"
} >"$out/recount.sql"
# sqlite says of every record that it has fewer fields than the widest; anything else is a fault.
sqlite3 -bail :memory: <"$out/recount.sql" 2>"$out/recount.log" || status=$?
if grep -v 'filling the rest with NULL$' "$out/recount.log" >&2 || [[ ${status-} ]]; then exit 70; fi
