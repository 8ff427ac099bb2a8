"""What was seen, as an evidence card quotes it: the place in a text, the head of a list, the newest posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from reports.model import Judged, Sweep
from reports.phrases import day
from reports.text import SENTENCE, shown
from reports.words import load_figures

Row = Mapping[str, Any]
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One quoted line: what stands before, at and behind the marked place, and a date beside it."""

    before: str
    place: str = ""
    behind: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a card quotes. `fetch` is the stored page to be drawn, and `words` are what to look for on it."""

    heading: str
    lines: tuple[Line, ...] = ()
    fetch: int | None = None
    words: tuple[str, ...] = ()


def excerpt_of(db: Database, sweep: Sweep, row: Judged) -> Excerpt:
    """What the store holds of the place that a finding speaks of, numbers hidden."""
    return _KINDS.get(row.kind, _of_proof)(db, sweep.id, row)


def _of_list(db: Database, sweep: int, row: Judged) -> Excerpt:
    """The newest rows of a list, the newest marked; and that there are none."""
    entries = list(db.query(
        "SELECT title, date FROM entries WHERE sweep = ? AND column_url = ? ORDER BY date IS NULL, date DESC, position"
        " LIMIT ?", (sweep, row.key, load_figures().excerpt_rows),
    ))  # fmt: skip
    lines = tuple(_listed(one["title"], one["date"], marked=at == 0) for at, one in enumerate(entries))
    look = next(iter(db.query(
        "SELECT fetch FROM looks WHERE sweep = ? AND url = ? ORDER BY look", (sweep, row.key),
    )), None)  # fmt: skip
    words = _worded(entries[0]["title"]) if entries else ()
    heading = "列表中最近的信息" if entries else "列表中没有任何信息"
    return Excerpt(heading, lines, look["fetch"] if look else None, words)


def _of_article(db: Database, sweep: int, row: Judged) -> Excerpt:
    """The place in the article's text, or its beginning; and the dates that it shows."""
    article = next(
        iter(db.query("SELECT * FROM articles WHERE sweep = ? AND url = ?", (sweep, row.key))), None
    )
    if article is None:
        return _of_post(db, sweep, row)
    words = _wanted(row.observed)
    published, listed = (day(article[name]) if article[name] else "无" for name in ("published", "list_date"))
    dates = f"页面注明的发布时间：{published}；列表中的日期：{listed}"
    quoted = _quoted(f"{article['title'] or ''}\n{article['text'] or ''}", words)
    lines = (quoted, Line(shown(dates)))
    return Excerpt("稿件内容", lines, article["fetch"], (*words, *_worded(article["title"])))


def _of_post(db: Database, sweep: int, row: Judged) -> Excerpt:
    query = "SELECT * FROM posts WHERE sweep = ? AND url = ? ORDER BY look LIMIT 1"
    post = next(iter(db.query(query, (sweep, row.key))), None)
    if post is None:
        return _of_proof(db, sweep, row)
    words = _wanted(row.observed)
    quoted = _quoted(f"{post['title'] or ''}\n{post['text'] or ''}", words)
    return Excerpt(
        "推文内容", (quoted, Line(f"发布时间：{post['published'] or '来源没有给出'}")), post["fetch"], words
    )


def _of_link(db: Database, sweep: int, row: Judged) -> Excerpt:
    """Where the link stands, and what came of it."""
    query = "SELECT * FROM links WHERE sweep = ? AND unit = ? AND url = ?"
    link = next(iter(db.query(query, (sweep, row.unit, row.key))), None)
    if link is None:
        return _of_proof(db, sweep, row)
    page = next(iter(db.query(
        "SELECT id FROM fetches WHERE sweep = ? AND ? IN (url, final_url) AND method = 'GET' AND outcome = 'ok'"
        " ORDER BY id LIMIT 1", (sweep, link["page_url"]),
    )), None)  # fmt: skip
    name = shown(link["text"])
    answers = f"第一次访问返回{link['http_status'] or '—'}，第二次返回{link['look_status'] or '—'}"
    lines = (
        Line("页面中的链接：", name or row.key),
        Line(f"所在页面：{shown(link['page_url'])}"),
        Line(answers),
    )
    return Excerpt("失效的链接", lines, page["id"] if page else None, _worded(name))


def _of_account(db: Database, sweep: int, row: Judged) -> Excerpt:
    """The newest posts that any source showed."""
    posts = list(db.query(
        "SELECT title, published, max(look) FROM posts WHERE sweep = ? AND account = ? AND published IS NOT NULL"
        " GROUP BY id ORDER BY published DESC LIMIT ?", (sweep, row.key, load_figures().excerpt_rows),
    ))  # fmt: skip
    lines = tuple(_listed(one["title"], one["published"], marked=at == 0) for at, one in enumerate(posts))
    proof = _of_proof(db, sweep, row)
    words = _worded(posts[0]["title"]) if posts else ()
    return Excerpt("最近的推文" if posts else "没有看到推文", lines, proof.fetch, words)


def _of_item(db: Database, sweep: int, row: Judged) -> Excerpt:
    """The documents that the ruling names, or what it looked at in vain."""
    documents = row.observed.get("documents")
    named = [one for one in documents if isinstance(one, dict)] if isinstance(documents, list) else []
    lines = tuple(
        _listed(
            str(one.get("title") or one.get("url") or ""), str(one.get("published") or ""), marked=at == 0
        )
        for at, one in enumerate(named[: load_figures().excerpt_rows])
    )
    proof = _of_proof(db, sweep, row)
    words = _worded(str(named[0].get("title") or "")) if named else ()
    return Excerpt("相符的文件" if named else "查看了下列地址，见“查看的地址”", lines, proof.fetch, words)


def _of_proof(db: Database, sweep: int, row: Judged) -> Excerpt:  # noqa: ARG001 - one of a kind
    """Only the stored answer."""
    capture, _, offset = (row.seen[0].capture or "").rpartition("#") if row.seen else ("", "", "")
    if not capture or not offset.isdecimal():
        return Excerpt("没有可以引用的内容")
    query = "SELECT id FROM fetches WHERE capture = ? AND capture_offset = ?"
    fetch = db.conn.execute(query, (capture, int(offset))).fetchone()
    return Excerpt("见存档", (), fetch[0] if fetch else None)


_KINDS: Mapping[str, Callable[[Database, int, Judged], Excerpt]] = {
    "site": _of_list, "column": _of_list, "article": _of_article, "post": _of_post, "link": _of_link,
    "account": _of_account, "item": _of_item,
}  # fmt: skip


def _wanted(observed: Mapping[str, Any]) -> tuple[str, ...]:
    """The words that a ruling found, the plainest first."""
    words, samples = observed.get("words"), observed.get("samples")
    found = [*words] if isinstance(words, dict) else []
    found += [str(one) for one in samples] if isinstance(samples, list) else []
    return tuple(word for word in found if word)


def _worded(title: str | None) -> tuple[str, ...]:
    """A title as it may stand on a page: whole, or its beginning."""
    return (title, title[:_SHORT]) if title else ()


def _quoted(text: str, words: tuple[str, ...]) -> Line:
    """The surroundings of the first word that stands in the text; its beginning where none does."""
    letters = load_figures().excerpt_letters
    for word in words:
        at = text.find(word)
        if at >= 0:
            before = text[max(0, at - letters) : at]
            behind = text[at + len(word) : at + len(word) + letters]
            return Line(shown(f"…{before}", SENTENCE), shown(word), shown(f"{behind}…", SENTENCE))
    return Line(shown(text[: 2 * letters], SENTENCE))


def _listed(title: str | None, day: str | None, *, marked: bool) -> Line:
    text, when = shown(title) or "（没有标题）", shown(day)[:10] or "无日期"
    return Line("", text, "", when) if marked else Line(text, day=when)
