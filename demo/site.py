"""The portal as one function from a request to an answer. Pages are made when they are first asked for."""

from __future__ import annotations

import re
import zlib
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from demo import front, leads, odd
from demo.apis import Platforms
from demo.families import FAMILIES, Page
from demo.families.base import HITS
from demo.families.jcms import PROXY, Jcms
from demo.families.scripted import API, Scripted
from demo.odd import Answer
from demo.tables import data_text
from demo.world import Column, Manner, World

if TYPE_CHECKING:
    from collections.abc import Mapping

_CACHED = 4000
_ALWAYS = 10**9
_MISBEHAVE: dict[Manner | None, tuple[Answer | None, int]] = {  # what is answered, and how often
    Manner.GONE: (odd.NOT_FOUND, _ALWAYS),
    Manner.GONE_ONCE: (odd.NOT_FOUND, 1),
    Manner.BUSY: (odd.BUSY, _ALWAYS),
    Manner.ROUTE_EMPTY: (odd.ROUTE_EMPTY, _ALWAYS),
    Manner.BUSY_TWICE: (odd.BUSY, 2),
    Manner.JSL_521: (odd.JSL, _ALWAYS),
    Manner.RUISHU_412: (odd.RUISHU, _ALWAYS),
}
_MOST = 200  # records that one request may ask for
_ROBOTS = "User-agent: *\nDisallow: /admin/\nAllow: /\n"
_CSS = "body{font:14px/1.8 sans-serif;margin:0 auto;max-width:1100px}.side,.left-menu{float:left;width:20%}\n"
_DOT = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


class Site:
    """Every address of the world. Remembers how often each was asked for, and nothing of who asked."""

    def __init__(self, world: World, more: Mapping[str, Page]) -> None:
        self.world = world
        self.pages: dict[str, Page] = {}
        self.platforms = Platforms(world)
        for path, page in (*front.pages(world), *leads.pages(world), *_assets(), *more.items()):
            self._add(path, page)
        for area in world.areas:
            for path, page in FAMILIES[area.family].pages(world, area):
                self._add(path, page)
        self._columns = {column.number: column for column in world.columns()}
        self._asked: Counter[str] = Counter()
        self._made: OrderedDict[str, bytes] = OrderedDict()

    def answer(
        self, target: str, form: bytes = b"", *, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer a question by path and query (and body). `headers` in lower case; only platforms look at them."""
        of_platform = self.platforms.answer(method, target, form, headers or {})
        if of_platform is not None:
            return of_platform
        path, _, query = target.partition("?")
        path = unquote(path)
        self._asked[path] += 1
        odd_answer = self._oddly(path)
        if odd_answer:
            return odd_answer
        fields = {key: values[0] for key, values in parse_qs(query + "&" + form.decode("latin-1")).items()}
        match path:
            case "/search":
                return Answer(200, front.search(self.world, fields.get("q", "")[:50]))
            case _ if path == PROXY:
                return self._proxy(fields)
            case _ if path == API:
                return self._api(fields)
        page = self.pages.get(path) or self.pages.get(_index(path))
        return Answer(200, self._body(path, page), page.kind) if page else odd.NOT_FOUND

    def _add(self, path: str, page: Page) -> None:
        if path in self.pages:
            raise ValueError(f"{path}: two pages at one address")
        self.pages[path] = page

    def _oddly(self, path: str) -> Answer | None:
        """The answer of an address that misbehaves, or None where it behaves by now."""
        manner, times = self.world.manners.get(path), self._asked[path]
        if path in self.world.moved:
            return odd.moved(self.world.moved[path])
        if manner is Manner.SOFT_404:
            return Answer(200, front.soft_404(self.world, path))
        if manner is Manner.HOLLOW_ONCE and times == 1:
            hollow = self.pages[path].hollow
            return Answer(200, hollow()) if hollow else None
        answer, most = _MISBEHAVE.get(manner, (None, 0))
        return answer if times <= most else None

    def _body(self, path: str, page: Page) -> bytes:
        body = self._made.get(path)
        if body is None:
            body = self._made[path] = page.render()
            if len(self._made) > _CACHED:
                self._made.popitem(last=False)
        if HITS.encode() in body:
            hits = 100 + zlib.crc32(path.encode()) % 900 + self._asked[path]
            body = body.replace(HITS.encode(), str(hits).encode())
        return body

    def _column(self, fields: dict[str, str], key: str, family: str) -> Column | None:
        column = self._columns.get(_number(fields, key, 0))
        return column if column and column.area.family == family else None

    def _proxy(self, fields: dict[str, str]) -> Answer:
        column = self._column(fields, "columnid", "jcms")
        if column is None:
            return odd.NOT_FOUND
        jcms = FAMILIES["jcms"]
        assert isinstance(jcms, Jcms)
        first = max(1, _number(fields, "startrecord", 1))
        last = min(_number(fields, "endrecord", first + jcms.per_page - 1), first + _MOST - 1)
        rows = jcms.rows(
            jcms.column_path(column), column.in_order()[first - 1 : last], dated=column.rows_dated
        )
        return Answer(200, jcms.datastore(column, rows).encode(), "text/xml")

    def _api(self, fields: dict[str, str]) -> Answer:
        column = self._column(fields, "channel", "scripted")
        if column is None:
            return odd.NOT_FOUND
        scripted = FAMILIES["scripted"]
        assert isinstance(scripted, Scripted)
        size = min(max(1, _number(fields, "size", scripted.per_page)), _MOST)
        return Answer(
            200, scripted.answer(column, max(1, _number(fields, "page", 1)), size), "application/json"
        )


def _number(fields: dict[str, str], key: str, default: int) -> int:
    found = re.fullmatch(r"\d{1,7}", fields.get(key, ""))
    return int(found[0]) if found else default


def _index(path: str) -> str:
    """A folder answers with its index page."""
    return path + "index.shtml" if path.endswith("/") and path != "/" else path


def _assets() -> list[tuple[str, Page]]:
    return [
        ("/robots.txt", Page(_ROBOTS.encode, "text/plain")),
        ("/css/site.css", Page(_CSS.encode, "text/css")),
        ("/images/dot.gif", Page(lambda: _DOT, "image/gif")),
        ("/favicon.ico", Page(lambda: _DOT, "image/gif")),
        ("/script/jpage.js", Page(lambda: data_text("jpage.js").encode(), "text/javascript")),
    ]
