"""The rows of a sweep once more, from its stored answers: lists, articles, links (accounts: `rehearing`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crawler.addresses import page_key
from crawler.items import Entry, Page
from crawler.outcomes import reason_of_status
from crawler.rereading import Answers, Row
from crawler.survey.articles import Listed
from crawler.survey.rows import article_row
from crawler.survey.state import Got


def article_again(answers: Answers, url: str) -> None:
    """An article, as its stored page reads now; where it stands in the lists is kept."""
    for row in answers.of("articles", "url = ?", url):
        got = answers.got(row["fetch"])
        if got is None:
            continue
        listed = Listed(Entry(row["title"] or "", url, row["list_date"]), ())
        again = article_row(listed, row["unit"], row["unit_from"], got.content, got.reason, row["fetch"])
        kept = {"column_url": row["column_url"], "kind": got.page.kind.value if got.page else row["kind"]}
        answers.replace("articles", row, ["url"], {**again, **kept})


def list_again(answers: Answers, url: str) -> None:
    """A column or the home page: every look at it, and every row of its list."""
    shown: dict[str, Entry] = {}
    for row in answers.of("looks", "url = ?", url):
        got = answers.got(row["fetch"])
        if got is None:
            continue
        pages = (*got.snapshots, got.content) if got.content is not None else ()
        _add(shown, pages)
        answers.replace("looks", row, ["url", "look"], _look(answers, row, got, pages))
    role = next((row["role"] for row in answers.of("columns", "url = ?", url)), "list")
    if role == "list" and shown:
        _entries_again(answers, url, shown)


def _look(answers: Answers, row: Row, got: Got, pages: tuple[Page, ...]) -> dict[str, Any]:
    told = answers.told(got.fetch)
    latest = answers.latest(told.row if told else row)
    entries = [entry for page in pages for entry in page.entries]
    days = [entry.date for entry in entries if entry.date is not None and entry.date <= latest]
    proof = row["empty_proof"] if not entries and _still_empty(answers, row, got) else None
    return {
        **row, "outcome": got.reason.value if got.reason else "ok", "entries": len(entries),
        "newest": max(days, default=None), "empty_proof": proof,
    }  # fmt: skip


def _still_empty(answers: Answers, row: Row, got: Got) -> bool:
    """Whether what proved the list empty still stands on one of the pages of that look."""
    proof, pages = row["empty_proof"] or "", [got.content]
    for (fetch,) in answers.db.conn.execute(
        "SELECT id FROM fetches WHERE sweep = ? AND look = ? AND url = ? AND via = 'http' AND purpose IN ('column', 'home')",
        (row["sweep"], row["look"], row["url"]),
    ).fetchall():
        static = answers.got(fetch)
        pages.append(static.content if static else None)
    return any(
        (page.empty_claim is not None and page.empty_claim in proof)
        or any(proof.endswith(f"：{frame}") for frame in page.frames_present)
        for page in pages
        if page is not None
    )


def _entries_again(answers: Answers, url: str, shown: dict[str, Entry]) -> None:
    """The list's rows by the stored pages that showed them. What no stored page shows is no row any more."""
    rows = answers.of("entries", "column_url = ? ORDER BY position", url)
    unread = set[str]()
    for page_url in dict.fromkeys(row["page_url"] for row in rows):
        found = list(_list_pages(answers, page_url))
        _add(shown, (page for page in found if page is not None))
        if not found or None in found:
            unread.add(page_url)
    for row in rows:
        entry = shown.pop(page_key(row["url"]), None)
        if entry is not None:
            told = {**row, "title": entry.title, "date": entry.date, "pinned": entry.pinned}
            answers.replace("entries", row, ["column_url", "url"], told)
        elif row["page_url"] not in unread:
            answers.replace("entries", row, ["column_url", "url"])
    unit = rows[0]["unit"] if rows else next((r["unit"] for r in answers.of("columns", "url = ?", url)), None)
    for position, entry in enumerate(shown.values(), start=len(rows)):
        answers.book.write("entries", [{
            "column_url": url, "url": entry.url, "position": position, "look": 1, "page_url": url, "title": entry.title,
            "date": entry.date, "pinned": entry.pinned, "unit": unit,
        }])  # fmt: skip


def _list_pages(answers: Answers, page_url: str) -> Iterator[Page | None]:
    """What this sweep stored of one address as a list; None for each that cannot be read back."""
    query = (
        "SELECT id FROM fetches WHERE sweep = ? AND (url = ? OR final_url = ?) AND outcome = 'ok'"
        " AND purpose IN ('column', 'list', 'home', 'front') ORDER BY id"
    )
    for (fetch,) in answers.db.conn.execute(query, (answers.sweep["id"], page_url, page_url)).fetchall():
        got = answers.got(fetch)
        yield from (*got.snapshots, got.content) if got is not None else (None,)


def _add(shown: dict[str, Entry], pages: Iterable[Page]) -> None:
    for page in pages:
        for entry in page.entries:
            key = page_key(entry.url)
            if key not in shown or shown[key].date is None:
                shown[key] = entry


def link_again(answers: Answers, url: str) -> None:
    """A link's target by its stored answers, and whether the page still leads there."""
    for row in answers.of("links", "url = ?", url):
        if row["place"] in ("home", "entry"):
            list_again(answers, row["page_url"])
        told = {**row, **_reached(answers, row)}
        answers.replace("links", row, ["unit", "url"], *([told] if _leads_there(answers, row) else []))
    for row in answers.of("post_links", "url = ?", url):
        answers.replace(
            "post_links", row, ["account", "url"], {**row, **_reached(answers, row, by_page=False)}
        )


def _reached(answers: Answers, row: Row, *, by_page: bool = True) -> Mapping[str, Any]:
    """What the requests to a link came to; of what a post leads to, the status decides."""
    told: dict[str, Any] = {}
    for fetch, outcome, status in (
        ("fetch", "outcome", "http_status"), ("look_fetch", "look_outcome", "look_status"),
    ):  # fmt: skip
        got = answers.got(row[fetch])
        if got is not None and got.status is not None and row[outcome] is not None:
            reason = got.reason if by_page else reason_of_status(got.status)
            told |= {outcome: reason.value if reason else "ok", status: got.status}
    return told


def _leads_there(answers: Answers, row: Row) -> bool:
    """Whether the page that a link stands on leads to it; also where no stored page can say it."""
    page_url, target = row["page_url"], page_key(row["url"])
    fetches = answers.db.conn.execute(
        "SELECT id FROM fetches WHERE sweep = ? AND (url = ? OR final_url = ?) AND method = 'GET' AND outcome = 'ok'"
        " AND capture IS NOT NULL", (answers.sweep["id"], page_url, page_url),
    ).fetchall()  # fmt: skip
    pages = [got.content for (fetch,) in fetches if (got := answers.got(fetch)) is not None]
    read = [page for page in pages if page is not None]
    linked = {page_key(link.url) for page in read for link in (*page.links, *page.breadcrumb_links)}
    linked |= {page_key(link.url) for page in read for link in page.attachments}
    linked |= {page_key(entry.url) for page in read for entry in page.entries}
    listed = {page_key(entry["url"]) for entry in answers.of("entries", "column_url = ?", page_url)}
    return not read or target in linked | listed
