#!/usr/bin/env bash
# Makes the files of other programs out of plain.csv: with LibreOffice, iconv, gzip and zstd, as they
# come from people's desks. The tests read what lies here; this is how it came to be.
set -euo pipefail
cd "$(dirname "$0")"
text='Text - txt - csv (StarCalc)'
office() { soffice --headless --infilter="$text:44,34,${READ:-76},1" --convert-to "$1" --outdir "$work" "$2" >/dev/null 2>&1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Tables that are no text.
for format in xlsx ods 'xls:MS Excel 97' html; do office "$format" plain.csv; done
cp "$work/plain.xlsx" workbook.xlsx
cp "$work/plain.ods" workbook.ods
cp "$work/plain.xls" workbook.xls
cp "$work/plain.html" table.xls

# What a spreadsheet writes: quotes around every text, semicolons, a mark; "Unicode Text".
office "csv:$text:59,34,76,1,,0,true" plain.csv
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$work/plain.csv"; } >csv-utf8.csv
office "csv:$text:9,34,76,1" plain.csv
{ printf '\xff\xfe'; sed 's/$/\r/' "$work/plain.csv" | iconv -f UTF-8 -t UTF-16LE; } >unicode-text.txt

# Read as if it were of western Europe, and saved as UTF-8: by Windows, which has a character for every
# byte, and by LibreOffice, which drops five.
python3 -c "import sys; sys.stdout.write(''.join(
  bytes([b]).decode('cp1252', 'ignore') or chr(b) for b in sys.stdin.buffer.read()))" <plain.csv >twice.csv
READ=1 office "csv:$text:44,34,76,1" plain.csv
cp "$work/plain.csv" twice-lossy.csv

iconv -f UTF-8 -t CP1258 plain.csv >windows-1258.csv
iconv -f UTF-8 -t TCVN plain.csv >tcvn3.csv
python3 -c "import sys; sys.stdout.buffer.write(sys.stdin.read().encode('cp1252', 'replace'))" \
  <plain.csv | iconv -f CP1252 -t UTF-8 >lost-letters.csv
gzip -9nc plain.csv >packed.csv.gz
zstd -19qc plain.csv >packed.csv.zst
