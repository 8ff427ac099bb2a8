"""Addresses of pages: when two name the same page, and which can be a column, a document or a file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}


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
    port = _port(parts)
    return host if port in (None, PORTS.get(parts.scheme)) else f"{host}:{port}"


def page_key(url: str) -> str:
    """Equal for addresses of the same page: no fragment, no default port, `…/index.html` as `…/`. Never shown."""
    parts = urlsplit(url)
    path = (
        _patterns("index").sub("", parts.path)
        if parts.path.rpartition("/")[2] and not parts.query
        else parts.path
    )
    return urlunsplit((parts.scheme, netloc_of(url), path or "/", parts.query, ""))


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


def folder(url: str) -> str:
    """The folder that an address stands for: `/mzj/` for itself and its index page, `/mzj/` for `/mzj.htm`."""
    key = urlsplit(page_key(url))
    path = key.path
    if not path.endswith("/"):
        stem, dot, _ = path.rpartition(".")
        path = (stem if dot and "/" in stem else path) + "/"
    return urlunsplit((key.scheme, key.netloc, path, "", ""))


def parent_folder(url: str) -> str:
    """The folder in which an address lies."""
    key = urlsplit(page_key(url))
    return urlunsplit((key.scheme, key.netloc, key.path.rpartition("/")[0] + "/", "", ""))


def within(url: str, prefix: str) -> bool:
    """Whether an address lies in a folder (or is the folder's own page); http and https count as one."""
    key = page_key(url)
    return key.partition("://")[2].startswith(prefix.partition("://")[2])


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None
