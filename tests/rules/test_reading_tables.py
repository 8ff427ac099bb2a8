"""Tables as offices write them: encodings, headers, merged cells, 同上, tick columns; and what must not be misread."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from rules.faults import Collector
from rules.tables.headers import TableName, canonical
from rules.tables.reading import Table, read_file

UNITS = "单位代码,单位名称,类别\nMZJ,民政局,部门\n"
Book = Callable[..., Path]


def read(path: Path, name: TableName) -> tuple[tuple[Table, ...], Collector]:
    found = Collector()
    return read_file(path, name, found), found


def cells(path: Path, name: TableName) -> list[dict[str, str]]:
    tables, found = read(path, name)
    assert not found.faults, found.faults
    return [dict(row.cells) for table in tables for row in table.rows]


def faults(path: Path, name: TableName) -> list[str]:
    _, found = read(path, name)
    return [str(fault) for fault in found.faults]


# --- CSV ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(UNITS.encode(encoding))
    assert cells(path, "units") == [{"code": "MZJ", "name": "民政局", "kind": "部门"}]


@pytest.mark.parametrize("delimiter", ["\t", ";", "；"])
def test_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(UNITS.replace(",", delimiter), "utf-8")
    assert cells(path, "units") == [{"code": "MZJ", "name": "民政局", "kind": "部门"}]


def test_row_numbers_count_blank_lines_and_the_header(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        '咸水区单位表\n\n单位代码,单位名称,类别\n,,\nMZJ,民政局,部门\n\n"C\nD",财政局,部门\nE,教育局,部门\n',
        "utf-8",
    )
    tables, _ = read(path, "units")
    assert [row.number for row in tables[0].rows] == [5, 7, 8]


def test_a_blank_csv_cell_is_not_filled_from_above(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text("序号,一级事项,公开时限\n1,政策文件,长期公开\n2,行政许可,\n", "utf-8")
    assert "deadline" not in cells(path, "catalog")[1]


# --- headers ---


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("公开内容(要素)", "elements"), ("公开内容（要素）", "elements"), ("公开内容", "elements"), ("content_elements", "elements"),
        ("公 开 内 容\n（要素）", "elements"), ("＊公开时限：", "deadline"), ("公开对象（全社会/特定群体）", "audience"), ("ＮＯ", "no"),
        ("Deadline", "deadline"), ("更新周期（天）", "update_within_days"), ("公开渠道和载体", "channel"), ("责任主体", "subject"),
        ("更新周期（月）", None), ("三级事项", None), ("公开时长", None), ("备注", None), ("", None),
    ],
)  # fmt: skip
def test_header_words(word: str, name: str | None) -> None:
    assert canonical(word, "catalog") == name


def test_english_headers_in_any_order_and_extra_columns(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("kind,remarks,NAME,code\n部门,x,民政局,MZJ\n", "utf-8")
    tables, found = read(path, "units")
    assert dict(tables[0].rows[0].cells) == {"code": "MZJ", "name": "民政局", "kind": "部门"}
    assert [notice.text for notice in found.notices] == ["以下各列不在约定之内，未读取：remarks"]
    assert tables[0].column("code") == "code"
    assert tables[0].column("email") == "邮箱（email）"


def test_a_first_row_of_data_is_no_second_header(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text("序号,一级事项,公开对象,公开方式,公开层级\n1,政策文件,全社会,主动,县级\n", "utf-8")
    assert cells(path, "catalog") == [
        {"no": "1", "level1": "政策文件", "audience": "全社会", "method": "主动", "layer": "县级"}
    ]


TWO_ROWS = (
    "青禾区社会救助领域基层政务公开标准目录,,,,,,,,\n"
    "序号,公开事项,,公开时限,公开对象,,公开方式,,公开层级,\n"
    ",一级事项,二级事项,,全社会,特定群众,主动,依申请,县级,乡级\n"
)


def test_two_row_header_with_tick_columns(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        TWO_ROWS
        + "1,综合业务,政策法规,长期公开,√,,√,,√,√\n"
        + "2,低保,审核,长期公开,,低保对象,■,□,,▲\n"
        + "3,低保,审批,长期公开,,,,,,\n",
        "utf-8",
    )
    one, two, three = cells(path, "catalog")
    assert one == {
        "no": "1", "level1": "综合业务", "level2": "政策法规", "deadline": "长期公开",
        "audience": "■全社会", "method": "■主动", "layer": "■县级 ■乡级",
    }  # fmt: skip
    assert (two["audience"], two["method"], two["layer"]) == (
        "■特定群众（低保对象）",
        "■主动 □依申请",
        "■乡级",
    )
    assert not {"audience", "method", "layer"} & set(three)


def test_the_header_printed_again_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    header = "".join(TWO_ROWS.splitlines(keepends=True)[1:])
    path.write_text(TWO_ROWS + "1,低保,审核,长期公开\n" + header + "2,低保,审批,长期公开\n", "utf-8")
    assert [row["no"] for row in cells(path, "catalog")] == ["1", "2"]


def test_remarks_below_the_rows_are_told_not_read(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(UNITS + "注：类别按机构编制填写,,\n", "utf-8")
    tables, found = read(path, "units")
    assert len(tables[0].rows) == 1
    assert [notice.row for notice in found.notices] == [3]


# --- 同上 ---


def test_ditto(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text(
        "序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开渠道\n"
        "1,处罚,密闭存放的处罚（流程）,名称；电话,《条例》,20个工作日内,■政府网站\n"
        "2,同上,同上（处罚结果）,同上要素,同 上,同上（20个工作日内）,〃\n",
        "utf-8",
    )
    row = cells(path, "catalog")[1]
    assert row == {
        "no": "2", "level1": "处罚", "level2": "密闭存放的处罚(处罚结果)", "elements": "名称；电话", "basis": "《条例》",
        "deadline": "20个工作日内", "channel": "■政府网站",
    }  # fmt: skip


def test_ditto_of_nothing_is_blank_and_told(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text("序号,一级事项,公开依据\n1,处罚,同上\n", "utf-8")
    tables, found = read(path, "catalog")
    assert "basis" not in tables[0].rows[0].cells
    assert [notice.column for notice in found.notices] == ["公开依据（basis）"]


def test_a_word_that_begins_like_ditto_is_no_ditto(tmp_path: Path) -> None:
    path = tmp_path / "catalog.csv"
    path.write_text("序号,一级事项\n1,处罚\n2,同上级文件\n", "utf-8")
    assert cells(path, "catalog")[1]["level1"] == "同上级文件"


# --- XLSX ---


def test_merged_cells_are_filled_and_marked(book: Book) -> None:
    path = book(
        ("目录", [["序号", "一级事项", "二级事项", "公开主体"], [1, "低保", "审核", "民政局"], [None, None, "审批", None], [2, "临时救助", "审核", None]],
         ["A2:A3", "B2:B3", "D2:D4"]),
        name="catalog.xlsx",
    )  # fmt: skip
    tables, found = read(path, "catalog")
    assert not found.faults
    assert [dict(row.cells) for row in tables[0].rows] == [
        {"no": "1", "level1": "低保", "level2": "审核", "subject": "民政局"},
        {"no": "1", "level1": "低保", "level2": "审批", "subject": "民政局"},
        {"no": "2", "level1": "临时救助", "level2": "审核", "subject": "民政局"},
    ]
    assert [sorted(row.carried) for row in tables[0].rows] == [[], ["level1", "no", "subject"], ["subject"]]


def test_two_row_header_out_of_merged_cells(book: Book) -> None:
    top = ["序号", "公开事项", None, "公开内容（要素）", "公开对象", None, "公开方式", None]
    sub = [None, "一级事项", "二级事项", None, "全社会", "特定群体", "主动", "依申请公开"]
    path = book(
        ("目录", [["社会救助目录"], top, sub, [1, "低保", "审核", "名单", "√", None, "√", None]],
         ["A1:H1", "A2:A3", "B2:C2", "D2:D3", "E2:F2", "G2:H2"]),
    )  # fmt: skip
    assert cells(path, "catalog") == [
        {
            "no": "1",
            "level1": "低保",
            "level2": "审核",
            "elements": "名单",
            "audience": "■全社会",
            "method": "■主动",
        }
    ]


def test_excel_values_read_as_they_were_typed(book: Book) -> None:
    path = book(
        (
            "说明",
            [
                ["单位", "检查项", "理由", "有效期至", "文号"],
                ["MZJ", "column-stale", 5.0, dt.date(2026, 12, 31), "1.10"],
            ],
            [],
        )
    )
    assert cells(path, "declarations") == [
        {"unit": "MZJ", "check": "column-stale", "reason": "5", "until": "2026-12-31", "reference": "1.10"}
    ]


def test_several_sheets_and_title_lines(book: Book) -> None:
    header = ["序号", "一级事项", "二级事项"]
    path = book(
        ("社会救助领域", [header, [1, "低保", "审核"]], []),
        (
            "养老服务领域",
            [header, [1, "养老", "机构名录"], ["（二）养老补贴领域", None, None], [2, "补贴", "标准"]],
            ["A3:C3"],
        ),
        ("填表说明", [["请如实填写"]], []),
    )
    tables, found = read(path, "catalog")
    assert [(table.file, table.sheet) for table in tables] == [
        ("book.xlsx[社会救助领域]", "社会救助领域"),
        ("book.xlsx[养老服务领域]", "养老服务领域"),
    ]
    assert [row.section for row in tables[1].rows] == [None, "（二）养老补贴领域"]
    assert any("填表说明" in notice.text for notice in found.notices)


def test_hidden_sheets_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("表").write_row(0, 0, ["单位代码", "单位名称", "类别"])
        hidden = workbook.add_worksheet("旧")
        hidden.write_row(0, 0, ["单位代码", "单位名称", "类别"])
        hidden.write_row(1, 0, ["OLD", "旧单位", "部门"])
        hidden.hide()
    assert cells(path, "units") == []


# --- hostile files ---


def test_a_cell_far_out_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "单位代码")
        sheet.write(1_048_575, 16_383, "x")
    assert faults(path, "units") == ["units.xlsx：现为“units.xlsx”，应为不超过20000行、200列的工作表"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _ in range(210):
            entry.write(b"0" * 1_000_000)
    assert faults(path, "units") == ["units.xlsx：现为“units.xlsx”，应为解压后不超过200MB的工作簿"]


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(UNITS + "A," + "x" * 20_001 + ",部门\n", "utf-8")
    assert faults(path, "units") == ["units.csv 第3行：现为“units.csv”，应为每格不超过20000字"]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", "单位代码\n".encode(), b"a,b\nc,d\n", b"PK\x03\x04broken"]
)
def test_what_is_no_table_is_one_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(content)
    assert len(faults(path, "units")) == 1


def test_a_table_that_needs_one_column_may_have_one(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text("词语\n按装\n", "utf-8")
    assert cells(path, "lexicon") == [{"word": "按装"}]
