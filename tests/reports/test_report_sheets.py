"""The workbooks, read back as an office would open them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from samples import Sample

from reports.office import office_view
from reports.phrases import overdue_of
from reports.sheets import office_workbook, unit_workbook
from reports.view import unit_view
from reports.workbook import Heading, Sheet, write_workbook

ANNEX_1 = (
    "序号", "责任单位", "栏目（一级/二级）", "栏目地址", "问题类型", "问题描述", "应更新周期", "最后更新日期", "超期天数",
    "截图/快照", "整改时限", "整改情况",
)  # fmt: skip
ANNEX_2 = ("新媒体类型", "新媒体名称", "责任单位", "问题类别", "检查时更新日期", "未更新天数")


def unit_book(sample: Sample, code: str) -> bytes:
    stream = io.BytesIO()
    unit_workbook(stream, sample.material, unit_view(sample.material, sample.workspace.unit(code)))
    return stream.getvalue()


def office_book(sample: Sample) -> bytes:
    stream = io.BytesIO()
    office_workbook(stream, sample.material, office_view(sample.material, sample.db), sample.db)
    return stream.getvalue()


def rows_of(book: bytes, tab: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(tab).to_python()


def test_the_annexes_carry_the_headings_of_the_circulars(sample: Sample) -> None:
    book = unit_book(sample, "QH04")
    assert tuple(rows_of(book, "附件1 网站栏目问题清单")[2]) == ANNEX_1
    assert tuple(rows_of(book, "附件2 政务新媒体监测表")[2]) == ANNEX_2
    assert tuple(rows_of(book, "附件3 整改反馈表")[2][:2]) == ("序号", "单位")


def test_annex_1_holds_the_figures_of_a_stale_column(sample: Sample) -> None:
    rows = rows_of(unit_book(sample, "QH04"), "附件1 网站栏目问题清单")
    row = next(row for row in rows if row[2] == "政府信息公开/政策解读")
    assert row[4] == "栏目超过规定期限未更新"
    assert row[6:9] == ["6个月", "2026-04-30", 23]
    assert row[10:] == ["2026年11月27日", "上期已反馈，尚未整改"]
    assert str(row[9]).startswith("2026-11-22 20:34 captures/")


def test_annex_1_takes_the_figures_of_late_documents_from_the_worst(sample: Sample) -> None:
    rows = rows_of(unit_book(sample, "QH04"), "附件1 网站栏目问题清单")
    row = next(row for row in rows if row[4] == "标准目录事项未按时限公开")
    assert row[6:9] == ["20个工作日", "2026-10-20", 10]


def test_annex_1_shows_what_was_mended_and_what_was_struck_out(sample: Sample) -> None:
    assert rows_of(unit_book(sample, "QH03"), "附件1 网站栏目问题清单")[3][11] == "已整改，本期核验通过"
    assert rows_of(unit_book(sample, "QH02"), "附件1 网站栏目问题清单")[3][11] == "经复核核减"


def test_accounts_stand_in_annex_2_and_only_there(sample: Sample) -> None:
    book = unit_book(sample, "QH04")
    assert "青禾民政" not in str(rows_of(book, "附件1 网站栏目问题清单"))
    assert rows_of(book, "附件2 政务新媒体监测表")[3] == [
        "微信公众号", "青禾民政", "青禾区民政局", "政务新媒体超过规定期限未更新", "2026-10-12", 41,
    ]  # fmt: skip


def test_a_unit_without_problems_gets_sheets_that_say_so(sample: Sample) -> None:
    assert rows_of(unit_book(sample, "QH01"), "附件1 网站栏目问题清单")[3][0] == "无"


def test_no_unit_sees_a_suspicion(sample: Sample) -> None:
    book = unit_book(sample, "QH06")
    told = [rows_of(book, tab) for tab in CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names]
    assert "不能证明此后确无更新" not in str(told)
    assert rows_of(book, "附件2 政务新媒体监测表")[3][3] == "本期未作判定"


def test_the_office_gets_every_sheet_and_every_verdict(sample: Sample) -> None:
    book = office_book(sample)
    names = CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
    assert names[3:] == ["待人工核查", "未能核验", "目录事项", "统计", "全部判定"]
    stored = next(sample.db.query("SELECT count(*) AS n FROM verdicts WHERE sweep = ?", (sample.sweep.id,)))[
        "n"
    ]
    assert len(rows_of(book, "全部判定")) == stored + 1
    assert len(rows_of(book, "待人工核查")) == 2


def test_the_same_content_gives_the_same_bytes(sample: Sample) -> None:
    assert unit_book(sample, "QH04") == unit_book(sample, "QH04")
    assert office_book(sample) == office_book(sample)


def test_sheets_print_on_a4_landscape_with_repeated_headings(sample: Sample) -> None:
    with zipfile.ZipFile(io.BytesIO(unit_book(sample, "QH04"))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        book = packed.read("xl/workbook.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'state="frozen"' in sheet
    assert "Print_Titles" in book


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1"])
def test_what_looks_like_a_formula_is_a_text_and_stays_one(text: str) -> None:
    stream = io.BytesIO()
    write_workbook(stream, [Sheet("甲", (Heading("乙"),), [(text,)])], made_on=date(2026, 11, 22))
    assert rows_of(stream.getvalue(), "甲")[1] == [text]
    with zipfile.ZipFile(stream) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()
        assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()


def test_a_sheet_that_is_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Few:
        max_sheet_rows = 3

    monkeypatch.setattr("reports.workbook.load_figures", Few)
    stream = io.BytesIO()
    write_workbook(
        stream, [Sheet("甲", (Heading("乙"),), [(str(n),) for n in range(9)])], made_on=date(2026, 11, 22)
    )
    rows = rows_of(stream.getvalue(), "甲")
    assert rows[1:4] == [["0"], ["1"], ["2"]]
    assert "超出" in str(rows[4])
    assert len(rows) == 5


@pytest.mark.parametrize(
    ("observed", "late"),
    [
        ({"days": 20, "limit": 14}, 6), ({"days": 14, "limit": 14}, 0), ({"documents": [{"days": 7, "limit": 5}, {"days": 30, "limit": 20}]}, 10), ({"documents": 0}, None),
        ({"newest": "2026-05-21", "limit": "6个月"}, 1), ({"newest": "2026-05-22", "limit": "6个月"}, 0),
        ({"newest": "2025-11-20", "limit": "1年"}, 2), ({"newest": None, "limit": "1年"}, None),
        ({"newest": "2026-05-21", "limit": "20个工作日"}, None), ({}, None),
    ],
)  # fmt: skip
def test_days_overdue_are_counted_as_the_limit_is_spoken(
    sample: Sample, observed: dict[str, object], late: int | None
) -> None:
    row = sample.material.findings[0].judged
    changed = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"observed": observed})
    assert overdue_of(changed, date(2026, 11, 22)) == late
