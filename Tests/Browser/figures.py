"""Reads the figures of a report back, and holds each against kpis.csv.

    python3 figures.py RUN_FOLDER

prints a JSON document: for each report how many figures were read, and every difference. Standard
library only. Sources/Pages/FigureKeys.swift says how a cell tells which figure it shows.
"""

import csv
import json
import re
import sys
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

KEYS = ("by", "kpi", "province", "ward", "member", "period", "part")
VOID = {"meta", "br", "hr", "img", "input", "link", "col", "wbr"}
# The columns of kpis.csv behind the parts of a figure that are intervals, and behind those that are numbers.
ENDS = {
    "interval": ("ci_low", "ci_high"),
    "plain": ("plain_ci_low", "plain_ci_high"),
    "bounds": ("bound_low", "bound_high"),
}
NUMBERS = {
    "effective": [("effective_n", 1)],
    "effect": [("design_effect", 2)],
    "degrees": [("df", 0)],
    "sizes": [("n", 0), ("effective_n", 1)],
}
NUMBER = {
    "vi": re.compile(r"−?\d{1,3}(\.\d{3})*(,\d+)?"),
    "en": re.compile(r"−?\d{1,3}(,\d{3})*(\.\d+)?"),
}


class Kpis:
    """kpis.csv by what names a figure."""

    def __init__(self, path):
        self.rows = {}
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = tuple(
                    row[name]
                    for name in ("kpi", "grouping", "province_code", "ward_code", "member", "period")
                )
                assert key not in self.rows, f"two rows of kpis.csv are {key}"
                self.rows[key] = row


class Report(HTMLParser):
    """The figures of a page: of table cells, and among words."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.figures = []  # (keys, text, is flagged as withheld)
        self.strangers = []  # cells with digits that do not say what they are
        self.sentences = []  # what may be said in public
        self.marks = []  # texts in charts
        self.open = []
        self.table = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.language = attributes["lang"]
        if tag in VOID:
            return
        keys = {key: attributes[f"data-{key}"] for key in KEYS if f"data-{key}" in attributes}
        node = {"tag": tag, "text": [], "keys": keys, "class": attributes.get("class", "").split(),
                "of": attributes.get("data-of"), "tagged": False, "value": attributes.get("value")}
        if tag == "table":
            assert self.table is None, "a table within a table"
            self.table = {"keys": keys, "heads": [], "row": None, "index": 0}
        elif tag == "tr" and self.table:
            self.table["row"], self.table["index"] = keys, 0
        self.open.append(node)

    def handle_data(self, data):
        if any(node["tag"] == "abbr" and "flag" in node["class"] for node in self.open):
            return
        parts = [node for node in self.open if node["tag"] == "small" and "part" in node["keys"]]
        for node in parts or self.open:
            if parts or node["tag"] in ("td", "th", "data", "span", "text", "abbr", "blockquote"):
                node["text"].append(data)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        node = self.open.pop()
        assert node["tag"] == tag, f"</{tag}> ends <{node['tag']}>"
        text = " ".join("".join(node["text"]).split())
        if node["of"] is not None:
            self.among_words(node, text)
        elif tag == "abbr" and "flag" not in node["class"] and self.open:
            self.open[-1]["withheld"] = True
        elif tag == "small" and "part" in node["keys"]:
            cell = next(outer for outer in reversed(self.open) if outer["tag"] == "td")
            cell.setdefault("parts", []).append((node["keys"]["part"], text))
        elif tag == "text":
            self.marks.append(text)
        elif tag == "blockquote":
            self.sentences.append(text)
        elif tag == "table":
            self.table = None
        elif tag == "th" and self.table and self.table["row"] is not None:
            self.head(node)
        elif tag == "td" and self.table:
            self.cell(node, text)

    def among_words(self, node, text):
        parts = (node["of"].split("|") + [""] * 6)[:6]
        keys = dict(zip(("kpi", "by", "province", "ward", "member", "period"), parts))
        keys["part"] = node["keys"].get("part", "value")
        self.figures.append((keys, text, False, node["value"]))
        for outer in self.open:
            outer["tagged"] = True

    def head(self, node):
        table = self.table
        if table["index"] == len(table["heads"]):
            table["heads"].append(node["keys"])
        table["index"] += 1

    def cell(self, node, text):
        table = self.table
        head = table["heads"][table["index"]]
        table["index"] += 1
        keys = {**table["keys"], **head, **table["row"], **node["keys"]}
        if node["tagged"] or keys.get("part") == "none":
            return
        if "by" in keys and "kpi" in keys:
            self.figures.append(
                ({"part": "value", **keys}, text, node.get("withheld", False), None))
            for part, shown in node.get("parts", []):
                self.figures.append(({**keys, "part": part}, shown, False, None))
        elif re.search(r"\d", text) and "rank" not in node["class"]:
            self.strangers.append(text)


def plain(text, language):
    """A number as CSV writes it, and whether it had a percent sign; `None` for what is no number."""
    sign = text.endswith("%")
    text = text[:-1] if sign else text
    if not NUMBER[language].fullmatch(text):
        return None, sign
    group, point = (".", ",") if language == "vi" else (",", ".")
    return text.replace(group, "").replace(point, ".").replace("−", "-"), sign


def rounded(number, decimals):
    """A number in so many decimals, halves up: from the exact value of the double, as the pipeline does."""
    scaled = abs(number) * 10**decimals
    digits = str(int(scaled + Fraction(1, 2))).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return "-" + text if number < 0 and any(digit in text for digit in "123456789") else text


def is_percent(row):
    """Whether people read a figure in percent: its display is then a hundredfold of its value."""
    value, display = float(row["value"]), float(row["display"])
    return abs(100 * value - display) < abs(value - display)


def difference(keys, text, withheld, value, kpis, language):
    """What is wrong with a figure; `None` where it is kpis.csv's."""
    key = tuple(keys.get(name, "") for name in ("kpi", "by", "province", "ward", "member", "period"))
    row = kpis.rows.get(key)
    if row is None:  # of wards kpis.csv has only what there is a record of
        return None if text in ("", "–") else f"{key}: {text!r} is of no row of kpis.csv"
    where = f"{key} {keys['part']}"
    if value is not None and value != row["value"]:
        return f"{where}: value {value}, kpis.csv {row['value']}"
    if keys["part"] == "value":
        if not row["display"]:
            wanted = withheld if "suppressed" in row["flag"] else text == "–"
            return None if wanted else f"{where}: {text!r}, kpis.csv has none ({row['flag']})"
        number, sign = plain(text, language)
        if number != row["display"]:
            return f"{where}: {text!r}, kpis.csv {row['display']}"
        if float(number) and sign != is_percent(row):
            return f"{where}: {text!r} has the wrong unit, value {row['value']}"
    elif keys["part"] == "counts":
        counts = [plain(part.strip(), language)[0] for part in text.removeprefix("n =").split("/")]
        wanted = [row["numerator"], row["denominator"]] if "/" in text else [row["denominator"]]
        if (text or row["denominator"]) and counts != wanted:
            return f"{where}: {text!r}, kpis.csv {row['numerator']} of {row['denominator']}"
    elif keys["part"] in ENDS:
        ends = [row[name] for name in ENDS[keys["part"]]]
        if not text or not all(ends):
            return None if not text and not any(ends) else f"{where}: {text!r}, kpis.csv {ends}"
        sign = is_percent(row)
        decimals = len(row["display"].partition(".")[2])
        wanted = [rounded(Fraction(float(end)) * (100 if sign else 1), decimals) for end in ends]
        shown = [plain(part, language)[0] for part in text.removesuffix("%").split("–")]
        if shown != wanted or text.endswith("%") != sign:
            return f"{where}: {text!r}, kpis.csv {ends}"
    elif keys["part"] in NUMBERS:
        wanted = [rounded(Fraction(float(row[name])), decimals)
                  for name, decimals in NUMBERS[keys["part"]] if row[name]]
        shown = [plain(part, language)[0] for part in re.findall(r"\d[\d.,]*\d|\d", text)]
        if shown != wanted:
            return f"{where}: {text!r}, kpis.csv {wanted}"
    else:
        return f"{where}: no part of a figure"
    return None


def sentence_differences(sentence, folder, kpis, language):
    """Leaders and nation of the sentence that may be said, held against rankings.csv and kpis.csv."""
    with open(folder / "rankings.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    top = [row for row in rows if row["kpi"] == rows[0]["kpi"] and row["in_top"] == "1"]
    wanted = [row["display"] for row in top]
    if not all(row["rank_low"] == row["rank_high"] for row in top):
        wanted = [row["display"] for row in sorted(top, key=lambda row: row["province_code"])]
    wanted.append(kpis.rows[(rows[0]["kpi"], "national", "", "", "", "")]["display"])
    found = [plain(part, language)[0] for part in re.findall(r"(?<![\d–])[\d.,]*\d%", sentence)]
    # Ends of intervals and levels stand between values.
    rest = iter(found)
    return [] if all(value in rest for value in wanted) else [f"{sentence!r} does not say {wanted}"]


def chart_differences(marks, kpis, language):
    """Percentages in charts that are nowhere in kpis.csv; whole ones are of axes and shares of one decimal."""
    known = {row["display"] for row in kpis.rows.values()}
    wrong = []
    for mark in marks:
        for part in re.findall(r"[\d.,]*\d%", mark):
            number = plain(part, language)[0]
            if number is None or (len(number.partition(".")[2]) > 1 and number not in known):
                wrong.append(f"{mark!r} in a chart is no figure of kpis.csv")
    return wrong


def read_back(text, folder, kpis):
    """What a report shows, against what was published."""
    report = Report(text)
    differences = [f"a cell says {text!r}, not what it is" for text in report.strangers]
    counts = {"value": 0, "counts": 0, "interval": 0}
    for keys, shown, withheld, value in report.figures:
        wrong = difference(keys, shown, withheld, value, kpis, report.language)
        counts[keys["part"]] = counts.get(keys["part"], 0) + any(map(str.isdigit, shown))
        if wrong:
            differences.append(wrong)
    for sentence in report.sentences:
        differences += sentence_differences(sentence, folder, kpis, report.language)
    differences += chart_differences(report.marks, kpis, report.language)
    return {"language": report.language, **counts, "sentences": len(report.sentences),
            "marks": len(report.marks), "differences": differences}


def main():
    folder = Path(sys.argv[1])
    kpis = Kpis(folder / "kpis.csv")
    reports = [read_back(path.read_text(encoding="utf-8"), folder, kpis)
               for path in sorted(folder.glob("report.*.html"))]
    json.dump(reports, sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main()
