"""What the reader is measured on: the real pages of ../shared, each with what a person read off it."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.pages import Answer
from crawler.pages.charset import decode

SHARED = Path(__file__).resolve().parents[3] / "shared"
TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Asia/Shanghai")
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Case:
    """One page and what stands on it. A field that nobody read off is None; "" and () mean: there is none.

    `published` is "YYYY-MM-DD[ HH:MM]". `rows` are (title, address, date); where only their number is known, `row_count`.
    """

    name: str
    kind: str
    answer: Answer
    title: str | None = None
    published: str | None = None
    source: str | None = None
    attachments: frozenset[str] | None = None
    rows: tuple[Row, ...] | None = None
    row_count: int | None = None

    @property
    def html(self) -> str:
        """The page's text, rightly decoded: peers are spared that part."""
        return decode(self.answer).text


def cases() -> list[Case]:
    """All material, in a fixed order."""
    return [*_pages(), *_portal()]


def _table(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _pages() -> list[Case]:
    found: list[Case] = []
    for row in _table("pages/manifest.csv"):
        path = SHARED / "pages" / row["file"]
        if path.suffix != ".html":
            continue
        article = row["kind"] == "gov_article"
        excerpt = "excerpt" in row["file"]
        url = row["url"] if row["url"].startswith("http") else f"http://www.page.example/zw/{path.name}"
        dated = row["kind"] in ("gov_article", "gov_list", "charset")
        found.append(
            Case(
                row["file"], row["kind"], Answer(url, path.read_bytes()),
                title=row["title"] if row["title"] not in ("", "(unknown)") else None,
                published=row["published"][:16].removesuffix(" 00:00") if dated else None,
                source=row["source"] if article else None,
                # The table names no files; only the excerpt of the portal's article has one.
                attachments=frozenset() if article and not excerpt else None,
                row_count=int(row["list_rows"]) if row["list_rows"] else None,
            )
        )  # fmt: skip
    return found


def _portal() -> list[Case]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _table("pingtan/list_rows.csv"):
        rows[f"www/{row['column_path']}/index.html"].append((row["title"], row["url"], row["date_shown"]))
    found: list[Case] = []
    for row in _table("pingtan/manifest.csv"):
        path, listed = row["local_path"], row["kind"] == "list"
        answer = Answer(row["original_url"], (SHARED / "pingtan" / path).read_bytes())
        if listed:
            document = path.endswith("zfxxgkzn/index.html")  # the column page that is the document itself
            wanted = None if document else tuple(rows[path])
            found.append(Case(path, "gov_list", answer, rows=wanted, published=None if document else ""))
            continue
        files = f"{row['attachments']} ; {row['attachments_in_body']}".split(" ; ")
        found.append(
            Case(
                path, "gov_article", answer, title=row["title"], published=row["visible_date"],
                source=row["source_shown"], attachments=frozenset(filter(None, map(str.strip, files))),
            )
        )  # fmt: skip
    return found
