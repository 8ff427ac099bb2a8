"""Documents and lists in the manner of many CMSs: cases as data (`manners/*.toml`), the named fields compared."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from layouts import DRESSES
from pages_support import ARTICLE, COLUMN, read_markup

from crawler.items import Page

MANNERS = Path(__file__).parent / "manners"
DOCUMENT = """<h1>清河区开展便民服务活动</h1><div class="info">{head}</div><div class="content"><p>2026年2月11日，清河区召开会议，部署便民服务有关工作，要求2026年12月31日前完成全部任务，确保取得实效。</p>
<p>会议指出，自2025年以来，全区累计办理事项十二万件，群众满意度不断提升。</p></div><div class="below">{foot}</div>"""


def cases(name: str, key: str) -> list[dict[str, Any]]:
    """The cases of one file, or of all files with this beginning."""
    return [
        case
        for path in sorted(MANNERS.glob(f"{name}*.toml"))
        for case in tomllib.loads(path.read_text("utf-8")).get(key, [])
    ]


def dressed(content: str, dress: str = "boxes", title: str = "清河区人民政府门户网站") -> str:
    """A whole page around this content, of a document: no list's tags, no column's name as a heading."""
    page = DRESSES[dress].replace("<h2>通知公告</h2>", "").replace("{list}", content)
    page = page.replace(
        '<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">', ""
    )
    page = page.replace("<title>通知公告_{site}</title>", f"<title>{title}</title>")
    page = page.replace("<title>{site}-通知公告</title>", f"<title>{title}</title>")
    return page.replace("{site}", "清河区人民政府")


def seen(page: Page, field: str) -> object:
    """A field as the cases write it: "" for none, dates as text, files by address, rows as [title, address, date]."""
    value = getattr(page, field)
    if field == "published":
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value or "")
    if field == "attachments":
        return [link.url for link in value]
    if field == "entries":
        return [[entry.title, entry.url, str(entry.date or "")] for entry in value]
    if field == "next_pages":
        return [following.url for following in value]
    if field == "breadcrumbs":
        return list(value)
    return str(value or "")


def check(page: Page, expected: dict[str, object]) -> None:
    assert {field: seen(page, field) for field in expected} == expected


@pytest.mark.parametrize("case", cases("articles_cms", "case"), ids=lambda case: case["name"])
def test_documents_of_many_systems(case: dict[str, Any]) -> None:
    markup = case.get("html") or dressed(case["content"], case.get("dress", "boxes"))
    check(read_markup(markup, case["url"]), {"kind": "article", **case["expected"]})


@pytest.mark.parametrize(
    "case", cases("articles_dates", "wording"), ids=lambda case: f"{case.get('head')}{case.get('foot', '')}"
)
def test_wordings_of_dates(case: dict[str, str]) -> None:
    markup = dressed(DOCUMENT.format(head=case.get("head", ""), foot=case.get("foot", "")))
    expected = {"published": "2026-03-05", "source": "", "written": "", "title": "清河区开展便民服务活动"}
    expected |= {field: value for field, value in case.items() if field not in ("head", "foot")}
    check(read_markup(markup, ARTICLE.replace("20261109", "20260101")), expected)


@pytest.mark.parametrize("case", cases("lists", "case"), ids=lambda case: case["name"])
def test_lists_of_many_systems(case: dict[str, Any]) -> None:
    url = case.get("url", COLUMN)
    markup = (
        DRESSES[case.get("dress", "boxes")]
        .replace("{list}", case["content"])
        .replace("{site}", "清河区人民政府")
    )
    folder = COLUMN.rpartition("/")[0]
    rows = [
        [title, folder + href if href[0] == "/" else href, day]
        for title, href, day in case["expected"]["entries"]
    ]
    page = read_markup(markup, url)
    check(page, {"kind": "column", **case["expected"], "entries": rows})


@pytest.mark.parametrize("case", cases("titles", "case"), ids=lambda case: case["name"])
def test_titles_and_files_of_many_systems(case: dict[str, Any]) -> None:
    markup = dressed(case["content"], title=case["head"]).replace(
        "</head>", case.get("metas", "") + "</head>"
    )
    check(read_markup(markup, ARTICLE), {"kind": "article", **case["expected"]})
