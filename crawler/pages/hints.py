"""What an element is for, by its tag, class, id and role (vocabulary: zones.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.pages.words import table


class Hints(NamedTuple):
    """What the words of an element's class and id say of it. `content`: 2 by a CMS's own name, 1 by a common one."""

    zone: str | None = None
    content: int = 0
    title: bool = False
    listed: bool = False
    pinned: bool = False
    aside_text: bool = False


_TAG_ZONES = {"nav": "nav", "header": "head", "footer": "foot", "aside": "aside"}
_ROLE_ZONES = {
    "navigation": "nav",
    "banner": "head",
    "contentinfo": "foot",
    "complementary": "aside",
    "search": "tool",
}
_ORDER = ("crumb", "paging", "attach", "nav", "head", "foot", "links", "aside", "tool")


@cache
def _words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that matches one whole word of a class list."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace(".*", r"\S*")
    return re.compile(rf"(?:^|(?<=\s))(?:{joined})(?=\s|$)", re.IGNORECASE)


def _has(words: str, section: str, key: str) -> bool:
    return _words(tuple(table("zones")[section][key])).search(words) is not None


@lru_cache(maxsize=8192)
def hints(tag: str, words: str, role: str) -> Hints:
    """The hints of one element. `words` are its class and id; templates repeat them, so answers are kept."""
    named = next((zone for zone in _ORDER if words and _has(words, "zone", zone)), None)
    zone = named or _TAG_ZONES.get(tag) or _ROLE_ZONES.get(role)
    if not words:
        return Hints(zone)
    content = 2 if _has(words, "content", "sure") else int(_has(words, "content", "likely"))
    return Hints(
        zone,
        content,
        _has(words, "title", "words"),
        _has(words, "list", "words"),
        _has(words, "list", "pinned"),
        _has(words, "list", "cut_text"),
    )


@lru_cache(maxsize=8192)
def template_words(words: str) -> str:
    """The words of a class list that a template wrote: no states, no numbers, in a fixed order."""
    kept = {
        re.sub(r"\d+", "#", word)
        for word in words.split()[:12]
        if not _has(word, "state", "words") and "{" not in word
    }
    return ".".join(sorted(kept))[:120]


@lru_cache(maxsize=8192)
def comes_and_goes(words: str) -> bool:
    """Whether an element is a part that a template shows only at times (paging, 暂无数据, loading)."""
    return bool(words) and (_has(words, "state", "passing") or _has(words, "zone", "paging"))
