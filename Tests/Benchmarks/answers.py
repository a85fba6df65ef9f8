"""What a contender counted, in one form for all of them.

An answer is the digest of two CSV texts: the counts of each province, field and month, and of each
province. The peers write them; from hailong's kpis.csv they are put together again.
"""
import csv
import hashlib
from pathlib import Path

COUNTS = ["online", "completed", "result_digitized", "documents_digitized", "data_reused", "on_time"]
HEADER = ",".join(["total", *COUNTS])

# Which KPI tells each count, and which count its denominator must be.
SIX_SHARES = {name: (name, "total") for name in COUNTS}
SAMPLE_KPIS = {
    "online": ("online_rate", "total"),
    "completed": ("processed_rate", "total"),
    "result_digitized": ("digitization_rate", "completed"),
    "documents_digitized": ("documents_digitized_rate", "total"),
    "data_reused": ("reuse_rate_received", "total"),
    "on_time": ("on_time_rate", "completed"),
}


def digest(groups, provinces):
    return hashlib.sha256(groups + provinces).hexdigest()


def written(folder):
    """The answer of a peer: what it wrote."""
    return digest((folder / "groups.csv").read_bytes(), (folder / "provinces.csv").read_bytes())


def published(kpis, form):
    """The answer of a kpis.csv, whose every denominator must fit its numerators."""
    names = {kpi: (count, denominator) for count, (kpi, denominator) in form.items()}
    tables = {"province+field+period": {}, "province": {}}
    denominators = []
    with open(kpis, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            table = tables.get(row["grouping"])
            if table is None or row["kpi"] not in names:
                continue
            key = tuple(row[column] for column in ("province_code", "member", "period") if row[column])
            count, denominator = names[row["kpi"]]
            numbers = table.setdefault(key, {})
            numbers[count] = int(row["numerator"] or 0)
            if denominator == "total":
                numbers.setdefault("total", int(row["denominator"]))
            denominators.append((numbers, denominator, int(row["denominator"])))
    for numbers, name, denominator in denominators:
        if numbers[name] != denominator:
            raise ValueError(f"{kpis}: a denominator of {denominator} where {name} is {numbers[name]}")

    def text(table, keys):
        lines = [",".join(map(str, [*key, numbers["total"], *(numbers[name] for name in COUNTS)]))
                 for key, numbers in sorted(table.items()) if numbers["total"]]
        return "\n".join([f"{keys},{HEADER}", *lines, ""]).encode()

    return digest(
        text(tables["province+field+period"], "province_code,field,month"), text(tables["province"], "province_code"))


def published_under(out, form):
    """The answer of the one run that was published in an output folder."""
    (kpis,) = Path(out).glob("*/latest/kpis.csv")
    return published(kpis, form)
