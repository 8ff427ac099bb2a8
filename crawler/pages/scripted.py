"""Lists that a page carries inside its scripts: put back where their markup would stand, or read as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from crawler.items import Entry, day_of
from crawler.pages.dates import in_zone, stated
from crawler.pages.links import Resolver
from crawler.pages.titles import cleaned
from crawler.pages.tree import Doc
from crawler.pages.words import number, table, whole_text

_JSON = table("scripts")["json"]
_WRITES = table("scripts")["writes"]
_SCRIPT = re.compile(r"<script\b([^>]{0,500})>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_RECORD_OPEN = re.compile(r"<record\b[^>]{0,80}>", re.IGNORECASE)
_RECORD_CLOSE = re.compile(r"</record\s*>", re.IGNORECASE)
_CALL = re.compile(_WRITES["call"])
_ASSIGN = re.compile(_WRITES["assign"])
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'')
_TOKEN = re.compile(r'\s+|\+|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[A-Za-z_$][\w$.]*|\)|;|.', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ARRAY = re.compile(r"\[\s*\{")
_ISO = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$")
_BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_$][\w$]*)\s*:")
_TRAILING = re.compile(r",\s*([}\]])")
_DATASTORE = re.compile(r"\s*(<\?xml[^>]*>)?\s*<(datastore|recordset|totalrecord|nextgroup)\b", re.IGNORECASE)
Rows = Sequence[Mapping[str, Any]]
SCRIPTED = "data-read-from-script"


def has_records(html: str) -> bool:
    """Whether markup holds 大汉's <record> data."""
    return "</record>" in html or "</RECORD>" in html


def is_datastore(html: str) -> bool:
    """Whether an answer is 大汉's data and no page: rows or none."""
    return _DATASTORE.match(html[:300]) is not None


def with_records(html: str) -> str:
    """The markup with the records of each data script written out in its place."""
    replaced = _SCRIPT.sub(lambda m: _written_records(m.group(2)) or m.group(), html)
    return replaced if replaced != html or not has_records(html) else _written_records(html)


def _written_records(script: str) -> str:
    if not has_records(script):
        return ""
    records = "\n".join(islice(_records(script), _JSON["rows"]))
    tag = (
        "table"
        if re.search(r"^\s*<tr\b", records, re.IGNORECASE)
        else "ul"
        if re.search(r"^\s*<li\b", records, re.IGNORECASE)
        else "div"
    )
    return f'<{tag} {SCRIPTED}="1">{records}</{tag}>'


def _records(script: str) -> Iterator[str]:
    """The content of each record, CDATA or not. Goes from one end mark to the next, so that open ones cost nothing."""
    start = 0
    for close in _RECORD_CLOSE.finditer(script):
        opening = _RECORD_OPEN.search(script, start, close.start())
        if opening is not None:
            yield script[opening.end() : close.start()].strip().removeprefix("<![CDATA[").removesuffix("]]>")
        start = close.end()


def with_writes(html: str) -> str | None:
    """The markup with what its scripts write by document.write in its place; None where they write no anchors."""
    if not _CALL.search(html):
        return None
    replaced = _SCRIPT.sub(lambda m: _written(m.group(2)) or m.group(), html)
    return replaced if replaced != html else None


def _written(script: str) -> str:
    """What one script writes, when its calls are made of strings and variables that hold strings."""
    if not _CALL.search(script):
        return ""
    known = {
        name: "".join(_unescaped(a or b) for a, b in _STRING.findall(value))
        for name, value in _ASSIGN.findall(script)
    }
    written = "".join(
        _argument(script, call.end(), known) for call in list(_CALL.finditer(script))[: _WRITES["most"]]
    )
    return f"<span {SCRIPTED}>{written}</span>" if "<a " in written.lower() else ""


def _argument(script: str, start: int, known: Mapping[str, str]) -> str:
    parts: list[str] = []
    for match in _TOKEN.finditer(script, start, start + 20_000):
        token = match.group()
        if token in (")", ";"):
            break
        if token[0] in "\"'":
            parts.append(_unescaped(token[1:-1]))
        elif token in known:
            parts.append(known[token])
    return "".join(parts)


def _unescaped(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else {"n": "\n", "t": "\t", "r": ""}.get(match[3], match[3])

    return whole_text(_ESCAPE.sub(one, text))


@dataclass(frozen=True, slots=True)
class DataList:
    """A list found in data: its entries and the total that the data declare."""

    entries: tuple[Entry, ...]
    total: int | None = None


def in_answer(text: str, url: str, zone: ZoneInfo) -> DataList | None:
    """The list in an answer that is JSON; None where it is no JSON, an empty list where it holds no rows."""
    head = text.lstrip("\ufeff \t\r\n")
    if head[:1] not in ("{", "[") or len(head) > _JSON["size"]:
        return None
    value = _loaded(head)
    if not isinstance(value, (dict, list)):
        return None
    resolver = Resolver(url)
    rows = max((_entries(r, resolver, zone) for r in _row_lists(value)), key=len, default=())
    return DataList(rows, _total(value))


def in_scripts(doc: Doc, resolver: Resolver, zone: ZoneInfo) -> tuple[DataList, int] | None:
    """The best dated list among the arrays of the page's inline scripts, and the place of its script."""
    best: tuple[DataList, int] | None = None
    for script in doc.scripts[:200]:
        if script.src or "[" not in script.text:
            continue
        for value in _arrays(script.text):
            entries = _entries(value, resolver, zone)
            dated = sum(entry.date is not None for entry in entries)
            if dated * 2 > len(entries) and (best is None or len(entries) > len(best[0].entries)):
                best = DataList(entries), script.order
    return best


def _arrays(script: str) -> Iterator[Rows]:
    """Arrays of objects in a script, JSON or the looser notation of JavaScript."""
    position = tries = 0
    while tries < 12 and (match := _ARRAY.search(script, position)) is not None:
        tries += 1
        end = _closing(script, match.start())
        position = match.end() if end is None else end
        if end is None or end - match.start() > _JSON["size"]:
            continue
        value = _loaded(script[match.start() : end])
        if isinstance(value, list):
            yield [row for row in value[: _JSON["rows"]] if isinstance(row, dict)]


def _closing(text: str, start: int) -> int | None:
    """The place after the bracket that closes the one at `start`; strings are skipped."""
    depth = 0
    for match in re.finditer(
        r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[\[\]]', text[start : start + _JSON["size"]]
    ):
        mark = match.group()
        depth += (mark == "[") - (mark == "]")
        if depth == 0 and mark == "]":
            return start + match.end()
    return None


def _loaded(text: str) -> object:
    """JSON, or JavaScript's own notation made JSON; None where it is neither."""
    value = _parsed(text)
    return value if value is not None else _parsed(_strict(text))


def _parsed(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _strict(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _STRING.finditer(text):
        parts.append(_TRAILING.sub(r"\1", _BARE_KEY.sub(r'\1"\2":', text[position : match.start()])))
        parts.append(json.dumps(_unescaped(match[1] or match[2] or "")))
        position = match.end()
    parts.append(_TRAILING.sub(r"\1", _BARE_KEY.sub(r'\1"\2":', text[position:])))
    return "".join(parts)


def _row_lists(value: object, depth: int = 0) -> Iterator[Rows]:
    if depth > _JSON["depth"]:
        return
    if isinstance(value, list):
        rows = [row for row in value[: _JSON["rows"]] if isinstance(row, dict)]
        if rows:
            yield rows
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in list(inner)[:50]:
        yield from _row_lists(item, depth + 1)


def _total(value: object, depth: int = 0) -> int | None:
    """The number of all rows, as the data name it."""
    if not isinstance(value, dict) or depth > 2:
        return None
    lowered = {str(key).lower(): item for key, item in value.items()}
    for name in _JSON["total"]:
        item = lowered.get(name)
        total = number(str(item)) if isinstance(item, (int, str)) and not isinstance(item, bool) else None
        if total is not None:
            return total
    return next((found for item in value.values() if (found := _total(item, depth + 1)) is not None), None)


def _entries(rows: Rows, resolver: Resolver, zone: ZoneInfo) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for row in rows:
        fields = {str(key).lower(): value for key, value in row.items()}
        title = next((text for name in _JSON["title"] if (text := _title(fields.get(name)))), None)
        url = _best_url([fields.get(name) for name in _JSON["url"]], resolver)
        if title and url:
            day = next((d for name in _JSON["date"] if (d := _day(fields.get(name), zone)) is not None), None)
            found.append(Entry(title, url, day))
    return tuple(found) if len(found) * 2 >= len(rows) else ()


def _title(value: object) -> str | None:
    return cleaned(value) if isinstance(value, str) else None


def _best_url(values: list[object], resolver: Resolver) -> str | None:
    """The first address: a whole one before one that depends on the page that shows it."""
    texts = [
        whole_text(value) for value in values if isinstance(value, str) and ("/" in value or "." in value)
    ]
    texts.sort(key=lambda text: not text.lower().startswith("http"))
    return next((url for text in texts if (url := resolver.resolve(text)) is not None), None)


def _day(value: object, zone: ZoneInfo) -> date | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(float(value), zone)
    if not isinstance(value, str):
        return None
    if value.isascii() and value.isdecimal() and len(value) in (10, 13):
        return _from_epoch(float(value), zone)
    if _ISO.match(value):
        try:
            return day_of(in_zone(datetime.fromisoformat(value), zone))
        except ValueError:
            return None
    return day_of(stated(value, zone))


def _from_epoch(value: float, zone: ZoneInfo) -> date | None:
    seconds = value / 1000 if value > 1e11 else value
    if not 6e8 < seconds < 4e9:
        return None
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()
