"""The soak of the reader: `python -m tests.soak.mutations [COUNT] [SEED]` reads 10,000 spoilt pages.

Nothing may raise, no page may take more than its CPU seconds, and the process may not grow beyond 200 MB of its own
memory (a limit that the kernel enforces). The same seed spoils the same pages in the same way.
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from crawler.pages import Answer, read

TESTS = Path(__file__).resolve().parents[1]
SHARED = TESTS.parents[1] / "shared"
MEMORY = 200_000_000
SECONDS = 5.0
LONGEST = 120_000
_TODAY = date(2026, 11, 22)
_ZONE = ZoneInfo("Asia/Shanghai")
_URLS = (
    "http://www.qinghe.example/zwgk/tzgg/index.shtml", "http://www.qinghe.example/zwgk/tzgg/202611/t20261109_7001.shtml",
    "http://www.qinghe.example/", "http://www.baiyun.example/col/col1/index.html?startrecord=²", "nonsense", "http://[::1/",
)  # fmt: skip
_PIECES = (
    "<ul>", "</ul>", "<li>", "<table><tr><td>", "</table>", "<a href='./t20261109_1.html' title='", "</a>", "<script>", "</script>", "<!--", "-->", "<!DOCTYPE",
    "<record><![CDATA[", "]]></record>", "发布时间：", "2026-11-09", "[11-09]", "二〇二六年十一月九日", "当前位置：首页 > ", "共0条", "createPageHTML(21, 0, 'index', 'html');", "dataproxy.jsp",
    "totalRecord:0", "<meta http-equiv=refresh content='0;url=", "location.href='/'", "&#xd800;", "&#0;", "\x00", "\u200b", "<base href='//", "var ct = \"99999999999\"", "[{title:'", "<font><b><i>",
)  # fmt: skip


@dataclass
class Soak:
    """What a run found."""

    read: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    kinds: dict[str, int] = field(default_factory=dict)


class TooSlow(Exception):
    """Raised by the alarm when one page takes more CPU time than it may."""


def bodies() -> list[bytes]:
    """The pages to spoil: captures, corpus, and the real pages where they are at hand."""
    paths = [*TESTS.glob("captures/*/*/response.html"), *TESTS.glob("corpus/*/*.http")]
    paths += [*SHARED.glob("pages/*/*.html"), *SHARED.glob("pingtan/www/**/*.htm*")]
    return [path.read_bytes()[:LONGEST] for path in sorted(paths)]


def spoilt(rng: random.Random, pages: list[bytes]) -> Answer:
    """One page, spoilt in a few places, with an address, a status and headers that need not fit."""
    body = bytearray(rng.choice(pages))
    for _ in range(rng.randrange(1, 12)):
        _spoil(rng, body, pages)
        del body[2 * LONGEST :]
    raw = bytes(body)
    if rng.random() < 0.1:
        raw = raw.decode("utf-8", "replace").encode(
            rng.choice(("gb18030", "utf-16", "big5", "utf-8-sig")), "replace"
        )
    headers = {"content-type": rng.choice(("text/html", "text/html; charset=gb2312", "application/json", ""))}
    status = rng.choice((200, 200, 200, 202, 403, 404, 412, 500, 521))
    return Answer(rng.choice(_URLS), raw, status, headers, None, rng.random() < 0.1)


def _spoil(rng: random.Random, body: bytearray, pages: list[bytes]) -> None:
    at = rng.randrange(len(body) + 1)
    length = min(len(body) - at, int(rng.paretovariate(0.8)) * 10)
    way = rng.randrange(8)
    if way == 0:
        del body[at : at + length]
    elif way == 1:
        body[at:at] = rng.randbytes(rng.randrange(1, 200))
    elif way == 2:
        body[at:at] = rng.choice(_PIECES).encode("utf-8", "replace") * rng.choice((1, 1, 3, 200))
    elif way == 3:
        body[at:at] = bytes(body[at : at + length]) * rng.choice((1, 2, 40))
    elif way == 4:
        other = rng.choice(pages)
        start = rng.randrange(len(other) + 1)
        body[at:at] = other[start : start + 4_000]
    elif way == 5:
        del body[at:]
    elif way == 6 and at < len(body):
        body[at] ^= 1 << rng.randrange(8)
    else:
        body[at : at + length] = bytes(reversed(body[at : at + length]))


def soak(count: int, seed: int) -> Soak:
    """Read so many spoilt pages."""
    rng, pages, found = random.Random(seed), bodies(), Soak()
    for number in range(count):
        answer = spoilt(rng, pages)
        started = time.process_time()
        try:
            with _bounded():
                kind = read(answer, today=_TODAY, zone=_ZONE).kind.value
            found.kinds[kind] = found.kinds.get(kind, 0) + 1
        except Exception as error:  # noqa: BLE001 - whatever is raised is the finding
            found.faults.append(f"page {number} of seed {seed}: {type(error).__name__}: {error}")
        found.slowest = max(found.slowest, time.process_time() - started)
        found.read += 1
    return found


class _bounded:  # noqa: N801 - used like a function
    """Raises TooSlow in its block after so much CPU time."""

    def __enter__(self) -> None:
        signal.signal(signal.SIGVTALRM, self._ring)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    @staticmethod
    def _ring(_: int, __: FrameType | None) -> None:
        raise TooSlow(f"more than {SECONDS} s of CPU time")


def _report(found: Soak) -> Iterator[str]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    yield f"{found.read} pages read, {len(found.faults)} faults, slowest {found.slowest:.2f} s CPU, peak {peak:.0f} MB resident"
    yield "kinds: " + ", ".join(f"{kind} {number}" for kind, number in sorted(found.kinds.items()))
    yield from found.faults[:50]


def main() -> None:
    """Run it and say what was found; exit 1 where anything was."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261122
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    found = soak(count, seed)
    print("\n".join(_report(found)))
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
