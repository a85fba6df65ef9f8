"""The measured work in DuckDB.

usage: duck.py every|newest|newest-packed FILE OUT THREADS

newest is the query of a good user: what the result needs is computed before the newest version of each
dossier is chosen. newest-packed is an expert's: all that is one integer below updated_at, so that choosing
is max() of one number; it knows every field by name beforehand.
"""
import sys

import duckdb

from work import COLUMNS, COUNTS, FIELDS, FLAGS, TIMESTAMPS

CONDITIONS = [
    "channel = 'online'",
    "status = 'completed'",
    "status = 'completed' AND result_digitized = 1",
    "documents_digitized = 1",
    "data_reused = 1",
    "coalesce(status = 'completed' AND completed_at <= due_at, false)",
]


def source(file, **types):
    """The file as a table; columns that no query uses are not converted, as DuckDB has it."""
    def type_of(column):
        return "TIMESTAMP" if column in TIMESTAMPS else "TINYINT" if column in FLAGS else "VARCHAR"

    columns = {column: types.get(column, type_of(column)) for column in COLUMNS}
    return (f"""read_csv('{file}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        columns = {columns})""")


def every(file):
    counts = ", ".join(f"count(*) FILTER ({test}) AS {name}" for name, test in zip(COUNTS, CONDITIONS))
    return f"""
        SELECT province_code, field, strftime(m, '%Y-%m') AS month, total, {", ".join(COUNTS)}
        FROM (SELECT province_code, field, date_trunc('month', received_at) AS m, count(*) AS total, {counts}
              FROM {source(file)} GROUP BY ALL)"""


def newest(file):
    bits = " + ".join(f"{1 << k} * ({test})::UTINYINT" for k, test in enumerate(CONDITIONS))
    counts = ", ".join(f"sum((bits >> {k}) & 1)::BIGINT AS {name}" for k, name in enumerate(COUNTS))
    return f"""
        SELECT province_code, field, (m // 100) || '-' || lpad((m % 100)::VARCHAR, 2, '0') AS month,
          count(*) AS total, {counts}
        FROM (SELECT unnest(arg_max({{
                'province_code': province_code, 'field': field,
                'm': (year(received_at) * 100 + month(received_at))::INTEGER, 'bits': ({bits})::UTINYINT
              }}, updated_at)) FROM {source(file)} GROUP BY dossier_id)
        GROUP BY ALL"""


def newest_packed(file):
    words = ", ".join(f"'{name}'" for name in FIELDS)
    duckdb.execute(f"CREATE TYPE field AS ENUM ({words})")
    bits = " + ".join(f"{1 << k} * ({test})::BIGINT" for k, test in enumerate(CONDITIONS))
    counts = ", ".join(f"sum(n * (p >> {k} & 1))::BIGINT AS {name}" for k, name in enumerate(COUNTS))
    return f"""
        SELECT lpad((p >> 16 & 127)::VARCHAR, 2, '0') AS province_code,
          enum_range(NULL::field)[(p >> 11 & 31) + 1]::VARCHAR AS field,
          printf('%d-%02d', 2025 + (p >> 6 & 31) // 12, (p >> 6 & 31) % 12 + 1) AS month,
          total, {", ".join(COUNTS)}
        FROM (SELECT (p >> 6) << 6 AS p, sum(n)::BIGINT AS total, {counts}
              FROM (SELECT (v & 8388607)::INTEGER AS p, count(*) AS n
                    FROM (SELECT max(epoch(updated_at)::BIGINT * 8388608 + province_code::BIGINT * 65536
                            + enum_code(field)::BIGINT * 2048
                            + ((year(received_at) - 2025) * 12 + month(received_at) - 1) * 64 + {bits}) AS v
                          FROM {source(file, field="field", province_code="UTINYINT")}
                          GROUP BY dossier_id)
                    GROUP BY 1)
              GROUP BY 1)"""


def main():
    query, file, out, threads = sys.argv[1:]
    duckdb.execute(f"SET threads = {int(threads)}")
    duckdb.execute("SET preserve_insertion_order = false")
    queries = {"every": every, "newest": newest, "newest-packed": newest_packed}
    duckdb.execute(f"CREATE TEMP TABLE groups AS {queries[query](file)}")
    duckdb.execute(f"COPY (SELECT * FROM groups ORDER BY ALL) TO '{out}/groups.csv' (HEADER)")
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in ["total", *COUNTS])
    duckdb.execute(f"""COPY (SELECT province_code, {sums} FROM groups GROUP BY 1 ORDER BY 1)
        TO '{out}/provinces.csv' (HEADER)""")


if __name__ == "__main__":
    main()
