"""docs/sources.md is generated: it names every source, and every row of every table once."""

from __future__ import annotations

from crawler.platforms import load_sources
from crawler.platforms.answers import load_answers
from crawler.platforms.table import PAGE, page


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m crawler.platforms.table"


def test_every_answer_stands_in_it() -> None:
    sections = dict(part.split("\n", 1) for part in page().split("\n## ")[1:])
    assert set(sections) == set(load_sources())
    for name, text in sections.items():
        rows = [line.split(" | ")[0].strip("| `") for line in text.splitlines() if line.startswith("| `")]
        assert rows == [row.id for row in load_answers(name).rows]
