"""The reader against real pages and what a person read off them (../shared, skipped where it is absent)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

import pytest
from pages_support import SHARED, TODAY, ZONE, needs_shared, shared_rows

from crawler.items import Kind, Page
from crawler.pages import Answer, read

MANIFEST = [row for row in shared_rows("pages/manifest.csv") if not row["file"].endswith(".txt")]
PINGTAN = shared_rows("pingtan/manifest.csv")
LISTS = [row for row in PINGTAN if row["kind"] == "list"]
ARTICLES = [row for row in PINGTAN if row["kind"] == "article"]

pytestmark = needs_shared


def page_of(row: dict[str, str]) -> Page:
    path = SHARED / "pages" / row["file"]
    url = row["url"] if row["url"].startswith("http") else f"http://www.page.example/zw/{path.name}"
    return read(Answer(url, path.read_bytes()), today=TODAY, zone=ZONE)


def pingtan_page(row: dict[str, str]) -> Page:
    body = (SHARED / "pingtan" / row["local_path"]).read_bytes()
    return read(Answer(row["original_url"], body), today=TODAY, zone=ZONE)


def told(moment: date | None) -> str:
    """A date as the tables write it."""
    return moment.strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else str(moment or "")


def ids(row: dict[str, str]) -> str:
    return row.get("file") or row["local_path"].removeprefix("www/zwgk/")


@pytest.mark.parametrize("row", [r for r in MANIFEST if r["kind"] in ("gov_article", "charset")], ids=ids)
def test_publication_date_and_its_absence(row: dict[str, str]) -> None:
    wanted, got = row["published"][:16].removesuffix(" 00:00"), told(page_of(row).published)
    assert (got[:10] if len(wanted) == 10 else got) == wanted


@pytest.mark.parametrize("row", [r for r in MANIFEST if r["title"] not in ("", "(unknown)")], ids=ids)
def test_title(row: dict[str, str]) -> None:
    assert page_of(row).title == row["title"]


@pytest.mark.parametrize("row", [r for r in MANIFEST if r["kind"] == "gov_article"], ids=ids)
def test_source_kind_and_attachments(row: dict[str, str]) -> None:
    page = page_of(row)
    assert page.kind is Kind.ARTICLE
    assert page.source == (row["source"] or None)
    assert len(page.attachments) == ("article_excerpt" in row["file"])


@pytest.mark.parametrize("row", [r for r in MANIFEST if " > " in r["breadcrumb"]], ids=ids)
def test_breadcrumb(row: dict[str, str]) -> None:
    assert " > ".join(page_of(row).breadcrumbs) == row["breadcrumb"]


@pytest.mark.parametrize("row", [r for r in MANIFEST if r["list_rows"]], ids=ids)
def test_number_of_rows(row: dict[str, str]) -> None:
    page = page_of(row)
    assert len(page.entries) == int(row["list_rows"])
    assert all(entry.date is not None for entry in page.entries)


def test_years_of_a_yearless_list_come_from_the_addresses() -> None:
    page = page_of(next(row for row in MANIFEST if "zhangshu" in row["file"]))
    assert {entry.date.year for entry in page.entries if entry.date} == {2017}
    assert [page.url.rpartition("/")[2] for page in page.next_pages] == [
        f"index_{n}.html" for n in range(1, 21)
    ]
    assert page.entries[0].title.endswith("...")  # cut, with nothing to complete it from


@pytest.mark.parametrize(
    ("name", "charset", "word"),
    [
        ("gb2312_bytes_wayback_utf8_first.html", "gb18030", "约定无期限"),
        ("numeric_entities_gb2312_declared.html", "utf-8", None),
    ],
)
def test_charsets(name: str, charset: str, word: str | None) -> None:
    body = (SHARED / "pages/charset" / name).read_bytes()
    page = read(Answer("http://www.example.com/a.html", body), today=TODAY, zone=ZONE)
    assert page.charset == charset
    assert word is None or word in (page.title or "")


def test_a_lying_declaration_is_overruled() -> None:
    page = page_of(next(row for row in MANIFEST if "charset_lie" in row["file"]))
    assert page.charset == "utf-8"
    assert "融通" in page.entries[0].title


def test_every_row_of_the_portal_and_no_other() -> None:
    wanted: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in shared_rows("pingtan/list_rows.csv"):
        wanted[row["column_path"]].append((row["title"], row["url"], row["date_shown"]))
    for row in LISTS:
        path = row["local_path"].removeprefix("www/").removesuffix("/index.html")
        got = [(entry.title, entry.url, told(entry.date)) for entry in pingtan_page(row).entries]
        assert got == wanted[path], path


@pytest.mark.parametrize("row", ARTICLES, ids=ids)
def test_portal_articles(row: dict[str, str]) -> None:
    page = pingtan_page(row)
    assert page.kind is Kind.ARTICLE
    assert page.title == row["title"]
    assert told(page.published) == row["visible_date"]
    assert told(page.written) == row["成文日期"]
    assert page.document_no == (row["文号"] or None)
    assert page.index_no == (row["索引号"] or None)
    assert page.validity == (row["有效性"] or None)
    assert page.source == row["source_shown"]
    assert page.column_name == row["column"]
    assert " > ".join(page.breadcrumbs) == row["breadcrumb"]
    files = row["attachments"].split(" ; ") + row["attachments_in_body"].split(" ; ")
    assert {link.url for link in page.attachments} == {url for url in files if url}
    assert page.text


def column(name: str) -> Page:
    return pingtan_page(next(row for row in LISTS if row["local_path"].endswith(f"/{name}/index.html")))


def test_a_script_only_column_is_never_called_empty() -> None:
    page = column("hzgfxwj")
    assert page.kind is Kind.COLUMN
    assert page.entries == ()
    assert page.needs_browser
    assert page.empty_claim is None
    assert [following.form["classsql"] for following in page.next_pages if following.form] == ["chnlid=1367"]


def test_a_refresh_stub_is_moved() -> None:
    page = column("bljggs")
    assert page.kind is Kind.MOVED
    assert (page.moved_to or "").startswith(
        "https://ythdrhxzzf-fujian-gov-cnx6e42968723868xx.ipv6best.cn/zfgs/"
    )


def test_a_column_that_is_the_document() -> None:
    page = column("zfxxgkzn")
    assert (page.kind, page.title) == (Kind.ARTICLE, "平潭综合实验区政府信息公开指南")
    assert page.published == date(2024, 3, 23)
    assert "依申请公开" in (page.text or "")


def test_further_rows_are_asked_for_as_the_page_does() -> None:
    page = column("gzjzqk")
    assert page.list_total == 107
    assert [(ask.url, ask.form) for ask in page.next_pages] == [
        (
            "https://www.pingtan.gov.cn/fjdzapp/search",
            {
                "channelid": "200210", "sortfield": "-docorderpri,-docreltime", "classsql": "chnlid=1780",
                "cache": "true", "page": "2", "prepage": "75",
            },
        )
    ]  # fmt: skip
    assert column("zfjsgk").next_pages == ()


def test_templates_tell_lists_from_articles() -> None:
    lists = {column(name).template for name in ("gzjzqk", "gsgg", "zfjsgk")}
    articles = {pingtan_page(row).template for row in ARTICLES if "gzjzqk" in row["local_path"]}
    assert len(lists) == len(articles) == 1
    assert lists.isdisjoint(articles)
    assert column("gsgg").list_frame == column("gzjzqk").list_frame
