#!/usr/bin/env python3
"""Writes invented dossiers, any number of them, as fast as a disk takes them. Needs numpy.

usage: generate.py ROWS SEED OUT.csv [--quoted]

Every value is a pure function of (seed, dossier, version, column) through a splitmix64 hash: the same
arguments give the same bytes on any machine and with any numpy. The order of rows is a hash order too:
the versions of a dossier lie anywhere in the file, and neighbours share neither province nor date.

  rows         exactly ROWS; 6 % of the dossiers come twice, with a later updated_at and another status
  provinces    34 of unequal size; 3,321 wards, each of one province; 27 fields
  channel      online 70..95 % by province, the rest in_person (3 of 4) and postal
  applicant    3 % quoted with a comma, 0.2 % with an escaped quote, 0.02 % with a line break
  --quoted     the same records with every field quoted, the header's too
"""
import argparse
import csv
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).resolve().parents[2] / "surveys" / "reference"

# Code, relative size (a guess at population), wards.
PROVINCES = [
    ("01", 880, 126), ("04", 60, 56), ("08", 185, 124), ("11", 65, 45), ("12", 50, 38), ("14", 135, 75),
    ("15", 165, 99), ("19", 180, 92), ("20", 80, 65), ("22", 150, 54), ("24", 360, 99), ("25", 400, 148),
    ("31", 460, 114), ("33", 350, 104), ("37", 440, 129), ("38", 430, 166), ("40", 380, 130), ("42", 160, 69),
    ("44", 185, 78), ("46", 140, 40), ("48", 300, 94), ("51", 215, 96), ("52", 355, 135), ("56", 220, 65),
    ("66", 330, 102), ("68", 385, 124), ("75", 445, 95), ("79", 1400, 168), ("80", 325, 96), ("82", 430, 102),
    ("86", 420, 124), ("91", 495, 102), ("92", 415, 103), ("96", 260, 64),
]
FIELDS = (
    "science_technology standards_metrology_quality intellectual_property radio_frequency radiation_safety post "
    "telecom_internet civil_status certification land construction household_business enterprise_registration tax "
    "labour social_protection health_insurance health education agriculture forestry environment transport "
    "culture_sport justice religion digital_technology"
).split()
FIELD_WEIGHT = [6, 4, 3, 3, 2, 4, 6, 210, 260, 120, 40, 45, 35, 30, 25, 60, 35, 12, 14, 18, 6, 10, 20, 6, 30, 3, 5]
PROCEDURES_PER_FIELD = 24
SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Giàng Lò Đinh".split()
MIDDLE_NAMES = "Văn Thị Hữu Đức Minh Ngọc Thanh Quang Xuân Thu Hồng Kim Anh Bảo Gia Khánh Tuấn Mạnh".split()
GIVEN_NAMES = (
    "An Bình Chi Cường Dung Dũng Duy Giang Hà Hải Hạnh Hiền Hiếu Hoa Hòa Hùng Hương Khánh Khôi Lan Linh Long Mai "
    "Minh Nam Nga Ngân Nghĩa Nhung Oanh Phong Phúc Phương Quân Quyên Sơn Tâm Thảo Thắng Thúy Trang Trung Tú Tùng "
    "Uyên Vân Việt Vy Yến"
).split()
STATUSES = ["received", "processing", "completed", "returned", "withdrawn"]
COMPLETED = STATUSES.index("completed")
CHANNELS = ["online", "in_person", "postal"]
COLUMNS = (
    "dossier_id province_code ward_code field procedure_code channel received_at due_at completed_at status "
    "documents_digitized result_digitized data_reused applicant updated_at"
).split()

FIRST_DAY = np.datetime64("2025-07-01")
DAYS = 184
DAY = 86400
SPAN = DAYS * DAY  # seconds from the first day's midnight to the end of 2025-12-31
# Days allowed for a procedure are 1 to 20.
PERIOD_WEIGHT = [8, 8, 14, 6, 10, 4, 6, 3, 3, 14, 2, 2, 2, 2, 8, 1, 1, 1, 1, 4]
RECUR = 0.06
DEPARTMENTS = 18
CHUNK_ROWS = 1 << 18

U = np.uint64


def hashed(index, salt, seed):
    """splitmix64 of index, salt and seed."""
    s = (salt * 0x9E3779B97F4A7C15 + seed * 0xD1342543DE82EF95 + 0x2545F4914F6CDD1D) & 0xFFFFFFFFFFFFFFFF
    z = index.astype(U) * U(0x9E3779B97F4A7C15) + U(s)
    z ^= z >> U(30)
    z *= U(0xBF58476D1CE4E5B9)
    z ^= z >> U(27)
    z *= U(0x94D049BB133111EB)
    z ^= z >> U(31)
    return z


def below(values, n):
    """Hash values as integers in [0, n): their top 32 bits times n."""
    return ((values >> U(32)) * (n.astype(U) if isinstance(n, np.ndarray) else U(n)) >> U(32)).astype(np.int64)


def ppm(values):
    return ((values & U(0xFFFFFFFF)) * U(1000000) >> U(32)).astype(np.int64)


def pick(values, weights):
    """A weighted choice."""
    ends = np.cumsum(np.asarray(weights, dtype=np.int64))
    return np.searchsorted(ends, below(values, int(ends[-1])), side="right").astype(np.int64)


def table(strings):
    """Strings as rows of bytes of one width, filled up with zeros, which are not written."""
    rows = [s.encode() for s in strings]
    width = max(map(len, rows))
    return np.frombuffer(b"".join(r.ljust(width, b"\0") for r in rows), dtype=np.uint8).reshape(len(rows), width)


def reference(name):
    with open(REFERENCE / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Wards:
    """The wards of all provinces, one province after another."""

    def __init__(self):
        by_province = {}
        for row in reference("wards.csv"):
            by_province.setdefault(row["province_code"], []).append(row["code"])
        self.codes = []
        first = []
        for province, _, count in PROVINCES:
            assert len(by_province[province]) == count, (province, count)
            first.append(len(self.codes))
            self.codes += by_province[province]
        self.first = np.array(first)
        self.count = np.array([count for _, _, count in PROVINCES])


class Dossiers:
    """What takes the whole set of dossiers to know: place, day, agency and serial number."""

    def __init__(self, count, seed, wards):
        i = np.arange(count)
        self.province = pick(hashed(i, 1, seed), [size for _, size, _ in PROVINCES]).astype(np.int8)
        r = (hashed(i, 2, seed) >> U(11)).astype(np.float64) / 2.0**53
        first = wards.first[self.province]
        self.ward = (first + (r * r * wards.count[self.province]).astype(np.int64)).astype(np.int16)
        # Fewer at week-ends: most of those are moved to a day of the week before. Day 0 is a Tuesday.
        day = below(hashed(i, 3, seed), DAYS)
        moved = ((day + 1) % 7 >= 5) & (ppm(hashed(i, 4, seed)) < 850000)
        day = np.where(moved, np.maximum(day - 1 - below(hashed(i, 5, seed), 5), 0), day)
        self.day = day.astype(np.int16)
        # A third go to a department of the province, the rest to the ward's own centre.
        department = ppm(hashed(i, 6, seed)) < 330000
        centre = DEPARTMENTS + self.ward - first
        self.agency = np.where(department, below(hashed(i, 7, seed), DEPARTMENTS), centre).astype(np.int16)
        key = (self.province.astype(np.int64) * 256 + self.agency) * 256 + day
        order = np.argsort(key, kind="stable")
        key = key[order]
        start = np.r_[0, np.flatnonzero(key[1:] != key[:-1]) + 1]
        rank = np.arange(count) - np.repeat(start, np.diff(np.r_[start, count]))
        self.serial = np.empty(count, dtype=np.int32)
        self.serial[order] = rank + 1
        assert self.serial.max() <= 9999, "too many dossiers of one agency on one day"


class Records:
    """Rows of text under construction, side by side: a matrix of bytes, and the next free column in it."""

    def __init__(self, count, width, quoted):
        self.bytes = np.zeros((count, width), dtype=np.uint8)
        self.column = 0
        self.separator = b'","' if quoted else b","
        self.margins = (b'"', b'"\n') if quoted else (b"", b"\n")
        self.text(self.margins[0])

    def text(self, text):
        for byte in text:
            self.bytes[:, self.column] = byte
            self.column += 1

    def rows(self, rows, where=None):
        """Rows of a table, one for each record; none where `where` is false."""
        width = rows.shape[1]
        self.bytes[:, self.column:self.column + width] = rows
        if where is not None:
            self.bytes[~where, self.column:self.column + width] = 0
        self.column += width

    def digits(self, value, width):
        value = value.copy()
        for column in reversed(range(self.column, self.column + width)):
            self.bytes[:, column] = 48 + value % 10
            value //= 10
        self.column += width

    def next_field(self):
        self.text(self.separator)

    def write(self, file):
        self.text(self.margins[1])
        kept = self.bytes[:, :self.column]
        file.write(kept[kept != 0].tobytes())


class Timestamps:
    """Seconds since the first day as text."""

    def __init__(self):
        self.days = table([str(FIRST_DAY + day) for day in range(DAYS + 21)])
        self.times = table(["T%02d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60) for s in range(DAY)])

    def put(self, records, seconds, where=None):
        records.rows(self.days[seconds // DAY], where)
        records.rows(self.times[seconds % DAY], where)


class Applicants:
    """Names of people and firms, of every kind that a CSV reader must get right."""

    def __init__(self, seed, quoted):
        i = np.arange(65536)
        lists = (SURNAMES, MIDDLE_NAMES, GIVEN_NAMES)
        parts = zip(*(below(hashed(i, 900 + k, seed), len(words)) for k, words in enumerate(lists)))
        plain = ["%s %s %s" % (SURNAMES[s], MIDDLE_NAMES[m], GIVEN_NAMES[g]) for s, m, g in parts]
        plain = ["Công ty TNHH " + name if k % 16 == 0 else name for k, name in enumerate(plain)]
        roles = ["chủ hộ", "đại diện gia đình", "chi nhánh số %d"]
        comma = ["%s, %s" % (plain[k], roles[k % 3].replace("%d", str(k % 90 + 1))) for k in range(8192)]
        quote = ['Hộ kinh doanh ""%s""' % plain[k] if k % 2 else 'Công ty ""%s"", cơ sở %d' % (plain[k], k % 9 + 1)
                 for k in range(2048)]
        lines = ["%s\nĐD: %s" % (plain[k], plain[k + 7]) for k in range(1024)]
        special = comma + quote + lines
        self.table = table(plain + (special if quoted else ['"%s"' % name for name in special]))
        self.counts = [len(names) for names in (plain, comma, quote, lines)]

    def pick(self, kind, who):
        plain, comma, quote, lines = self.counts
        return np.where(
            kind < 30000, plain + below(who, comma), np.where(
                kind < 32000, plain + comma + below(who, quote), np.where(
                    kind < 32200, plain + comma + quote + below(who, lines), below(who, plain))))


class Writer:
    """Writes records of dossiers, some thousand at a time."""

    def __init__(self, rows, seed, quoted):
        self.rows, self.seed, self.quoted = rows, seed, quoted
        self.base = min(rows, max(1, round(rows / (1 + RECUR))))
        self.extra = rows - self.base
        self.wards = Wards()
        self.dossiers = Dossiers(self.base, seed, self.wards)
        self.again = np.argsort(hashed(np.arange(self.base), 20, seed), kind="stable")[:self.extra]
        self.recurs = np.zeros(self.base, dtype=bool)
        self.recurs[self.again] = True
        agency_code = {r["province_code"]: r["agency_code"]
                       for r in reference("province_agency_codes.csv") if r["in_force"] == "1"}
        centres = ["000.%02d.%02d." % (20 + k // 60, 10 + k % 60) for k in range(200)]
        self.agencies = table(["000.00.%02d." % (k + 1) for k in range(DEPARTMENTS)] + centres)
        self.agency_codes = table([agency_code[province] for province, _, _ in PROVINCES])
        self.days = table([str(FIRST_DAY + day).replace("-", "")[2:] for day in range(DAYS)])
        self.provinces = table([code for code, _, _ in PROVINCES])
        self.ward_codes = table(self.wards.codes)
        self.fields, self.statuses, self.channels = table(FIELDS), table(STATUSES), table(CHANNELS)
        self.procedures = table(["1.%06d" % (1000 + 37 * k) for k in range(len(FIELDS) * PROCEDURES_PER_FIELD)])
        self.online = 700000 + ppm(hashed(np.arange(len(PROVINCES)), 30, seed)) * 250000 // 1000000
        self.timestamps = Timestamps()
        self.applicants = Applicants(seed, quoted)
        self.width = 256 + self.applicants.table.shape[1]

    def write(self, file):
        header = '"%s"\n' % '","'.join(COLUMNS) if self.quoted else ",".join(COLUMNS) + "\n"
        file.write(header.encode())
        order = np.argsort(hashed(np.arange(self.rows), 21, self.seed), kind="stable")
        for start in range(0, self.rows, CHUNK_ROWS):
            self.write_chunk(order[start:start + CHUNK_ROWS], file)

    def write_chunk(self, item, file):
        """Writes these items: dossiers by number, then those that come again."""
        second = item >= self.base
        d = item.copy()
        d[second] = self.again[item[second] - self.base]
        seed, dossiers = self.seed, self.dossiers
        province, day = dossiers.province[d].astype(np.int64), dossiers.day[d].astype(np.int64)
        field = pick(hashed(d, 31, seed), FIELD_WEIGHT)
        offline = 1 + (ppm(hashed(d, 33, seed)) < 250000)
        channel = np.where(ppm(hashed(d, 32, seed)) < self.online[province], 0, offline)
        hour = hashed(d, 34, seed)
        online_time, office_time = 5 * 3600 + below(hour, 18 * 3600), 27000 + below(hour, 34200)
        received = day * DAY + np.where(channel == 0, online_time, office_time)
        due = (day + 1 + pick(hashed(d, 35, seed), PERIOD_WEIGHT)) * DAY + 17 * 3600
        # The first version is of within 40 days or half of what is left of the year, the second is later.
        left = SPAN - 1 - received
        updated_first = received + 1 + below(hashed(d, 36, seed), np.minimum(left // 2, 40 * DAY))
        left = SPAN - 1 - updated_first
        updated_again = updated_first + 1 + below(hashed(d, 37, seed), np.minimum(left, 45 * DAY))
        updated = np.where(second, updated_again, updated_first)
        status = self.status(d, second)
        completed = status == COMPLETED
        quick = below(hashed(d, 40, seed), np.maximum(np.minimum(updated - received, 6 * DAY), 1))
        digitized = ppm(hashed(d, 41, seed)) < np.where(channel == 0, 930000, 610000)
        flags = [
            digitized,
            completed & (ppm(hashed(d, 42, seed)) < 880000),
            digitized & (ppm(hashed(d, 43, seed)) < 540000),
        ]
        applicant = self.applicants.pick(ppm(hashed(d, 44, seed)), hashed(d, 45, seed))

        records = Records(len(item), self.width, self.quoted)
        records.rows(self.agencies[dossiers.agency[d]])
        records.rows(self.agency_codes[province])
        records.text(b"-")
        records.rows(self.days[day])
        records.text(b"-")
        records.digits(dossiers.serial[d].astype(np.int64), 4)
        procedure = field * PROCEDURES_PER_FIELD + below(hashed(d, 46, seed), PROCEDURES_PER_FIELD)
        for words, index in [
            (self.provinces, province), (self.ward_codes, dossiers.ward[d]), (self.fields, field),
            (self.procedures, procedure), (self.channels, channel),
        ]:
            records.next_field()
            records.rows(words[index])
        ended = np.where(completed, received + 1 + quick, 0)
        for seconds, where in [(received, None), (due, None), (ended, completed)]:
            records.next_field()
            self.timestamps.put(records, seconds, where)
        records.next_field()
        records.rows(self.statuses[status])
        for flag in flags:
            records.next_field()
            records.digits(flag.astype(np.int64), 1)
        records.next_field()
        records.rows(self.applicants.table[applicant])
        records.next_field()
        self.timestamps.put(records, updated)
        records.write(file)

    def status(self, d, second):
        open_first = pick(hashed(d, 38, self.seed), [45, 45, 6, 4, 0])
        only = pick(hashed(d, 38, self.seed), [3, 9, 82, 4, 2])
        first = np.where(self.recurs[d], open_first, only)
        # A later version has another status, most often completed.
        drawn = pick(hashed(d, 39, self.seed), [0, 12, 72, 10, 6])
        again = np.where(drawn == first, (first + 1) % len(STATUSES), drawn)
        again = np.where(again == 0, 1, again)
        again = np.where(again == first, COMPLETED, again)
        again = np.where(again == first, COMPLETED + 1, again)
        return np.where(second, again, first)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS)
    parser.add_argument("rows", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    parser.add_argument("--quoted", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.out, "wb", buffering=1 << 20) as file:
        Writer(arguments.rows, arguments.seed, arguments.quoted).write(file)


if __name__ == "__main__":
    main()
