"""Precision and recall of the kinds of answers, on the labelled corpus `tests/corpus/<kind>/`: the folder is the label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.items import Kind, Page
from crawler.pages import Answer, read

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SAMPLES = sorted(CORPUS.glob("*/*.http"))
LABELS = ("blocked", "soft_404", "moved", "shell", "ok")
HOME = "http://www.qinghe.example/"
_TODAY = date(2026, 11, 22)
_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Figure:
    """One kind of answer: how many samples carry the label, how many were told so, how many rightly."""

    label: str
    wanted: int
    told: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was told that is right."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """The share of the samples that were found."""
        return self.right / self.wanted if self.wanted else 0.0


def sample(path: Path) -> Page:
    """Read one sample: a line of status and address, header lines, an empty line, the body."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    first, *lines = head.splitlines()
    status, url = first.split(" ", 1)
    headers = dict(line.split(": ", 1) for line in lines)
    answer = Answer(url, body.encode(), int(status), headers, headers.pop("asked", None))
    return read(answer, today=_TODAY, zone=_ZONE, home=HOME)


def label_of(page: Page) -> str:
    """What the reader takes an answer for: a wall, no page, another page, a page that scripts still have to write, a page."""
    if page.kind in (Kind.BLOCKED, Kind.SOFT_404, Kind.MOVED):
        return page.kind.value
    return "shell" if page.needs_browser else "ok"


def figures() -> Iterator[Figure]:
    """Precision and recall of every kind."""
    pairs = Counter((path.parent.name, label_of(sample(path))) for path in SAMPLES)
    for label in LABELS:
        yield Figure(
            label,
            sum(count for (true, _), count in pairs.items() if true == label),
            sum(count for (_, said), count in pairs.items() if said == label),
            pairs[label, label],
        )


def mistaken() -> Iterator[tuple[Path, str]]:
    """The samples that were taken for something else, and for what."""
    for path in SAMPLES:
        said = label_of(sample(path))
        if said != path.parent.name:
            yield path, said
