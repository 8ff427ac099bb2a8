"""One answer of the portal as it came: what the reader reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came (bytes decompressed), or the DOM that a browser made of it.

    `url` is the final address, `asked` the one asked for when it was another. Header names are lower-case. `rendered`:
    the body is a browser's DOM, in UTF-8.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: str | None = None
    rendered: bool = False


LOST = "data-gongkai-lost"
"""What the browser writes on the body of a page that asked for data and was not given all of them."""
