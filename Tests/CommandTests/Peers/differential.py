#!/usr/bin/env python3
"""Holds what `hailong clean` reads against what Python's csv module reads, on files made at random.

    differential.py HAILONG SEED COUNT FOLDER

Sound files: Python reads them without a fault, every record has the header's width, and both must read
the same, but for what hailong states: outer spaces and tabs of fields without quotes are dropped, rows
of nothing are no records, text is in normal form C, and a record over three lines or more, one of whose
inner lines may be a record of five columns or more, is rejected.

Damaged files: one thing is done to a sound file. No record may be kept that is not one of the sound
file, and where there are two columns or more and no quoted line breaks, at most two may be lost.

Prints one JSON document: how much was compared, and what differs.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys
import unicodedata

WORDS = ["a", "bc", "Huế", "Đà Nẵng", "1", "2025-07-01", "x y", "1,5", "a;b", "c|d", "=1+1", "'", "-", "ơ", "0"]
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
LONGEST = 2  # records that one damage may cost


class Field:
    """A value, and how it is written."""

    def __init__(self, value, quoted):
        self.value = value
        self.quoted = quoted

    @property
    def text(self):
        return '"' + self.value.replace('"', '""') + '"' if self.quoted else self.value

    @property
    def read(self):
        """The value as hailong has it."""
        return unicodedata.normalize("NFC", self.value if self.quoted else self.value.strip(" \t"))


class File:
    """A table at random, and how it is written."""

    def __init__(self, chance, has_line_breaks):
        self.delimiter = chance.choice(list(NAMES))
        self.width = chance.choice([1, 2, 3, 4, 5, 8]) if has_line_breaks else chance.choice([2, 3, 4, 5, 8])
        self.ends = chance.choice([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]])
        self.is_quoting = chance.choice([0, 0.2, 0.6, 1])
        self.has_line_breaks = has_line_breaks
        self.mark = chance.choice([b"", b"\xef\xbb\xbf"])
        self.header = [Field(f"h{index}", chance.random() < self.is_quoting) for index in range(self.width)]
        self.records = [
            [Field(f"r{number}", chance.random() < self.is_quoting)]
            + [self.field(chance) for _ in range(self.width - 1)]
            for number in range(chance.randrange(4, 24))
        ]
        if has_line_breaks:
            for index in range(len(self.records)):
                if chance.random() < 0.1:
                    self.records[index] = [Field("", chance.random() < 0.5 and self.width > 1) for _ in self.header]
        self.line_ends = [chance.choice(self.ends) for _ in range(len(self.records) + 1)]
        for index, record in enumerate(self.records):
            # A CR and an LF with nothing between them would be one line end.
            if self.line_ends[index] == "\r" and not any(field.text for field in record) and self.width == 1:
                self.line_ends[index + 1] = "\r"
        if chance.random() < 0.2:
            self.line_ends[-1] = ""

    def field(self, chance):
        value = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(0, 4)))
        if chance.random() < 0.2:
            value = unicodedata.normalize("NFD", value)
        if chance.random() < 0.2:
            value = chance.choice([" ", "  ", ""]) + value + chance.choice([" ", ""])
        quoted = chance.random() < self.is_quoting
        if quoted:
            for _ in range(chance.randrange(0, 3)):
                signs = ['"', '""', self.delimiter, " ", "'"]
                if self.has_line_breaks:
                    signs += ["\n", "\r\n", "\r", "\n\n"]
                place = chance.randrange(len(value) + 1)
                value = value[:place] + chance.choice(signs) + value[place:]
        elif self.delimiter in value:
            value = value.replace(self.delimiter, "")
        return Field(value, quoted)

    def tokens(self):
        """The text in pieces: `quote`, `inside` and `outside` quotes, `delimiter`, `end`."""
        for record, end in zip([self.header] + self.records, self.line_ends):
            for index, field in enumerate(record):
                if index:
                    yield "delimiter", self.delimiter
                if field.quoted:
                    yield "quote", '"'
                    yield "inside", field.value.replace('"', '""')
                    yield "quote", '"'
                else:
                    yield "outside", field.value
            yield "end", end

    @property
    def text(self):
        return "".join(text for _, text in self.tokens())

    @property
    def values(self):
        """Every row, as Python reads it."""
        return [[field.value for field in record] for record in self.records]

    @property
    def kept(self):
        """The records that hailong must keep; `None` for one that it may reject."""
        found = []
        for record in self.records:
            if self.width > 1 and not any(field.read.strip(" \t\r\n") for field in record):
                continue
            if self.width == 1 and not record[0].quoted and not record[0].read:
                continue
            found.append((self.is_undecidable(record), [field.read for field in record]))
        return found

    def is_undecidable(self, record):
        text = self.delimiter.join(field.text for field in record).replace("\r\n", "\n").replace("\r", "\n")
        inner = text.split("\n")[1:-1]
        return self.width >= 5 and any(line.count(self.delimiter) >= self.width - 1 for line in inner)


def python_reads(text, delimiter):
    """The rows of a text, and `None` where Python finds a fault."""
    try:
        return list(csv.reader(lines_of(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def lines_of(text):
    """As a file opened with `newline=""` gives them."""
    line = ""
    for index, sign in enumerate(text):
        line += sign
        if sign == "\n" or sign == "\r" and text[index + 1:index + 2] != "\n":
            yield line
            line = ""
    if line:
        yield line


class Clean:
    """What `hailong clean` made of a file."""

    def __init__(self, program, path, delimiter):
        done = subprocess.run(
            [program, "clean", path, "--delimiter", NAMES[delimiter], "--quiet"], capture_output=True)
        self.status = done.returncode
        text = done.stdout.decode()
        self.rows = python_reads(text, ",") if text else []


def damages(file, chance):
    """Name of a damage, the text with it, and whether the last record may be a shorter one."""
    tokens = list(file.tokens())
    body = next(index for index, token in enumerate(tokens) if token[0] == "end") + 1

    def replaced(index, text):
        return "".join(text if at == index else piece for at, (_, piece) in enumerate(tokens))

    def places(*kinds):
        return [index for index in range(body, len(tokens)) if tokens[index][0] in kinds and tokens[index][1]]

    for name, kinds, change in (
        ("quote removed", ["quote"], lambda text: ""),
        ("delimiter removed", ["delimiter"], lambda text: ""),
        ("line end removed", ["end"], lambda text: ""),
        ("quote inserted", ["outside", "inside", "delimiter"], lambda text: inserted(text, '"', chance)),
        ("delimiter inserted", ["outside"], lambda text: inserted(text, file.delimiter, chance)),
        ("quote doubled", ["quote"], lambda text: '""'),
    ):
        found = places(*kinds)
        if name == "line end removed" and found and found[-1] == len(tokens) - 1:
            found.pop()  # the file's own
        if found:
            index = chance.choice(found)
            yield name, replaced(index, change(tokens[index][1])).encode(), False
    found = [index for index in places("inside", "outside") if not tokens[index][1].isascii()]
    if found:
        index = chance.choice(found)
        data = bytearray(tokens[index][1].encode())
        place = chance.choice([at for at, byte in enumerate(data) if byte >= 0x80])
        del data[place]
        before = "".join(piece for _, piece in tokens[:index]).encode()
        after = "".join(piece for _, piece in tokens[index + 1:]).encode()
        yield "byte removed", before + bytes(data) + after, False
    data = file.text.encode()
    first = len("".join(piece for _, piece in tokens[:body]).encode())
    yield "cut off", data[:chance.randrange(first, len(data))], True


def inserted(text, sign, chance):
    place = chance.randrange(len(text) + 1)
    return text[:place] + sign + text[place:]


def is_cut(record, whole):
    """Whether a record may be the beginning of another, its last field cut."""
    return record[:-1] == whole[:-1] and whole[-1].startswith(record[-1])


class Comparison:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.sound = self.damaged = self.records = 0
        self.by_damage = {}
        self.differences = []

    def differ(self, path, words):
        self.differences.append(f"{path.name}: {words}")

    def sound_file(self, number, chance):
        file = File(chance, has_line_breaks=True)
        path = self.folder / f"sound-{number}.csv"
        path.write_bytes(file.mark + file.text.encode())
        rows = python_reads(file.text, file.delimiter)
        # A blank line is a row of nothing to Python, and one field is written as such.
        peers = [row or [""] for row in rows[1:]]
        if peers != file.values:
            return self.differ(path, "Python reads another table than was written")
        clean = Clean(self.program, path, file.delimiter)
        self.sound += 1
        self.records += len(file.kept)
        kept = iter(clean.rows[1:])
        row = next(kept, None)
        for is_undecidable, record in file.kept:
            if row == record:
                row = next(kept, None)
            elif not is_undecidable:
                return self.differ(path, f"kept {row}, expected {record}")
        if row is not None:
            self.differ(path, f"kept {row}, which is no record")

    def damaged_files(self, number, chance):
        file = File(chance, has_line_breaks=False)
        whole = [record for _, record in file.kept]
        for kind, data, is_cut_off in damages(file, chance):
            path = self.folder / f"damaged-{number}-{kind.replace(' ', '-')}.csv"
            path.write_bytes(file.mark + data)
            clean = Clean(self.program, path, file.delimiter)
            self.damaged += 1
            kept = (clean.rows or [[]])[1:]
            wrong = [row for row in kept if row not in whole]
            if is_cut_off and wrong and wrong[-1] == kept[-1] and any(is_cut(wrong[-1], row) for row in whole):
                wrong.pop()
            if wrong:
                self.differ(path, f"keeps {wrong[0]}, which is no record of the sound file")
            lost = len(whole) - len(kept)
            if not is_cut_off:
                self.by_damage[kind] = max(self.by_damage.get(kind, 0), lost)
                if lost > LONGEST:
                    self.differ(path, f"{lost} records of {len(whole)} are lost")


def main():
    program, seed, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    comparison = Comparison(program, folder)
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        comparison.sound_file(number, chance)
        comparison.damaged_files(number, chance)
    print(json.dumps({
        "sound": comparison.sound, "damaged": comparison.damaged, "records": comparison.records,
        "most_lost": comparison.by_damage, "differences": comparison.differences}, ensure_ascii=False))


if __name__ == "__main__":
    main()
