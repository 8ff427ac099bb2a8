"""`manual`: what a person saw and signed for, in one table for all accounts: `inbox/人工核查.csv` (or .xlsx).

One row is one look: which account, who looked, when, what was seen (in the words of manual.toml), the platform's own
words, the newest post, and until when the look holds. It proves life on the day of the post that was seen, and states
the account's state as that person's word; that nothing was published is proved by nobody's looking. A row without a
name or a day is nobody's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.exports.times import Moment, read_time
from crawler.items import Post, SourceOutcome
from crawler.platforms import Brought, Dropped, FileAsk, Reading, Window, digest, source, text_of, told_apart
from crawler.platforms.answers import Meaning, load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.values import said
from rules.model import Account
from rules.tables.grids import Grid, UnreadableError, csv_grid, csv_text, xlsx_grids
from rules.text import plain

NAME = "manual"
_NEEDED = ("account", "by", "looked", "saw")
_HEADER_ROWS = 20


@dataclass(frozen=True, slots=True)
class Look:
    """One row: what it is worth, who signed for it, on which day; the newest post that was seen, if any."""

    row: Meaning
    by: str = ""
    day: date = date.min
    until: date = date.min
    words: str = ""
    post: Post | None = None


@source(NAME, proves_silence=False)
def read_manual(account: Account, window: Window) -> Reading:
    """Take the office's table of looks."""
    brought = yield FileAsk(marks_of(NAME)["file"]["pattern"])
    return parse(brought, account, window)


def parse(brought: Brought, account: Account, window: Window) -> SourceOutcome:
    """The looks at one account as an outcome; of several the latest tells its state, and every post that was seen counts."""
    answers = load_answers(NAME)
    if not brought.files:
        return said(answers.named("no-file"), brought.detail)
    looks: list[Look] = []
    for file in brought.files:
        try:
            looks += _looks(file, account, window)
        except UnreadableError as error:
            looks.append(Look(answers.named("no-table"), words=f"{file.name}：应为{error.expected}"))
    signed = [look for look in looks if look.by]
    known = SourceOutcome(None, told_apart(look.post for look in signed if look.post is not None))
    if not signed:
        faulty = next(iter(looks), Look(answers.named("not-listed"), words=account.code))
        return said(faulty.row, faulty.words)
    last = max(reversed(signed), key=lambda look: look.day)
    detail = f"{last.by}，{last.day}核查，有效期至{last.until}"
    if len(signed) < len(looks):
        detail += f"；另有{len(looks) - len(signed)}处没有采信"
    if last.until < window.until:
        return said(answers.named("expired"), detail, known)
    outcome = said(last.row, detail, known)
    return replace(outcome, state_told=last.words) if last.row.state else outcome


def _looks(file: Dropped, account: Account, window: Window) -> Iterator[Look]:
    """The rows about an account."""
    grids = (
        xlsx_grids(file.body)
        if not file.name.lower().endswith(".csv")
        else (csv_grid(csv_text(file.body), ","),)
    )
    headed = [(grid, header) for grid in grids if (header := _header(grid)) is not None]
    if not headed:
        raise UnreadableError("有“账号编号”“核查人”“核查日期”“所见”列的表格")
    for grid, (number, columns) in headed:
        for row in grid.cells[number + 1 :]:
            cell = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
            if plain(cell["account"]) == plain(account.code):
                look = _look(cell, account, window)
                yield replace(look, post=replace(look.post, fetch=file.fetch)) if look.post else look


def _header(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    """The first row that names what a look must have."""
    wanted = {name: [plain(word) for word in words] for name, words in marks_of(NAME)["columns"].items()}
    for number, row in enumerate(grid.cells[:_HEADER_ROWS]):
        words = [plain(cell) for cell in row]
        found = {
            name: next((words.index(w) for w in known if w in words), -1) for name, known in wanted.items()
        }
        if all(found[name] >= 0 for name in _NEEDED):
            return number, {name: place for name, place in found.items() if place >= 0}
    return None


def _look(cell: Mapping[str, str], account: Account, window: Window) -> Look:
    """One row as a look; a faulty one has no signer, so that it counts for nothing."""
    answers, bounds = load_answers(NAME), marks_of(NAME)["holds"]
    looked = read_time(cell["looked"], window.zone).at
    if not cell["by"] or looked is None:
        return Look(answers.named("unsigned"), words=f"{cell['by']} {cell['looked']}".strip())
    day, newest = looked.date(), read_time(cell.get("newest", ""), window.zone)
    until = read_time(cell.get("until", ""), window.zone).at
    row = next((known for known in answers.rows if plain(cell["saw"]) in map(plain, known.words)), None)
    if row is None or (cell.get("newest") and newest.at is None) or (cell.get("until") and until is None):
        said_ = (cell[name] for name in ("saw", "newest", "until") if cell.get(name))
        return Look(answers.named("unclear"), words="、".join(said_))
    if day > window.moment.date():
        return Look(answers.named("contradictory"), words=f"{day}核查，晚于采集之日")
    last = min(
        until.date() if until else day + timedelta(bounds["days"]), day + timedelta(bounds["longest_days"])
    )
    if last < day or (newest.at is not None and newest.at.date() > day):
        return Look(
            answers.named("contradictory"),
            words=f"{day}核查，最新{cell.get('newest') or '未填'}，有效期至{last}",
        )
    return Look(row, cell["by"], day, last, cell.get("words") or cell["saw"], _post(cell, newest, account))


def _post(cell: Mapping[str, str], newest: Moment, account: Account) -> Post | None:
    """The newest post, as far as the person wrote it down."""
    if newest.at is None:
        return None
    url, title = text_of(cell.get("url", "")), cell.get("title", "")
    return Post(
        url or digest(account.code, title, newest.at),
        title,
        url,
        newest.at,
        newest.precision,
        time_source="manual",
    )
