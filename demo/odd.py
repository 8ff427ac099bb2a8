"""What a server answers when it does not simply answer: challenges of shields, and the plain 404."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, without the wire."""

    status: int
    body: bytes
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


NOT_FOUND = Answer(
    404,
    b"<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>",
)
BUSY = Answer(
    503, b"<html><head><title>503 Service Temporarily Unavailable</title></head><body>503</body></html>",
    headers=(("Retry-After", "0"),),
)  # fmt: skip
ROUTE_EMPTY = Answer(
    503, b"<html><body><h1>Looks like something went wrong</h1><p>Error: this route is empty, please check the original site"
    b"</p></body></html>",
)  # fmt: skip
JSL = Answer(
    521,
    b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')"
    b"+('_')+('s')+('=')+(-~[]+'')+(2+4+'')+('|')+('-1')+('|')+('D')+('e')+('m')+('o')+(';path=/');"
    b"location.href=location.pathname+location.search</script>",
    headers=(
        ("X-Via-JSL", "demo"),
        ("Set-Cookie", "__jsluid_s=0123456789abcdef0123456789abcdef; path=/; HttpOnly"),
    ),
)
RUISHU = Answer(
    412,
    b'<!DOCTYPE html><html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="demo" r=\'m\'>'
    b"<script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=0;$_ts.cd=\"demo\";if($_ts.lcd)$_ts.lcd();</script>"
    b"</head><body></body></html>",
    headers=(("Set-Cookie", "DemoPortalS=60demo; path=/; HttpOnly"),),
)


def moved(target: str) -> Answer:
    """301 to another address of the site."""
    return Answer(301, b"", headers=(("Location", target),))
