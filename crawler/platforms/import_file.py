"""`import`: exports from a creator's back end that a person drops into `inbox/`, with a statement of what they cover.

| what lies there | outcome | whose job |
|---|---|---|
| rows with times | posts | – |
| a statement that covers the period, and every row understood | silence can be proved for it | – |
| a statement, and rows whose time or state is in doubt | posts; silence is not proved | unit: mend the export |
| no rows and no statement | `empty_unproven` | unit: export again, with the statement |
| no file that fits the pattern | `import_missing` | unit: export |
| a file that is no such table | `parse_changed`, with the posts of the other files | unit / ours |
| more files than are read | `incomplete`, with the posts of those read | office: put old ones away |
"""

from __future__ import annotations

from crawler.exports.statement import Span, better, read_statement
from crawler.exports.table import read_table
from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Brought, FileAsk, Reading, Window, source, told_apart
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
    if brought.reason is not None and not brought.files:
        return SourceOutcome(brought.reason, told=brought.detail)
    reason, told = brought.reason, [brought.detail] if brought.detail else []
    posts: list[Post] = []
    covered: Span | None = None
    doubted = False
    for file in brought.files:
        try:
            found = read_table(file, window)
        except UnreadableError as error:
            reason = Reason.PARSE_CHANGED
            told.append(f"{file.name}：应为{error.expected}")
            continue
        posts += found.posts
        doubted = doubted or bool(found.doubts)
        stated, remark = read_statement(file, account, window)
        told += [f"{file.name}：{doubt}" for doubt in found.doubts] + [remark] * bool(remark)
        covered = better(covered, stated, window)
    known = None if doubted or reason is not None else covered
    return _outcome(reason, told_apart(posts), known, "；".join(told))


def _outcome(
    reason: Reason | None, posts: tuple[Post, ...], covered: Span | None, told: str
) -> SourceOutcome:
    if reason is not None or covered is not None:
        return SourceOutcome(reason, posts, covered, ("period_statement",) if covered else (), told=told)
    if not posts:
        return SourceOutcome(Reason.EMPTY_UNPROVEN, told=told or "导出文件没有内容，也没有覆盖时段说明")
    if all(post.published is None for post in posts):
        return SourceOutcome(Reason.UNDATED, posts, told=told or "导出文件中没有可用的发布时间")
    return SourceOutcome(None, posts, told=told)
