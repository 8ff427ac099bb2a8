"""The reader's peers, each behind the same small face. They are needed for the bench only (requirements-bench.txt)."""

from __future__ import annotations

import importlib
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crawler.items import day_of
from crawler.pages import read
from tests.bench.material import TODAY, ZONE, Case

_DAY = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})")


@dataclass(frozen=True)
class Said:
    """What a tool says of a page, as the material writes it. None: the tool has no such field; "" and (): it found none."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    attachments: frozenset[str] | None = None
    rows: tuple[tuple[str, str, str], ...] | None = None


Tool = Callable[[Case, str], Said]


def tools() -> tuple[dict[str, Tool], list[str]]:
    """The tools by name, ours first, and the names of peers that are not installed."""
    found: dict[str, Tool] = {"ours": _ours}
    missing: list[str] = []
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for name, module, make in (
        ("htmldate", "htmldate", _htmldate), ("trafilatura", "trafilatura", _trafilatura),
        ("gne", "gne", _gne), ("newspaper4k", "newspaper", _newspaper),
    ):  # fmt: skip
        try:
            found[name] = make(importlib.import_module(module))
        except ImportError:
            missing.append(name)
    return found, missing


def _ours(case: Case, _: str) -> Said:
    page = read(case.answer, today=TODAY, zone=ZONE)
    moment = page.published
    clock = f" {moment:%H:%M}" if hasattr(moment, "hour") else ""
    return Said(
        page.title or "",
        f"{day_of(moment) or ''}{clock}",
        page.source or "",
        frozenset(link.url for link in page.attachments),
        tuple((entry.title, entry.url, str(entry.date or "")) for entry in page.entries),
    )


def _day(text: object) -> str:
    """The day of whatever a peer calls a date."""
    match = _DAY.search(str(text or ""))
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def _htmldate(module: Any) -> Tool:
    def say(case: Case, html: str) -> Said:
        return Said(published=_day(module.find_date(html, url=case.answer.url, original_date=True)))

    return say


def _trafilatura(module: Any) -> Tool:
    def say(case: Case, html: str) -> Said:
        found = module.bare_extraction(html, url=case.answer.url, with_metadata=True)
        if found is None:
            return Said("", "", "")
        return Said(found.title or "", _day(found.date), found.author or "")

    return say


def _gne(module: Any) -> Tool:
    def say(case: Case, html: str) -> Said:
        rows = None
        if case.rows:  # its list reader wants to be told one title of the list: it is
            listed = module.ListPageExtractor().extract(html, feature=case.rows[0][0])
            rows = tuple((row["title"], row.get("url", ""), "") for row in listed)
        try:
            found = module.GeneralNewsExtractor().extract(html)
        except (module.NoContentException, ValueError, IndexError):
            return Said("", "", "", rows=rows)
        return Said(found["title"] or "", _day(found["publish_time"]), found["author"] or "", rows=rows)

    return say


def _newspaper(module: Any) -> Tool:
    def say(case: Case, html: str) -> Said:
        article = module.Article(case.answer.url, language="zh")
        article.download(input_html=html)
        article.parse()
        return Said(article.title or "", _day(article.publish_date), "、".join(article.authors))

    return say
