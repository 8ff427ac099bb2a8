"""公开内容（要素）: sections, tables and lists that show every element of a catalog row, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.blocks import Block, Heading, Paragraph, Table
from demo.prose import fill
from demo.tables import data_toml

if TYPE_CHECKING:
    from random import Random

NUMERALS = "一二三四五六七八九十"
_COUNTS = (
    "户数",
    "人数",
    "数量",
    "套数",
    "批次",
    "企业数",
    "病例数",
    "总量",
    "天数",
    "任务量",
    "面积",
    "问题",
    "人口情况",
)
_MONEY = ("金额", "收入", "支出", "结余", "限额", "余额", "投资", "总值", "增加值")
_NAMES = ("名称", "单位", "机构", "项目", "编号", "登记号", "文号")


def compose(style: str, elements: tuple[str, ...], words: dict[str, str], rng: Random) -> list[Block]:
    """The blocks that show the elements in one of the styles of holdings.csv."""
    if style == "table":
        return [_opening(words), _table(elements, words, rng), _closing(words)]
    if style == "people":
        return [_people(elements, rng)]
    if style == "notice":
        return [_opening(words), *_report(words), _closing(words)]
    blocks: list[Block] = [_opening(words)]
    for numeral, element in zip(NUMERALS, elements, strict=False):
        blocks += [Heading(f"{numeral}、{element}"), Paragraph(_says(element, words, rng))]
    return [*blocks, _closing(words)]


def without(blocks: list[Block], element: str) -> list[Block]:
    """The same text with one element left out: its section, or its column of the table."""
    kept: list[Block] = []
    skip = False
    for block in blocks:
        match block:
            case Heading(text):
                skip = text.partition("、")[2] == element
            case Table(head, rows) if element in head:
                gone = head.index(element)
                block = Table(_drop(head, gone), tuple(_drop(row, gone) for row in rows))  # noqa: PLW2901
        if not skip:
            kept.append(block)
    return kept


def _drop(cells: tuple[str, ...], index: int) -> tuple[str, ...]:
    return cells[:index] + cells[index + 1 :]


def _opening(words: dict[str, str]) -> Paragraph:
    return Paragraph(
        f"为保障公众的知情权、参与权和监督权，根据政务公开工作有关规定，现将{words['place']}有关内容予以公开。"
        f"本页由{words['unit']}负责维护，遇有变化及时更新，如与上级最新规定不一致，以上级规定为准。"
    )


def _report(words: dict[str, str]) -> list[Block]:
    return [
        Paragraph(
            f"办理过程中，{words['unit']}主要负责人牵头研究，明确承办人员和完成时限，多次与提出者当面沟通、实地察看，充分吸收意见。"
        ),
        Paragraph(
            "目前所提问题已经解决或者列入计划，提出者对办理态度和办理结果表示满意，后续工作将纳入年度任务持续推进。"
        ),
    ]


def _closing(words: dict[str, str]) -> Paragraph:
    return Paragraph(
        f"以上内容由{words['unit']}负责解释。如有疑问，可以到政务服务大厅综合窗口当面咨询，也可以通过政府门户网站留言，"
        f"{words['unit']}将在五个工作日内予以答复。欢迎社会各界对{words['place']}的政务公开工作提出宝贵意见。"
    )


def _says(element: str, words: dict[str, str], rng: Random) -> str:
    endings: dict[str, str] = data_toml("words.toml")["endings"]
    pattern = next((text for ending, text in endings.items() if element.endswith(ending)), endings["other"])
    return fill(pattern, words, rng)


def _people(elements: tuple[str, ...], rng: Random) -> Table:
    lists = data_toml("words.toml")["lists"]
    names = rng.sample(lists["surname"], 4)
    posts = ("主要负责人", "副职", "副职", "党组成员")
    shares = ("主持全面工作", "协助分管业务工作", "协助分管综合工作", "分管机关党建和后勤工作")
    rows = [(name + rng.choice(rng.choice(lists["given"])), post, share) for name, post, share in zip(names, posts, shares, strict=True)]  # fmt: skip
    return Table(elements, tuple(rows))


def _table(elements: tuple[str, ...], words: dict[str, str], rng: Random) -> Table:
    rows = tuple(tuple(_cell(element, words, rng) for element in elements) for _ in range(rng.randint(2, 6)))
    return Table(elements, rows)


def _cell(element: str, words: dict[str, str], rng: Random) -> str:
    if element.endswith(_COUNTS):
        return str(rng.randint(3, 960))
    if element.endswith(_MONEY):
        return f"{rng.randint(800, 990000) / 100:.2f}万元"
    if element.endswith("率"):
        return f"{rng.randint(930, 1000) / 10:.1f}%"
    if element.endswith(_NAMES):
        village = rng.choice(data_toml("words.toml")["lists"]["community"])
        return f"{village}{rng.choice(('第一', '第二', '惠民', '综合', '示范'))}{rng.choice(('站', '点', '中心', '项目'))}"
    if element.endswith(("地址", "地点", "电话")):
        return _says(element, words, rng).rstrip("。")
    cells: dict[str, list[str]] = data_toml("words.toml")["cells"]
    return rng.choice(
        next((some for ending, some in cells.items() if element.endswith(ending)), cells["other"])
    )
