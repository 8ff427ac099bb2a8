"""The ranking of units, on what could be checked and on nothing else.

What counts is the share of subjects in order: the portal's site, the unit's columns, catalog items and
accounts, each in order when nothing open stands against it. Pages and links are many and differ from unit to
unit, so that sound ones do not count; a faulty one counts as one subject that is not in order. Suspicions,
baseline, declarations and what could not be checked count neither way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlite_utils import Database

from reports.model import Rank, Sweep, UnitView
from reports.words import load_figures, load_words

_SUBJECTS = """
SELECT v.unit, v.kind, max(v.verdict = 'pass') AS sound,
       max(v.verdict = 'violation' AND coalesce(f.state, '') <> 'baseline') AS bad,
       max(v.verdict = 'untested') AS unseen
FROM verdicts v LEFT JOIN findings f ON f.sweep = v.sweep AND f.id = v.id
WHERE v.sweep = ? GROUP BY v.unit, v.kind, v.key
"""
_COUNTED = ("site", "column", "item", "account")


@dataclass(slots=True)
class _Score:
    in_order: int = 0
    bad: int = 0
    unseen: int = 0


def ranking(db: Database, sweep: Sweep, views: tuple[UnitView, ...], max_untested: float) -> tuple[Rank, ...]:
    """The ranked units in their order (equal figures share a place), then those that are not ranked."""
    scores = _scores(db, sweep)
    ranks = [_rank(view, scores.get(view.unit.code, _Score()), max_untested) for view in views]
    ranked = sorted((rank for rank in ranks if not rank.why), key=_merit)
    placed: list[Rank] = []
    for position, rank in enumerate(ranked, 1):
        same = bool(placed) and _merit(placed[-1])[:2] == _merit(rank)[:2]
        placed.append(replace(rank, place=placed[-1].place if same else position))
    return (*placed, *(rank for rank in ranks if rank.why))


def _merit(rank: Rank) -> tuple[float, int, str]:
    """Better first: a higher share, then fewer problems, then by code."""
    return (-rank.share, rank.problems, rank.unit.code)


def _rank(view: UnitView, score: _Score, max_untested: float) -> Rank:
    minimum, words = load_figures().min_ranked, load_words()
    checked = score.in_order + score.bad
    why = ""
    if checked < minimum:
        why = words.say("ranking", "too_little").format(minimum=minimum)
    elif score.unseen > max_untested * (checked + score.unseen):
        why = words.say("ranking", "too_many_gaps").format(share=f"{max_untested:.0%}")
    return Rank(view.unit, score.in_order, checked, len(view.open), why=why)


def _scores(db: Database, sweep: Sweep) -> dict[str, _Score]:
    scores: dict[str, _Score] = defaultdict(_Score)
    for row in db.query(_SUBJECTS, (sweep.id,)):
        score, counted = scores[row["unit"]], row["kind"] in _COUNTED
        if row["bad"]:
            score.bad += 1
        elif row["sound"] and counted:
            score.in_order += 1
        elif row["unseen"] and counted:
            score.unseen += 1
    return scores
