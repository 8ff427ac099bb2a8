"""From bytes to text: byte order mark, strict UTF-8, what is declared, detection. A declaration that lies is overruled."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from charset_normalizer import from_bytes

from crawler.pages.answer import Answer

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_BYTES = 8_000_000
_HEAD = 20_000
_SAMPLE = 32_000
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_MARKUP = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_CHINESE = frozenset(
    (
        "gb2312",
        "gbk",
        "gb18030",
        "gb-2312",
        "gb_2312",
        "gb_2312-80",
        "x-gbk",
        "cp936",
        "936",
        "ms936",
        "euc-cn",
        "gb2313",
    )
)
# What a page may be read with. Western one-byte sets fit any bytes and are what servers say who do not know.
_TEXT = re.compile(r"^(utf-?(8|16|32)([-_].*)?|gb18030|hz|big5.*|shift_jis.*|euc_(jp|kr).*|cp9(32|49|50))$")


class Decoded(NamedTuple):
    """The text of an answer, the charset it was read with, and by which rule."""

    text: str
    charset: str
    rule: str


def decode(answer: Answer) -> Decoded:
    """The text of an answer. Never raises."""
    body = answer.body[:_MOST_BYTES]
    if answer.rendered:
        return Decoded(body.decode("utf-8", "replace"), "utf-8", "a browser's DOM")
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), name, "byte order mark")
    if (wide := _wide(body)) is not None:
        return Decoded(body.decode(wide, "replace"), wide, "every other byte is zero")
    if (text := _strict(body, "utf-8")) is not None:
        return Decoded(text, "utf-8", "every byte fits")
    others = [name for name in declared(answer) if name != "utf-8"]
    for name in others:
        if (text := _strict(body, name)) is not None:
            return Decoded(text, name, "declared, every byte fits")
    return _nearest(body, ["utf-8", *others]) or _detected(body)


def declared(answer: Answer) -> Iterator[str]:
    """The charsets that header and markup declare, in that order, as Python names them; unknown ones are left out."""
    found = [match[1] for match in [_IN_HEADER.search(answer.headers.get("content-type", ""))] if match]
    found += [(one or two).decode("ascii", "replace") for one, two in _IN_MARKUP.findall(answer.body[:_HEAD])]
    known: set[str] = set()
    for name in found:
        python_name = _python_name(name.lower())
        if python_name is None:
            continue
        if python_name not in known:
            known.add(python_name)
            yield python_name


def _python_name(name: str) -> str | None:
    try:
        found = "gb18030" if name in _CHINESE else codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT.match(found) else None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of markup is zero."""
    head = body[:400]
    if len(head) < 16 or head.count(0) < len(head) // 3:
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _strict(body: bytes, name: str) -> str | None:
    """The text when every byte fits, but for a character that the end of the answer cut in two."""
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(body) - 4:
            return None
        return body[: error.start].decode(name, "replace")
    except (UnicodeError, LookupError, ValueError):
        return None


def _nearest(body: bytes, names: Sequence[str]) -> Decoded | None:
    """The first declared charset that fits but for a few bytes: pages are put together from several sources."""
    foreign = max(1, sum(byte > 127 for byte in body[: 4 * _SAMPLE]))
    for name in names:
        text = body.decode(name, "replace")
        if text[: 4 * _SAMPLE].count("\ufffd") * 50 < foreign:
            return Decoded(text, name, "all but a few bytes fit")
    return None


def _detected(body: bytes) -> Decoded:
    best = from_bytes(body[:_SAMPLE]).best()
    name = _python_name(best.encoding) if best is not None else None
    if name is None and (text := _strict(body, "gb18030")) is not None:
        return Decoded(text, "gb18030", "every byte fits gb18030")
    name = name or "utf-8"
    return Decoded(body.decode(name, "replace"), name, "detected")
