"""The soak of kills: `python -m tests.soak.kills [ROUNDS] [SEED]` kills 50 weekly runs, and goes on with each.

Each round is a week of its own on the troubled portal of tests/e2e: SIGKILL to the whole group of processes at a random
point, from the first request to the last word of the report; every third round is killed once more while it is gone on
with. When it has ended, it is held against a run that nothing disturbed: the verdicts with their proof, every row of the
sweep by its natural key, each stored answer by its digest, and the chain of seals.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from crawler.captures import CaptureError, Place, read_capture
from tests.crawler.small_site import Answers, Asked, Site
from tests.e2e.conftest import DAY, ROOT, Office, environment, inside
from tests.e2e.portal import TOWN_NEWS, Document, troubled, write_troubled
from tests.unattended.comparing import Outcome, outcome

TODAY = date.fromisoformat(DAY)
_DOCUMENTS = 40
_PATIENCE = 120.0
_COUNTED = ("verdicts", "lost", "doubled", "captures", "seals", "reports", "exit")
_IN_FLIGHT = 0.05
"""Seconds after a request within which a kill may fall: its answer is under way, or being stored."""


@dataclass(frozen=True)
class Course:
    """What an undisturbed run came to: its outcome, how many requests it took, and how long its end took after the last."""

    outcome: Outcome
    requests: int
    tail: float


@dataclass(frozen=True)
class Point:
    """Where a run is killed: so long after the arrival of a request."""

    request: int
    after: float


@dataclass
class Round:
    """What one round came to. `state` is the sweep's when it was killed, `again` counts requests beyond those needed."""

    points: list[Point]
    state: str = "none"
    again: int = 0
    faults: Counter[str] = field(default_factory=Counter)


class Line:
    """The district: its portal, and the requests as they arrive."""

    def __init__(self, site: Site, folder: Path) -> None:
        self._site, self._folder = site, folder
        self._point: Point | None = None
        self._reached = threading.Event()
        self._answer = site.answer
        self.last = 0.0
        site.answer = self._hear  # type: ignore[method-assign]
        self._portal = troubled(site, TODAY)
        news = (Document(f"柳溪镇第{n}次例会", TODAY - timedelta(days=n + 3)) for n in range(_DOCUMENTS))
        self._portal.add(TOWN_NEWS, *news)

    def desk(self, name: str) -> Office:
        """A workspace of its own; the portal has forgotten what it was asked."""
        self._site.forget()
        return write_troubled(self._folder / name, self._portal, TODAY)

    @property
    def requests(self) -> int:
        """How many have arrived since it forgot."""
        return len(self._site.log)

    def _hear(self, asked: Asked) -> Answers:
        told = self._answer(asked)
        self.last = time.monotonic()
        if self._point is not None and self.requests >= self._point.request:
            self._reached.set()
        return told

    def kill(self, desk: Office, point: Point) -> None:
        """Begin a run and kill it and its children at a point; one that ends before it gets there has come through."""
        self._reached.clear()
        self._point = point
        with _begun(desk) as run:
            while not self._reached.wait(0.02) and run.poll() is None:
                pass
            time.sleep(point.after)
        self._point = None


@contextmanager
def _begun(desk: Office) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a group of its own; the group is dead when the work with it is done."""
    words = [
        sys.executable,
        "-m",
        "gongkai",
        "--workspace",
        str(desk.folder),
        "--quiet",
        "--as-of",
        DAY,
        "weekly",
        "--due",
    ]
    run = subprocess.Popen(
        words, cwd=ROOT, env=environment(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    try:
        yield run
    finally:
        with suppress(ProcessLookupError):  # it came through, and nobody of it is left
            os.killpg(run.pid, signal.SIGKILL)
        run.wait(_PATIENCE)


def undisturbed(line: Line) -> Course:
    """A run to its end."""
    desk = line.desk("undisturbed")
    with _begun(desk) as run:
        assert run.wait(_PATIENCE) in (0, 3)
        tail = time.monotonic() - line.last
    return Course(outcome(desk), line.requests, tail)


def points_of(course: Course, number: int, chance: random.Random) -> list[Point]:
    """One or two points, the second while the run is gone on with: of five, one behind the last request."""

    def point(most: int) -> Point:
        if chance.random() < 0.2:
            return Point(most, chance.uniform(0, course.tail))
        return Point(chance.randint(1, most), chance.uniform(0, _IN_FLIGHT))

    first = point(course.requests)
    if number % 3 or first.request >= course.requests:
        return [first]
    return [first, Point(chance.randint(first.request + 1, course.requests), chance.uniform(0, _IN_FLIGHT))]


def play(line: Line, course: Course, name: str, points: list[Point]) -> Round:
    """One round: killed at the points, gone on with to the end, and held against the undisturbed run."""
    desk, played = line.desk(name), Round(points)
    for point in points:
        line.kill(desk, point)
    if (desk.folder / "var" / "gongkai.db").exists():
        [played.state] = [row["state"] for row in desk.rows("SELECT state FROM sweeps")] or ["none"]
    ran = desk.run("--as-of", DAY, "weekly", "--due", "--quiet")
    played.faults["exit"] += ran.code not in (0, 3)
    played.again = line.requests - course.requests
    played.faults += _differences(outcome(desk), course.outcome)
    played.faults["captures"] += _lost(desk)
    played.faults["seals"] += inside("--workspace", str(desk.folder), "verify").code
    played.faults["reports"] += desk.units_told() != ["LXZ", "MZJ", "ZFB"]
    return played


def _differences(now: Outcome, whole: Outcome) -> Counter[str]:
    """Verdicts, rows that are lost, and rows that stand twice, as numbers."""
    found = Counter(verdicts=((now.verdicts - whole.verdicts) + (whole.verdicts - now.verdicts)).total())
    for table, rows in whole.rows.items():
        here, there = Counter(now.rows[table]), Counter(rows)
        found["lost"] += (there - here).total()
        found["doubled"] += (here - there).total()
    return found


def _lost(desk: Office) -> int:
    """Stored answers that a row refers to and that cannot be read back as they were."""
    lost = 0
    rows = desk.rows("SELECT capture, capture_offset, sha256 FROM fetches WHERE capture IS NOT NULL")
    assert rows, "nothing was stored"
    for row in rows:
        try:
            body = read_capture(
                desk.folder / "var" / "captures", Place(row["capture"], row["capture_offset"])
            ).body
        except CaptureError:
            lost += 1
        else:
            lost += hashlib.sha256(body).hexdigest() != row["sha256"]
    return lost


def _told(course: Course, rounds: list[Round]) -> str:
    states = Counter(played.state for played in rounds)
    faults = sum((played.faults for played in rounds), Counter[str]())
    good = sum(not played.faults.total() for played in rounds)
    kills = sum(len(played.points) for played in rounds)
    verdicts, rows = course.outcome.verdicts.total(), sum(map(len, course.outcome.rows.values()))
    lines = [
        f"undisturbed: {course.requests} requests, {verdicts} verdicts, {rows} rows",
        f"rounds: {len(rounds)}, kills: {kills}",
        "sweep when it was gone on with: "
        + ", ".join(f"{state} {count}" for state, count in sorted(states.items())),
        f"requests beyond those needed, per kill: {sum(played.again for played in rounds) / kills:.1f}",
        f"as undisturbed: {good} of {len(rounds)}",
        *(f"  {what}: {faults[what]}" for what in _COUNTED),
    ]
    return "\n".join(lines)


def main(rounds: int = 50, seed: int = 0) -> int:
    """Play the rounds and print what they came to; 1 when one of them was not as undisturbed."""
    chance, played = random.Random(seed), []
    with tempfile.TemporaryDirectory(prefix="kills-") as folder, closing(Site()) as site:
        line = Line(site, Path(folder))
        course = undisturbed(line)
        for number in range(rounds):
            played.append(play(line, course, f"{number}", points_of(course, number, chance)))
            mark = "." if not played[-1].faults.total() else f"\n{played[-1]}\n"
            print(mark, end="", file=sys.stderr, flush=True)
    print(f"\n{_told(course, played)}")
    return int(any(one.faults.total() for one in played))


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
