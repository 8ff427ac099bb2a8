"""A whole sweep of a made-up district, as rows of the store: what the crawler would have left of so many articles.

Every unit has a column for every fourth row of the catalog. Half of a column's titles say what it is for, in the many
ways of such titles, with years, seasons and numbers; the others speak of projects, firms, villages and meetings. Texts
are 300 to 3,000 characters long. All names are made of parts, none is anybody's.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DAY = date(2026, 11, 22)
_SHORTEST, _LONGEST, _USUAL = 300, 3_000, 700
_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a unit: the catalog row that it is for, its number, its address, and how many articles it has."""

    unit: str
    unit_name: str
    name: str
    number: int
    articles: int

    def url(self, one: int = 0) -> str:
        """The column's address, or that of one of its articles."""
        return f"http://p.example/{self.unit}/c{self.number}/" + (f"t{one:05d}.html" if one else "")

    def day(self, one: int) -> str:
        """The day of one of its articles."""
        return (DAY - timedelta(days=(7 * one + self.number) % 700)).isoformat()


def tables(places: Sequence[Place]) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The rows of each table of the crawler that judging reads."""
    fetches = [(place, one) for place in places for one in range(place.articles + 1)]
    numbers = {(place.unit, place.number, one): n for n, (place, one) in enumerate(fetches, start=1)}
    yield "columns", map(_column, places)
    yield "fetches", (_fetch(n, place, one) for n, (place, one) in enumerate(fetches, start=1))
    yield (
        "looks",
        (_look(place, look, numbers[place.unit, place.number, 0]) for place in places for look in (1, 2)),
    )
    yield "entries", (_entry(place, one) for place, one in fetches if one)
    yield (
        "articles",
        (_article(place, one, numbers[place.unit, place.number, one]) for place, one in fetches if one),
    )


def _fetch(number: int, place: Place, one: int) -> dict[str, Any]:
    return {
        "id": number, "sweep": 1, "key": place.url(one), "url": place.url(one), "method": "GET", "look": 1,
        "purpose": "article" if one else "column", "fetched_at": "2026-11-22T10:00:00+00:00", "http_status": 200,
        "outcome": "ok", "sha256": f"{number:064x}", "capture": "2026-W47/a.warc.gz", "capture_offset": number,
    }  # fmt: skip


def _column(place: Place) -> dict[str, Any]:
    return {
        "sweep": 1, "url": place.url(), "unit": place.unit, "name": place.name, "path": json.dumps(["公开", place.name]),
        "type": "其他", "role": "list", "read_by": "static", "template": "t", "outcome": "ok", "complete": 1,
    }  # fmt: skip


def _look(place: Place, look: int, fetch: int) -> dict[str, Any]:
    return {
        "sweep": 1, "url": place.url(), "look": look, "fetch": fetch, "outcome": "ok", "entries": 20,
        "newest": place.day(1), "read_by": "static",
    }  # fmt: skip


def _entry(place: Place, one: int) -> dict[str, Any]:
    return {
        "sweep": 1, "column_url": place.url(), "url": place.url(one), "position": one, "look": 1,
        "title": _title(place, one), "date": place.day(one), "pinned": 0, "unit": place.unit,
    }  # fmt: skip


def _article(place: Place, one: int, fetch: int) -> dict[str, Any]:
    day, chance = place.day(one), _chance(place, one, "article")
    marks = [["meta PubDate", f"{day}T09:{chance.randrange(60):02d}:00+08:00"], ["发布时间", day]]
    attachments = [[f"{place.url(one)}.pdf", "附件：明细表"]] if chance.random() < 0.2 else []
    return {
        "sweep": 1, "url": place.url(one), "unit": place.unit, "column_url": place.url(), "fetch": fetch, "outcome": "ok",
        "kind": "article", "title": _title(place, one), "published": day, "published_from": "发布时间", "list_date": day,
        "date_marks": json.dumps(marks), "source": place.unit_name, "template": "a", "text": _text(chance),
        "attachments": json.dumps(attachments) if attachments else None,
    }  # fmt: skip


def _chance(place: Place, one: int, what: str) -> random.Random:
    """The same chance for the same article, whatever else is made."""
    return random.Random(f"{place.unit} {place.number} {one} {what}")


def _title(place: Place, one: int) -> str:
    chance = _chance(place, one, "title")
    return _own_title(place, one, chance) if chance.random() < 0.5 else _other_title(chance)


def _own_title(place: Place, one: int, chance: random.Random) -> str:
    """A title that says what the column is for."""
    name, year, season, form = place.name, place.day(one)[:4], _any("seasons", chance), _any("forms", chance)
    return chance.choice((
        f"关于{name}第{one}号情况的公示", f"{place.unit_name}{year}年{season}{name}", f"{year}年{season}{name}情况公示",
        f"关于公布{year}年{name}的公告", f"{name}（第{one}批）", f"{_place(chance)}{name}", f"{year}年{name}{form}",
        f"关于做好{year}年{season}{name}有关工作的通知",
    ))  # fmt: skip


def _other_title(chance: random.Random) -> str:
    """A title of something else."""
    place, firm, work, step = _place(chance), _firm(chance), _any("works", chance), _any("steps", chance)
    deed, form, year = _any("deeds", chance), _any("forms", chance), chance.choice((2024, 2025, 2026))
    return chance.choice((
        f"{place}{work}工程{step}{form}", f"关于{firm}{work}项目{step}的{form}", f"关于开展{year}年{deed}的通知",
        f"{place}扎实推进{work}", f"{place}开展{deed}", f"{firm}行政许可决定书", f"关于对{firm}的行政处罚决定书",
        f"关于{place}{work}项目征求意见的{form}", f"{year}年{place}{deed}工作总结", f"关于召开{deed}动员会的{form}",
    ))  # fmt: skip


def _any(sort: str, chance: random.Random) -> str:
    return chance.choice(_WORDS[sort])


def _place(chance: random.Random) -> str:
    return _any("places", chance) + _any("kinds_of_place", chance)


def _firm(chance: random.Random) -> str:
    return f"{_any('signs', chance)}{_any('signs', chance)}{_any('trades', chance)}有限公司"


def _text(chance: random.Random) -> str:
    """Some paragraphs, most often about as long as such pages are."""
    long, text = int(chance.triangular(_SHORTEST, _LONGEST, _USUAL)), ""
    while len(text) < long:
        text += chance.choice(_paragraphs())
    return text[:long]


@cache
def _paragraphs() -> tuple[str, ...]:
    """Many paragraphs, each of a few sentences with figures of its own."""
    chance = random.Random("paragraphs")
    return tuple(_paragraph(chance) for _ in range(3_000))


def _paragraph(chance: random.Random) -> str:
    return "".join(
        sentence.format(
            n=chance.randrange(10, 10_000), m=chance.randrange(10, 1_000), k=chance.randrange(1, 99),
            place=_place(chance), firm=_firm(chance), trade=_any("trades", chance),
            day=f"{chance.choice((2025, 2026))}年{chance.randrange(1, 12)}月{chance.randrange(1, 28)}日",
        )
        for sentence in chance.sample(_WORDS["sentences"], 4)
    )  # fmt: skip
