"""Sources that read lists, under answers of any kind: no noise is life or silence, and damage to life is no silence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_cases import HERE, Answer, Case, hold, load_case

from crawler.survey.posts import shows_life

LISTS = ("weibo_api", "weibo_mobile", "douyin_api", "kuaishou")
FOLDERS = [folder for name in LISTS for folder in sorted((HERE / name).glob("covered_*"))]
every_case = pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: f"{one.parent.name}/{one.name}")
Place = tuple[str | int, ...]


@cache
def case_of(folder: Path) -> Case:
    return load_case(folder)


@cache
def lives(folder: Path) -> bool:
    return shows_life(hold(case_of(folder)).outcome, case_of(folder).window)


WORDS = (
    "data",
    "ok",
    "error_code",
    "statuses",
    "cards",
    "mblog",
    "list",
    "has_more",
    "userInfo",
    "id",
    "uid",
    "card_type",
    "tabsInfo",
    "extra",
)
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**9) | st.floats() | st.text(max_size=6)
NOISE = st.recursive(
    LEAVES,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), part),
    max_leaves=30,
)  # fmt: skip
JUNK = st.sampled_from([None, True, False, 0, -1, 7.5, "", "x", [], {}, [1], [None], {"x": 1}])
EASY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def endless(case: Case, bodies: list[bytes]) -> Iterator[Answer]:
    """Answers with these bodies, the last one again and again."""
    for body in bodies:
        yield Answer(replace(case.answers[0].brought, body=body))
    while True:
        yield Answer(replace(case.answers[0].brought, body=bodies[-1]))


@pytest.mark.parametrize(
    "folder", [HERE / name / "covered_life" for name in LISTS], ids=lambda one: one.parent.name
)
@given(values=st.lists(NOISE, min_size=1, max_size=3))
@EASY
def test_noise_is_neither_life_nor_silence(folder: Path, values: list[Any]) -> None:
    case = case_of(folder)
    outcome = hold(case, endless(case, [json.dumps(value).encode() for value in values])).outcome
    assert outcome.covered is None
    assert not shows_life(outcome, case.window)
    assert outcome.state in ("unknown", "normal")


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """Every place in a JSON value, its own first."""
    yield here
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in rows:
        yield from places(one, (*here, name))


def spoilt(value: Any, place: Place, junk: object) -> Any:
    """The value with junk in one place."""
    if not place:
        return junk
    copy = value.copy()
    copy[place[0]] = spoilt(value[place[0]], place[1:], junk)
    return copy


@every_case
@given(data=st.data())
@EASY
def test_damage_makes_no_silence_of_life_and_no_life_of_silence(folder: Path, data: st.DataObject) -> None:
    case = case_of(folder)
    bodies = [answer.brought.body for answer in case.answers]
    number = data.draw(st.sampled_from([number for number, body in enumerate(bodies) if body]))
    value = json.loads(bodies[number])
    place = data.draw(st.sampled_from(list(places(value))))
    bodies[number] = json.dumps(spoilt(value, place, data.draw(JUNK))).encode()
    outcome = hold(case, endless(case, bodies)).outcome
    alive = shows_life(outcome, case.window)
    assert (alive or outcome.covered is None) if lives(folder) else not alive, f"{place} of answer {number}"


@every_case
@given(share=st.floats(0, 0.999))
@settings(max_examples=10, deadline=None)
def test_an_answer_cut_off_is_no_silence(folder: Path, share: float) -> None:
    case = case_of(folder)
    bodies = [answer.brought.body for answer in case.answers]
    for number, body in enumerate(bodies):
        cut = [*bodies[:number], body[: int(len(body) * share)]]
        outcome = hold(case, endless(case, cut)).outcome
        assert not lives(folder) or outcome.covered is None or shows_life(outcome, case.window)
