"""`import`: exports from a creator's back end that a person drops into `inbox/`, with a statement of what they cover.

Silence is proved for the days that the statement covers, and only where every row was understood. What each state of
the inbox means, and whose job it is, stands in import.toml.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.exports.statement import Span, better, read_statement
from crawler.exports.table import read_table
from crawler.items import Post, SourceOutcome
from crawler.platforms import Brought, FileAsk, Reading, Window, source, told_apart
from crawler.platforms.answers import Meaning, load_answers
from rules.model import Account
from rules.tables.grids import UnreadableError


@source("import", proves_silence=True)
def read_export(account: Account, window: Window) -> Reading:
    """Take the files that the register's pattern names; without one, those whose name begins with the code.

    `ch-1` is not the beginning of `ch-10`: the code must end where the name goes on.
    """
    brought = yield FileAsk(account.url_for("import") or f"{account.code}[!0-9A-Za-z]*")
    return parse(brought, account, window)


def parse(brought: Brought, account: Account, window: Window) -> SourceOutcome:
    """The files of one account as an outcome. Two halves of a period never make a whole: the best statement counts.

    A post proves life wherever it stands; what could not be read or understood leaves silence unproved.
    """
    answers = load_answers("import")
    faults: list[Meaning] = []
    if brought.reason is not None:
        faults.append(answers.by_code(brought.reason.value) or answers.named("unreadable-file"))
    told = [brought.detail] if brought.detail else []
    posts: list[Post] = []
    covered: Span | None = None
    doubts: list[str] = []
    remarks: list[str] = []
    for file in brought.files:
        try:
            found = read_table(file, window)
        except UnreadableError as error:
            faults.append(answers.named("no-table"))
            told.append(f"{file.name}：应为{error.expected}")
            continue
        posts += [replace(post, fetch=file.fetch) for post in found.posts]
        doubts += [f"{file.name}：{doubt}" for doubt in found.doubts]
        stated, remark = read_statement(file, account, window)
        remarks += [remark] * bool(remark)
        covered = better(covered, stated, window)
    told += doubts + remarks
    if faults:
        return _outcome(faults[-1], told_apart(posts), None, told)
    if covered is not None and not doubts:
        return _outcome(answers.named("covered"), told_apart(posts), covered, told)
    named = "empty" if not posts else "undated" if all(post.published is None for post in posts) else None
    named = named or ("rows-in-doubt" if doubts else "statement-faulty" if remarks else "posts")
    return _outcome(answers.named(named), told_apart(posts), None, told)


def _outcome(row: Meaning, posts: tuple[Post, ...], covered: Span | None, told: list[str]) -> SourceOutcome:
    """What the files are worth, in the words of what was found; a failure without any in those of its row."""
    words = "；".join(told) or (row.means if row.reason else "")
    liveness = ("period_statement",) if covered else ()
    return SourceOutcome(row.reason, posts, covered, liveness, told=words, answer=row.id)
