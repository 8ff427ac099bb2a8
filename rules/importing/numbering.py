"""序号 for a catalog that is imported: as they are where each is unique, else with their 领域 and told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rules.text import plain


def unique_numbers(written: Sequence[tuple[str, str]]) -> list[str]:
    """A unique 序号 for every row of (领域, 序号); a blank one is numbered within its 领域.

    Where two 领域 share a number, all rows are called 领域-序号; where one repeats in its 领域, -1, -2… follow.
    """
    filled = _filled(written)
    shared = len({plain(number) for _, number in filled}) < len(set(filled))
    return _told_apart([f"{domain}-{number}" if shared and domain else number for domain, number in filled])


def _filled(written: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Blank numbers filled: the row's place in its 领域, or the next that is free there."""
    taken = {(domain, plain(number)) for domain, number in written if number}
    places: Counter[str] = Counter()
    filled = []
    for domain, number in written:
        places[domain] += 1
        while not number and (domain, str(places[domain])) in taken:
            places[domain] += 1
        filled.append((domain, number or str(places[domain])))
    return filled


def _told_apart(bases: list[str]) -> list[str]:
    """Equal ones numbered -1, -2…, without taking a number that is written."""
    times = Counter(bases)
    taken = {base for base, count in times.items() if count == 1}
    counts: Counter[str] = Counter()
    result = []
    for base in bases:
        number = base
        while times[base] > 1 and (number == base or number in taken):
            counts[base] += 1
            number = f"{base}-{counts[base]}"
        taken.add(number)
        result.append(number)
    return result
