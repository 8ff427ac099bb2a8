"""Small workbooks that ask for more than any machine has, and others that are not what they say."""

from __future__ import annotations

import io
import struct
import zipfile

import xlsxwriter

_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
_LONG = f"<sst {_SPACE}><si><t>{'长' * 40_000_000}</t></si></sst>".encode()


def workbook(leave: tuple[str, ...] = (), **parts: str | bytes) -> bytes:
    """A workbook in order (标题, 发布时间 and one row), with parts replaced or added."""
    plain, made = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet("导出")
        sheet.write_row(0, 0, ["标题", "发布时间"])
        sheet.write_row(1, 0, ["一条消息", "2026-11-20 10:00:00"])
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        own = {name: source.read(name) for name in source.namelist() if name not in leave}
        for name, part in {**own, **parts}.items():
            archive.writestr(name, part)
    return made.getvalue()


def _sheet(rows: str, head: str = "") -> dict[str, str]:
    return {
        _SHEET: f'<?xml version="1.0"?>{head}<worksheet {_SPACE}><sheetData>{rows}</sheetData></worksheet>'
    }


def _lying() -> bytes:
    """A part that says it unpacks to 500 bytes."""
    told = workbook(**{"xl/sharedStrings.xml": _LONG})
    return told.replace(struct.pack("<I", len(_LONG)), struct.pack("<I", 500))


def _renamed() -> bytes:
    """A sheet under a name that no sheet has, written with a reference so that nobody finds it by searching."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    far = _sheet(_FAR)[_SHEET]
    moved = relations.replace("worksheets/sheet1.xml", "media/p&#x69;cture.png")
    return workbook((_SHEET,), **{"xl/_rels/workbook.xml.rels": moved, "xl/media/picture.png": far})


_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_ENTITIES = f'<!DOCTYPE w [{"".join(f"""<!ENTITY l{n} "{f"&l{n - 1};" * 10}">""" for n in range(1, 10))}<!ENTITY l0 "哈">]>'
BOMBS = {
    "a cell at the end of the world": workbook(**_sheet(_FAR)),
    "the same in single quotes": workbook(**_sheet(_FAR.replace('"', "'"))),
    "the same without saying where": workbook(
        **_sheet(f'<row r="1">{"<c><v>1</v></c>" * 16_000}</row><row r="1048000"><c><v>1</v></c></row>')
    ),
    "the same under a prefix": workbook(**{
        _SHEET: f'<x:worksheet {_SPACE.replace("xmlns", "xmlns:x")}><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="9"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    }),
    "the same under another name": _renamed(),
    "entities that grow": workbook(**_sheet('<row><c t="str"><v>&l9;</v></c></row>', _ENTITIES)),
    "a file of ours": workbook(
        **_sheet('<row><c t="str"><v>&x;</v></c></row>', '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "nested without end": workbook(**_sheet("<a>" * 1_000_000)),
    "two hundred megabytes more than it seems": workbook(**{"xl/sharedStrings.xml": _LONG * 2}),
    "a size that is a lie": _lying(),
    "a part twice": workbook() + workbook(**_sheet(_FAR)),
    "no archive": b"PK\x03\x04" + bytes(2000),
}  # fmt: skip
