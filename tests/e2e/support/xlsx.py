# A workbook for tests: xlsx.py FORM FILE.xlsx. In FORM, `## NAME` begins a sheet, a line is a row, `|` parts its cells.
import sys
import zipfile
from xml.sax.saxutils import escape

sheets = []
for line in open(sys.argv[1], encoding="utf-8").read().splitlines():
    if line.startswith("## "):
        sheets.append((line[3:], []))
    elif sheets and line:
        sheets[-1][1].append([cell.strip() for cell in line.split("|")])

with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as archive:
    names = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, (name, _) in enumerate(sheets, 1))
    archive.writestr("xl/workbook.xml", f'<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>')
    targets = "".join(f'<Relationship Id="r{i}" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
    archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>")
    for i, (_, rows) in enumerate(sheets, 1):
        xml = ""
        for number, row in enumerate(rows, 1):
            cells = "".join(f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                            for at, cell in enumerate(row) if cell)
            xml += f'<row r="{number}">{cells}</row>'
        archive.writestr(f"xl/worksheets/sheet{i}.xml", f"<worksheet><sheetData>{xml}</sheetData></worksheet>")
