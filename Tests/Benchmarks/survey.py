#!/usr/bin/env python3
"""Measures design-based survey estimates: hailong, and R's survey package on the same file.

Prints a Markdown table. Both are whole processes, start-up included; they take turns. hailong gives all
figures of the nation, provinces, wards and fields; of R only the groupings are asked that it is said to manage
(--groupings), since it goes through all rows for every ward. Every estimate and standard error that R
gives must be hailong's to 1e-9, or there is no row. Needs Rscript with the survey package.
"""
import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import processes
from bench import CACHE, HERE, machine

INPUT = CACHE / "responses.csv"  # a link; the pipeline reads it
GROUPINGS = ("national", "province", "ward", "field")


def prepared(options):
    """The invented responses, made once."""
    folder = CACHE / f"responses-{options.rows}-{options.seed}"
    if not (folder / "responses.csv").exists():
        words = [options.hailong, "synth", "--responses", options.rows, "--seed", options.seed, "--out", folder, "--quiet"]
        subprocess.run([str(word) for word in words], check=True)
    INPUT.unlink(missing_ok=True)
    INPUT.symlink_to((folder / "responses.csv").relative_to(CACHE))
    return INPUT.stat().st_size


def own_figures(out):
    """hailong's estimates: (estimate, standard error) by KPI, grouping and key."""
    with open(out / "survey/latest/kpis.csv", encoding="utf-8") as file:
        return {
            (row["kpi"], row["grouping"], row["province_code"] or row["ward_code"] or row["member"]):
                (row["weighted_value"], row["standard_error"])
            for row in csv.DictReader(file)}


def compared(own, path):
    """How many figures R gave, and the worst deviation from hailong's."""
    worst, count = 0.0, 0
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            estimate, error = own[row["kpi"], row["grouping"], row["key"]]
            if estimate == "":  # nobody of the domain answered
                assert row["estimate"] in ("NA", "NaN"), row
                continue
            # Where one site has all responses R says that its error is 0; hailong says that it is not known.
            if error == "":
                assert float(row["se"]) < 1e-12, row
            else:
                worst = max(worst, abs(float(error) - float(row["se"])))
            worst, count = max(worst, abs(float(estimate) - float(row["estimate"]))), count + 1
    return count, worst


def measure(options):
    own, peer, found = [], [], None
    for turn in range(options.runs):
        print(f"run {turn + 1} of {options.runs}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            out = Path(folder)
            pipeline = HERE / "pipelines/survey.yml"
            own.append(processes.run([options.hailong, "run", str(pipeline), "--out", folder, "--quiet"]))
            figures = own_figures(out)
            if options.groupings:
                script = [HERE / "peers/survey.R", INPUT, out / "r.csv", ",".join(options.groupings)]
                peer.append(processes.run(["Rscript", *map(str, script)]))
                found = compared(figures, out / "r.csv")
    return len(figures), own, peer, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hailong", default="hailong", help="the program")
    parser.add_argument("--rows", type=int, default=1_000_000, help="%(default)s")
    parser.add_argument("--seed", type=int, default=7, help="%(default)s")
    parser.add_argument("--runs", type=int, default=3, help="%(default)s")
    parser.add_argument("--groupings", default="national,province,field", help="what R is asked for, %(default)s")
    options = parser.parse_args()
    options.groupings = [name for name in options.groupings.split(",") if name]
    if not set(options.groupings) <= set(GROUPINGS):
        parser.error(f"the groupings are {', '.join(GROUPINGS)}")
    options.hailong = str(Path(options.hailong).resolve())
    CACHE.mkdir(parents=True, exist_ok=True)
    size = prepared(options)
    count, own, peer, found = measure(options)
    print("| responses | tool | groupings | figures | wall s, median | CPU s | peak MB |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: |")
    for tool, groupings, number, runs in (
            ("hailong", GROUPINGS, count, own), ("R survey", options.groupings, found and found[0], peer)):
        if runs:
            wall, cpu, peak = (statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "peak"))
            print(f"| {options.rows:,} | {tool} | {', '.join(groupings)} | {number:,} | {wall:.2f} | {cpu:.2f} | {peak / 1e6:.0f} |")
    print(f"\n{time.strftime('%Y-%m-%d')}; {machine()}; {size / 1e6:.0f} MB of responses.")
    if found:
        print(f"R's {found[0]:,} estimates and standard errors differ from hailong's by {found[1]:.1e} at most.")
        if found[1] > 1e-9:
            sys.exit("the answers differ")


if __name__ == "__main__":
    main()
