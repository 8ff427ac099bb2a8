"""The registered accounts as one sweep saw them: one line each, also for those that nothing was seen of."""

from __future__ import annotations

from datetime import date, datetime

from sqlite_utils import Database

from checks.evidence.accounts import read_accounts
from checks.evidence.sweep import Frame, read_frame
from checks.model import Account, Evidence, SourceReport
from checks.posting import Level, credible_days, level_of
from crawler.items import Reason
from crawler.platforms.answers import load_answers
from reports.model import AccountLine, Sweep
from reports.text import SENTENCE, shown
from reports.words import load_words
from rules.model import AccountClass, Unit, UnitKind, Workspace


def account_lines(workspace: Workspace, db: Database, sweep: Sweep) -> tuple[AccountLine, ...]:
    """Every account of the register, in its order."""
    frame = read_frame(db, sweep.id)
    read = {one.key: one for accounts in read_accounts(db, frame, workspace).values() for one in accounts}
    succeeded = {
        row["account"]: row["day"] for row in db.query(_SUCCESS, {"sweep": sweep.id, "week": sweep.week})
    }
    evidence = _clock(workspace, frame)
    return tuple(
        _line(read[account.code], evidence, succeeded.get(account.code)) for account in workspace.accounts
    )


_SUCCESS = """
SELECT s.account, max(w.as_of) AS day FROM sources s JOIN sweeps w ON w.id = s.sweep
WHERE s.outcome = 'ok' AND (w.week < :week OR s.sweep = :sweep) GROUP BY s.account
"""


def _clock(workspace: Workspace, frame: Frame) -> Evidence:
    """As much of the evidence as an account's level needs: the clock, whoever's it is."""
    unit = workspace.units[0] if workspace.units else Unit("", "", UnitKind.OTHER)
    return Evidence(unit, frame.as_of, frame.fetched_on, workspace.limits, workspace.calendar)


def _line(account: Account, evidence: Evidence, succeeded: str | None) -> AccountLine:
    row, level = account.row, level_of(account, evidence)
    told = _telling(account)
    newest, seen = account.newest_live, max(credible_days(account, evidence), default=None)
    judged = level != "retired" and row.purpose is AccountClass.PUBLISHING
    whose, todo = _next_step(told, level)
    return AccountLine(
        code=row.code,
        unit=row.unit,
        platform=row.platform,
        name=shown(row.name),
        status=row.status.value,
        source=told.source if told else None,
        outcome=_outcome(told),
        newest=newest.isoformat() if newest else None,
        posts=sum(not post.deleted for post in account.posts),
        days=max(0, (evidence.today - newest.date()).days) if newest else None,
        newest_seen=seen.isoformat() if seen else None,
        days_left=row.update_within_days - (evidence.today - seen).days if seen and judged else None,
        proof=load_words().table("proofs")[level if judged or level in ("retired", "gone") else "exempt"],
        last_success=succeeded,
        told=shown(told.told, SENTENCE) if told else "",
        whose=load_words().table("whose")[whose] if whose else "",
        todo=todo,
    )


def _outcome(told: SourceReport | None) -> str:
    if told is None or not told.looks:
        return Reason.NOT_SWEPT.value
    return told.looks[-1].value if told.looks[-1] else "ok"


def _telling(account: Account) -> SourceReport | None:
    """The source that counts: the first of the chain that answered, else the last that was tried."""
    answered = [report for report in account.reports if report.looks and report.looks[-1] is None]
    return next(iter(answered), account.reports[-1] if account.reports else None)


def _next_step(told: SourceReport | None, level: Level) -> tuple[str | None, str]:
    """Whose job it is and what to do, by the row of the source's table of answers; by the level where it tells none."""
    if told is not None and told.answer is not None and level not in ("alive", "retired"):
        try:
            meaning = load_answers(told.source).named(told.answer)
        except (KeyError, OSError):  # a table that has changed since
            return None, ""
        if meaning.whose != "nobody" or meaning.todo:
            return meaning.whose, meaning.todo
    return (
        ("unit", load_words().table("steps")[level]) if level in load_words().table("steps") else (None, "")
    )


def seen_on(moment: str, workspace: Workspace) -> date | None:
    """The district's day of a stored time, None where nothing is stored."""
    return datetime.fromisoformat(moment).astimezone(workspace.district.zone).date() if moment else None
