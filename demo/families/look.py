"""A layout: how a family prints a list, a date and a page's title in one of its templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

CUT = 24  # characters after which a layout that cuts titles puts dots


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list, ready to print."""

    href: str
    title: str
    day: date | None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """`row` takes href, title (shown), full (in the title attribute), date and mark; `dates` and `stated` take a day.

    `stated` is the whole phrase with its label, as the article's page prints it, and takes the hour as well.
    """

    opens: str
    row: str
    closes: str
    dates: str
    stated: str
    page_title: Literal["full", "column", "site"] = "full"
    says_empty: str = ""
    cuts: bool = False

    def record(self, row: Row) -> str:
        """One row in its dress."""
        shown = row.title
        if self.cuts and len(shown) > CUT:
            shown = shown[:CUT] + "..."
        mark = '<em class="top">[置顶]</em>' if row.pinned else ""
        day = self.day(row.day) if row.day else ""
        return self.row.format(
            href=escape(row.href), title=escape(shown), full=escape(row.title), date=day, mark=mark
        )

    def rows(self, rows: Iterable[Row]) -> str:
        """The whole list."""
        records = "\n".join(self.record(row) for row in rows)
        return f"{self.opens}\n{records or self.says_empty}\n{self.closes}"

    def day(self, day: date) -> str:
        """A date as the list prints it."""
        return self.dates.format(y=day.year, m=day.month, d=day.day)

    def says(self, day: date | None, minutes: int) -> str:
        """The publication as the article's page states it; the label alone where it was forgotten."""
        if day is None:
            label = self.stated.partition("{")[0]
            return label if label.endswith("：") else ""
        return self.stated.format(y=day.year, m=day.month, d=day.day, H=minutes // 60, M=minutes % 60)


UL = '<li>{mark}<a href="{href}" target="_blank" title="{full}">{title}</a><span class="date">{date}</span></li>'
TR = (
    '<tr><td width="3%" align="center">·</td><td width="80%">{mark}<a href="{href}" title="{full}" target="_blank">'
    '{title}</a></td><td width="17%" align="right">{date}</td></tr>'
)
DL = '<dl><dt>{mark}<a href="{href}" title="{full}">{title}</a></dt><dd>{date}</dd></dl>'
DIV = '<div class="item"><i>{date}</i><h4>{mark}<a href="{href}" target="_blank" title="{full}">{title}</a></h4></div>'
