"""Markup made safe to parse: HTML's repair rules copy open formatting without end, and nesting costs by its square."""

from __future__ import annotations

import re

_FORMAT_OPEN = re.compile(
    r"<(?:font|b|i|u|em|strong|big|small|s|strike|tt|code|nobr|a)(?=[\s>/])", re.IGNORECASE
)
_FORMAT_ANY = re.compile(
    r"</?(?:font|b|i|u|em|strong|big|small|s|strike|tt|code|nobr)(?=[\s>/])[^>]*>", re.IGNORECASE
)
_NEST_OPEN = re.compile(
    r"<(?:div|ul|ol|li|dl|section|article|center|blockquote|span|fieldset|details)(?=[\s>/])", re.IGNORECASE
)
_NEST_CLOSE = re.compile(
    r"</(?:div|ul|ol|li|dl|section|article|center|blockquote|span|fieldset|details)\s*>", re.IGNORECASE
)
_NEST_ANY = re.compile(
    r"</?(?:div|ul|ol|li|dl|section|article|center|blockquote|span|fieldset|details)(?=[\s>/])[^>]*>",
    re.IGNORECASE,
)
_GIANT_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}>?")
_MAX_TAGS = 150_000
_MANY_TAGS = 2_500
_MAX_COPIES = 2_000_000
_MAX_DEPTH = 4_000


def tamed(html: str) -> str:
    """Markup that cannot cost a parser more than its size: HTML's repair rules copy open formatting without end."""
    if len(html) > 60_000:
        html = _GIANT_TAG.sub(
            lambda m: "" if m.group().count(" ") + m.group().count("\n") > 1000 else m.group(), html
        )
    tags = html.count("<")
    if tags <= _MANY_TAGS:
        return html
    if tags > _MAX_TAGS:
        html, tags = _cut(html), _MAX_TAGS
    opened = len(_FORMAT_OPEN.findall(html))
    if opened * tags > _MAX_COPIES and _left_open(html) * tags > _MAX_COPIES:
        html = _FORMAT_ANY.sub("", html)
    if len(_NEST_OPEN.findall(html)) - len(_NEST_CLOSE.findall(html)) > _MAX_DEPTH:
        html = _NEST_ANY.sub("\n", html)
    return html


def _cut(html: str) -> str:
    """The markup up to its last tag that is still read."""
    position = -1
    for _ in range(_MAX_TAGS):
        position = html.index("<", position + 1)
    return html[:position]


def _left_open(html: str) -> int:
    """The most formatting tags that are open at once."""
    most = depth = 0
    for match in _FORMAT_ANY.finditer(html):
        depth = max(0, depth - 1) if match.group()[1] == "/" else depth + 1
        most = max(most, depth)
    return most
