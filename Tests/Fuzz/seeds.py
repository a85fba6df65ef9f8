#!/usr/bin/env python3
"""Writes the seeds of the fuzzer into a folder: small files of every shape that exports come in.

    seeds.py FOLDER

The first four bytes of a seed choose how it is read (Reading/Choice.swift); the rest is the file.
"""

import gzip
import pathlib
import sys
import unicodedata

DOSSIERS, VISITS, VERBATIM = 0, 1, 2
ENCODINGS = {None: 0, "utf-8": 3, "windows-1258": 4, "tcvn3": 5, "utf-16le": 6, "double-utf-8": 7}
DELIMITERS = {None: 0, ",": 3, ";": 4, "\t": 5, "|": 6, "^": 7}

HEADER = "id,p,pn,w,kind,received,due,done,mark,fee,name,updated\n"
RECORD = "A,46,,,online,2025-07-02T08:00:00,2025-07-05,1,5,1.5,x,2025-07-03T08:00:00\n"
VIETNAMESE = "Mã hồ sơ;Tỉnh;pn;Phường/Xã;kind;Ngày tiếp nhận;due;done;mark;fee;Chủ hồ sơ;Ngày cập nhật\n"


def choice(dataset, encoding=None, delimiter=None, skip=0, cut=17):
    lines = 12 + skip if skip else 0
    return bytes([DELIMITERS[delimiter] | ENCODINGS[encoding] << 3, dataset | lines << 2, 0x41, cut])


def record(key="A", place="46", name="", ward="", kind="online", received="2025-07-02T08:00:00",
           due="2025-07-05", done="1", mark="5", fee="1.5", who="x", updated="2025-07-03T08:00:00"):
    return ",".join([key, place, name, ward, kind, received, due, done, mark, fee, who, updated]) + "\n"


def dossiers(*records):
    return HEADER + "".join(records)


DATES = """2025-07-01T08:15:00|2025-07-01T08:15:00Z|2025-07-01T08:15:00.123+07:00|2025-07-01 08:15|01/07/2025
01/07/2025 08:15|01/07/2025 08:15:30|08:15 01/07/2025|08:15:30 01/07/2025|1/7/2025|1/7/25|07/13/2025|13/07/2025
20250701081500|20250701|45839|45839.34375|01/01/0001|01/01/1900|2025-02-30|2025-07-01T24:00|30/02/2025
0025-07-01T00:00:00|2025-07-01T08:15:60|01-07-2025|01.07.2025|2025/07/01|8h15 01/07/2025""".replace("\n", "|").split("|")
NUMBERS = "12,5|1.234,5|1,234.5|2.187|2,187|１２|1e9|NaN|-0|0x10|+5|93,27%|93.27%|1 234|1\u00a0234|9223372036854775808|.5|5.|1.0000000000000000001|1/3".split("|")
FLAGS = "1|0|x|X|có|Không|TRUE|false|Rồi|Chưa|2| ".split("|")
MARKS = "Rất hài lòng|rat hai long|Hài lòng|Không hài lòng|Không có ý kiến|0|6|5.0|4,0|Rất  hài lòng|RẤT HÀI LÒNG".split("|")
PLACES = "46|Huế|Hue|HUẾ|Thành phố Huế|Tỉnh Thừa Thiên Huế|TT Huế|H57|15|24|Đà Nẵng|Ðà Nẵng|Ha Noi|H\u0430 Nội|Hòa Bình|Hoà Bình|1|01|099".split("|")
WARDS = "19815|Phường An Cựu|An Cựu|an cuu|00004|Ba Đình|Xã Tân An|Phường 1|19816".split("|")


def texts():
    """Name, how to read it, text in UTF-8."""
    yield "plain", choice(DOSSIERS), dossiers(RECORD, record("B", "01", ward="00004"), record("C", mark=""))
    yield "versions", choice(DOSSIERS), dossiers(
        *[record("A", updated=f"2025-07-0{n}T08:00:00") for n in (3, 9, 9, 1)], record("A", received="2025-06-01T00:00:00"))
    yield "period", choice(DOSSIERS), dossiers(record("A", received="2025-06-30T23:59:59"), record("B", received="2025-08-31T23:59:59"))
    for name, values, column in (
        ("dates", DATES, "received"), ("days", DATES, "due"), ("updated", DATES, "updated"), ("numbers", NUMBERS, "fee"),
        ("flags", FLAGS, "done"), ("marks", MARKS, "mark"), ("places", PLACES, "place"), ("wards", WARDS, "ward"),
        ("names", PLACES, "name"),
    ):
        rows = [record(str(index), **{column: f'"{value}"'}) for index, value in enumerate(values)]
        yield name, choice(DOSSIERS), dossiers(*rows)
        for index in range(0, len(rows), 4):
            yield f"{name}-{index}", choice(DOSSIERS, cut=3 + index), dossiers(*rows[index:index + 4])
    code = "000.00.34.H57-250701-0012"
    yield "codes", choice(DOSSIERS), dossiers(
        record(code), record("H57.34-250801-0012"), record("H44.100-250230-12345"), record("1.004253"), record(" 1 "))
    yield "vietnamese", choice(DOSSIERS), VIETNAMESE + "A;Huế;;An Cựu;Trực tuyến;02/07/2025 08:00;;x;5;1,5;Lê Văn A;03/07/2025\n"
    yield "titles", choice(DOSSIERS), (
        "BÁO CÁO TÌNH HÌNH\n\"Từ ngày 01/07/2025\nđến ngày 31/07/2025\",,,,,,,,,,,\n\n,,,,,,,,,,,\n" + dossiers(RECORD))
    yield "two-row-header", choice(DOSSIERS), (
        "STT,id,Nơi,,,kind,Thời gian,,,mark,name,Cập nhật\n,,p,pn,w,,received,due,done,,,updated\n"
        "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12)\n1,A,46,,,online,2025-07-02T08:00:00,,1,5,x,2025-07-03T08:00:00\n")
    yield "totals", choice(DOSSIERS), dossiers(
        ",,,,\"I | Sở, ban, ngành\",,,,,,,\n", RECORD, "Tổng cộng,,,,,,,,12,34,,\n", HEADER, record("B"),
        ",,,,,,,\n", "II,Cấp xã,,,,,,,,,,\n", record("C"), "\"Huế, ngày 31 tháng 8 năm 2025\",,,,,,,,,,,\n", ",,,,NGƯỜI LẬP BIỂU\n")
    yield "widths", choice(DOSSIERS), dossiers(RECORD, "A,46\n", RECORD.replace("\n", ",,\n"), record("B"), ";;;;\n")
    yield "trailing", choice(DOSSIERS), dossiers(RECORD, record("B")).replace("\n", ",,,\n")
    yield "duplicate-header", choice(DOSSIERS), "id,id," + HEADER + RECORD
    yield "header-only", choice(DOSSIERS), HEADER
    yield "no-line-end", choice(DOSSIERS), dossiers(RECORD, record("B"))[:-1]
    for length in (5, 40, 60):
        yield f"cut-{length}", choice(DOSSIERS), dossiers(RECORD, record("B"))[:-length]
    for end in ("\r\n", "\r", "\n\r", "\u2028"):
        yield f"line-end-{end.encode().hex()}", choice(DOSSIERS), dossiers(RECORD, record("B")).replace("\n", end)
    for sign in (";", "\t", "|"):
        yield f"delimiter-{ord(sign)}", choice(DOSSIERS), dossiers(RECORD, record("B")).replace(",", sign)
        yield f"sep-{ord(sign)}", choice(VERBATIM), f"sep={sign}\n" + "a,b\n1,2\n".replace(",", sign)
    yield "declared", choice(VERBATIM, delimiter="^", skip=2), "một\nhai\na^b,c\n1^2\n"
    yield "visits", choice(VISITS), "p,kind,n,note\n46,online,3,a\n01,,0.5,\"b,\nc\"\n99,x,y,z\n"
    yield "overflow", choice(VISITS), "p,n\n46,9000000000\n46,0.000000001\n46,-999999999999999999\n"
    quotes = {
        "quoted": 'a,b\n1,"x, ""y"""\n"",x\n" z ","two\nlines"\n',
        "stray": 'a,b\n1,x"y\n2,"x"y\n"3",z\n',
        "unclosed": 'a,b\n1,"x\n2,y\n3,z\n4,w\n5,"v"\n',
        "undecidable": 'a,b,c,d,e\n1,2,3,4,"x\n2,2,3,4,5\n3,2,3,4,y"\n4,2,3,4,5\n',
        "line-breaks": 'a,b\n1,"x\r\n\r\ny"\r\n2,"\n\n"\r\n3,"\r"\r\n',
        "alternating": 'a,b\n' + '"x","y"\n"x\ny","z"\n' * 20,
        "one-column": 'a\n1\n""\n"x"\n\n2\n',
        "quoted-header": '"a b","c\nd","e""f"\n1,2,3\n',
        "spaces": 'a , b\n 1 ,\t2\t\n"x" ,"y"\t\n , \n',
        "blank": 'a,b\n\n,\n"",""\n \n\t,\n1,2\n',
        "typographic": 'a,b\n“x”,‘y’\n«z»,=1+1\n',
        "semicolons-inside": 'a;b\n1,5;"x;y"\n2,5;z\n',
        "sep-twice": "sep=;\nsep=,\na,b\n1,2\n",
        "wide": ",".join(f"c{n}" for n in range(60)) + "\n" + ",".join("x" * 60) + "\n",
    }
    for name, text in quotes.items():
        yield name, choice(VERBATIM), text
        yield name + "-cut", choice(VERBATIM, cut=2), text
        yield name + "-crlf", choice(VERBATIM, cut=5), text.replace("\n", "\r\n")
    signs = "a\ufeffb,\u200bc,d\u202ee,\u00a0f\u00a0,g\u0000h,\u001b[31mi,e\u0302\u0301,\U0001f1fb\U0001f1f3,１"
    yield "signs", choice(VERBATIM), "a,b,c,d,e,f,g,h,i\n" + signs + "\n"
    yield "formulas", choice(VERBATIM), "a,b\n=1+1,@x\n+5,-3\n\"\t=cmd|' /C'!A0\",＝1\n"
    yield "marks-without-end", choice(VISITS), "p,kind\n46,o" + "\u0301\u0323" * 40 + "\n"


def files():
    """Name and bytes."""
    for name, head, text in texts():
        yield name, head + text.encode()
    text = VIETNAMESE + "A;Huế;;An Cựu;Trực tuyến;02/07/2025 08:00;;x;5;1,5;Lê Văn A;03/07/2025\n"
    utf8 = text.encode()
    yield "bom", choice(DOSSIERS) + b"\xef\xbb\xbf" + utf8
    yield "bom-inside", choice(DOSSIERS) + utf8 + b"\xef\xbb\xbf" + utf8
    yield "nfd", choice(DOSSIERS) + unicodedata.normalize("NFD", text).encode()
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        content = text.replace(";", "\t").replace("\n", "\r\n").encode(encoding)
        yield encoding, choice(DOSSIERS) + mark + content
        yield encoding + "-cut", choice(DOSSIERS) + mark + content[:-1]
        yield encoding + "-surrogate", choice(VERBATIM) + mark + "a\tb\n1\t😀\n".encode(encoding)[:-4]
    yield "utf-16-declared", choice(DOSSIERS, "utf-16le") + text.encode("utf-16-le")
    half = unicodedata.normalize("NFD", text)
    for pair in ("a\u0302", "a\u0306", "e\u0302", "o\u0302", "o\u031b", "u\u031b", "A\u0302", "O\u031b", "U\u031b"):
        # windows-1258 has these letters whole, and their tones apart.
        half = half.replace(pair[0] + "\u0323" + pair[1:], pair + "\u0323")
        half = half.replace(pair, unicodedata.normalize("NFC", pair))
    windows = half.encode("cp1258", "replace")
    yield "windows-1258", choice(DOSSIERS, "windows-1258") + windows
    yield "windows-1258-undeclared", choice(DOSSIERS) + windows
    yield "tcvn3", choice(DOSSIERS, "tcvn3") + b"M\xb7 h\xe5 s\xac;T\xd8nh\nA;Hu\xd5\n"
    yield "double", choice(DOSSIERS, "double-utf-8") + utf8.decode("cp1252", "replace").encode()
    yield "invalid", choice(DOSSIERS) + dossiers(RECORD).encode() + record("B", who="\x00").encode().replace(b"\x00", b"\xff\xe1")
    yield "overlong", choice(VERBATIM) + b"a,b\n\xc0\xaf,\xed\xa0\x80\n\xf4\x90\x80\x80,\xe1\xbb\n"
    yield "nul", choice(VERBATIM) + b"a,b\n1,\x00\n\x00,2\n"
    packed = gzip.compress(dossiers(RECORD, record("B")).encode(), mtime=0)
    yield "gzip", choice(DOSSIERS) + packed
    yield "gzip-two", choice(DOSSIERS) + packed + gzip.compress(record("C").encode(), mtime=0)
    yield "gzip-cut", choice(DOSSIERS) + packed[:-9]
    yield "gzip-garbage", choice(DOSSIERS) + packed + b"garbage"
    yield "gzip-nested", choice(DOSSIERS) + gzip.compress(packed, mtime=0)
    yield "gzip-zeros", choice(VERBATIM) + gzip.compress(b"a,b\n" + bytes(1 << 16), mtime=0)
    frame = bytes.fromhex("28b52ffd0458e10000702c6b696e642c6e2c6e6f74650a34362c6f6e6c696e652c332c610afad541a7")
    yield "zstd", choice(VISITS) + frame
    yield "zstd-two", choice(VISITS) + frame + frame
    yield "zstd-cut", choice(VISITS) + frame[:-3]
    yield "html", choice(DOSSIERS) + b"<html><table><tr><td>id</td><td>p</td></tr></table></html>"
    yield "zip", choice(DOSSIERS) + b"PK\x03\x04\x14\x00"
    yield "empty", choice(DOSSIERS)
    yield "one-byte", choice(VERBATIM) + b"a"


def sample(count=3):
    """The beginnings of the sample campaign's files, which have other columns: read without a schema."""
    surveys = pathlib.Path(__file__).resolve().parents[2] / "surveys" / "2025-08"
    for path in sorted(surveys.rglob("*.csv"))[::4]:
        lines = path.read_bytes().splitlines(keepends=True)[:count]
        yield path.stem, choice(VERBATIM) + b"".join(lines)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in [*files(), *sample()]:
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
