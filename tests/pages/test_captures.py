"""Every folder `tests/captures/<family>/<case>/` is a test: response.html and meta.toml in, expected.json out.

`UPDATE_GOLDENS=1 pytest tests/pages` writes expected.json anew; the diff in git is the review.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest
from pages_support import ZONE

from crawler.inspecting import inspect_page
from crawler.pages import Answer, read
from crawler.pages.notes import Notes
from crawler.pages.words import narrow, squeezed

CAPTURES = Path(__file__).resolve().parents[1] / "captures"
CASES = sorted(path.parent for path in CAPTURES.glob("*/*/meta.toml"))
VOLATILE = ("template", "content_hash", "links")


def reading_of(case: Path) -> dict[str, object]:
    meta = tomllib.loads((case / "meta.toml").read_text("utf-8"))
    answer = Answer(
        meta["url"],
        (case / "response.html").read_bytes(),
        meta.get("status", 200),
        meta.get("headers", {}),
        meta.get("asked"),
        meta.get("rendered", False),
    )
    notes = Notes()
    page = read(answer, today=meta["today"], zone=ZONE, home=meta.get("home"), notes=notes)
    found = inspect_page(page, notes)
    for name in VOLATILE:
        del found["sweep"][name]
    return found


def golden_of(case: Path) -> dict[str, object]:
    """What is kept of a reading: the printed values and what a sweep rests on. The rules' names may be bettered freely."""
    return {name: value for name, value in reading_of(case).items() if name != "explain"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_capture(case: Path) -> None:
    found, file = golden_of(case), case / "expected.json"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert file.is_file(), f"{case.name}: run UPDATE_GOLDENS=1 pytest tests/pages and review the file"
    assert found == json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_printed_value_is_explained(case: Path) -> None:
    found = reading_of(case)
    told = found.pop("explain")
    del found["sweep"]
    assert isinstance(told, dict)
    for name, value in found.items():
        assert bool(told[name]["by"]) == (value not in (None, [], {}, False)), name
    for name in ("title", "source", "document_no", "index_no", "validity"):
        for mark in told[name]["by"]:
            assert squeezed(narrow(str(found[name])))[:60] in squeezed(narrow(mark["text"])), name
    assert (told["entries"]["by"] or [{"text": ""}])[0]["text"] is not None


def test_marks_that_lost_are_told() -> None:
    told = reading_of(CAPTURES / "generic" / "article_tag_differs")["explain"]
    assert isinstance(told, dict)
    assert [mark["rule"] for mark in told["published"]["by"]] == ["label: 发布时间"]
    assert [mark["rule"] for mark in told["published"]["lost"]] == ["meta tag: meta:PubDate"]
    assert told["published"]["by"][0]["element"].startswith("body > div.wp")


def test_every_family_has_captures() -> None:
    families = {
        path.stem
        for path in (Path(__file__).resolve().parents[2] / "crawler/pages/families").glob("[a-z]*.py")
    }
    assert {case.parent.name for case in CASES} >= families | {"generic"}
