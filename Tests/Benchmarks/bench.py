#!/usr/bin/env python3
"""Measures whole jobs: hailong, and what a competent user would do with other tools.

Prints a Markdown table. Every contender is a whole process, start-up included, over a file that lies in
the page cache; they take turns, one warm-up and then the counted runs. A row is printed only if every one of its runs
counted the same as the others', and as is known of the input. Needs Python 3.9 or later and its venv
module; the peers are installed from PyPI into a virtual environment of their own.
"""
import argparse
import hashlib
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import answers
import processes

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".build" / "bench"
INPUT = CACHE / "dossiers.csv"  # a link; the pipelines read it
PEERS = {"duckdb": "DuckDB", "polars": "Polars", "datafusion": "DataFusion"}
WORKS = ("W0", "W0-quoted", "W1", "KPIs")


@dataclass
class Contender:
    tool: str
    command: Callable[[Path], list]  # from the folder that it may write to
    answer: Callable[[Path], str]  # from the same folder; the empty text for work that has none
    runs: list = field(default_factory=list)
    answers: set = field(default_factory=set)
    fault: str = ""


@dataclass
class Work:
    name: str
    asks: str  # what it asks for: "every" record or the "newest" version
    quoted: bool
    contenders: list


def say(text):
    print(text, file=sys.stderr, flush=True)


# What is measured


def hailong(options, pipeline, form=answers.SIX_SHARES, threads=None, memory=None):
    """How hailong does a pipeline, always into a new folder so that nothing is reused."""
    def command(out):
        words = [options.hailong, "run", HERE / "pipelines" / f"{pipeline}.yml", "--out", out, "--quiet"]
        words += ["--threads", threads or options.threads]
        return words + (["--memory", memory] if memory else [])

    return command, lambda out: answers.published_under(out, form)


def peer(options, script, query):
    def command(out):
        return [CACHE / "venv/bin/python", HERE / "peers" / script, query, INPUT, out, options.threads]

    return command, answers.written


def works(options):
    """All works that were asked for, hailong first in each: the others are compared with it."""
    def own(pipeline, **how):
        return Contender(how.pop("tool", "hailong"), *hailong(options, pipeline, **how))

    def peers(*rows):
        return [Contender(tool, *peer(options, script, query))
                for package, tool, script, query in rows if package in options.peers]

    def every():
        return [own("w0"), *peers(
            ("duckdb", "DuckDB", "duck.py", "every"), ("polars", "Polars", "pol.py", "every"),
            ("datafusion", "DataFusion", "fusion.py", "every"))]

    newest = peers(
        ("duckdb", "DuckDB, plain", "duck.py", "newest"), ("duckdb", "DuckDB, packed", "duck.py", "newest-packed"),
        ("polars", "Polars, packed", "pol.py", "newest-packed"))
    bounded = [own("w1", tool=f"hailong, --memory {options.memory}", memory=options.memory)] if options.memory else []

    def alone(pipeline):
        return [own(pipeline, tool="hailong, 1 thread", threads=1)] if options.threads > 1 else []

    lines = Contender("wc -l", lambda out: ["wc", "-l", INPUT], lambda out: "")
    listed = [
        Work("W0", "every", False, [*every(), *alone("w0"), lines]),
        Work("W0-quoted", "every", True, every()),
        Work("W1", "newest", False, [own("w1"), *newest, *alone("w1"), *bounded]),
        Work("KPIs", "newest", False, [
            own("w1", tool="hailong, W1"), own("kpis", tool="hailong, 17 KPIs", form=answers.SAMPLE_KPIS)]),
    ]
    return [work for work in listed if work.name in options.works]


# What it takes


def prepare_peers(options):
    """Installs what requirements.txt pins of the peers that are asked for, unless it is there."""
    lines = [line.strip() for line in (HERE / "requirements.txt").read_text().splitlines()]
    wanted = [line for line in lines if line.partition("=")[0].rstrip(">") in (*options.peers, "numpy")]
    venv, stamp = CACHE / "venv", CACHE / "venv" / "installed.txt"
    if stamp.exists() and set(wanted) <= set(stamp.read_text().splitlines()):
        return
    say(f"Installing {', '.join(wanted)} into {venv}")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [venv / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    stamp.write_text("\n".join(wanted) + "\n")


def prepare_input(options, quoted):
    """The generated file, made once."""
    name = f"dossiers-{options.rows}-{options.seed}{'-quoted' if quoted else ''}.csv"
    path = CACHE / name
    if not path.exists():
        say(f"Generating {options.rows:,} rows: {path}")
        part = path.with_suffix(".part")
        flags = ["--quoted"] if quoted else []
        generate = [CACHE / "venv/bin/python", HERE / "generate.py", options.rows, options.seed, part, *flags]
        subprocess.run([str(word) for word in generate], check=True)
        part.rename(path)
    return path


def known_answers(options, quoted, path):
    """The answers known beforehand for this input, if there are any."""
    known = json.loads((HERE / "golden.json").read_text()).get(f"{options.rows} rows, seed {options.seed}")
    if known is None:
        return {}
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    if found.hexdigest() != known["input, quoted" if quoted else "input"]:
        sys.exit(f"{path} is not the file whose answers are known: delete it, or mend generate.py")
    return {asks: (known[asks], "the counts known beforehand") for asks in ("every", "newest")}


# Measuring


def measure(work, options):
    """Runs all contenders in turn; one that fails takes no further part."""
    for turn in range(options.runs + 1):
        say(f"{work.name}: {f'run {turn} of {options.runs}' if turn else 'warm-up'}")
        for contender in work.contenders:
            if contender.fault:
                continue
            with tempfile.TemporaryDirectory(dir=CACHE) as out:
                try:
                    run = processes.run([str(word) for word in contender.command(Path(out))])
                    contender.answers.add(contender.answer(Path(out)))
                except (processes.Failed, OSError, ValueError) as error:
                    contender.fault = str(error)
                    continue
            if turn > 0:
                contender.runs.append(run)


def judge(work, truths):
    """Finds the contenders whose answer is not the truth; says how the truth is known.

    It is known beforehand, or it is what all peers counted. Without peers, all that can be said is
    whether hailong agrees with itself.
    """
    answered = [c for c in work.contenders if not c.fault and c.answers != {""}]
    if work.asks not in truths:
        peers = [c for c in answered if not c.tool.startswith("hailong")]
        found = set().union(*(c.answers for c in peers or answered))
        if len(found) != 1:
            for contender in answered:
                contender.fault = "the answers differ, and none is known to be right"
            return "no answer is certain"
        basis = "what all tools counted" if peers else "what hailong counted each time, nobody else was asked"
        truths[work.asks] = (found.pop(), basis)
    truth, basis = truths[work.asks]
    for contender in answered:
        if contender.answers != {truth}:
            contender.fault = "its answer differs"
    return basis


# Showing


def table(measured, options):
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    lines = [
        "| work | rows | tool | wall s, median (min..max) | CPU s | peak MB | M rows/s | MB/s | time to hailong's |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for work, size in measured:
        own = work.contenders[0]
        for c in work.contenders:
            if c.fault:
                continue
            walls = [run.wall for run in c.runs]
            wall = statistics.median(walls)
            cpu, peak = (statistics.median(getattr(run, name) for run in c.runs) for name in ("cpu", "peak"))
            # What a small process takes cannot be told from what this one took before it was started.
            peak_text = f"{peak / 1e6:.0f}" if peak > floor else "-"
            ratios = [mine / its for mine, its in zip(walls, (run.wall for run in own.runs))]
            ratio = f"{statistics.median(ratios):.2f}" if ratios and not own.fault else ""
            lines.append(
                f"| {work.name} | {options.rows:,} | {c.tool} | {wall:.3f} ({min(walls):.3f}..{max(walls):.3f}) "
                f"| {cpu:.2f} | {peak_text} | {options.rows / wall / 1e6:.2f} | {size / wall / 1e6:.0f} | {ratio} |")
    return lines


def machine():
    """The machine, in words."""
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(file.readline().split()[1]) / 2**20
    return (f"{model}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, "
            f"Linux {platform.release()} {platform.machine()}")


def versions(options):
    own = subprocess.run([options.hailong, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    peers = "import sys, importlib.metadata as m; print(*(m.version(p) for p in sys.argv[1:]))"
    found = subprocess.run(
        [CACHE / "venv/bin/python", "-c", peers, *options.peers], capture_output=True, text=True, check=True).stdout
    names = [f"{PEERS[name]} {version}" for name, version in zip(options.peers, found.split())]
    return ", ".join([f"hailong {own}", *names, f"Python {platform.python_version()}"])


def report(measured, bases, options):
    others = [run.others for work, _ in measured for c in work.contenders for run in c.runs]
    lines = table(measured, options)
    lines += ["", f"{time.strftime('%Y-%m-%d')}; {machine()}.", f"{versions(options)}; {options.threads} threads."]
    lines += [f"Medians of {options.runs} runs in turn after a warm-up; MB = 10^6 bytes."]
    if others:
        lines += [f"Meanwhile the rest of the machine kept {statistics.median(others):.2f} cores busy in the median "
                  f"run, {max(others):.2f} in the worst."]
    names = {basis: ", ".join(name for name, other in bases.items() if other == basis) for basis in bases.values()}
    lines += [f"Answers: {'; '.join(f'{works}: {basis}' for basis, works in names.items())}."]
    return "\n".join(lines) + "\n"


def parsed(arguments):
    def names(allowed):
        def parse(text):
            chosen = text.replace(",", " ").split()
            for name in chosen:
                if name not in allowed:
                    raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(allowed)}")
            return chosen
        return parse

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hailong", default="hailong", help="the program")
    parser.add_argument("--rows", type=int, default=1_000_000, help="%(default)s")
    parser.add_argument("--seed", type=int, default=7, help="%(default)s")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each contender, %(default)s")
    parser.add_argument("--threads", type=int, default=2, help="of every contender, %(default)s")
    parser.add_argument("--works", type=names(WORKS), default=list(WORKS), help=", ".join(WORKS))
    parser.add_argument("--peers", type=names(PEERS), default=["duckdb", "polars"], help=", ".join(PEERS))
    parser.add_argument("--memory", help="measure W1 also with this --memory, such as 1GiB")
    parser.add_argument("--input-only", action="store_true", help="generate the input, measure nothing")
    options = parser.parse_args(arguments)
    if options.runs < 1 or options.rows < 1 or options.threads < 1:
        parser.error("rows, runs and threads are 1 or more")
    return options


def lead_to(path):
    """Makes the link that all contenders read lead to this input."""
    INPUT.unlink(missing_ok=True)
    INPUT.symlink_to(path.name)


def main():
    options = parsed(sys.argv[1:])
    options.hailong = shutil.which(options.hailong) or sys.exit(f"{options.hailong}: there is no such program")
    CACHE.mkdir(parents=True, exist_ok=True)
    prepare_peers(options)
    if options.input_only:
        lead_to(prepare_input(options, quoted=False))
        return
    measured, bases, truths = [], {}, {}
    for work in works(options):
        path = prepare_input(options, work.quoted)
        truths.update(known_answers(options, work.quoted, path))
        lead_to(path)
        measure(work, options)
        bases[work.name] = judge(work, truths)
        measured.append((work, path.stat().st_size))
    text = report(measured, bases, options)
    (CACHE / f"table-{options.rows}.md").write_text(text)
    print(text, end="")
    faults = [f"{work.name}, {c.tool}: no row, {c.fault}" for work, _ in measured for c in work.contenders if c.fault]
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
