"""What an account's sources prove together: the days on which it published, and why nothing is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from checks.model import Account, Evidence, Seen, SourceReport
from crawler.items import Reason, day_of
from rules.data import toml
from rules.model import AccountStatus
from rules.names import bare_name
from rules.periods import Period
from rules.text import plain

Level = Literal["alive", "silent", "doubtful", "unknown", "gone", "retired"]
"""A post within the period; silence that is proved; an old newest post without proof; nothing that says; gone; retired."""

_GONE = ("cancelled", "banned", "frozen", "migrated")
_SILENT = (None, Reason.EMPTY_UNPROVEN)


def credible_days(account: Account, evidence: Evidence) -> tuple[date, ...]:
    """Every day on which a post was published, deleted ones included, days to come left out."""
    moments = [post.published for post in account.posts]
    moments += [moment for report in account.reports for moment in report.newest_by_look]
    days = {day for moment in moments if (day := day_of(moment)) is not None and evidence.credible(day)}
    return tuple(sorted(days))


def gone_reports(account: Account) -> tuple[SourceReport, ...]:
    """The sources that say by code or in explicit words that the account is gone, those first that can prove it."""
    gone = (report for report in account.reports if any(state in _GONE for state in report.states))
    return tuple(sorted(gone, key=lambda report: not report.proves_silence))


def confirmed(account: Account, report: SourceReport) -> bool:
    """Whether what a source says of the account's own state is surely of this account.

    A number that was typed may be a stranger's; it is the account's once it was seen with the registered name.
    """
    if report.source not in toml("newmedia.toml")["by_number"]["sources"]:
        return True
    own = plain(account.row.handle or ""), bare_name(account.row.name)
    return any((plain(number), bare_name(name)) == own for number, name in account.shown_as)


def all_proofs(account: Account) -> tuple[Seen, ...]:
    """The stored answers and files behind every source's last look."""
    return tuple(
        seen for report in account.reports for seen in (report.seen, *report.files) if seen is not None
    )


def level_of(account: Account, evidence: Evidence) -> Level:
    """How much is known of an account, in one word; the reports say it in theirs."""
    if account.row.status in (AccountStatus.CLOSED, AccountStatus.MOVED):
        return "retired"
    period = Period(days=account.row.update_within_days)
    days = credible_days(account, evidence)
    if days and period.covers(max(days), evidence.today):
        return "alive"
    if gone_reports(account):
        return "gone"
    span = (period.before(evidence.today), evidence.today - timedelta(days=1))
    if account.incident or nothing_came(account):
        return "unknown"
    if any(proves_silence(report, *span) for report in account.reports):
        return "silent"
    return "doubtful" if days else "unknown"


def nothing_came(account: Account) -> bool:
    """Whether no source answered in this sweep, at any look: an answer without a post is one."""
    return all(look not in _SILENT for report in account.reports for look in report.looks)


def why_unknown(account: Account) -> Reason:
    """What says most where no dated post was seen: a failure, an unfinished proof, else an empty answer."""
    if not account.reports:
        return Reason.NOT_SWEPT
    lasts = [report.looks[-1] if report.looks else Reason.NOT_SWEPT for report in account.reports]
    failures = [reason for reason in lasts if reason not in _SILENT]
    if failures and failures[0] is not None:
        return failures[0]
    if account.posts:
        return Reason.UNDATED
    partial = any(report.proves_silence and report.covered for report in account.reports)
    return Reason.INCOMPLETE if partial else Reason.EMPTY_UNPROVEN


def why_untold(account: Account) -> Reason:
    """As `why_unknown`, of what a source tells beside its posts: one that answered well and says nothing of it cannot."""
    reason = why_unknown(account)
    return Reason.NOT_SUPPORTED if reason is Reason.UNDATED else reason


def proves_silence(report: SourceReport, first: date, last: date) -> bool:
    """Whether one source alone proves that nothing was published from `first` to `last`.

    It must be able to, complete over those days, alive, free of failure in its last look, and twice of one
    opinion. The caller has looked for posts in the span. Two half coverages never add up: each source is asked
    alone.
    """
    if not report.proves_silence or not report.liveness or report.covered is None:
        return False
    if report.covered[0] > first or report.covered[1] < last:
        return False
    read = [number for number, reason in enumerate(report.looks) if reason is None]
    if len(read) < 2 or report.looks[-1] is not None or len(report.newest_by_look) < len(report.looks):
        return False
    return len({day_of(report.newest_by_look[number]) for number in read}) == 1
