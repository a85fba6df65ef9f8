"""The measured work in Polars, streaming.

usage: pol.py every|newest-packed FILE OUT THREADS

Timestamps are read as text and then converted, which is faster than a schema of timestamps. newest-packed
is an expert's query: what the result needs is one integer below updated_at, so that choosing the newest
version is max() of one number; it knows every field by name beforehand.
"""
import os
import sys

query, file, out, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads

import polars as pl  # noqa: E402, it reads the variable when it is imported

from work import COLUMNS, FIELDS, FLAGS, KEYS, TIMESTAMPS  # noqa: E402

COMPLETED = pl.col("status") == "completed"
CONDITIONS = {
    "online": pl.col("channel") == "online",
    "completed": COMPLETED,
    "result_digitized": COMPLETED & (pl.col("result_digitized") == 1),
    "documents_digitized": pl.col("documents_digitized") == 1,
    "data_reused": pl.col("data_reused") == 1,
    "on_time": COMPLETED & (pl.col("completed_at") <= pl.col("due_at")),
}


def source():
    schema = {column: pl.Int8 if column in FLAGS else pl.String for column in COLUMNS}
    # Without null_values, an empty field in quotes is a text, and no timestamp.
    return pl.scan_csv(file, schema=schema, null_values={"completed_at": ""}).with_columns(
        pl.col(TIMESTAMPS).str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=True))


def every():
    month = pl.col("received_at").dt.truncate("1mo").alias("month")
    counts = [test.cast(pl.Int64).sum().alias(name) for name, test in CONDITIONS.items()]
    groups = source().group_by("province_code", "field", month).agg(pl.len().cast(pl.Int64).alias("total"), *counts)
    return groups.collect(engine="streaming").with_columns(pl.col("month").dt.strftime("%Y-%m"))


def newest_packed():
    received, fields = pl.col("received_at").dt, pl.Enum(FIELDS)
    month = (received.year().cast(pl.Int64) - 2025) * 12 + received.month().cast(pl.Int64) - 1
    value = (
        pl.col("updated_at").dt.epoch("s") * (1 << 23) + pl.col("province_code").cast(pl.Int64) * (1 << 16)
        + pl.col("field").cast(fields).to_physical().cast(pl.Int64) * (1 << 11) + month * (1 << 6))
    for k, test in enumerate(CONDITIONS.values()):
        value += test.fill_null(False).cast(pl.Int64) * (1 << k)
    newest = source().group_by("dossier_id").agg(value.max().alias("value"))
    packed = (pl.col("value") & ((1 << 23) - 1)).alias("p")
    counted = newest.group_by(packed).agg(pl.len().cast(pl.Int64).alias("n")).collect(engine="streaming")

    def bits(shift, width):
        return pl.col("p") // (1 << shift) % (1 << width)

    def count(k):
        return pl.when(bits(k, 1) == 1).then(pl.col("n")).otherwise(0).sum()

    groups = counted.group_by(bits(16, 7).alias("province_code"), bits(11, 5).alias("field"), bits(6, 5).alias("month"))
    months = {k: f"{2025 + k // 12}-{k % 12 + 1:02d}" for k in range(32)}
    return groups.agg(
        pl.col("n").sum().alias("total"), *(count(k).alias(name) for k, name in enumerate(CONDITIONS))
    ).with_columns(
        pl.col("province_code").cast(pl.String).str.zfill(2),
        pl.col("field").replace_strict(dict(enumerate(FIELDS))), pl.col("month").replace_strict(months))


groups = {"every": every, "newest-packed": newest_packed}[query]().sort(KEYS)
groups.write_csv(f"{out}/groups.csv")
provinces = groups.group_by("province_code").agg(pl.col("total", *CONDITIONS).sum()).sort("province_code")
provinces.write_csv(f"{out}/provinces.csv")
