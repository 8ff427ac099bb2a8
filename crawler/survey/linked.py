"""The new-media accounts that the home page and the units' pages lead to: links, and QR codes in pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.account_links import account_at, account_data
from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import Page
from crawler.notebook import Row
from crawler.qr import read_qr

_WORDS = 40


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a picture stands: the page, whose it is (None: the portal's own), and the words around it."""

    page_url: str
    unit: str | None
    words: str


@dataclass(frozen=True, slots=True)
class _Lead:
    url: str
    stand: Stand
    via: Literal["link", "qr"]
    fetch: int | None


class LinkedAccounts:
    """Gathers leads from the fronts. What stands on several of them is the portal's own, and its owner's to answer for."""

    def __init__(self, reach: Reach, owner: str) -> None:
        self._reach = reach
        self._owner = owner
        self._leads: list[_Lead] = []
        self._pictures: dict[str, tuple[str, list[Stand]]] = {}

    def note(self, page: Page, html: str, unit: str | None, fetch: int | None) -> None:
        """Take down where a front leads."""
        for link in page.links:
            if account_at(link.url) is not None:
                self._leads.append(_Lead(link.url, Stand(page.url, unit, link.text[:_WORDS]), "link", fetch))
        bounds = account_data()["pictures"]
        for url, words in [*_pictures(html, page.url)][: bounds["most_on_a_page"]]:
            if self._reach.internal(url) and (url in self._pictures or len(self._pictures) < bounds["most"]):
                self._pictures.setdefault(page_key(url), (url, []))[1].append(Stand(page.url, unit, words))

    def asks(self) -> Iterator[Ask]:
        """The pictures that may be QR codes, each once."""
        for key, (url, _) in self._pictures.items():
            yield Ask(url, "picture", note=key)

    def answered(self, key: str, body: bytes, fetch: int | None) -> None:
        """Read a picture."""
        for text in read_qr(body):
            if account_at(text) is not None:
                self._leads += [_Lead(text, stand, "qr", fetch) for stand in self._pictures[key][1]]

    def rows(self) -> Iterator[Row]:
        """One row for each unit and account."""
        places: defaultdict[str, set[str | None]] = defaultdict(set)
        for lead in self._leads:
            places[_name(lead.url)].add(lead.stand.unit)
        seen: set[tuple[str, str]] = set()
        for lead in sorted(self._leads, key=lambda lead: (lead.via, not lead.stand.words)):
            key = _name(lead.url)
            shared = len(places[key]) > 1 or lead.stand.unit is None
            unit = self._owner if shared else str(lead.stand.unit)
            led = account_at(lead.url)
            if led is None or (unit, key) in seen:
                continue
            seen.add((unit, key))
            yield {
                "unit": unit, "key": key, "platform": led.platform, "account_id": led.id, "url": lead.url,
                "words": lead.stand.words, "page_url": lead.stand.page_url, "via": lead.via, "fetch": lead.fetch,
            }  # fmt: skip


def _name(url: str) -> str:
    """The account as far as the address names it."""
    led = account_at(url)
    return f"{led.platform}:{led.id}" if led and led.id else url


def _pictures(html: str, page_url: str) -> Iterator[tuple[str, str]]:
    """The pictures of a page that may be QR codes, with the words around them."""
    words = account_data()["pictures"]["words"]
    seen: set[str] = set()
    for image in LexborHTMLParser(html).css("img"):
        source = image.attributes.get("src") or image.attributes.get("data-src") or ""
        around = _around(image)
        if not source or not any(word in f"{source} {around}".lower() for word in words):
            continue
        try:
            url = urljoin(page_url, source)
        except ValueError:
            continue
        if url not in seen and url.startswith(("http://", "https://")):
            seen.add(url)
            yield url, around[:_WORDS]


def _around(image: LexborNode) -> str:
    """What a picture is called, and what stands right beside it: in the box that holds no other picture."""
    told = [image.attributes.get(name) or "" for name in ("alt", "title")]
    box = image.parent
    for _ in range(2):
        if box is None or len(box.css("img")) > 1:
            break
        beside = box.text(separator=" ", strip=True)
        if beside:
            told.append(beside if len(beside) <= _WORDS else "")
            break
        box = box.parent
    return " ".join(" ".join(dict.fromkeys(part for part in told if part)).split())
