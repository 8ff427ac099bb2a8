"""Figures for a monitor: a textfile as Prometheus' node exporter collects it, written anew after every run."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Protocol

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from checks.summary import Summary
from crawler.private import private_file
from reports.due import Standing
from reports.lastrun import LastRun
from reports.model import Sweep
from reports.text import plain
from rules.model import Workspace

FILE = "metrics.prom"
_KNOWN = ("pass", "violation", "suspected", "untested", "declared", "not_applicable")


class _Tell(Protocol):
    """Tells one figure."""

    def __call__(self, name: str, text: str, value: float, **labels: str) -> None: ...


def write_metrics(
    workspace: Workspace, standing: Standing | None, run: LastRun | None, sweep: tuple[Sweep, Summary] | None
) -> Path:
    """Write `var/metrics.prom`; what is not known is left out, never told as nought."""
    registry = CollectorRegistry()

    def tell(name: str, text: str, value: float, **labels: str) -> None:
        gauge = gauges.get(name) or Gauge(f"gongkai_{name}", text, ("district", *labels), registry=registry)
        gauges[name] = gauge
        gauge.labels(plain(workspace.district.name), *labels.values()).set(value)

    gauges: dict[str, Gauge] = {}
    if standing is not None:
        tell("overdue", "1 when the weekly run is overdue", standing.overdue)
        tell("missed_weeks", "Weeks in which no sweep was finished", len(standing.missed))
        if standing.done is not None and standing.done["finished_at"]:
            tell(
                "last_finished_timestamp_seconds",
                "End of the last finished sweep",
                _seconds(standing.done["finished_at"]),
            )
    if run is not None and run.code is not None and run.ended_at:
        tell("last_run_timestamp_seconds", "End of the last weekly run", _seconds(run.ended_at))
        tell("last_run_exit_code", "Exit code of the last weekly run", run.code)
    if sweep is not None:
        _tell_sweep(tell, *sweep)
    _tell_disk(tell, workspace.var)
    path = workspace.var / FILE
    write_to_textfile(str(path), registry)
    return private_file(path)


def _tell_sweep(tell: _Tell, sweep: Sweep, summary: Summary) -> None:
    tell("sweep_requests", "Requests sent by the last judged sweep", sweep.requests)
    tell("sweep_seconds", "Seconds that it took", sweep.seconds)
    tell("sweep_done", "1 when it was finished", sweep.state == "done")
    for verdict in _KNOWN:
        tell(
            "verdicts", "Verdicts of the last judged sweep", summary.verdicts.get(verdict, 0), verdict=verdict
        )
    for reason, count in sorted(summary.reasons.items()):
        tell("untested", "What it could not judge, by reason", count, reason=reason)


def _tell_disk(tell: _Tell, var: Path) -> None:
    tell("disk_free_bytes", "Room left where the workspace lies", shutil.disk_usage(var).free)
    database = var / "gongkai.db"
    if database.exists():
        tell("database_bytes", "Size of the database", database.stat().st_size)
    captures = sum(path.stat().st_size for path in (var / "captures").glob("*/*.warc.gz"))
    tell("captures_bytes", "Size of the stored answers", captures)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
