"""The opened pages of one sweep, unit by unit: an article belongs to exactly one unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from checks.evidence.cells import SEEN, day, listed, reason, seen_of
from checks.evidence.lists import Lists
from checks.evidence.sweep import Frame
from checks.marks import is_shown, is_visible
from checks.model import Article
from crawler.hiding import read_hidden
from crawler.items import DateMark, Kind, Link, Reason
from rules.model import Workspace

_BATCH = 500
_READ = (
    "url", "title", "outcome", "kind", "published", "published_from", "list_date", "date_marks", "written", "decided",
    "source", "document_no", "text", "numbers", "attachments", "column_url", "template",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pages:
    """Which rows of `articles` are whose. Texts are read one unit at a time: they never all lie in memory."""

    db: Database
    frame: Frame
    lists: Lists
    numbers: dict[str, list[int]]
    opened: dict[str, list[str]]
    unopened: dict[str, list[Article]]
    dated: Counter[str | None]
    failed: frozenset[str]
    read: set[str]

    def of_unit(self, unit: str) -> tuple[Article, ...]:
        """The unit's articles: opened, tried, or only listed with a date still to come; by address."""
        opened = (self._article(row) for row in self._rows(self.numbers.get(unit, [])))
        return tuple(sorted([*opened, *self.unopened.get(unit, ())], key=lambda article: article.url))

    def forget(self) -> None:
        """Let go of the addresses, once what needs them all is read: they are a large sweep's greatest part."""
        self.opened.clear()
        self.read.clear()

    def addresses(self) -> dict[str, set[str]]:
        """The addresses of every unit's articles."""
        found = {unit: {one.url for one in articles} for unit, articles in self.unopened.items()}
        for unit, urls in self.opened.items():
            found.setdefault(unit, set()).update(urls)
        return found

    def _rows(self, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            marks = ", ".join("?" * len(batch))
            yield from self.db.conn.execute(f"{_ARTICLE} ({marks})", batch)

    def _article(self, row: tuple[Any, ...]) -> Article:
        (url, title, outcome, called, published, published_from, list_date, date_marks, written, decided,
         source, document_no, text, numbers, attachments, column_url, template, *answer) = row  # fmt: skip
        failed, zone = reason(outcome), self.frame.zone
        kind = Kind(called) if called and failed is None else Kind.ARTICLE
        marks = tuple([DateMark(mark, _value(value)) for mark, value in listed(date_marks)])
        listing = self.lists.listings.get(column_url)
        return Article(
            url=url,
            title=title or url,
            reason=failed,
            seen=seen_of(*answer),
            is_file=kind is Kind.ATTACHMENT,
            page=kind,
            published=day(published, zone),
            published_from=published_from,
            list_date=day(list_date, zone),
            date_marks=marks,
            written=day(written, zone),
            decided=day(decided, zone),
            source=source,
            document_no=document_no,
            text=text or "",
            hidden=read_hidden(numbers),
            attachments=tuple([Link(target, words, "body") for target, words in listed(attachments)]),
            column_url=column_url,
            column_name=listing.column.name if listing else None,
            column_type=listing.column.type if listing else None,
            template_dated=self.dated[template] > any(map(is_visible, marks)),
            incident=url in self.failed,
            earlier=listing.earlier if listing else None,
        )


_ARTICLE = (
    f"SELECT {', '.join(f'a.{name}' for name in _READ)}, "  # noqa: S608 - our own words
    + SEEN
    + " FROM articles a LEFT JOIN fetches f ON f.id = a.fetch WHERE a.rowid IN "
)


def read_pages(db: Database, frame: Frame, workspace: Workspace, lists: Lists) -> Pages:
    """Sort the sweep's articles by unit without reading a text."""
    owner = workspace.district.portal_owner
    codes = {unit.code for unit in workspace.units}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    opened: defaultdict[str, list[str]] = defaultdict(list)
    dated: Counter[str | None] = Counter()
    failed, known, read = set[str](), set[str](), set[str]()
    sql = "SELECT rowid, url, unit, column_url, outcome, template, date_marks FROM articles WHERE sweep = ?"
    for rowid, url, whose, column_url, outcome, template, marks in db.conn.execute(sql, (frame.id,)):
        known.add(url)
        unit = whose if whose in codes else owner
        numbers[unit].append(rowid)
        opened[unit].append(url)
        listing = lists.listings.get(column_url)
        if outcome == "ok":
            read.add(url)
        elif frame.hit("articles", listing.template if listing else None, reason(outcome)):
            failed.add(url)
        if template and any(is_shown(mark) for mark, _ in listed(marks)):
            dated[template] += 1
    to_come = _to_come(lists, frame, known)
    return Pages(db, frame, lists, numbers, opened, to_come, dated, frozenset(failed), read)


def _to_come(lists: Lists, frame: Frame, opened: set[str]) -> dict[str, list[Article]]:
    """Rows with a date still to come whose pages nobody opened: the list's date is all there is."""
    found: defaultdict[str, list[Article]] = defaultdict(list)
    met, latest = opened, frame.latest
    for listing in lists.listings.values():
        for entry, unit in listing.rows:
            if entry.date is not None and entry.date > latest and entry.url not in met:
                met.add(entry.url)
                column = listing.column
                found[unit].append(
                    Article(
                        entry.url,
                        entry.title or entry.url,
                        Reason.NOT_SWEPT,
                        list_date=entry.date,
                        column_url=column.url,
                        column_name=column.name,
                        column_type=column.type,
                        earlier=listing.earlier,
                    )
                )
    return found


def _value(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
