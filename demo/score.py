"""How a checker did: its verdicts against the manifest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from demo.manifest import ABSENT, Fault, Manifest, NearMiss

_HEAD = ("检查项", "应查出", "已查出", "误报", "近似情形", "判对")
_TOTAL = "合计"
Key = tuple[str, str, str]  # check, unit, subject key


@dataclass(frozen=True, slots=True)
class Line:
    """One check's figures."""

    check: str
    planted: int
    caught: int
    false_alarms: int
    near: int
    right: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that went wrong: what was planted (or not), and the verdict given."""

    check: str
    unit: str
    key: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Score:
    """Figures per check, and every miss, false alarm and misjudged near-miss by name."""

    lines: tuple[Line, ...]
    missed: tuple[Wrong, ...]
    false_alarms: tuple[Wrong, ...]
    misjudged: tuple[Wrong, ...]

    @property
    def perfect(self) -> bool:
        """Everything caught, nothing accused wrongly, every near-miss judged as it may be."""
        return not (self.missed or self.false_alarms or self.misjudged)

    def render(self) -> str:
        """A plain text table, and what went wrong below it."""
        total = Line(
            _TOTAL, *(sum(getattr(line, name) for line in self.lines) for name in Line.__slots__[1:])
        )
        rows = [_HEAD, *(_cells(line) for line in (*self.lines, total))]
        widths = [max(_width(row[index]) for row in rows) for index in range(len(_HEAD))]
        text = [
            "  ".join(
                _pad(cell, width, index) for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in rows
        ]
        for heading, wrongs in (
            ("漏报", self.missed),
            ("误报", self.false_alarms),
            ("近似情形判错", self.misjudged),
        ):
            if wrongs:
                text.append(f"\n{heading}：")
                text += [
                    f"  {one.check} {one.unit} {one.key} 判为 {one.verdict}（{one.note}）" for one in wrongs
                ]
        return "\n".join(text) + "\n"


def score(manifest: Manifest, verdicts: Iterable[Mapping[str, Any]]) -> Score:
    """Hold the output of `gongkai verdicts --format json` against the manifest.

    A false alarm is any `violation` that was not planted (and that no near-miss allows); a near-miss must have one of
    its allowed verdicts, where `absent` stands for having none.
    """
    given = {(row["check"], row["unit"], row["subject"]["key"]): str(row["verdict"]) for row in verdicts}
    planted: dict[Key, Fault] = {(fault.check, fault.unit, fault.key): fault for fault in manifest.faults}
    near: dict[Key, NearMiss] = {(one.check, one.unit, one.key): one for one in manifest.near_misses}
    missed = [
        _wrong(key, given, fault.note) for key, fault in planted.items() if given.get(key) != "violation"
    ]
    misjudged = [
        _wrong(key, given, f"{one.note}；应为{'/'.join(one.allowed)}")
        for key, one in near.items()
        if given.get(key, ABSENT) not in one.allowed
    ]
    alarms = [
        _wrong(key, given, "没有埋设")
        for key, verdict in given.items()
        if verdict == "violation"
        and key not in planted
        and not (key in near and verdict in near[key].allowed)
    ]
    checks = sorted({key[0] for key in (*planted, *near)} | {wrong.check for wrong in alarms})
    lines = tuple(_line(check, planted, near, missed, alarms, misjudged) for check in checks)
    return Score(lines, tuple(missed), tuple(alarms), tuple(misjudged))


def _line(
    check: str,
    planted: Mapping[Key, Fault],
    near: Mapping[Key, NearMiss],
    *wrongs: list[Wrong],
) -> Line:
    missed, alarms, misjudged = (sum(wrong.check == check for wrong in some) for some in wrongs)
    faults, nears = (sum(key[0] == check for key in some) for some in (planted, near))
    return Line(check, faults, faults - missed, alarms, nears, nears - misjudged)


def _wrong(key: Key, given: Mapping[Key, str], note: str) -> Wrong:
    return Wrong(*key, given.get(key, ABSENT), note)


def _cells(line: Line) -> tuple[str, ...]:
    return tuple(str(getattr(line, name)) for name in Line.__slots__)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int, index: int) -> str:
    space = " " * (width - _width(text))
    return space + text if index else text + space
