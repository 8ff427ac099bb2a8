"""Answers that are not the page that was asked for: walls, soft 404s, jumps, and shells that scripts still have to fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from crawler.pages.answer import Answer
from crawler.pages.links import Resolver, path_of, same_page
from crawler.pages.tree import Doc, El
from crawler.pages.words import any_of, pattern, table

_STATES = table("states")
_AROUND = frozenset(("nav", "head", "foot", "links", "crumb", "tool", "aside"))
_REFRESH = re.compile(
    r"^\s*(\d+(?:\.\d+)?)?\s*[;,]?\s*(?:url\s*=)?\s*['\"]?\s*([^'\"\s][^'\"]*)?", re.IGNORECASE
)
_JUMP = re.compile(
    r"(?:(?:window|document|top|self|parent|this)\s*\.\s*)*location(?:\s*\.\s*href)?\s*=\s*(['\"])(?P<set>[^'\"]{1,500})\1"
    r"|location\s*\.\s*(?:replace|assign)\s*\(\s*(['\"])(?P<call>[^'\"]{1,500})\3|window\s*\.\s*open\s*\(\s*(['\"])(?P<open>[^'\"]{1,500})\5\s*,\s*['\"]_self",
    re.IGNORECASE,
)
_ALERT = re.compile(r"\balert\s*\(\s*(['\"])(.{2,200}?)\1\s*\)")
_CONDITION = re.compile(r"\bif\s*\(|\bfunction\b|=>|\?\s*['\"]|onclick", re.IGNORECASE)
_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=", re.IGNORECASE)
_RELOAD = re.compile(r"location\s*(\.\s*(href|reload|replace)|=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a page a state may rest on: its visible words, whether there is something to read, its markup."""

    answer: Answer
    doc: Doc
    html: str
    words: str
    readable: bool


def visible_words(doc: Doc) -> str:
    """What a reader sees outside menus and footers; on a page that shows nothing, what its scripts call out."""
    shown = [
        line.text
        for line in doc.lines[:400]
        if line.el.zone not in _AROUND and not line.el.ghost and not line.el.hidden
    ]
    if not shown:
        shown = [match[2] for script in doc.scripts[:20] for match in _ALERT.finditer(script.text[:5_000])]
    return "\n".join(shown)


def wall(reading: Reading) -> str | None:
    """Who stands in the way, or None. A page that holds something to read is not walled off, whatever it carries."""
    limits = _STATES["wall_limits"]
    doc, words = reading.doc, reading.words
    if reading.readable or len(words) > limits["text"]:
        return None
    refused = reading.answer.status in limits["refusals"]
    spoken = f"{words}\n{doc.title or ''}".lower()
    crowded = sum(bool(el.get("href")) for el in doc.anchors) > limits["anchors"]
    for known in _STATES["wall"]:
        if _by_server(known, reading) or _by_markup(known, reading):
            doc.note("blocked_by", "status, header, cookie or script of the wall", str(reading.answer.status))
            return str(known["name"])
        said = [phrase for phrase in known.get("text", ()) if phrase.lower() in spoken]
        if said and not crowded and _counts(known, reading, said, refused=refused):
            doc.note("blocked_by", "words of the wall", said[0])
            return str(known["name"])
    if _sets_cookie_and_reloads(reading):
        doc.note("blocked_by", "script sets a cookie and asks again", "")
        return "脚本验证"
    return None


def _by_server(known: dict[str, Any], reading: Reading) -> bool:
    """By status, or by a header or cookie. Those also stand on what is let through, so they count only on refusals."""
    answer = reading.answer
    if answer.status in known.get("status", ()) and not known.get("needs"):
        return True
    refused = answer.status in (*_STATES["wall_limits"]["refusals"], *known.get("status", ()))
    silent = (
        answer.status < 400
        and len(reading.words) < _STATES["wall_limits"]["silent"]
        and not _dressed(reading)
    )
    if not refused and not silent:
        return False
    named = (header.partition(": ") for header in known.get("header", ()))
    by_header = any(
        value.lower() in answer.headers[name].lower() for name, _, value in named if name in answer.headers
    )
    cookies = answer.headers.get("set-cookie", "")
    return by_header or any(cookie in cookies for cookie in known.get("cookie", ()))


def _by_markup(known: dict[str, Any], reading: Reading) -> bool:
    """A word of the challenge's script, on an answer without a site's own dress."""
    found = any(word in reading.html for word in known.get("script", ()))
    if not found:
        return False
    return reading.answer.status in known.get("status", ()) or not _dressed(reading)


def _dressed(reading: Reading) -> bool:
    """Whether a page brings a site's own style sheets or links: a challenge has neither."""
    doc = reading.doc
    styled = any("stylesheet" in el.get("rel").lower() for el in doc.every("link"))
    return styled or any(el.get("href") for el in doc.anchors)


def _counts(known: dict[str, Any], reading: Reading, said: list[str], *, refused: bool) -> bool:
    """Whether a phrase on a short page means a wall: plain refusals and logins need more than the phrase."""
    title = reading.doc.title or ""
    if known.get("forbids"):
        return (
            refused
            or any(phrase.lower() in title.lower() for phrase in said)
            or len(reading.words) <= _STATES["wall_limits"]["refusal"]
        )
    if not known.get("login"):
        return True
    password = any(el.tag == "input" and el.get("type").lower() == "password" for el in reading.doc.els)
    named = pattern("states", "login", "title").search(title) or pattern("states", "login", "url").search(
        path_of(reading.answer.url).lower()
    )
    told = any(phrase.startswith(("请", "您", "未", "登录", "会话")) for phrase in said)
    return bool(password or named or told)


def _sets_cookie_and_reloads(reading: Reading) -> bool:
    """A page of nothing but a script that sets a cookie and asks again."""
    if len(reading.words) > 80 or _dressed(reading):
        return False
    return any(_COOKIE.search(script.text) and _RELOAD.search(script.text) for script in reading.doc.scripts)


def soft_404(reading: Reading) -> bool:
    """Whether a page says that what was asked for is not there. Long pages and documents never do."""
    rules = _STATES["soft_404"]
    if reading.readable or reading.answer.status >= 400 or len(reading.words) > rules["limit"]:
        return False
    if reading.doc.title and any_of(rules["title"]).search(reading.doc.title):
        return True
    says = any_of(rules["text"])
    return any(len(line) <= 120 and says.search(line) for line in reading.words.split("\n"))


def moved_to(reading: Reading, resolver: Resolver, home: str | None) -> str | None:
    """Where a page only leads on to, or None: a redirect to the home page, a meta refresh, a script's jump."""
    answer = reading.answer
    if (
        answer.asked is not None
        and not same_page(answer.asked, answer.url)
        and is_home(answer.url, home)
        and not is_home(answer.asked, home)
    ):
        reading.doc.note("moved_to", "redirect to the home page", answer.url)
        return answer.url
    if reading.readable or (
        len(reading.words) > _STATES["moved"]["text"]
        and not pattern("states", "moved", "says").search(reading.words)
    ):
        return None
    target = _refreshed(reading.doc, resolver) or _jumped(_scripts(reading.doc), resolver)
    return (
        target if target != answer.url else None
    )  # `/mzj/` may well lead on to `/mzj/index.html`, or to https


def _refreshed(doc: Doc, resolver: Resolver) -> str | None:
    for meta in doc.metas:
        if (meta.get("http-equiv") or "").lower() != "refresh":
            continue
        match = _REFRESH.match(meta.get("content") or "")
        if match is not None and match[2] and float(match[1] or 0) <= _STATES["moved"]["delay"]:
            return resolver.resolve(match[2].strip())
    return None


def _scripts(doc: Doc) -> Iterator[str]:
    """The page's scripts, and what it does when it is loaded."""
    yield from (script.text for script in doc.scripts)
    yield from (el.get("onload") for el in doc.els[:40] if el.tag == "body" and el.get("onload"))


def _jumped(scripts: Iterable[str], resolver: Resolver) -> str | None:
    """The one address that scripts jump to without asking first (a jump by user agent is none)."""
    targets: list[str] = []
    for script in scripts:
        for match in _JUMP.finditer(script[:20_000]):
            before = script[max(0, match.start() - 300) : match.start()]
            target = resolver.resolve(match["set"] or match["call"] or match["open"])
            if target is not None and not _CONDITION.search(before):
                targets.append(target)
    return targets[0] if len(set(targets)) == 1 else None


def is_home(url: str, home: str | None) -> bool:
    """Whether an address is the home page's, or the root of a host."""
    if home is not None and same_page(url, home):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.query and pattern("states", "home", "path").search(parts.path) is not None


@cache
def _shell(key: str) -> re.Pattern[str]:
    return pattern("states", "shell", key)


def scripts_may_fill(doc: Doc, *, rendered: bool) -> bool:
    """Whether scripts may still write the list: leftovers of a template, calls that fetch lists, an empty root.

    After rendering only what is sure counts: such scripts had their turn.
    """
    if any(el.ghost and not (el.parent and el.parent.ghost) and el.zone not in _AROUND for el in doc.els):
        return True
    inline = [script.text for script in doc.scripts if not script.src and script.text]
    if any(_shell("call").search(text) and _shell("about").search(text) for text in inline):
        return True
    if rendered:
        return False
    return _rooted(doc) or (bool(doc.scripts) and not any(_could_hold(el) for el in doc.els))


def _rooted(doc: Doc) -> bool:
    roots = frozenset(_STATES["shell"]["roots"])
    return any(el.get("id") in roots and el.r1 == el.r0 for el in doc.els)


def _could_hold(el: El) -> bool:
    return el.tag in ("ul", "ol", "dl", "table", "tbody") or el.hints.listed or el.hints.content > 0
