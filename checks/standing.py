"""`gongkai evidence`: judging one finding again, from the stored answers that it rests on. Offline; nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from checks.decisions import facts_of
from checks.judging import EvidenceError, judged_again
from crawler.rehearing import account_again
from crawler.rereading import Answers, Fault, Row
from crawler.rows_again import article_again, link_again, list_again
from rules.model import Workspace

_ACCUSED = """
SELECT v.*, s.week FROM verdicts v JOIN sweeps s ON s.id = v.sweep
WHERE v.id = :finding AND (:week IS NULL OR s.week = :week)
    AND (v.verdict IN ('violation', 'suspected', 'declared') OR v.machine_verdict IS NOT NULL)
    AND s.attempt = (SELECT max(t.attempt) FROM sweeps t
                     WHERE t.week = s.week AND EXISTS (SELECT 1 FROM verdicts w WHERE w.sweep = t.id))
ORDER BY s.week DESC LIMIT 1
"""
_RULES = "SELECT what FROM seals WHERE event = 'judged' AND sweep = ? ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Proof:
    """One stored answer that the finding rests on, and what is wrong with it."""

    url: str
    fetched_at: str | None
    status: int | None
    sha256: str | None
    capture: str | None
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding as it was judged (`then`) and as it is judged now (`now`; None where nothing is left to judge).

    Both are rows of `verdicts`. `rules` and `version` are those of the old judgement, None where no seal tells them;
    `same_rules`: the workspace still holds the very same. `read`: every proof could be read back as it came.
    """

    sweep: Row
    then: Row
    now: Row | None
    proofs: tuple[Proof, ...]
    rules: str | None
    version: str | None
    same_rules: bool | None

    @property
    def read(self) -> bool:
        """Whether every stored answer behind it is there as it came."""
        return all(proof.fault is None for proof in self.proofs)

    @property
    def stands(self) -> bool:
        """Whether the stored bytes give the same verdict again."""
        return self.read and self.now is not None and self.now["verdict"] == self.then["verdict"]

    @property
    def same_figures(self) -> bool:
        """Whether the figures behind it are the same too."""
        if self.now is None:
            return False
        return facts_of(json.loads(self.now["observed"])) == facts_of(json.loads(self.then["observed"]))


def stand_again(
    db: Database, captures: Path, workspace: Workspace, finding: str, week: str | None = None
) -> Standing:
    """Judge the finding again as of the last week (or the named one) that accused somebody of it.

    `db` must be one that cannot be changed (`open_unchanging`). EvidenceError where nobody was ever accused.
    """
    then = _accused(db, finding.strip().lower(), week)
    sweep = next(iter(db.query("SELECT * FROM sweeps WHERE id = ?", (then["sweep"],))))
    answers = Answers(db, sweep, workspace, captures)
    _read_again(answers, then)
    again = (
        row
        for row in judged_again(db, sweep["id"], workspace, check=then["check"], unit=then["unit"])
        if row["id"] == then["id"]
    )
    what = db.conn.execute(_RULES, (sweep["id"],)).fetchone()
    told = json.loads(what[0]) if what else {}
    rules = told.get("rules")
    return Standing(
        sweep, then, next(again, None), tuple(_proofs(answers, then)), rules, told.get("version"),
        None if rules is None else rules == workspace.digest,
    )  # fmt: skip


def _accused(db: Database, finding: str, week: str | None) -> Mapping[str, Any]:
    row = next(iter(db.query(_ACCUSED, {"finding": finding, "week": week})), None)
    if row is None:
        when = f"{week}周" if week else "本工作区"
        raise EvidenceError(f"{when}没有编号为{finding}的问题，请核对编号（见 findings 或 verdicts 的 id）")
    return row


def _read_again(answers: Answers, then: Row) -> None:
    """Read everything again that the finding rests on: its own subject, and whatever its proofs belong to."""
    answers.book  # noqa: B018 - the copies must stand before anything is judged
    kind, key, observed = then["kind"], then["key"], json.loads(then["observed"])
    fetches = [
        fetch for proof in json.loads(then["seen"]) if (fetch := _fetch_of(answers, proof)) is not None
    ]
    lists = {key} if kind in ("site", "column") else set[str]()
    documents = observed.get("documents")
    articles = {key, *(one["url"] for one in documents)} if isinstance(documents, list) else {key}
    for fetch in fetches:
        lists |= {row["url"] for row in answers.of("looks", "fetch = ?", fetch)}
        articles |= {row["url"] for row in answers.of("articles", "fetch = ?", fetch)}
    for url in sorted(lists):
        list_again(answers, url)
    for url in sorted(articles):
        article_again(answers, url)
    if kind == "link":
        link_again(answers, key)
    for account in answers.workspace.accounts:
        if kind in ("account", "post") and account.code in _accounts(answers, then, fetches):
            account_again(answers, account)


def _accounts(answers: Answers, then: Row, fetches: Iterable[int]) -> set[str]:
    """The accounts that a finding speaks of."""
    told = {row["account"] for fetch in fetches for row in answers.of("sources", "fetch = ?", fetch)}
    told |= {row["account"] for row in answers.of("posts", "url = ?", then["key"])}
    return told | {then["key"], then["key"].partition("#")[0]}


def _fetch_of(answers: Answers, proof: Mapping[str, Any]) -> int | None:
    """The row of `fetches` that a proof names."""
    capture, _, offset = (proof.get("capture") or "").rpartition("#")
    query = "SELECT id FROM fetches WHERE capture = ? AND capture_offset = ?"
    row = answers.db.conn.execute(query, (capture, int(offset))).fetchone() if capture else None
    return int(row[0]) if row else None


def _proofs(answers: Answers, then: Row) -> Iterable[Proof]:
    """What the verdict cites, then whatever else was read again and is not as it came."""
    cited = set[int]()
    for proof in json.loads(then["seen"]):
        fetch = _fetch_of(answers, proof)
        told = answers.told(fetch)
        fault: Fault | None = answers.faults.get(fetch) if fetch is not None else None
        if proof.get("capture") and told is None:
            fault = "missing"
        elif told is not None and told.stored is not None and told.row["sha256"] != proof["sha256"]:
            fault = "altered"
        cited |= {fetch} if fetch is not None else set()
        yield Proof(
            proof["url"], proof["fetched_at"], proof["status"], proof["sha256"], proof["capture"], fault
        )
    for fetch, wrong in sorted(answers.faults.items()):
        told = answers.told(fetch)
        if fetch not in cited and told is not None:
            row = told.row
            place = f"{row['capture']}#{row['capture_offset']}"
            yield Proof(row["url"], row["fetched_at"], row["http_status"], row["sha256"], place, wrong)
