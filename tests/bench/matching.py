"""The bench of title matching: `python -m tests.bench.matching` prints confusion per split, faults, and speed."""

from __future__ import annotations

import csv
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.matching import Kind, relate
from checks.naming import UnitNames
from checks.titles import Titles
from rules.model import Unit, UnitKind

PAIRS = Path(__file__).parents[1] / "matching" / "pairs.csv"
LABELS = [kind.value for kind in Kind]


def _kind(name: str) -> UnitKind:
    """The kind of an invented unit, by its end."""
    return UnitKind.TOWN if "镇" in name else UnitKind.STREET if "街道" in name else UnitKind.DEPARTMENT


UNITS = UnitNames.of(
    (Unit(f"u{number}", name, _kind(name), tuple(aliases))
    for number, (name, *aliases) in enumerate([
        ("示例区民政局",), ("示例区财政局",), ("示例区教育局",), ("示例区住房和城乡建设局", "区住建局"),
        ("示例区卫生健康局", "区卫健局"), ("示例区应急管理局", "区应急局"), ("示例区市场监督管理局", "区市场监管局"),
        ("示例区人力资源和社会保障局", "区人社局"), ("示例区农业农村局",), ("示例区自然资源和规划局",),
        ("示例区城市管理执法局", "区城管局"), ("示例区行政审批局",), ("示例区人民政府办公室", "示例区政府办公室"),
        ("示例区人民政府",), ("清河镇人民政府",), ("柳林镇人民政府",), ("东湖街道办事处",), ("南山街道办事处", "南山办事处"),
    ])),
    "示例区",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """One labelled pair: what a catalog (or an older title) calls it, a title, what they are to each other."""

    a: str
    b: str
    label: str
    note: str
    split: str

    @property
    def said(self) -> str:
        """What the matcher says of it."""
        return relate(self.a, self.b, units=UNITS).kind.value


def pairs(split: str | None = None) -> list[Pair]:
    """The labelled pairs of one split, or all."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        every = [Pair(**row) for row in csv.DictReader(file)]
    return [pair for pair in every if split in (None, pair.split)]


@dataclass(frozen=True)
class Score:
    """A confusion table as counts of (label, said)."""

    table: Counter[tuple[str, str]]

    @property
    def accuracy(self) -> float:
        """The share of pairs that are said right."""
        return sum(self.table[label, label] for label in LABELS) / self.table.total()

    def precision(self, said: str) -> float:
        """Of those said to be so, the share that is."""
        return self.table[said, said] / sum(self.table[label, said] for label in LABELS)

    def lines(self) -> Iterator[str]:
        """The table, a line per label."""
        yield f"{'label':>10} |" + "".join(f"{said:>10}" for said in LABELS)
        for label in LABELS:
            yield f"{label:>10} |" + "".join(f"{self.table[label, said]:>10}" for said in LABELS)
        kept = "  ".join(f"{said} {self.precision(said):.3f}" for said in LABELS)
        yield f"accuracy {self.accuracy:.3f}   precision: {kept}"


def score(split: str) -> Score:
    """The confusion of one split."""
    return Score(Counter((pair.label, pair.said) for pair in pairs(split)))


def faults(split: str) -> Iterator[str]:
    """Every pair that is said wrong."""
    for pair in pairs(split):
        said = relate(pair.a, pair.b, units=UNITS)
        if said.kind.value != pair.label:
            yield f"{pair.a} | {pair.b}: {pair.label}, said {said.kind.value} ({said.score:.0f}, {said.why})"


def many(names: int, titles: int) -> tuple[float, float, int]:
    """Seconds to read `titles` invented titles and to search them for `names` names, and how many were found."""
    chance = random.Random(7)
    stems = sorted({pair.a for pair in pairs()})
    heads = ["", "示例区民政局", "清河镇", "关于", "示例区财政局关于", "转发"]
    tails = ["", "公示", "的通知", "情况", "（第2批）", "公告", "实施细则", "专题会议", "解读"]
    years = ["", *(f"{year}年" for year in range(2019, 2027)), "2026年第一季度", "2026年10月"]
    made = [
        f"{chance.choice(heads)}{chance.choice(years)}{chance.choice(stems)}{chance.randrange(titles)}{chance.choice(tails)}"
        for _ in range(titles)
    ]
    start = time.perf_counter()
    index = Titles(made, units=UNITS)
    read = time.perf_counter()
    found = sum(len(index.find(name)) for name in itertools.islice(itertools.cycle(stems), names))
    return read - start, time.perf_counter() - read, found


def main() -> None:
    """Print confusion, faults and speed."""
    for split in ("dev", "held"):
        print(f"\n{split}: {len(pairs(split))} pairs", *score(split).lines(), sep="\n")
        if "--faults" in sys.argv and split in sys.argv:
            print(*faults(split), sep="\n")
    size = 100_000 if "--large" in sys.argv else 10_000
    reading, finding, found = many(240, size)
    print(
        f"\n{size} titles read in {reading:.1f} s; 240 names searched in {finding:.1f} s, {found} candidates"
    )


if __name__ == "__main__":
    main()
