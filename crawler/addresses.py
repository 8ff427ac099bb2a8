"""Addresses of pages: when two name the same page, and which can be a column, a document or a file."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
_KNOWN = 4_096
"""Addresses remembered: those of one page and of the portal's menus. Memory must not grow with the portal."""


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[name]), re.IGNORECASE)


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("addresses.toml").read_text("utf-8"))


def netloc_of(url: str) -> str:
    """Host in lower case, with the port where it is not the scheme's own: `www.example.gov.cn`, `127.0.0.1:8000`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = _port(parts)
    return host if port in (None, PORTS.get(parts.scheme)) else f"{host}:{port}"


@lru_cache(maxsize=_KNOWN)
def page_key(url: str) -> str:
    """Equal for addresses of the same page: `…/index.html` as `…/`, no place within it, http and https as one, mobile twins.

    Never shown, and never asked for. Another port than the schemes' own is another page.
    """
    parts = urlsplit(without_fragment(url))
    netloc = netloc_of(url)
    scheme = "http" if parts.scheme in PORTS and _port(parts) in (None, PORTS[parts.scheme]) else parts.scheme
    named = parts.path.rpartition("/")[2] and not parts.query
    path = _patterns("index").sub("", parts.path) if named else parts.path
    path = _patterns("twin").sub("", path)
    return urlunsplit((scheme, netloc, path or "/", parts.query, parts.fragment))


def without_fragment(url: str) -> str:
    """An address without its fragment, unless a script routes by it (`#/…`, `#!…`)."""
    address, mark, fragment = url.partition("#")
    return url if mark and fragment[:1] in ("/", "!") else address


def looks_like_article(url: str) -> bool:
    """Whether an address has the shape of a single document."""
    parts = urlsplit(url)
    return bool(_patterns("article").search(parts.path + ("?" + parts.query if parts.query else "")))


def looks_like_file(url: str) -> bool:
    """Whether an address names a file (document, table, picture, archive)."""
    return bool(_patterns("file").search(urlsplit(url).path))


def leads_nowhere(text: str) -> bool:
    """Whether an anchor's words say that it is no column (首页, 登录, 下一页 …) or are no words at all."""
    words = " ".join(text.split())
    return words in _data()["skip"] or words.isdigit() or len(words) > 30


def says_nothing(text: str) -> bool:
    """Whether an anchor's words do not name what it leads to (更多>> and the like)."""
    return not text.strip() or " ".join(text.split()) in _data()["nameless"]


@lru_cache(maxsize=_KNOWN)
def folder(url: str) -> str:
    """The folder that a page stands for: `/mzj/` for itself and its index page, `/mzj/` for `/mzj.htm`."""
    key = urlsplit(page_key(url))
    above, _, last = key.path.rpartition("/")
    path = f"{above}/{last.rpartition('.')[0] or last}/" if last else key.path
    return urlunsplit((key.scheme, key.netloc, path, "", ""))


def parent_folder(url: str) -> str:
    """The folder in which an address lies."""
    key = urlsplit(page_key(url))
    return urlunsplit((key.scheme, key.netloc, key.path.rpartition("/")[0] + "/", "", ""))


def within(url: str, page: str) -> bool:
    """Whether an address is a page's own, or lies in the folder that the page stands for.

    That it begins alike is not enough: `/gsgg/` is not within `/gs`, nor `list.jsp?id=12` within `list.jsp?id=1`.
    """
    key = page_key(url)
    return key == page_key(page) or (has_folder(page) and key.startswith(folder(page)))


@lru_cache(maxsize=_KNOWN)
def has_folder(page: str) -> bool:
    """Whether a page stands for a folder: one with a query or a script's route stands for itself alone."""
    key = urlsplit(page_key(page))
    return not key.query and not key.fragment


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None
