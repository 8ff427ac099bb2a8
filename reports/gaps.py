"""What could not be checked, by reason: never a unit's fault, and never passed by in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from reports.model import Gap, Judged
from reports.words import load_figures, load_words


def gaps(
    untested: Iterable[Judged], title: Callable[[str], str], before: frozenset[tuple[str, str]]
) -> tuple[Gap, ...]:
    """The untested verdicts by reason, the most frequent first. `before`: what was untested last week too."""
    by_code: dict[str, list[Judged]] = defaultdict(list)
    for judged in untested:
        by_code[judged.code or "unknown"].append(judged)
    found = (_gap(code, rows, title, before) for code, rows in by_code.items())
    return tuple(sorted(found, key=lambda gap: (-gap.count, gap.code)))


def _gap(
    code: str, rows: list[Judged], title: Callable[[str], str], before: frozenset[tuple[str, str]]
) -> Gap:
    why = load_words().why(code)
    known = sum(why.known or (row.id, row.code or "") in before for row in rows)
    checks = tuple(sorted({title(row.check) for row in rows}))
    subjects: dict[tuple[str, str], Judged] = {}
    for row in rows:
        subjects.setdefault((row.kind, row.key), row)
    examples = tuple(subjects.values())[: load_figures().examples_per_gap]
    return Gap(code, why.text, why.job, why.action, len(rows), known, checks, examples)
