"""What a platform's answers mean: one table beside each source (`<source>.toml`), read by code, word or status.

Every row says what an answer is worth (a reason code, a state of the account, or nothing when it is good), whose job
it is, and in words for people what it means and what that person does. Sources hold no such lists of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from crawler.items import AccountState, Reason

Whose = Literal["unit", "office", "ours", "nobody"]
_FOLDER = Path(__file__).parent
_KNOWN = frozenset({"id", "codes", "words", "status", "reason", "state", "whose", "means", "todo"})


class AnswerTableError(Exception):
    """Raised when a table of answers is wrong: an unknown key or word, an id or code that stands twice."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one kind of answer is worth. `reason` and `state` are both None where the answer is good."""

    id: str
    codes: tuple[int | str, ...]
    words: tuple[str, ...]
    status: tuple[int, ...]
    reason: Reason | None
    state: AccountState | None
    whose: Whose
    means: str
    todo: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The table of one source, in the file's order; the first row that fits counts."""

    source: str
    rows: tuple[Meaning, ...]

    def named(self, row: str) -> Meaning:
        """The row with this id; KeyError for one that the table does not have."""
        return next((known for known in self.rows if known.id == row), None) or _missing(self.source, row)

    def by_code(self, code: int | str) -> Meaning | None:
        """The row of an error code."""
        return next((known for known in self.rows if code in known.codes), None)

    def by_words(self, text: str) -> Meaning | None:
        """The row whose words stand in a text."""
        return next((known for known in self.rows if any(word in text for word in known.words)), None)

    def by_status(self, status: int) -> Meaning | None:
        """The row of an HTTP status."""
        return next((known for known in self.rows if status in known.status), None)


def _missing(source: str, row: str) -> Meaning:
    raise KeyError(f"{source}.toml has no answer {row!r}")


@cache
def load_answers(source: str) -> Answers:
    """The table of a source; AnswerTableError names what is wrong with it."""
    data = tomllib.loads((_FOLDER / f"{source}.toml").read_text("utf-8"))
    rows = tuple(_meaning(source, row) for row in data.get("answer", ()))
    _no_twins(source, (row.id for row in rows))
    _no_twins(source, (code for row in rows for code in row.codes))
    _no_twins(source, (status for row in rows for status in row.status))
    return Answers(source, rows)


def pace(source: str) -> float:
    """Seconds between two questions to a platform (`[pace] seconds_between`); 0 where the table says nothing."""
    path = _FOLDER / f"{source}.toml"
    data = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return float(data.get("pace", {}).get("seconds_between", 0))


def _meaning(source: str, row: dict[str, Any]) -> Meaning:
    place = f"{source}.toml: {row.get('id')}"
    if strangers := set(row) - _KNOWN:
        raise AnswerTableError(f"{place}: unknown {', '.join(sorted(strangers))}")
    if row.get("whose") not in get_args(Whose):
        raise AnswerTableError(f"{place}: whose must be one of {', '.join(get_args(Whose))}")
    if row.get("state") not in (None, *get_args(AccountState)):
        raise AnswerTableError(f"{place}: unknown state {row['state']!r}")
    try:
        reason = Reason(row["reason"]) if "reason" in row else None
        return Meaning(
            row["id"], tuple(row.get("codes", ())), tuple(row.get("words", ())), tuple(row.get("status", ())),
            reason, row.get("state"), row["whose"], row["means"], row.get("todo", ""),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise AnswerTableError(f"{place}: {error}") from error


def _no_twins(source: str, values: Iterable[object]) -> None:
    met: set[object] = set()
    for value in values:
        if value in met:
            raise AnswerTableError(f"{source}.toml: {value!r} stands twice")
        met.add(value)
