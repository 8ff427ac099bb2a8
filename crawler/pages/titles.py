"""The title of a document: its tag, its heading, or <title> without column and site."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from crawler.pages.body import Body
from crawler.pages.dates import has_free_date
from crawler.pages.fields import is_label
from crawler.pages.tree import Doc, El, Line
from crawler.pages.words import any_of, pattern, seen, squeezed, table, whole_text, without_unseen

_RULES = table("titles")["title"]
_SEPARATORS = pattern("titles", "title", "separators")
_SITES = pattern("titles", "title", "sites")
_CUT = re.compile(_RULES["cut"])
_TAGS = re.compile(_RULES["tags"], re.IGNORECASE)
_LEAST, _MOST, _LONGEST_SITE = int(_RULES["least"]), int(_RULES["most"]), int(_RULES["site"])
_SHORTEST = 2
_MOST_FACTS = 60
_LABEL = 6
_HOT = pattern("lists", "heading", "hot")
_WITHIN = 12
_SENTENCE = re.compile("[，。；]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_FACTS = pattern("zones", "facts", "words")
_DATED_FACT = re.compile(
    r"(日期|时间)[^，。；]{0,10}[:：]\s*\d{4}|^\W*\d{4}(-|/|\.|年)\d\d?(-|/|\.|月)\d\d?\D{0,3}$"
)
_SPLIT = re.compile(f"({any_of(_RULES['separators']).pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A document's title, the line that shows it (None where no line of its own does), and the rule that gave it."""

    text: str | None
    line: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """An element that may be the document's heading."""

    el: El
    text: str
    first: int
    last: int


def cleaned(text: str, *, spaces: bool = False) -> str | None:
    """A title as a reader sees it: escaped markup undone, one line (with `spaces` as they stand)."""
    text = text if text.isprintable() else without_unseen(whole_text(text[: 4 * _MOST]))
    for _ in range(2):
        text = html.unescape(text) if "&" in text else text
        text = _TAGS.sub("", text) if "<" in text else text
    return (text.strip() if spaces else seen(text))[:_MOST] or None


def names_site(text: str) -> bool:
    """Whether a part of <title> names the site rather than a document."""
    return _SITES.search(text) is not None and len(text) <= _LONGEST_SITE


def is_cut(text: str) -> bool:
    """Whether a title was cut off to fit (…)."""
    return _CUT.search(text) is not None


def uncut(text: str, candidates: Collection[str]) -> str:
    """A title that was cut off, completed from a text that begins alike; as it stands where there is none."""
    stem = squeezed(_CUT.sub("", text))
    if not is_cut(text) or len(stem) < _LEAST:
        return text
    whole = [c for c in candidates if squeezed(c).startswith(stem) and not is_cut(c) and len(c) <= _MOST]
    return min(whole, key=len) if whole else text


def find_title(
    doc: Doc,
    lines: list[Line],
    body: Body | None,
    tag: str | None,
    names: Collection[str | None],
    trail: Collection[str],
) -> Title:
    """The document's title. `tag` is ArticleTitle; `names` are the site's and the column's: never a title."""
    never = {squeezed(name) for name in names if name}
    known = never | {squeezed(name) for name in trail if squeezed(name) != squeezed(tag or "")}
    every = _headings(doc, lines, body)
    headings = [h for h in every if squeezed(h.text) not in known]
    parts = title_parts(doc.title or "", known)
    chosen, rule = cleaned(tag or ""), "meta tag: ArticleTitle"
    if chosen and squeezed(chosen) in never and headings:
        chosen = None
    if chosen:
        whole = uncut(chosen, [h.text for h in headings] + parts)
        chosen, rule = whole, rule if whole == chosen else f"{rule}, completed from a heading"
    elif (repeated := _by_title_element(doc, lines, headings, parts)) is not None:
        chosen, rule = repeated, "line that <title> repeats"
    elif (own := _over_facts(doc, every, known)) is not None:
        return own
    else:
        heading, over = _nearest(headings, body), above_facts(doc, lines, (*names, *trail), body)
        if over.line is not None and (heading is None or _stands_off(heading, over.line, body)):
            return over
        chosen, rule = heading.text if heading is not None else None, "heading next to the text"
    return Title(chosen, _line_of(lines, headings, chosen, body), rule) if chosen else Title(None)


def note_title(doc: Doc, title: Title, tag: str | None, lines: list[Line], body: Body | None) -> None:
    """Note which mark gave the title, and what the tag, the headings and <title> would have given."""
    shown = doc.lines[title.line] if title.line is not None else None
    doc.note("title", title.rule, shown.text if shown else title.text or "", shown.el if shown else None)
    offers: list[tuple[str, str, El | None]] = [
        ("meta tag: ArticleTitle", tag or "", None),
        ("<title>", doc.title or "", None),
    ]
    offers += [("heading", heading.text, heading.el) for heading in _headings(doc, lines, body)]
    for rule, text, el in offers:
        if text and squeezed(text) != squeezed(title.text or ""):
            doc.note("title", rule, text, el, won=False)


def above_facts(doc: Doc, lines: list[Line], names: Collection[str | None], body: Body | None) -> Title:
    """The line above the first line of facts (发布时间：… 来源：…) before the text, where no heading is marked as one."""
    known = {squeezed(name) for name in names if name}
    end = body.first + _WITHIN if body is not None else 10**9
    for line, following in pairwise(lines[:200]):
        if line.index > end:
            break
        if not _tells_facts(doc, following) or _tells_facts(doc, line):
            continue
        if _may_be_title(doc, line) and squeezed(line.text) not in known:
            return Title(line.text, line.index, "line above the facts")
        if _FACTS.search(following.text):
            break
    return Title(None)


def _may_be_title(doc: Doc, line: Line) -> bool:
    """Whether a line could be a title: words that are no link, no label, no sentence, in no part for tools."""
    text = line.text
    if not _SHORTEST <= len(text) <= _MOST or line.el.hidden or line.el.zone in ("tool", "head", "crumb"):
        return False
    if text.endswith((":", "：", "。", "；", "，")) or not _HAN.search(text) or is_label(text):
        return False
    return not any(doc.owners[i].up("a") for i in range(line.r0, min(line.r1, line.r0 + 12)))


def _tells_facts(doc: Doc, line: Line) -> bool:
    """Whether a line tells when or whence a document is: by a label, or by a date among few words (and no row's)."""
    text = line.text
    if len(text) >= _MOST:
        return False
    runs = range(line.r0, min(line.r1, line.r0 + 12))
    if _FACTS.search(text) is not None or (
        len(runs) > 1 and any(is_label(doc.texts[i].strip()) for i in runs)
    ):
        return True
    brief = len(text) <= _MOST_FACTS and not _SENTENCE.search(text) and has_free_date(text)
    return brief and not any(doc.owners[i].up("a") for i in runs)


def _stands_off(heading: Heading, line: int, body: Body | None) -> bool:
    """Whether a heading stands too far above the facts to be what they speak of; an h1 is the title all the same."""
    before = body is None or line <= body.first
    return before and heading.el.tag != "h1" and line > heading.last + 2


def _headings(doc: Doc, lines: list[Line], body: Body | None) -> list[Heading]:
    """Heading-like elements up to the document's text, outermost first."""
    found: list[Heading] = []
    end = body.first + _WITHIN if body is not None else len(doc.lines)
    for line in lines:
        if line.index > end:
            break
        el = _heading_of(line.el)
        if el is None or (found and el.holds(found[-1].el)) or el.hidden:
            continue
        text = doc.text(el)
        if _SHORTEST <= len(text) <= _MOST and not _heads_rows(doc, el):
            found.append(Heading(el, text, doc.first_line(el), doc.line_of[el.r1 - 1]))
    return found


def _heads_rows(doc: Doc, el: El) -> bool:
    """Whether a heading (not an h1) stands right above the rows of a list: it names a block beside the document."""
    below = doc.line_of[el.r1 - 1] + 1
    if len(doc.text(el)) <= _LABEL and _HOT.search(doc.text(el)):
        return True
    if el.tag == "h1" or below >= len(doc.lines):
        return False
    line = doc.lines[below]
    row = line.el.up("li", "dd")
    return row is not None and any(doc.owners[i].up("a") for i in range(line.r0, min(line.r1, line.r0 + 6)))


def _heading_of(el: El) -> El | None:
    """The heading element around a line: h1–h4, or one whose class says title."""
    inner: El | None = el
    for _ in range(4):
        if inner is None or inner.tag in ("body", "li", "table"):
            return None
        if inner.tag in _HEADINGS or inner.hints.title:
            return inner
        inner = inner.parent
    return None


def title_parts(title: str, known: set[str]) -> list[str]:
    """What <title> may mean, best first: the whole, then ever less of it from the end; site and column names left out."""
    text = cleaned(title) or ""
    pieces = [piece for piece in _SPLIT.split(text) if piece is not None]
    words = pieces[::2] if len(pieces) > 1 else pieces
    kept = [w for w in words if w.strip() and squeezed(w) not in known and not names_site(w)]
    joined = ["".join(pieces[:stop]).strip() for stop in range(len(pieces), 0, -2)]
    whole = [part for part in joined if squeezed(part) not in known]
    return [*kept, *(part for part in whole if part not in kept and part)]


def own_parts(title: str, names: Collection[str | None]) -> list[str]:
    """The parts of <title> that name neither the site nor the column."""
    known = {squeezed(name) for name in names if name}
    return [
        part for part in title_parts(title, known) if not names_site(part) and squeezed(part) not in known
    ]


def _by_title_element(doc: Doc, lines: list[Line], headings: list[Heading], parts: list[str]) -> str | None:
    """A heading, or any line of its own, that <title> repeats: the longest."""
    wanted = {squeezed(part): part for part in parts}
    whole = squeezed(doc.title or "")
    fits = [h.text for h in headings if len(h.text) >= _LEAST and squeezed(h.text) in whole]
    fits += [
        line.text
        for line in lines[:400]
        if len(line.text) >= _LEAST and squeezed(line.text) in wanted and not doc.owners[line.r0].up("a")
    ]
    if fits:
        return max(fits, key=len)
    for part in sorted(wanted, key=len, reverse=True):
        for line in lines[:400] if len(part) > 2 * _LEAST else ():
            if part.startswith(squeezed(line.text)) and (text := _grown(doc, line, part)) is not None:
                return text
    return None


def _grown(doc: Doc, line: Line, wanted: str) -> str | None:
    """A heading that stands on several lines, when together they are what <title> says."""
    for last in range(line.index, min(line.index + 5, len(doc.lines))):
        text = doc.between(line.r0, doc.lines[last].r1)
        if squeezed(text) == wanted:
            return text
    return None


def _over_facts(doc: Doc, headings: list[Heading], known: set[str]) -> Title | None:
    """The column's name as a heading right above a line of facts: the column is one document."""
    for heading in headings:
        below = doc.lines[heading.last + 1].text if heading.last + 1 < len(doc.lines) else ""
        if squeezed(heading.text) in known and len(below) < _MOST and _DATED_FACT.search(below):
            return Title(heading.text, heading.last, "column's name above facts")
    return None


def _nearest(headings: list[Heading], body: Body | None) -> Heading | None:
    """The last heading before the text; h1 first. A short one (公示) only where it is marked as a title."""
    before = [
        h
        for h in headings
        if (len(h.text) >= _LEAST or h.el.tag == "h1" or h.el.hints.title)
        and (body is None or h.first <= body.first + 1)
    ]
    return next((h for h in before if h.el.tag == "h1"), before[-1] if before else None)


def _line_of(lines: list[Line], headings: list[Heading], title: str, body: Body | None) -> int | None:
    """The last line of the visible title: the occurrence next to the text."""
    wanted = squeezed(title)
    first = body.first if body is not None else 10**9
    at = [h.last for h in headings if squeezed(h.text) == wanted]
    at = at or [
        line.index
        for line in lines
        if line.index <= first + 3 and not line.el.hidden and squeezed(line.text) == wanted
    ]
    if not at and len(wanted) > 8:
        at = [
            line.index
            for line in lines
            if line.index <= first + 3 and squeezed(line.text).startswith(wanted[:20])
        ]
    return max((index for index in at if index < first), default=min(at, default=None))
