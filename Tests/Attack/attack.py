#!/usr/bin/env python3
"""Tries to work out what disclosure withholds, from the published files of runs alone.

    attack.py --hailong PROGRAM [--tables 200] [--seed 1] RUN...

RUN is the folder of a run. Every published number of kpis.csv, questions.csv and quality.json becomes an
equation over unknown counts: cells add up to totals over all groupings, a numerator is within its
denominator, KPIs and questions that are asked alike count alike. For each withheld denominator HiGHS finds
the least and the greatest value that fit; an interval narrower than the threshold is a hit. Then --tables
random campaigns are made and run through the program, and each is attacked in the same way. As a check of
itself the attack is also made on the same figures with only the small ones withheld, where it must hit.
"""

import argparse
import collections
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

KEYS = ("province", "ward", "category", "period")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


class Attack:
    """The equations of one run, in the counts of one dataset's share KPIs."""

    def __init__(self, folder, kpis, primary_only=None, threshold=10):
        self.threshold = threshold
        self.values = {}  # (layer, grouping, cell) -> count, None where withheld
        self.cells = collections.defaultdict(set)
        truth = primary_only or {}
        for row in rows(pathlib.Path(folder, "kpis.csv")):
            if row["kpi"] not in kpis:
                continue
            cell = (row["province_code"], row["ward_code"], row["member"], row["period"])
            grouping = row["grouping"]
            hidden = "suppressed" in row["flag"].split(";")
            if hidden and (row["kpi"], grouping, cell) in truth:
                row["numerator"], row["denominator"] = truth[row["kpi"], grouping, cell]
                hidden = 0 < int(row["denominator"]) < threshold
            for part in ("numerator", "denominator"):
                self.note((row["kpi"], part), grouping, cell, None if hidden else int(row[part]))
        questions = pathlib.Path(folder, "questions.csv")
        for row in rows(questions) if questions.exists() and not truth else ():
            kpi = kpis.get("question:" + row["question"])
            if kpi is None or not row["answered"]:
                continue
            cell = (row["province_code"], "", "", "")
            grouping = "province" if row["province_code"] else "national"
            self.note((kpi, "numerator"), grouping, cell, int(row["satisfied"]))
            self.note((kpi, "denominator"), grouping, cell, int(row["answered"]))

    def note(self, layer, grouping, cell, value):
        place = layer, grouping, cell
        if value is not None and self.values.get(place) not in (None, value):
            raise SystemExit(f"{place} is published as {self.values[place]} and as {value}")
        if value is not None or place not in self.values:
            self.values[place] = value
        self.cells[grouping].add(cell)

    def equations(self):
        """Each as a list of (place, coefficient) that add up to nothing."""
        groupings = {g: frozenset([] if g == "national" else g.split("+")) for g in self.cells}
        kinds = {g: {("category" if k not in KEYS else k): k for k in keys}
                 for g, keys in groupings.items()}
        layers = sorted({layer for layer, _, _ in self.values})
        for coarse, few in groupings.items():
            for fine, many in groupings.items():
                if not few < many:
                    continue
                kept = [kinds[coarse].get(k) is not None for k in KEYS]
                parts = collections.defaultdict(list)
                for cell in self.cells[fine]:
                    parts[tuple(v if k else "" for v, k in zip(cell, kept))].append(cell)
                for total, members in parts.items():
                    for layer in layers:
                        terms = [((layer, fine, cell), 1) for cell in sorted(members)]
                        yield [((layer, coarse, total), -1)] + terms

    def solve(self):
        """(withheld, hits, narrowest width) over everything that is withheld."""
        unknown = {p: i for i, p in enumerate(sorted(p for p, v in self.values.items() if v is None))}
        parent = list(range(len(unknown)))

        def find(i):
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        equal = []
        for terms in self.equations():
            if any(place not in self.values for place, _ in terms):
                continue
            free = [(unknown[p], c) for p, c in terms if p in unknown]
            rest = -sum(c * self.values[p] for p, c in terms if p not in unknown)
            if free:
                equal.append((free, rest))
                for i, _ in free:
                    parent[find(i)] = find(free[0][0])
        within, upper = [], numpy.full(len(unknown), numpy.inf)
        lower = numpy.zeros(len(unknown))
        for (kpi, part), grouping, cell in list(self.values):
            if part != "numerator":
                continue
            small, great = (((kpi, p), grouping, cell) for p in ("numerator", "denominator"))
            if small in unknown and great in unknown:
                within.append((unknown[small], unknown[great]))
                parent[find(unknown[small])] = find(unknown[great])
            elif small in unknown:
                upper[unknown[small]] = self.values[great]
            elif great in unknown:
                lower[unknown[great]] = self.values[small]
        systems = collections.defaultdict(lambda: ([], [], []))
        for i in range(len(unknown)):
            systems[find(i)][0].append(i)
        for free, rest in equal:
            systems[find(free[0][0])][1].append((free, rest))
        for pair in within:
            systems[find(pair[0])][2].append(pair)
        places = list(unknown)
        hits, narrowest, asked = [], float("inf"), 0
        for members, equal, within in systems.values():
            local = {i: n for n, i in enumerate(members)}
            data = [(r, local[i], c) for r, (free, _) in enumerate(equal) for i, c in free]
            a_eq = sparse(data, len(equal), len(members)) if equal else None
            b_eq = [rest for _, rest in equal] or None
            data = [t for r, (s, g) in enumerate(within) for t in ((r, local[s], 1), (r, local[g], -1))]
            a_ub = sparse(data, len(within), len(members)) if within else None
            b_ub = numpy.zeros(len(within)) if within else None
            bounds = [(lower[i], upper[i]) for i in members]
            for i in members:
                (_, part), _, _ = places[i]
                if part != "denominator":
                    continue
                asked += 1
                ends = []
                for sign in (1, -1):
                    cost = numpy.zeros(len(members))
                    cost[local[i]] = sign
                    found = linprog(cost, a_ub, b_ub, a_eq, b_eq, bounds, method="highs")
                    if found.status == 3:
                        ends.append(float("inf"))
                    elif found.status == 0:
                        ends.append(found.fun)
                    else:
                        raise SystemExit(f"HiGHS: {found.message}")
                width = float("inf") if float("inf") in ends else -ends[1] - ends[0]
                narrowest = min(narrowest, width)
                if width < self.threshold - 1e-6:
                    hits.append((places[i], ends[0], -ends[1]))
        return asked, hits, narrowest


def sparse(data, height, width):
    r, c, v = zip(*data)
    return coo_matrix((v, (r, c)), shape=(height, width)).tocsr()


CATALOG = """\
kpis:
  rate:
    label: {en: Rate, vi: Tỷ lệ}
    dataset: answers
    numerator: "good"
    denominator: "asked"
    better: higher
    source: "Invented"
"""

SCHEMA = """\
dataset: answers
label: {en: Answers, vi: Phiếu}
key: id
place: {province: province_code, ward: ward_code}
time: day
columns:
  id: {type: id, required: true}
  province_code: {type: province, required: true}
  ward_code: {type: ward}
  day: {type: date, required: true}
  field: {type: category, values: {a: [a], b: [b], c: [c], d: [d]}}
  good: {type: flag}
  asked: {type: flag}
"""

GROUPINGS = ["province+ward", "province+field", "province+period", "province+field+period", "field",
             "period"]


def campaign(folder, reference, chance):
    """A random campaign of few answers in few places, and what its cells truly hold."""
    wards = collections.defaultdict(list)
    for row in rows(pathlib.Path(reference, "wards.csv")):
        wards[row["province_code"]].append(row["code"])
    provinces = chance.sample(sorted(wards), chance.randint(1, 6))
    fields = "abcd"[: chance.randint(1, 4)]
    groupings = ["national", "province"] + [g for g in GROUPINGS if chance.random() < 0.7]
    places = [(p, w) for p in provinces for w in wards[p][: chance.randint(1, 5)]]
    weights = [chance.random() ** 3 for _ in places]
    truth = collections.Counter()
    lines = ["id,province_code,ward_code,day,field,good,asked"]
    for number in range(chance.choice([30, 100, 300, 800])):
        province, ward = chance.choices(places, weights)[0]
        month, field = chance.choice(["07", "08"]), chance.choice(fields)
        good, asked = chance.random() < 0.8, chance.random() < 0.9
        lines.append(f"{number},{province},{ward},2025-{month}-15,{field},{str(good).lower()},"
                     f"{str(asked).lower()}")
        keys = {"province": province, "ward": ward, "category": field, "period": f"2025-{month}"}
        for grouping in groupings:
            used = {("category" if k == "field" else k) for k in grouping.split("+")}
            cell = tuple(keys[k] if k in used else "" for k in KEYS)
            truth[grouping, cell, "numerator"] += good and asked
            truth[grouping, cell, "denominator"] += asked
    pathlib.Path(folder, "answers.csv").write_text("\n".join(lines) + "\n")
    pathlib.Path(folder, "kpis.yml").write_text(CATALOG)
    pathlib.Path(folder, "answers.yml").write_text(SCHEMA)
    pathlib.Path(folder, "run.yml").write_text(
        f"pipeline: tables\ncatalog: kpis.yml\nreference: {pathlib.Path(reference).resolve()}\n"
        "as_of: 2025-08-31\nperiod: {from: 2025-07-01, to: 2025-08-31, grain: month}\n"
        "datasets:\n  answers: {schema: answers.yml, files: [answers.csv]}\n"
        f"groupings: [{', '.join(groupings)}]\n"
        "disclosure: {answers: {min_count: 10, complements: true}}\noutputs: [csv, json]\n")
    return {("rate", g, c): (truth[g, c, "numerator"], truth[g, c, "denominator"])
            for g, c, _ in truth}


def tell(name, asked, hits, narrowest):
    print(f"{name}: {asked} withheld denominators, {len(hits)} worked out to less than the threshold, "
          f"narrowest interval {narrowest:g}", flush=True)
    for place, low, high in hits[:5]:
        print(f"  {place}: {low:g} to {high:g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="*", metavar="RUN")
    parser.add_argument("--hailong", required=True)
    parser.add_argument("--reference", default="surveys/reference")
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = False
    for run in options.runs:
        factors = ["access", "procedure", "staff", "result", "feedback"]
        kpis = {f"satisfaction_{f}": None for f in factors} | {"satisfaction": None}
        kpis |= {f"question:{f}": f"satisfaction_{f}" for f in factors}
        kpis["question:overall"] = "satisfaction"
        found = Attack(run, kpis).solve()
        tell(run, *found)
        failed = failed or bool(found[1])
    chance = random.Random(options.seed)
    asked, broken, narrowest, unshielded = 0, [], float("inf"), 0
    for table in range(options.tables):
        with tempfile.TemporaryDirectory() as folder:
            truth = campaign(folder, options.reference, chance)
            subprocess.run([options.hailong, "run", folder + "/run.yml", "--out", folder + "/out",
                            "--quiet"], check=True)
            latest = pathlib.Path(folder, "out/tables/latest")
            found = Attack(latest, {"rate": None}).solve()
            asked, narrowest = asked + found[0], min(narrowest, found[2])
            broken += [(f"table set {table}",) + hit for hit in found[1]]
            unshielded += bool(Attack(latest, {"rate": None}, truth).solve()[1])
    if options.tables:
        tell(f"{options.tables} random table sets (seed {options.seed})", asked,
             [hit[:1] + hit[1:] for hit in [((h[0], h[1]), h[2], h[3]) for h in broken]], narrowest)
        print(f"the same with only the small figures withheld: {unshielded} of them are broken")
        failed = failed or bool(broken) or unshielded == 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
