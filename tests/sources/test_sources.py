"""Every folder below tests/sources is a test of one source; the laws at the end hold for all of them."""

from __future__ import annotations

import json
import os
import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from source_cases import HERE, ZONE, Case, folders, hold, in_place_of, line, load_case, plain

from crawler.endpoints import refusal
from crawler.items import SourceOutcome
from crawler.platforms import WebAsk, load_sources
from crawler.platforms.answers import load_answers
from crawler.survey.posts import shows_life

FOLDERS = folders()
TABLES = sorted((HERE.parents[1] / "crawler" / "platforms").glob("*.toml"))
ROWS = [
    (path.stem, row["id"])
    for path in TABLES
    for row in tomllib.loads(path.read_text("utf-8")).get("answer", ())
]
GARBAGE = (
    b"", b"<html><body>504</body></html>", b"null", b"[]", b"{}", b'{"data":null}', b'{"data":[]}', b'{"data":{"list":"x"}}',
    b'{"list":[null,1,"x",{}],"data":{"list":[{}],"cards":[{}]},"items":[{}]}', b'{"a":' + b"[" * 5000, b"\xff\xfe\x00", b"7",
)  # fmt: skip
_MARK = re.compile(r"~~([A-Za-z0-9_.]+)~~")


def _names(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    return load_case(request.param)


every_case = pytest.mark.parametrize("case", FOLDERS, ids=_names, indirect=True)


@every_case
def test_source(case: Case) -> None:
    """What is asked and what comes of it; and the laws that hold for all sources."""
    talk = hold(case)
    found = {"asked": [line(ask) for ask in talk.asked], "outcome": plain(talk.outcome)}
    file = case.folder / "expected.json"
    if os.environ.get("UPDATE_GOLDENS"):
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert file.is_file(), f"{case.name}: run UPDATE_GOLDENS=1 pytest tests/sources and review the file"
    assert found == json.loads(file.read_text("utf-8"))
    assert talk.left == 0, f"{case.name}: {talk.left} recorded answers that nobody asked for"
    _the_table_and_the_outcome_agree(case, talk.outcome)
    for ask in talk.asked:
        if isinstance(ask, WebAsk):
            _tells_its_secrets_by_name(ask)
            _an_api_is_asked_nothing_else(case, ask)
    _what_an_outcome_owes(case, talk.outcome)


def _the_table_and_the_outcome_agree(case: Case, outcome: SourceOutcome) -> None:
    if outcome.answer is None:
        return
    row = load_answers(case.source.name).named(outcome.answer)
    assert row.reason in (None, outcome.reason)
    assert row.state in (None, outcome.state)


def _tells_its_secrets_by_name(ask: WebAsk) -> None:
    written = " ".join([ask.url, *ask.headers.values(), (ask.body or b"").decode("utf-8", "replace")])
    assert {*_MARK.findall(written)} <= {key.name for key in ask.keys}


def _an_api_is_asked_nothing_else(case: Case, ask: WebAsk) -> None:
    method = "GET" if ask.body is None else "POST"
    assert refusal(case.source, case.account, method, ask.url) is None


def _what_an_outcome_owes(case: Case, outcome: SourceOutcome) -> None:
    window = case.window
    ids = [post.id for post in outcome.posts]
    assert all(isinstance(id_, str) and id_ for id_ in ids)
    assert len(set(ids)) == len(ids)
    for post in outcome.posts:
        if post.published is not None:
            assert post.published.tzinfo == ZONE
            assert post.published <= window.moment + timedelta(minutes=10)
    if outcome.covered is not None:
        assert case.source.proves_silence
        assert outcome.covered[0] <= outcome.covered[1]
    assert outcome.reason is None or outcome.told, "a failure says in words what it is"
    assert outcome.state in ("unknown", "normal") or outcome.state_told, (
        "a state comes with the platform's own words"
    )


@every_case
def test_garbage_is_survived(case: Case) -> None:
    for garbage in GARBAGE:
        for where in {*range(min(4, len(case.answers))), len(case.answers) - 1} - {-1}:
            hold(case, in_place_of(case, garbage, where))
        outcome = hold(case, in_place_of(case, garbage, None)).outcome
        assert not shows_life(outcome, case.window), garbage
        assert outcome.covered is None, garbage
        assert outcome.state in ("unknown", "normal"), garbage


@pytest.mark.parametrize(("source", "row"), ROWS, ids=str)
def test_every_row_has_a_case(source: str, row: str) -> None:
    rows = [own for own_source, own in ROWS if own_source == source]
    told = {_row_of(folder.name, rows) for folder in FOLDERS if folder.parent.name == source}
    assert row in told, f"tests/sources/{source}/{row}_… is missing"


def _row_of(name: str, rows: list[str]) -> str | None:
    """The row that a folder's name begins with: the longest, so that `token` is not taken for `token-expired`."""
    return max(
        (row for row in rows if re.match(rf"{re.escape(row)}(?![a-z0-9])", name)), key=len, default=None
    )


def test_every_table_belongs_to_a_source() -> None:
    assert {path.stem for path in TABLES} <= set(load_sources())


def test_every_folder_belongs_to_a_source() -> None:
    assert {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"} <= set(
        load_sources()
    )
