"""The accounts' sweep as bookkeeping: whose turn it is, what was said, and that nobody was forgotten.

A chain goes on to its next source where the one before showed no life; an authoritative silence too asks the others for
life before it counts. Then a second look: at silence that could be proved, at words that an account is gone, and at
failures that may have been passing. Two halves never make a whole: every source is put down by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Key, Reading, Source, Window
from crawler.survey.believing import bounds
from crawler.survey.canaries import Canary
from crawler.survey.posts import shows_life
from rules.model import Account, Workspace
from rules.periods import Clock

GONE = frozenset({"cancelled", "banned", "frozen", "migrated"})
"""States that an account does not come back from by posting."""
_PASSING = frozenset(
    {Reason.UNREACHABLE, Reason.TIMEOUT, Reason.HTTP_ERROR, Reason.TLS, Reason.INCOMPLETE, Reason.PARSE_CHANGED,
     Reason.EMPTY_UNPROVEN, Reason.DELAYED, Reason.INCIDENT}
)  # fmt: skip
"""Failures that a second request may not meet again. A refusal is none of them: it would only be repeated."""


@dataclass(slots=True)
class Talk:
    """One look at one source of one account, while it is going on."""

    account: Account
    source: Source
    look: int
    window: Window
    reading: Reading
    canary: Canary | None = None
    fetch: int | None = None
    files: tuple[int, ...] = ()
    asked: int = 0

    @property
    def name(self) -> tuple[str, str, int]:
        """What it is put down under."""
        return self.account.code, self.source.name, self.look


class Talks:
    """Every look of one sweep. `key_for` tells the key of an account's secret for a source."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Clock,
        sources: Mapping[str, Source],
        now: datetime,
        key_for: Callable[[Account, str], Key | None],
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._sources = sources
        self._key_for = key_for
        # A sweep of a day to come has that day's end for its moment; any other the present one.
        self._moment = clock.end if clock.as_of > now.date() else now
        self._opened: set[tuple[str, str, int]] = set()
        self.outcomes: dict[str, dict[str, dict[int, SourceOutcome]]] = {
            account.code: {} for account in workspace.accounts
        }

    # --- what is asked -----------------------------------------------------------------------------------------------

    def next_of(self, account: Account) -> str | None:
        """The first source of the chain that has not spoken yet."""
        spoken = self.outcomes[account.code]
        return next((name for name in account.sources if name not in spoken), None)

    def seconds(self, account: Account) -> Iterator[str]:
        """The sources that deserve a second look."""
        alive = any(self._alive(account, outcome) for _, outcome in self._all(account))
        for name, looks in self.outcomes[account.code].items():
            if name in self._sources and self._deserves(self._sources[name], looks[1], alive=alive):
                yield name

    @staticmethod
    def _deserves(source: Source, outcome: SourceOutcome, *, alive: bool) -> bool:
        if outcome.state in GONE:
            return True
        silent = outcome.reason is None and source.proves_silence and outcome.covered is not None
        return not alive and (silent or outcome.reason in _PASSING)

    def open(self, account: Account, name: str, look: int, canary: Canary | None = None) -> Talk | None:
        """Begin a look; None for a source that is not built yet."""
        source = self._sources.get(name)
        if canary is None:
            self._opened.add((account.code, name, look))
        if source is None:
            return None
        window = self.window(account, name, bounds()["canary"]["days"] if canary else None)
        return Talk(account, source, look, window, source.read(account, window), canary)

    def window(self, account: Account, name: str, days: int | None = None) -> Window:
        """The days that are asked about, and what a source may know besides."""
        today = self._clock.as_of
        since = today - timedelta(days=days or account.update_within_days)
        default = self._workspace.source_defaults.get(name)
        return Window(
            since, today, self._clock.zone, self._moment, key=self._key_for(account, name),
            token_command=bool(default and default.token_command),
            local_times=bool(default and default.local_times),
        )  # fmt: skip

    # --- what was said -----------------------------------------------------------------------------------------------

    def close(self, account: Account, name: str, look: int, outcome: SourceOutcome) -> bool:
        """Take an outcome down; whether the chain goes on."""
        looks = self.outcomes[account.code].setdefault(name, {})
        assert look not in looks, f"{account.code}/{name}: two outcomes of one look"
        looks[look] = outcome
        return look == 1 and not self._alive(account, outcome)

    def missing(self) -> tuple[tuple[str, str, int], ...]:
        """Looks that were begun and never ended: our fault, every one of them."""
        told = {
            (code, name, look)
            for code, sources in self.outcomes.items()
            for name, looks in sources.items()
            for look in looks
        }
        idle = {(code, "", 0) for code, sources in self.outcomes.items() if not sources}
        return tuple(sorted((self._opened - told) | idle))

    def _all(self, account: Account) -> Iterator[tuple[str, SourceOutcome]]:
        for name, looks in self.outcomes[account.code].items():
            for outcome in looks.values():
                yield name, outcome

    def _alive(self, account: Account, outcome: SourceOutcome) -> bool:
        return shows_life(outcome, self.window(account, ""))
