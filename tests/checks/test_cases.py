"""Every check against its cases: evidence in, rulings out. A case is a file; this is the only runner."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from case_builder import Case, load_case

from checks.model import Check, Ruling, Verdict, load_checks
from rules.statutes import basis
from rules.vocabulary import keys

CASES = Path(__file__).parent.parent / "cases"
CHECKS = load_checks()
FILES = sorted(CASES.glob("*/*.toml"))
_NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=_NAMES)
def test_case(path: Path) -> None:
    case = load_case(path)
    assert case.expects, "a case without an expectation proves nothing"
    for expect in case.expects:
        _hold(case, CHECKS[expect.get("check", case.check)], expect)
    own = [expect["verdict"] for expect in case.expects if expect.get("check", case.check) == case.check]
    assert any(path.stem.startswith(f"{verdict}_") for verdict in own), "the file's name says what it shows"


def _hold(case: Case, check: Check, expect: dict[str, Any]) -> None:
    known = {"check", "key", "verdict", "code", "reason_contains", "reason_lacks", "observed"}
    assert set(expect) <= known, f"unknown keys: {sorted(set(expect) - known)}"
    ruling = _ruling(case, check, expect.get("key"))
    assert ruling.verdict == expect["verdict"], ruling
    assert (ruling.code.value if ruling.code else None) == expect.get("code"), ruling
    for words in expect.get("reason_contains", []):
        assert words in ruling.reason
    for words in expect.get("reason_lacks", []):
        assert words not in ruling.reason
    for name, value in expect.get("observed", {}).items():
        shown = ruling.observed[name]
        assert (shown if shown is not None else "null") == value, (name, ruling.observed)


def _ruling(case: Case, check: Check, key: str | None) -> Ruling:
    subjects = [s for s in case.evidence.subjects(*check.subjects) if key is None or s.key == key]
    assert len(subjects) == 1, f"{len(subjects)} subjects fit {key!r}"
    return check.judge(subjects[0], case.evidence)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_has_cases_of_every_kind(name: str) -> None:
    stems = [path.stem for path in FILES if path.parent.name == name]
    for kind in ("pass", "violation", "untested"):
        assert any(stem.startswith(f"{kind}_") for stem in stems), f"{name} has no case {kind}_*"
    assert len(stems) >= 6, f"{name} has {len(stems)} cases"


def test_cases_belong_to_checks() -> None:
    assert {path.parent.name for path in FILES} <= set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_docstring_documents(name: str) -> None:
    check = CHECKS[name]
    for text in (check.title, check.why, check.spares, check.mend):
        assert text
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
    assert "\n" not in check.title
    assert not check.title.endswith("。")
    for text in (check.why, check.spares, check.mend):
        assert text.endswith("。"), text


@pytest.mark.parametrize("name", CHECKS)
def test_the_law_behind_it_is_known_and_in_force(name: str) -> None:
    statute, _ = basis(CHECKS[name].basis)
    assert statute.in_force(CHECKS[name].since)


def test_the_vocabulary_knows_every_check() -> None:
    assert set(CHECKS) <= set(keys("check"))


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_imports_nothing_that_does(name: str) -> None:
    allowed = (
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "functools",
        "itertools",
        "re",
        "typing",
    )
    module = sys.modules[CHECKS[name].judge.__module__]
    for imported in _imported(Path(str(module.__file__))):
        assert (
            imported.startswith(("checks.", "crawler.items", "rules.")) or imported.split(".")[0] in allowed
        )


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "absolute imports only"
            yield node.module


_FORBIDDEN = ("open", "socket.", "sqlite3.", "subprocess.", "os.", "shutil.")
_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event.startswith(_FORBIDDEN):
        raise AssertionError(f"a check did {event}{arguments}")


sys.addaudithook(_watch)


@contextmanager
def _nothing_but_thought() -> Iterator[None]:
    global _watching  # noqa: PLW0603 - an audit hook can never be removed, only silenced
    _watching = True
    try:
        yield
    finally:
        _watching = False


@pytest.mark.parametrize("path", FILES, ids=_NAMES)
def test_a_check_touches_nothing_and_repeats_itself(path: Path) -> None:
    case = load_case(path)
    first = list(_all_rulings(case))  # data files are read once, here
    with _nothing_but_thought():
        again = list(_all_rulings(case))
    assert first == again


def _all_rulings(case: Case) -> Iterator[Ruling]:
    for check in CHECKS.values():
        for subject in case.evidence.subjects(*check.subjects):
            ruling = check.judge(subject, case.evidence)
            assert (ruling.verdict is Verdict.UNTESTED) == (ruling.code is not None)
            yield ruling
