"""Titles and texts out of word lists. Nobody real is named; every piece repeats for the same seed."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from demo.blocks import Block, Paragraph
from demo.chance import stream
from demo.tables import data_toml

if TYPE_CHECKING:
    from datetime import date

    from demo.world import Article, Unit, World

VOICES = {
    "动态要闻": "news",
    "通知公告": "notice",
    "政策文件": "policy",
    "政策解读": "interpretation",
    "规划计划": "plan",
    "人事信息": "personnel",
}
_SLOT = re.compile(r"\{(\w+)\}")
_SIGNED = {"notice", "policy", "personnel"}
_LENGTH = {"news": (5, 9), "notice": (6, 10)}  # paragraphs after the first; the others are said whole


def chinese(day: date) -> str:
    """2026年11月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def setting(unit: Unit, day: date) -> dict[str, str]:
    """The words that unit and day decide."""
    return {
        "unit": unit.short, "formal": unit.formal, "place": unit.place, "landline": unit.landline,
        "year": str(day.year), "month": str(day.month), "day": str(day.day),
    }  # fmt: skip


def topics(unit: Unit, *, portal: bool) -> dict[str, list[str]]:
    """What the unit talks about."""
    found: dict[str, dict[str, list[str]]] = data_toml("topics.toml")
    key = "portal" if portal else {"乡镇": "town", "街道": "street"}.get(unit.kind, unit.code)
    return found[key]


def write_title(unit: Unit, voice: str, words: dict[str, str], rng: Random, *, portal: bool = False) -> str:
    """A title in the voice; the topics it takes are noted in `words`, so that the text keeps to them."""
    about = topics(unit, portal=portal)
    for slot, plural in (("subject", "subjects"), ("task", "tasks"), ("meeting", "meetings")):
        words[slot] = rng.choice(about[plural])
    kind = "headline" if voice == "news" and portal else voice
    return fill(rng.choice(data_toml("words.toml")["titles"][kind]), words, rng)


def fill(pattern: str, words: dict[str, str], rng: Random) -> str:
    """Fill the {slots}: a word once chosen stays, figures are drawn anew."""
    lists = data_toml("words.toml")["lists"]

    def word(found: re.Match[str]) -> str:
        slot = found[1]
        if slot == "one":
            return str(rng.choice(rng.choice(lists["given"])))
        if slot not in words or slot == "number":
            words[slot] = fill(rng.choice(lists[slot]), words, rng)
        return words[slot]

    return _SLOT.sub(word, pattern)


def body(world: World, article: Article) -> list[Block]:
    """The article's text: its own blocks, before them what its voice says."""
    written = _spoken(world, article) if article.voice in data_toml("words.toml")["paragraphs"] else []
    signature: list[Block] = []
    if article.voice in _SIGNED:
        day = article.written.day if article.written else article.day
        signature = [Paragraph(article.unit.formal, right=True), Paragraph(chinese(day), right=True)]
    return [*written, *article.blocks, *signature]


def _spoken(world: World, article: Article) -> list[Block]:
    patterns: list[str] = data_toml("words.toml")["paragraphs"][article.voice]
    rng = stream(world.seed, "body", article.serial)
    most = len(patterns) - 1
    low, high = _LENGTH.get(article.voice, (most, most))
    chosen = sorted(rng.sample(range(1, most + 1), rng.randint(low, min(high, most))))
    words = dict(article.words)
    return [Paragraph(fill(patterns[index], words, rng)) for index in (0, *chosen)]
