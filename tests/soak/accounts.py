"""The soak of the accounts: `python -m tests.soak.accounts [COUNT]` plays 10,000 random sequences of weeks.

Five accounts post, delete and fall silent as they like; their sources answer as sources do: whole, empty, half, late, with an
error, with an expired token, with impossible times, all at once with the same trouble. The real spider takes the answers in,
the real evidence is read, the real checks judge. Whatever the sequence:

- nobody is found dormant but by an authoritative source that answered whole twice, and never within the period of a post;
- no post that was seen once is ever lost;
- nobody is found fresh without a post in the period that a source really showed;
- where trouble is a common cause, nobody is accused.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlite_utils import Database

from checks.evidence.accounts import read_accounts
from checks.evidence.sweep import read_frame
from checks.model import Account as Subject
from checks.model import Evidence, Ruling, Verdict, load_checks
from checks.tables import migrations as checks_migrations
from crawler.health import find_incidents
from crawler.items import Post, Reason, SourceOutcome
from crawler.notebook import Notebook
from crawler.platforms import SOURCES, Brought, FileAsk, Reading, Source, Window, load_sources
from crawler.spiders.accounts import AccountsSpider
from crawler.store import migrations
from crawler.vault import Vault
from rules import model as rules
from rules.calendar import WorkCalendar
from rules.limits import default_limits
from rules.periods import Clock

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN, PERIOD = date(2026, 3, 1), 14
CODES = ("a", "b", "c", "d", "e")
PROVING, FEED = "weibo_api", "feed"
FAILURES = (
    Reason.UNREACHABLE, Reason.BLOCKED, Reason.HTTP_ERROR, Reason.TIMEOUT, Reason.PARSE_CHANGED, Reason.AUTH_EXPIRED,
    Reason.NOT_AUTHORISED, Reason.RATE_LIMITED, Reason.DELAYED, Reason.INCOMPLETE, Reason.EMPTY_UNPROVEN,
)  # fmt: skip
ANSWERS = st.one_of(
    st.just("whole"),
    st.sampled_from(["whole", "half", "posts", "nothing", "late", "ahead", "now", "closed"]),
    st.sampled_from(FAILURES),
)
SAYINGS: dict[str, Callable[[Window, tuple[date, date] | None], SourceOutcome]] = {
    "closed": lambda _, __: SourceOutcome(
        Reason.NOT_AUTHORISED, state="cancelled", state_told="已注销", told="已注销"
    ),
    "nothing": lambda _, __: SourceOutcome(Reason.EMPTY_UNPROVEN, told="空"),
    "late": lambda _, __: SourceOutcome(Reason.DELAYED, told="数据有延迟"),
    "ahead": lambda window, covered: SourceOutcome(
        None, (Post("ahead", "未来", None, window.moment + timedelta(days=2)),), covered, ("auth_probe",)
    ),
    "now": lambda _, __: SourceOutcome(Reason.UNDATED, (Post("now", "现在", None, None),), told="无时间"),
}
"""What a source says that shows no post with a time that can be believed."""
_CHUNK = 250
TALLY: Counter[str] = Counter()
"""How often each verdict was given: laws that nothing puts to the test prove nothing."""
UNIT = rules.Unit("u", "青禾区民政局", rules.UnitKind.DEPARTMENT)


@dataclass
class Life:
    """What one account really did; `seen` is what any source ever showed of it."""

    posts: list[Post] = field(default_factory=list)
    seen: set[datetime] = field(default_factory=set)
    total: int = 0


@dataclass
class Week:
    """The answers of one week: by source and look for each account, and which of them were whole."""

    answers: dict[tuple[str, str, int], Any]
    whole: set[tuple[str, int]] = field(default_factory=set)


class Sequence(RuleBasedStateMachine):
    """Weeks in a row, over one store."""

    def __init__(self) -> None:
        super().__init__()
        self.db = Database(memory=True)
        for migration_set in (migrations, checks_migrations):
            migration_set.apply(self.db)
        self.lives = {code: Life() for code in CODES}
        self.day = BEGIN
        for code in CODES:
            self.publish(code, 7 + PERIOD, 9)  # long ago: an account that has never posted is the rarer one
        self.week: Week | None = None
        self.number = 0
        accounts = tuple(
            rules.Account(code, "u", "weibo", f"账号{code}", (PROVING, FEED), update_within_days=PERIOD)
            for code in CODES
        )
        self.workspace = rules.Workspace(
            folder=Path("/nowhere"), district=rules.District("青禾区", "公开办", "u"),
            portal=rules.Portal("门户", "http://p.example/", ("p.example",)), polite=rules.Polite(), budget=rules.Budget(),
            render="never", limits=default_limits(), guard=rules.Guard(), units=(UNIT,), accounts=accounts, catalog=(),
            columns=(), declarations=(), lexicon=(), notices=(), digest="",
        )  # fmt: skip

    def teardown(self) -> None:
        self.db.close()

    # --- what may happen ---

    @rule(code=st.sampled_from(CODES), ago=st.integers(0, 6), hour=st.integers(0, 23))
    def publish(self, code: str, ago: int, hour: int) -> None:
        """A post of the week that is coming to its end."""
        life = self.lives[code]
        life.total += 1
        moment = datetime.combine(self.day + timedelta(days=7 - ago), time(hour), ZONE)
        life.posts.append(
            Post(f"{code}{life.total}", f"第{life.total}条", f"https://w.example/{code}/{life.total}", moment)
        )

    @rule(code=st.sampled_from(CODES), data=st.data())
    def delete(self, code: str, data: st.DataObject) -> None:
        """A post is gone from the platform, whether it was ever seen or not."""
        life = self.lives[code]
        if life.posts:
            life.posts.remove(data.draw(st.sampled_from(life.posts)))

    @rule(
        proving=st.lists(st.tuples(ANSWERS, ANSWERS), min_size=5, max_size=5),
        feed=st.lists(ANSWERS, min_size=5, max_size=5),
        posting=st.lists(st.integers(0, 13), min_size=5, max_size=5),
        all_at_once=st.none() | st.tuples(st.sampled_from((PROVING, FEED)), ANSWERS),
    )
    def sweep(
        self, proving: list[tuple[Any, Any]], feed: list[Any], posting: list[int], all_at_once: Any
    ) -> None:
        """A week ends: some have posted in it, everybody is asked, everybody is judged."""
        for code, ago in zip(CODES, posting, strict=True):
            if ago < 7:
                self.publish(code, ago, 9)
        self.day += timedelta(days=7)
        answers: dict[tuple[str, str, int], Any] = {}
        for code, looks, other in zip(CODES, proving, feed, strict=True):
            for look in (1, 2):
                answers[code, PROVING, look], answers[code, FEED, look] = looks[look - 1], other
                if all_at_once is not None:
                    answers[code, all_at_once[0], look] = all_at_once[1]
        self.week = Week(answers)
        sweep = self._collect()
        for account in read_accounts(self.db, read_frame(self.db, sweep), self.workspace)["u"]:
            self._judge(account)

    # --- the machine's own hands ---

    def _collect(self) -> int:
        clock, assert_week = Clock(self.day, ZONE), self.week
        assert assert_week is not None
        self.number += 1
        row = {
            "id": self.number,
            "week": clock.week,
            "attempt": 1,
            "as_of": self.day.isoformat(),
            "zone": ZONE.key,
            "scope": "accounts",
            "state": "running",
        }
        self.db.table("sweeps").insert(row)
        book = Notebook(self.db, self.number)
        sources = load_sources()
        kept = {name: sources[name] for name in (PROVING, FEED)}
        try:
            for name in kept:
                SOURCES[name] = Source(name, proves_silence=name == PROVING, read=self._reader(name))
            desk: Any = SimpleNamespace(
                workspace=self.workspace,
                clock=clock,
                notebook=book,
                keeper=None,
                reach=None,
                progress=_Nobody(),
                vault=Vault({}),
            )
            spider = AccountsSpider(desk)
            faults: list[object] = []
            spider.fault = lambda where, error: faults.append((where, error))  # type: ignore[method-assign]
            asyncio.run(_run(spider))
        finally:
            SOURCES.update(kept)
        assert not faults, faults
        book.write("incidents", find_incidents(self.db, self.number))
        with self.db.conn:
            self.db.conn.execute("UPDATE sweeps SET state = 'done' WHERE id = ?", (self.number,))
        return self.number

    def _reader(self, name: str) -> Callable[[rules.Account, Window], Reading]:
        looks: dict[str, int] = {}

        def read(account: rules.Account, window: Window) -> Reading:
            _: Brought = yield FileAsk(f"{account.code}-nothing*")
            looks[account.code] = look = looks.get(account.code, 0) + 1
            return self._answer(account, name, look, window)

        return read

    def _answer(self, account: rules.Account, name: str, look: int, window: Window) -> SourceOutcome:
        """What a source says, by what was drawn for it."""
        assert self.week is not None
        drawn = self.week.answers[account.code, name, look]
        if isinstance(drawn, Reason):
            return SourceOutcome(drawn, told="失败")
        if drawn in SAYINGS:
            return SAYINGS[drawn](window, self._covered(name, window))
        life = self.lives[account.code]
        visible = tuple(p for p in life.posts if p.published is not None and p.published.date() <= self.day)
        shown = visible[: len(visible) // 2] if drawn == "half" else visible
        self.lives[account.code].seen |= {post.published for post in shown if post.published is not None}
        if drawn == "whole" and name == PROVING:
            self.week.whole.add((account.code, look))
            return SourceOutcome(
                None, shown, self._covered(name, window), ("auth_probe",), declared_total=life.total
            )
        if drawn == "half" and name == PROVING:
            half = (window.since + timedelta(days=7), window.until)
            return SourceOutcome(Reason.INCOMPLETE, shown, half, ("auth_probe",), told="不完整")
        return SourceOutcome(None, shown) if shown else SourceOutcome(Reason.EMPTY_UNPROVEN, told="空")

    @staticmethod
    def _covered(name: str, window: Window) -> tuple[date, date] | None:
        return (window.since, window.until) if name == PROVING else None

    # --- the laws ---

    def _judge(self, account: Subject) -> None:
        code, life = account.key, self.lives[account.key]
        evidence = Evidence(UNIT, self.day, self.day, default_limits(), WorkCalendar())
        dormant, gone = (
            load_checks()[name].judge(account, evidence) for name in ("account-dormant", "account-gone")
        )
        TALLY.update((f"dormant {dormant.verdict}", f"gone {gone.verdict}"))
        recent = {moment for moment in life.seen if 0 <= (self.day - moment.date()).days <= PERIOD}
        known = {post.published for post in account.posts if post.published is not None}
        assert life.seen <= known, f"{code}: a post that was seen is lost"
        assert known <= life.seen, f"{code}: a post that nobody published is known"
        self._hold_dormant(code, dormant, recent)
        if account.incident:
            assert dormant.verdict is not Verdict.VIOLATION
            assert gone.verdict is not Verdict.VIOLATION
        if gone.verdict is Verdict.VIOLATION:
            assert self.week is not None
            assert self.week.answers[code, PROVING, 1] == self.week.answers[code, PROVING, 2] == "closed"
            assert not recent

    def _hold_dormant(self, code: str, dormant: Ruling, recent: set[datetime]) -> None:
        assert self.week is not None
        if dormant.verdict is Verdict.VIOLATION:
            assert {(code, 1), (code, 2)} <= self.week.whole, (
                f"{code}: accused by a source that did not answer whole twice"
            )
        if dormant.verdict in (Verdict.VIOLATION, Verdict.SUSPECTED):
            assert not recent, f"{code}: accused although it published"
        if dormant.verdict is Verdict.PASS:
            assert recent, f"{code}: fresh without a post in the period"
        elif recent:
            raise AssertionError(f"{code}: a post in the period, and {dormant.verdict}")


class _Nobody:
    """A progress that nobody sees."""

    def stage(self, name: str, count: int) -> None:
        """Nothing is shown."""

    def step(self, *told: object) -> None:
        """Nothing is shown."""


async def _run(spider: AccountsSpider) -> None:
    async for request in spider.start():
        raise AssertionError(f"{request} left, though files are brought at once")


def play(count: int, steps: int = 12) -> None:
    """Play so many sequences; the first that breaks a law is shown in its shortest form."""
    how = settings(
        max_examples=count, stateful_step_count=steps, deadline=None, print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )  # fmt: skip
    run_state_machine_as_test(Sequence, settings=how)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for played in range(0, wanted, _CHUNK):
        play(min(_CHUNK, wanted - played))
        print(
            f"{min(played + _CHUNK, wanted)} sequences, no law broken; {dict(sorted(TALLY.items()))}",
            flush=True,
        )
