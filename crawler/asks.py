"""What the sweep asks for: one `Ask` per wanted answer, with a key that is the same when the sweep is resumed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlencode

from scrapy import Request

Via = Literal["http", "browser"]
Care = Literal["real", "check", "carry"]
"""How far a question may be spared in a later week: not at all, by validators, or whole (`crawler.sparing`)."""
Purpose = Literal[
    "home",
    "front",
    "column",
    "list",
    "article",
    "link",
    "picture",
    "account",
    "file",
    "token",
    "robots",
    "probe",
    "pulse",
]


@dataclass(frozen=True, slots=True)
class Ask:
    """One wanted answer. `look` numbers repeated looks at one address; `note` is the asker's own luggage."""

    url: str
    purpose: Purpose
    look: int = 1
    via: Via = "http"
    method: Literal["GET", "HEAD", "POST"] = "GET"
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    note: Any = None
    care: Care = "real"

    def again(self, look: int) -> Ask:
        """The same question, really asked a further time."""
        return replace(self, look=look, care="real")

    def request(self, **meta: object) -> Request:
        """The Scrapy request; the spider keeps its own set of what it asked, so Scrapy's filter is passed by."""
        method, body, headers = self.method, self.body, dict(self.headers)
        if self.form is not None:
            method, body = "POST", urlencode(dict(self.form)).encode()
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            headers.setdefault("X-Requested-With", "XMLHttpRequest")
        return Request(
            self.url, method=method, body=body, headers=headers, dont_filter=True, meta={"ask": self, **meta}
        )


def fetch_key(request: Request, look: int | None = None) -> str:
    """Names one answer of a sweep: method, address as sent, body, way (plain or browser) and look (its own, or `look`)."""
    ask = request.meta.get("ask")
    parts = [request.method, request.url, hashlib.sha256(request.body).hexdigest() if request.body else ""]
    parts += [ask.via, str(look or ask.look)] if ask else ["http", "1"]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
