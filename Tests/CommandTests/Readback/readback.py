"""Reads figures.xlsx and excel/*.csv of a run back, and holds every cell against its CSV and JSON.

Usage: readback.py RUN_FOLDER. Prints what differs, then one line of counts; exits 1 if anything does.
It knows nothing of the program but what it publishes.
"""

import csv
import json
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HEAD_ROW = 5
faults = []
compared = 0


def expect(condition, text):
    global compared
    compared += 1
    if not condition and len(faults) < 40:
        faults.append(text)
    elif not condition:
        faults.append("")


def column_of(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


class Book:
    """The tables of a workbook by the names that it defines for them."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        expect(self.zip.testzip() is None, "the archive is damaged")
        strings = ElementTree.fromstring(self.zip.read("xl/sharedStrings.xml"))
        self.strings = ["".join(t.text or "" for t in s.iter(MAIN + "t")) for s in strings]
        book = ElementTree.fromstring(self.zip.read("xl/workbook.xml"))
        targets = {r.get("Id"): r.get("Target")
                   for r in ElementTree.fromstring(self.zip.read("xl/_rels/workbook.xml.rels"))}
        self.sheets = {}
        for sheet in book.iter(MAIN + "sheet"):
            expect(sheet.get("state") is None, f"{sheet.get('name')} is hidden")
            expect(len(sheet.get("name")) <= 31, f"{sheet.get('name')} is too long a name")
            self.sheets[sheet.get("name")] = "xl/" + targets[sheet.get(LINK)]
        self.tables = {}
        for name in book.iter(MAIN + "definedName"):
            if name.get("name").startswith("hailong_"):
                sheet, area = re.fullmatch(r"'(.*)'!(.*)", name.text).groups()
                self.tables[name.get("name")[8:]] = (sheet, area)
        for name, part in self.sheets.items():
            text = self.zip.read(part).decode()
            expect("<f>" not in text and "<f " not in text, f"{name} has a formula")
            expect("<mergeCell" not in text, f"{name} has merged cells")
            expect('t="e"' not in text, f"{name} has an error")
        for part in self.zip.namelist():
            if part.endswith(".rels"):
                expect(b'TargetMode="External"' not in self.zip.read(part), f"{part} leads outside")
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(self.zip.read(part))

    def table(self, name):
        """Heads and rows; numbers as the text that stands in the file, texts as ('text', …)."""
        sheet, area = self.tables[name]
        root = ElementTree.fromstring(self.zip.read(self.sheets[sheet]))
        rows = {}
        for row in root.iter(MAIN + "row"):
            cells = {}
            for cell in row:
                value = cell.find(MAIN + "v").text
                if cell.get("t") == "s":
                    value = ("text", self.strings[int(value)])
                cells[column_of(cell.get("r"))] = value
            rows[int(row.get("r"))] = cells
        heads = [rows[HEAD_ROW][i][1] for i in range(len(rows[HEAD_ROW]))]
        last = int(re.search(r"\$(\d+)$", area).group(1))
        expect(root.find(MAIN + "autoFilter").get("ref") == area.replace("$", ""),
               f"{sheet}: the filter is not over the table")
        expect(max(rows) == last, f"{sheet}: {max(rows)} rows, the name ends at {last}")
        body = [[rows.get(r, {}).get(c) for c in range(len(heads))]
                for r in range(HEAD_ROW + 1, last + 1)]
        return heads, body


def excel(path):
    """The same of a CSV for Excel, a comma for the decimal sign."""
    content = path.read_bytes()
    expect(content.startswith(b"\xef\xbb\xbf"), f"{path.name} has no byte order mark")
    expect(content.count(b"\n") == content.count(b"\r\n"), f"{path.name} has line ends of two kinds")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    expect(all(len(row) == len(rows[0]) for row in rows), f"{path.name} is ragged")
    return rows[0], rows[1:]


def number(cell):
    """A number of the workbook; what is a text there is none."""
    return None if cell is None or isinstance(cell, tuple) else float(cell)


def text(cell):
    return "" if cell is None else cell[1] if isinstance(cell, tuple) else f"number {cell}"


def decimal(field):
    return float(field.replace(",", ".")) if field else None


def given(field):
    return float(field) if field else None


def marks(row):
    flags = row["flag"].split(";")
    found = []
    if "suppressed" in flags:
        found.append("[c]")
    if "partial" in flags:
        found.append("[p]")
    if "missing" in flags or (row["value"] == "" and "suppressed" not in flags):
        found.append("[x]")
    if "low_count" in flags:
        found.append("[u]")
    if "weighted" in flags:
        found.append("[w]")
    if "unreliable" in flags:
        found.append("[e]")
    if "review" in flags:
        found.append("[r]")
    return " ".join(found)


def compare(place, cells, fields, numbers, texts):
    """`numbers` and `texts`: the columns of the sheet, of the CSV for Excel, and what they must be."""
    for at, wanted in numbers.items():
        expect(number(cells[at]) == wanted, f"{place}: column {at} is {cells[at]}, not {wanted}")
    for at, wanted in texts.items():
        expect(text(cells[at]) == wanted, f"{place}: column {at} is {cells[at]}, not {wanted!r}")


# What tells how sure a figure is: the columns of kpis.csv and rankings.csv behind the last of a table.
SURE = {1: "n", 3: "ci_level", 4: "effective_n", 5: "design_effect", 7: "df", 8: "plain_ci_low",
        9: "plain_ci_high", 10: "bound_low", 11: "bound_high"}
BASIS = {"quick_survey": "khảo sát nhanh, không phải SIPAS",
         "probability_sample": "khảo sát chọn mẫu xác suất", "full_count": "số đếm toàn bộ"}


def compare_sureness(place, cells, fields, row, start):
    """`start` is the column where a table of the workbook begins to tell it; one less in a CSV for Excel."""
    for at, name in SURE.items():
        if cells is not None:
            expect(number(cells[start + at]) == given(row[name]), f"{place}: {name} is {cells[start + at]}")
        if fields is not None:
            expect(decimal(fields[start - 1 + at]) == given(row[name]),
                   f"excel, {place}: {name} is {fields[start - 1 + at]}")
    told = text(cells[start]) if cells is not None else fields[start - 1]
    expect(told.endswith(BASIS.get(row["basis"], "")), f"{place}: {told!r} is not {row['basis']}")
    expect(row["basis"] != "quick_survey" or "không phải SIPAS" in told, f"{place}: {told!r}")


def compare_rankings(book, folder, name, wanted):
    _, body = book.table(name)
    _, lines = excel(folder / f"excel/{name}.csv")
    expect(len(body) == len(lines) == len(wanted), f"{name}: {len(body)}, {len(lines)}, {len(wanted)} rows")
    for index, (cells, fields, row) in enumerate(zip(body, lines, wanted)):
        place = f"{name}, row {index + HEAD_ROW + 1}"
        values = [given(row[key]) for key in
                  ("rank", "numerator", "denominator", "value", "ci_low", "ci_high", "rank_low",
                   "rank_high", "display")]
        inside = "có" if row["in_top"] == "1" else "không"
        compare(place, cells, fields, dict(zip((2, 5, 6, 7, 9, 10, 11, 12, 14), values)),
                {0: row["kpi"], 3: row["province_code"], 4: row["province"], 8: marks(row), 13: inside})
        # The code and the name share a field.
        for at, value in zip((2, 4, 5, 6, 8, 9, 10, 11, 13), values):
            expect(decimal(fields[at]) == value, f"excel, {place}: {fields[at]} is not {value}")
        expect((fields[0], fields[3], fields[7], fields[12]) ==
               (row["kpi"], f"{row['province_code']} {row['province']}", marks(row), inside),
               f"excel, {place}: {fields}")
        compare_sureness(place, cells, fields, row, 16)


def compare_figures(book, folder, wanted):
    _, body = book.table("kpis")
    _, lines = excel(folder / "excel/kpis.csv")
    overview = [row for row in wanted if row["grouping"] == "national" or (
        "ward" not in row["grouping"].split("+") and len(row["grouping"].split("+")) <= 2)]
    expect(len(body) == len(overview), f"kpis: {len(body)} rows, not {len(overview)}")
    expect(len(lines) == len(wanted), f"excel/kpis.csv: {len(lines)} rows, not {len(wanted)}")
    keys = ("numerator", "denominator", "value", "ci_low", "ci_high", "display")
    for index, (cells, row) in enumerate(zip(body, overview)):
        compare(f"kpis, row {index + HEAD_ROW + 1}", cells, None,
                dict(zip((8, 9, 10, 12, 13, 15), (given(row[key]) for key in keys))),
                {0: row["kpi"], 3: row["province_code"], 4: row["province"], 5: row["member"],
                 7: row["period"], 11: marks(row), 14: row["ci_method"]})
        compare_sureness(f"kpis, row {index + HEAD_ROW + 1}", cells, None, row, 17)
    for index, (fields, row) in enumerate(zip(lines, wanted)):
        for at, key in zip((8, 9, 10, 12, 13, 15), keys):
            expect(decimal(fields[at]) == given(row[key]),
                   f"excel/kpis.csv, line {index + 2}: {fields[at]} is not {row[key]}")
        place = f"{row['province_code']} {row['province']}".strip()
        expect((fields[0], fields[3], fields[5], fields[11], fields[14]) ==
               (row["kpi"], place, row["member"], marks(row), row["ci_method"]),
               f"excel/kpis.csv, line {index + 2}: {fields}")
        compare_sureness(f"kpis.csv, line {index + 2}", None, fields, row, 18)
        if row["ward_code"]:
            expect(fields[4] == f"{row['ward_code']} {row['ward']}", f"excel/kpis.csv, line {index + 2}: {fields[4]}")


def compare_provinces(book, folder, wanted, ranked):
    """The columns are told by their heads, which are the labels of kpis.json."""
    labels = {}
    for kpi in json.loads((folder / "kpis.json").read_bytes())["kpis"]:
        for name in kpi["published_as"]:
            label = kpi["label"]["vi"]
            labels[name] = label if name == kpi["id"] else f"{label} ({name[len(kpi['id']) + 1:]})"
    figures = {(row["kpi"], row["province_code"]): row for row in wanted if row["grouping"] == "province"}
    ranks = {(row["kpi"], row["province_code"]): row["rank"] for row in ranked}
    kpis = list(dict.fromkeys(kpi for kpi, _ in figures))
    heads, body = book.table("provinces")
    excel_heads, lines = excel(folder / "excel/provinces.csv")
    expect(len(body) == len(lines) == 34, f"provinces: {len(body)} rows")
    for cells, fields in zip(body, lines):
        code = text(cells[0])
        expect(fields[0] == f"{code} {text(cells[1])}", f"excel/provinces.csv: {fields[0]}")
        for kpi in kpis:
            row = figures[kpi, code]
            at = heads.index(labels[kpi])
            expect(number(cells[at]) == given(row["value"]), f"provinces, {code}, {kpi}: {cells[at]}")
            expect(decimal(fields[excel_heads.index(labels[kpi])]) == given(row["value"]),
                   f"excel/provinces.csv, {code}, {kpi}")
            if "Ký hiệu: " + labels[kpi] in heads:
                expect(text(cells[heads.index("Ký hiệu: " + labels[kpi])]) == marks(row),
                       f"provinces, {code}, {kpi}: mark")
            else:
                expect(marks(row) == "", f"provinces, {code}, {kpi}: a mark is missing")
            if (kpi, code) in ranks:
                expect(number(cells[heads.index("Hạng: " + labels[kpi])]) == given(ranks[kpi, code]),
                       f"provinces, {code}, {kpi}: rank")


def compare_questions(book, folder):
    with open(folder / "questions.csv", newline="") as file:
        wanted = list(csv.DictReader(file))
    heads, body = book.table("questions")
    excel_heads, lines = excel(folder / "excel/questions.csv")
    expect(len(body) == len(lines) == len(wanted), f"questions: {len(body)} rows")
    levels = [name for name in wanted[0] if name.startswith("level_")]
    columns = ["n", *levels, "answered", "no_answer", "not_applicable", "satisfied", "value"]
    for index, (cells, fields, row) in enumerate(zip(body, lines, wanted)):
        place = f"questions, row {index + HEAD_ROW + 1}"
        found = [number(cell) for cell in cells[7:7 + len(columns)]]
        expect(found == [given(row[name]) for name in columns], f"{place}: {found}")
        found = [decimal(field) for field in fields[6:6 + len(columns)]]
        expect(found == [given(row[name]) for name in columns], f"excel, {place}: {found}")
        expect(text(cells[6]) == BASIS[row["basis"]], f"{place}: {cells[6]}")
        if row["n"]:
            expect(int(row["n"]) == sum(int(row[name]) for name in columns[-5:-2]), f"{place}: {row['n']}")
            expect(int(row["answered"]) == sum(int(row[name] or 0) for name in levels), f"{place}: levels")


def compare_quality(book, folder):
    quality = json.loads((folder / "quality.json").read_bytes())
    wanted = {(name, "tất cả tệp"): counts for name, counts in quality["datasets"].items()}
    wanted |= {(file["dataset"], file["file"]): file for file in quality["files"]}
    _, body = book.table("quality")
    expect(len(body) == len(wanted), f"quality: {len(body)} rows, not {len(wanted)}")
    for cells in body:
        counts = wanted[text(cells[0]), text(cells[2])]
        names = ("rows_read", "accepted", "superseded", "out_of_period", "rejected")
        expect([number(cell) for cell in cells[3:8]] == [counts[name] for name in names],
               f"quality: {cells}")
        expect(number(cells[3]) == sum(number(cell) for cell in cells[4:8]), f"quality: {cells}")
    _, body = book.table("rejects")
    found = {(text(cells[2]), text(cells[3])): number(cells[5]) for cells in body}
    expect(found == {(file["file"], code): count for file in quality["files"]
                     for code, count in file["rejects"].items()}, "rejects differ")
    _, body = book.table("completeness")
    for cells in body:
        wanted = quality["datasets"][text(cells[0])]["provinces"].get(text(cells[2]), 0)
        expect(number(cells[4]) == wanted, f"completeness: {cells}, not {wanted}")
        expect(("[c]" in text(cells[5])) == (wanted is None), f"completeness: {cells}")


def main():
    folder = Path(sys.argv[1])
    book = Book(folder / "figures.xlsx")
    with open(folder / "rankings.csv", newline="") as file:
        ranked = list(csv.DictReader(file))
    with open(folder / "kpis.csv", newline="") as file:
        figures = list(csv.DictReader(file))
    compare_rankings(book, folder, "rankings", ranked)
    compare_rankings(book, folder, "top", [row for row in ranked if row["in_top"] == "1"])
    compare_figures(book, folder, figures)
    compare_provinces(book, folder, figures, ranked)
    compare_questions(book, folder)
    compare_quality(book, folder)
    for fault in faults[:40]:
        print(fault)
    print(f"{compared} comparisons, {len(faults)} faults")
    sys.exit(bool(faults))


main()
