"""Addresses on a page: resolved, bounded, and without what is no link at all."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import normpath
from urllib.parse import urljoin, urlsplit

from crawler.addresses import without_fragment

_LEFTOVER = re.compile(r"\{\{|\}\}|<\?|<%|\$\{|%>|\?>|\[\[")
_PLAIN = re.compile(r"^(?:(?:\./|/)?[A-Za-z0-9_][A-Za-z0-9_./?=&%-]{0,500}|/|\./)$")
_UPWARD = re.compile(r"^((?:\.\./){1,20})((?:[A-Za-z0-9_][A-Za-z0-9_./%-]{0,500})?)$")
_NOT_PLAIN = re.compile(r"//|/\.| ")
_PLAIN_WHOLE = re.compile(
    r"^https?://[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+(?::\d{1,4})?(?:[/?][A-Za-z0-9_./?=&%-]{0,500})?(?:#[A-Za-z0-9_./?=&%!-]{0,500})?$"
)
_SPACES = re.compile(r"[\t\r\n]+")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_MOST = 2_000
_INDEX = re.compile(r"/(index|default)\.(s?html?|jsp|aspx?|php|do)$", re.IGNORECASE)
_HOST = re.compile(r"^https?://[^/?#\s]+", re.IGNORECASE)


class Resolver:
    """Makes the addresses of one page absolute. Anything that is no http(s) address is None. Never raises.

    This is the edge: what it lets through can be split, asked for and stored, and nobody further in looks again.
    """

    def __init__(self, url: str, base: str | None = None) -> None:
        joined = self._join(url, base) if base else None
        self.url = url
        self.base = joined if joined and _is_sound(joined) else url
        host = _HOST.match(self.base) if _is_sound(self.base) else None
        self._origin = host.group() if host else ""
        path = self.base[len(self._origin) :].split("?", 1)[0].split("#", 1)[0]
        self._folder = self._origin + (path.rpartition("/")[0] if "/" in path else "") + "/"
        self._sound = bool(host) and _is_sound(self._folder)
        self._above_of: dict[int, str | None] = {}
        self._known: dict[str, str | None] = {}

    def resolve(self, href: str | None) -> str | None:
        """The absolute address of an href, or None for none, `#`, scripts, mail and template leftovers."""
        if not href:
            return None
        known = self._known
        if href not in known:
            known[href] = self._by_hand(href) or self._resolve(_SPACES.sub("", href.strip()))
        return known[href]

    def _by_hand(self, href: str) -> str | None:
        """The address of a plain path or a plain whole address, which most hrefs are: nothing in them can be unsound."""
        if href[0] == "." and (match := _UPWARD.match(href)) is not None:
            return self._above(len(match[1]) // 3, match[2])
        if "/." in href[1:]:
            return None
        if _PLAIN_WHOLE.match(href):
            return without_fragment(href) if "#" in href else href
        if not self._sound or not _PLAIN.match(href):
            return None
        return self._origin + href if href[0] == "/" else self._folder + href.removeprefix("./")

    def _above(self, steps: int, rest: str) -> str | None:
        """The address of a plain path in a folder above; None where a folder is not plain."""
        if steps not in self._above_of:
            self._above_of[steps] = self._folder_above(steps)
        folder = self._above_of[steps]
        return None if folder is None or _NOT_PLAIN.search(rest) else folder + rest

    def _folder_above(self, steps: int) -> str | None:
        """The folder so many steps above the page's, the host's own at the most; None where one is not plain."""
        path = self._folder[len(self._origin) :]
        if not self._sound or not self._origin.startswith("http") or _NOT_PLAIN.search(path):
            return None
        folders = path.split("/")[1:-1]
        return "/".join([self._origin, *folders[: max(0, len(folders) - steps)], ""])

    def _resolve(self, href: str) -> str | None:
        if not href or len(href) > _MOST or href[0] == "#" or _LEFTOVER.search(href):
            return None
        scheme = _SCHEME.match(href)
        if scheme is not None:
            href = scheme.group().lower() + href[scheme.end() :]
            if not href.startswith(("http:", "https:")):
                return None
        absolute = self._absolute(href.replace("\\", "/"))
        if absolute is None:
            return None
        absolute = without_fragment(absolute).replace(" ", "%20")
        return absolute if _is_sound(absolute) else None

    def _absolute(self, href: str) -> str | None:
        """Join by hand what is plain; leave the rest to the standard library."""
        if href.startswith(("http://", "https://")) and "/." not in href:
            return href
        plain = not href.startswith(("?", "//", "http")) and (href[0] != "." or href.startswith("./"))
        if not self._origin or not plain or "/." in href[2:]:
            return self._join(self.base, href)
        if href[0] == "/":
            return self._origin + href
        return self._folder + href.removeprefix("./")

    @staticmethod
    def _join(base: str, href: str) -> str | None:
        try:
            return urljoin(base, href)
        except ValueError:
            return None


def _is_sound(url: str) -> bool:
    """Whether an address has a host and a port that can be read, and characters that can be sent."""
    try:
        parts = urlsplit(url)
        _ = parts.port
        url.encode()
    except ValueError:
        return False
    return bool(parts.hostname) and _HOST.match(url) is not None


def host_of(url: str) -> str:
    """The host (and port) of an address, lower-case; empty where there is none."""
    match = _HOST.match(url)
    return match.group().rpartition("/")[2].lower() if match else ""


def path_of(url: str) -> str:
    """The path of an address; empty where it cannot be read."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses name the same page: host, path without a final slash or index page, and query."""
    return _key(one) == _key(other)


@lru_cache(maxsize=64)
def _key(url: str) -> tuple[str, str, str]:
    """What tells a page from others. The home page's is wanted with every page, and the page's own more than once."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", url, "")
    path = _INDEX.sub("/", parts.path)
    return (host_of(url).removesuffix(":80").removesuffix(":443"), normpath(path or "/"), parts.query)
