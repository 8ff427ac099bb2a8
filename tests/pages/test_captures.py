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
    found = inspect_page(read(answer, today=meta["today"], zone=ZONE, home=meta.get("home")), explain=True)
    for name in VOLATILE:
        del found["explain"][name]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_capture(case: Path) -> None:
    found, file = reading_of(case), case / "expected.json"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert file.is_file(), f"{case.name}: run UPDATE_GOLDENS=1 pytest tests/pages and review the file"
    assert found == json.loads(file.read_text("utf-8"))


def test_every_family_has_captures() -> None:
    families = {
        path.stem
        for path in (Path(__file__).resolve().parents[2] / "crawler/pages/families").glob("[a-z]*.py")
    }
    assert {case.parent.name for case in CASES} >= families | {"generic"}
