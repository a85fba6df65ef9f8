"""The measured work in DataFusion.

usage: fusion.py every FILE OUT THREADS

Line breaks inside quotes are allowed for: without that it is faster, and may cut a record in two.
"""
import sys

from datafusion import SessionConfig, SessionContext

from work import COLUMNS, COUNTS, FLAGS, KEYS, TIMESTAMPS

CONDITIONS = [
    "channel = 'online'",
    "status = 'completed'",
    "status = 'completed' AND result_digitized = 1",
    "documents_digitized = 1",
    "data_reused = 1",
    "status = 'completed' AND completed_at <= due_at",
]


def type_of(column):
    return "TIMESTAMP" if column in TIMESTAMPS else "TINYINT" if column in FLAGS else "VARCHAR"


def write(context, query, path):
    result = context.sql(query).to_arrow_table()
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = [result.column_names, *zip(*(column.to_pylist() for column in result.columns))]
        file.writelines(",".join(map(str, row)) + "\n" for row in rows)


def main():
    query, file, out, threads = sys.argv[1:]
    assert query == "every", query
    context = SessionContext(SessionConfig().with_target_partitions(int(threads)))
    columns = ", ".join(f"{column} {type_of(column)}" for column in COLUMNS)
    context.sql(f"""CREATE EXTERNAL TABLE dossiers ({columns}) STORED AS CSV LOCATION '{file}'
        OPTIONS ('format.has_header' 'true', 'format.newlines_in_values' 'true')""").collect()
    counts = ", ".join(f"count(*) FILTER (WHERE {test}) AS {name}" for name, test in zip(COUNTS, CONDITIONS))
    groups = context.sql(f"""
        SELECT province_code, field, to_char(m, '%Y-%m') AS month, total, {", ".join(COUNTS)}
        FROM (SELECT province_code, field, date_trunc('month', received_at) AS m, count(*) AS total, {counts}
              FROM dossiers GROUP BY 1, 2, 3)""")
    context.register_view("groups", groups.cache())
    write(context, f"SELECT * FROM groups ORDER BY {', '.join(KEYS)}", f"{out}/groups.csv")
    sums = ", ".join(f"sum({name}) AS {name}" for name in ["total", *COUNTS])
    write(context, f"SELECT province_code, {sums} FROM groups GROUP BY 1 ORDER BY 1", f"{out}/provinces.csv")


if __name__ == "__main__":
    main()
