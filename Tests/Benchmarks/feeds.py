#!/usr/bin/env python3
"""Lets the feed watch see a year of invented nights, one run a night, and tells what it caught.

    python3 Tests/Benchmarks/feeds.py --hailong .build/release/hailong [--nights 365] [--faults 50] [--seed 7]

A planted fault counts as caught where its night has a finding of its dataset and province. An incident is a
false alarm where none of its findings is of a province with a fault that night. The first 60 nights, in
which nothing is usual yet, count nowhere.
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

WARM_UP = 60


def nights_of(hailong, folder, out):
    """Runs night after night; gives the day, its feeds.json and the seconds."""
    inbox = folder / "inbox"
    for night in sorted((folder / "nights").iterdir()):
        if inbox.is_symlink():
            inbox.unlink()
        inbox.symlink_to(night)
        start = time.perf_counter()
        run = subprocess.run(
            [hailong, "run", "pipeline.yml", "--as-of", night.name, "--out", str(out), "--quiet"],
            cwd=folder, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if run.returncode != 0:
            raise SystemExit(f"{night.name}: hailong ended with {run.returncode}\n{run.stderr}")
        yield night.name, json.loads((out / "nights/latest/feeds.json").read_text()), seconds


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--hailong", default=".build/release/hailong")
    options.add_argument("--nights", type=int, default=365)
    options.add_argument("--faults", type=int, default=50)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--list", action="store_true", help="name every false alarm and miss")
    given = options.parse_args()
    hailong = os.path.abspath(given.hailong)
    with tempfile.TemporaryDirectory(prefix="feeds-") as scratch:
        folder = pathlib.Path(scratch) / "year"
        subprocess.run(
            [hailong, "synth", "--nights", str(given.nights), "--faults", str(given.faults),
             "--seed", str(given.seed), "--out", str(folder), "--quiet"], check=True)
        with open(folder / "faults.csv") as file:
            faults = list(csv.DictReader(file))
        report(given, faults, list(nights_of(hailong, folder, folder / "out")))


def report(given, faults, nights):
    watched = nights[WARM_UP:]
    found, false = {}, []
    for day, feeds, _ in watched:
        spoilt = {fault["province_code"] for fault in faults if fault["night"] == day}
        incidents = collections.defaultdict(list)
        for finding in feeds["findings"]:
            incidents[finding["incident"]].append(finding)
            found.setdefault(
                (day, finding["dataset"], finding["province_code"]), []).append(finding["kind"])
        false += [
            (day, findings) for findings in incidents.values()
            if not spoilt & {finding["province_code"] for finding in findings}]
    caught = [
        fault for fault in faults
        if (fault["night"], fault["dataset"], fault["province_code"]) in found]
    missed = [fault for fault in faults if fault not in caught]
    kinds = sorted({fault["kind"] for fault in faults})
    print(f"{given.nights} nights, seed {given.seed}: {len(faults)} faults planted, "
          f"{len(caught)} caught, {len(missed)} missed")
    for kind in kinds:
        planted = [fault for fault in faults if fault["kind"] == kind]
        print(f"  {kind:<16}{sum(fault in caught for fault in planted):>3} of {len(planted)}")
    loud = len({day for day, _ in false})
    print(f"false alarms: {len(false)} incidents on {loud} of {len(watched)} watched nights, "
          f"{len(false) / max(1, len(watched)):.3f} a night")
    by = collections.Counter(finding["kind"] for _, findings in false for finding in findings)
    for kind, count in by.most_common():
        print(f"  {kind:<20}{count:>3} findings")
    tests = statistics.median(sum(feeds["tests"].values()) for _, feeds, _ in watched)
    seconds = [seconds for _, _, seconds in watched]
    print(f"tests a night: {tests:.0f}; seconds a night: median {statistics.median(seconds):.2f}, "
          f"worst {max(seconds):.2f}")
    if given.list:
        for fault in missed:
            print("missed:", ", ".join(fault.values()))
        for day, findings in false:
            for finding in findings:
                print(f"false: {day} {finding['kind']}: {finding['message']} "
                      f"(p {finding['p']}, adjusted {finding['p_adjusted']})")


if __name__ == "__main__":
    main()
