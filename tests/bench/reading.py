"""The bench of reading: `python -m tests.bench.reading` holds the reader and its peers against the real pages of ../shared.

Prints accuracy per field side by side, every disagreement, CPU time per page, and precision and recall of the kinds of
answers. Peers get the page's text rightly decoded, and gne's list reader the first title of the list; ours gets bytes.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.pages import read
from tests.bench.kinds import figures, mistaken
from tests.bench.material import SHARED, TODAY, ZONE, Case, cases
from tests.bench.peers import Said, Tool, tools

INSTALL = "pip install -r requirements-bench.txt (in an environment of its own)"
ROUNDS = 5
PAGE = 30_000


@dataclass(frozen=True)
class Score:
    """One question put to one tool about one page: the field, what is wanted, what was said."""

    field: str
    case: str
    wanted: str
    said: str

    @property
    def right(self) -> bool:
        """Whether the answer is the wanted one, white space aside."""
        return "".join(self.wanted.split()) == "".join(self.said.split())


@dataclass
class Rows:
    """Rows of lists: wanted, found, and found rightly (title, address and date; title alone)."""

    wanted: int = 0
    said: int = 0
    right: int = 0
    titles: int = 0


def scores(case: Case, said: Said) -> Iterator[Score]:
    """Every question that the material can answer and the tool tries to."""
    where = "list" if case.kind == "gov_list" else "article"
    pairs: list[tuple[str, str | None, str | None]] = [
        (f"title, {where}s", case.title, said.title),
        ("date" if case.published else f"no date, {where}s", _day(case.published), _day(said.published)),
        ("source", case.source, said.source),
    ]
    if case.published and len(case.published) > 10:
        pairs.append(("date and time", case.published, _timed(said.published)))
    if case.attachments is not None and said.attachments is not None:
        pairs.append(("attachments", " ".join(sorted(case.attachments)), " ".join(sorted(said.attachments))))
    if case.row_count is not None and said.rows is not None:
        pairs.append(("number of rows", str(case.row_count), str(len(said.rows))))
    for field, wanted, got in pairs:
        if wanted is not None and got is not None:
            yield Score(field, case.name, wanted, got)


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment is not None else None


def _timed(moment: str | None) -> str | None:
    """A moment with its time; None where the tool tells days only."""
    return moment if moment is not None and len(moment) > 10 else None


def timed(tool: Tool, case: Case, html: str) -> tuple[Said, float]:
    """What a tool says of a page, and the median of its CPU seconds."""
    said = tool(case, html)
    spent: list[float] = []
    for _ in range(ROUNDS if said.attachments is not None else 3):
        start = time.process_time()
        tool(case, html)
        spent.append(time.process_time() - start)
    return said, statistics.median(spent)


def _own_speed(material: list[Case]) -> tuple[float, float]:
    """CPU milliseconds per 30 kB for the whole reading, and for lexbor's parsing alone: medians over pages of medians."""
    ours, lexbor = list[float](), list[float]()
    for case in material:
        size = len(case.answer.body)
        if size < PAGE / 3:
            continue
        html = case.html
        for times, job in (
            (ours, lambda case=case: read(case.answer, today=TODAY, zone=ZONE)),
            (lexbor, lambda html=html: LexborHTMLParser(html)),
        ):
            times.append(_median(job) * 1000 * PAGE / size)
    return statistics.median(ours), statistics.median(lexbor)


def _median(job: Callable[[], object]) -> float:
    """The median of a job's CPU seconds, after one round that fills the caches."""
    job()
    spent: list[float] = []
    for _ in range(2 * ROUNDS + 1):
        start = time.process_time()
        job()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Run everything and print it."""
    if not SHARED.is_dir():
        sys.exit(f"the real pages are not at hand: {SHARED}")
    material = cases()
    alone = _own_speed(material)  # before the peers fill the memory
    known, missing = tools()
    if missing:
        print(f"not installed and left out: {', '.join(missing)}. To compare: {INSTALL}\n")
    asked: dict[str, list[Score]] = {name: [] for name in known}
    rows: dict[str, Rows] = defaultdict(Rows)
    spent: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for case in material:
        html = case.html
        for name, tool in known.items():
            said, seconds = timed(tool, case, html)
            asked[name] += scores(case, said)
            spent[name].append((seconds, len(case.answer.body)))
            _count_rows(rows[name], case, said)
    _print_accuracy(asked, rows, len(material))
    _print_disagreements(asked)
    _print_times(spent)
    print(f"  ours, alone in the process: {alone[0]:.2f} per 30 kB; parsing alone (lexbor): {alone[1]:.2f}")
    _print_kinds()


def _count_rows(rows: Rows, case: Case, said: Said) -> None:
    if case.rows is None or said.rows is None:
        return
    rows.wanted += len(case.rows)
    rows.said += len(said.rows)
    rows.right += len(set(case.rows) & set(said.rows))
    wanted, told = (Counter(title for title, _, _ in some) for some in (case.rows, said.rows))
    rows.titles += (wanted & told).total()


def _print_accuracy(asked: dict[str, list[Score]], rows: dict[str, Rows], count: int) -> None:
    fields = list(dict.fromkeys(score.field for some in asked.values() for score in some))
    print(f"{count} pages; right / asked (–: the tool has no such field)")
    print(f"{'':18}" + "".join(f"{name:>14}" for name in asked))
    for field in fields:
        _line(field, asked, lambda some, field=field: [s for s in some if s.field == field])
    common = ("title, articles", "date", "no date, articles")
    errors = {name: sum(not s.right for s in some if s.field in common) for name, some in asked.items()}
    print(f"{'errors on articles':18}" + "".join(f"{errors[name]:>14}" for name in asked))
    print("\nrows of lists: wanted, said, right (title, address, date), right titles")
    for name, told in rows.items():
        if told.wanted:
            print(f"  {name:14}{told.wanted:6}{told.said:6}{told.right:6}{told.titles:6}")


def _line(field: str, asked: dict[str, list[Score]], of: Callable[[list[Score]], list[Score]]) -> None:
    cells: list[str] = []
    for some in asked.values():
        own = of(some)
        cells.append(f"{sum(s.right for s in own)}/{len(own)}" if own else "–")
    print(f"{field:18}" + "".join(f"{cell:>14}" for cell in cells))


def _print_disagreements(asked: dict[str, list[Score]]) -> None:
    print("\nevery disagreement with what a person read")
    for name, some in asked.items():
        for score in some:
            if not score.right:
                print(f"  {name:12} {score.field:16} {score.case}: {score.said!r}, not {score.wanted!r}")


def _print_times(spent: dict[str, list[tuple[float, int]]]) -> None:
    print("\nCPU milliseconds: median per page, median per 30 kB (pages of 10 kB and more)")
    for name, every in spent.items():
        whole = statistics.median(seconds for seconds, _ in every)
        scaled = statistics.median(seconds * PAGE / size for seconds, size in every if size >= PAGE / 3)
        print(f"  {name:14}{whole * 1000:8.2f}{scaled * 1000:8.2f}")


def _print_kinds() -> None:
    print("\nkinds of answers on tests/corpus: precision, recall")
    for one in figures():
        print(
            f"  {one.label:10}{one.precision:7.3f}{one.recall:7.3f}   {one.right} of {one.wanted}, {one.told} told"
        )
    for path, said in mistaken():
        print(f"  {path.parent.name}/{path.name} was taken for {said}")


if __name__ == "__main__":
    main()
