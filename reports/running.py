"""One run, from the crawl to the reports: how its stages follow each other, and how it ended.

Whatever ends a run early leaves the office a page that says so, and never exit code 0.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import click

from checks.judging import judge, withheld
from checks.summary import Summary, summarise
from checks.tables import migrations
from crawler.lock import WorkspaceBusy, hold
from crawler.past import bounds
from crawler.store import open_store
from crawler.troubles import trouble_of
from reports.child import run_child
from reports.deliver import FORMATS, Written, write_failure, write_reports
from reports.law import load_law
from reports.model import RunState, Sweep
from reports.stored import latest_sweep, previous_sweep
from reports.words import load_words
from rules.faults import WorkspaceError
from rules.model import Guard, Workspace
from rules.periods import Clock
from rules.workspace import load_workspace

DONE, UNEXPECTED, GAPS, BUSY, WRONG, HELD_BACK, STOPPED = 0, 1, 3, 4, 5, 6, 7
"""The contract's exit codes."""
FALLEN = 8
"""Beyond the contract: a finding does not stand any more, or its proof is missing or altered (`gongkai evidence`)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its state, the sentence for the terminal, and what was written, if anything."""

    state: RunState
    told: str
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Crawl:
    """How the crawler is to be started; `full` and `again` as of `run_sweep`. `secrets` are variables for its environment alone."""

    only: Literal["portal", "accounts", "probe"] | None = None
    fresh: bool = False
    full: bool = False
    again: bool = False
    quiet: bool = False
    json_log: bool = False
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def crawl(workspace: Workspace, clock: Clock, lock: int, how: Crawl) -> int:
    """Run the crawler in its own process, which shares our lock: the reactor lives and dies there.

    However it died, what comes back is one of the contract's exit codes.
    """
    words = ["probe" if how.only == "probe" else "sweep", "--workspace", str(workspace.folder)]
    if how.only != "probe":
        words += ["--as-of", clock.as_of.isoformat()]
        words += ["--only", how.only] if how.only else []
        words += ["--fresh"] if how.fresh else []
        words += ["--full"] if how.full else []
        words += ["--again"] if how.again else []
    words += ["--quiet"] if how.quiet else []
    words += ["--json-log"] if how.json_log else []
    code = run_child(words, lock, how.secrets)
    return code if code in (DONE, GAPS, HELD_BACK, STOPPED) else UNEXPECTED


def crawl_alone(workspace: Workspace, clock: Clock, lock: int, how: Crawl) -> int:
    """The crawl as a stage of its own; a sweep that ended badly leaves a page, since no report follows it."""
    code = crawl(workspace, clock, lock, how)
    if code in (UNEXPECTED, HELD_BACK, STOPPED) and how.only != "probe":
        state = RunState(
            code, held_back=True, stop_reason=_CRAWL_ENDED[code], log=str(workspace.var / "logs")
        )
        _leave(workspace.folder, clock.week, state, workspace.district.office)
    return code


_CRAWL_ENDED = {
    UNEXPECTED: "采集程序异常结束",
    HELD_BACK: "没有采集到任何内容",
    STOPPED: "采集未完成，可再次运行继续",
}


def judge_week(workspace: Workspace, week: str | None) -> Ended:
    """Judge the latest attempt of a week (or of the latest week); no network."""
    with closing(open_store(workspace.database, migrations)) as db:
        sweep = latest_sweep(db, week)
        summary = judge(db, sweep.id, workspace)
    state = run_state(summary, workspace.guard, sweep)
    return Ended(state, sentence(sweep, summary, state))


def report_week(
    workspace: Workspace,
    week: str | None,
    *,
    units: tuple[str, ...] | None = None,
    formats: frozenset[str] = FORMATS,
    broken: bool = False,
) -> Ended:
    """Write the reports of the latest judged attempt of a week. `broken`: the crawl before it met a fault of ours."""
    with closing(open_store(workspace.database, migrations)) as db:
        sweep = latest_sweep(db, week, judged=True)
        before = previous_sweep(db, sweep)
        summary = summarise(db, sweep.id, before.id if before else None)
        state = run_state(summary, workspace.guard, sweep, broken=broken)
        if state.exit_code == UNEXPECTED:
            state = replace(state, log=str(workspace.var / "logs"))
        written = write_reports(workspace, db, sweep.id, run=state, units=units, formats=formats)
    told = sentence(sweep, summary, state)
    if written.revised:
        told += "\n修订：" + "，".join(
            f"{code} 第{number}次" for code, number in sorted(written.revised.items())
        )
    return Ended(state, told, written)


def run_week(workspace: Workspace, clock: Clock, lock: int, how: Crawl) -> Ended:
    """The whole line: sweep, check, report."""
    code = judge_surely(workspace, clock, lock, how, crawl(workspace, clock, lock, how))
    return report_week(workspace, clock.week, broken=code == UNEXPECTED)


def judge_surely(workspace: Workspace, clock: Clock, lock: int, how: Crawl, code: int) -> int:
    """Judge a sweep that ended with `code`; what would accuse by an earlier week's pages is opened again, and judged anew.

    A page that is opened may put the next in doubt, so there are a few rounds; what waits then is untested this week.
    """
    judge_week(workspace, clock.week)
    for _ in range(bounds()["doubts"]["rounds"]):
        scope = _waiting(workspace, clock.week)
        if code not in (DONE, GAPS) or scope is None:
            break
        # The same scope: another would be a new attempt, which asks for everything.
        only = None if scope == "all" else scope
        code = crawl(workspace, clock, lock, replace(how, only=only, fresh=False, full=False, again=True))
        judge_week(workspace, clock.week)
    return code


def _waiting(workspace: Workspace, week: str) -> Literal["all", "portal", "accounts"] | None:
    """The scope of the week's latest sweep, if accusations wait in it for pages to be opened again."""
    with closing(open_store(workspace.database, migrations)) as db:
        sweep = latest_sweep(db, week).id
        if not withheld(db, sweep):
            return None
        scope: Literal["all", "portal", "accounts"] = db.table("sweeps").get(sweep)["scope"]
        return scope


def run_state(summary: Summary, guard: Guard, sweep: Sweep, *, broken: bool = False) -> RunState:
    """The state of a run whose sweep was judged: nothing collected is never green, our own faults weigh most."""
    held = _why_held_back(summary, guard)
    broken = broken or sweep.state == "running"
    stopped = sweep.stop_reason if sweep.state != "done" else ""
    nothing_came = sweep.stopped_by == "outage" and not summary.collected
    if broken:
        code, held = UNEXPECTED, held or "采集程序异常结束，结果不完整"
    elif stopped and not nothing_came:
        code = STOPPED
    elif held:
        code = HELD_BACK
    else:
        code = GAPS if summary.untested else DONE
    return RunState(code, held_back=bool(held), held_reason=held, stop_reason=stopped)


def _why_held_back(summary: Summary, guard: Guard) -> str:
    """The office's sentence when the guard holds the reports to units back, else nothing."""
    if not summary.collected:
        return "本次没有采集到任何可供判定的内容"
    if summary.untested_share > guard.max_untested:
        share = f"{summary.untested_share:.0%}，上限{guard.max_untested:.0%}"
        return f"应判定的{summary.in_reach}项中有{summary.untested}项未能核验（{share}）"
    worst = summary.worst_new_red
    if worst is not None and worst[1] > guard.max_new_red:
        title = load_law().title(worst[0]).title
        return f"“{title}”使{worst[1]:.0%}的单位同时新增问题（上限{guard.max_new_red:.0%}），请先人工核对"
    return ""


def sentence(sweep: Sweep, summary: Summary, state: RunState) -> str:
    """What a run came to, on one line (and a second one where something needs attention)."""
    count = summary.verdicts
    words = load_words()
    new = sum(number for code, number in summary.new_gaps.items() if not words.why(code).known)
    line = (
        f"{sweep.week} 第{sweep.attempt}次：符合{count.get('pass', 0)}，问题{count.get('violation', 0)}，"
        f"待人工核查{count.get('suspected', 0)}，已说明{count.get('declared', 0)}，"
        f"未能核验{summary.untested}（已知缺口{summary.untested - new}，本周新增{new}）"
    )
    held, log_place = (
        state.held_reason and f"报告暂不发各单位：{state.held_reason}",
        state.log and f"日志：{state.log}",
    )
    trouble = "；".join(text for text in (state.stop_reason, held, log_place) if text)
    return f"{line}\n{trouble}" if trouble else line


def leaving_a_page(folder: Path, week: str, work: Callable[[Workspace, int], Ended | int]) -> Ended | int:
    """Do a stage's work under the lock; whatever ends it early leaves the office a page that says so.

    WorkspaceError and WorkspaceBusy go on to the caller; anything else becomes exit code 1, a trouble of store or disk
    as one line that says what to do. What was merely asked wrongly ends no run, and leaves no page.
    """
    try:
        workspace = load_workspace(folder)
    except WorkspaceError as error:
        if folder.is_dir():
            faults = tuple(str(fault) for fault in error.faults)
            _leave(folder, week, RunState(WRONG, held_back=True, faults=faults))
        raise
    office = workspace.district.office
    try:
        with hold(workspace.var) as lock:
            return work(workspace, lock)
    except click.UsageError:
        raise
    except WorkspaceBusy as error:
        _leave(folder, week, RunState(BUSY, held_back=True, stop_reason=str(error)), office)
        raise
    except (Exception, KeyboardInterrupt) as error:
        told, log_place = trouble_of(error), str(workspace.var / "logs")
        if told is None:
            log.exception("the run ended unexpectedly")
            told = f"程序异常（{type(error).__name__}：{str(error) or '被中断'}），详见 {log_place}"
        state = RunState(UNEXPECTED, held_back=True, stop_reason=told, log=log_place)
        _leave(folder, week, state, office)
        return Ended(state, told)


def _leave(folder: Path, week: str, state: RunState, office: str = "") -> None:
    """Leave the office's page, unless the very trouble keeps us from it: then the terminal and the exit code tell."""
    try:
        write_failure(folder, week, state, office=office)
    except OSError as error:
        log.error("no page could be left: %s", error)  # noqa: TRY400 - the run's own trouble is what matters
