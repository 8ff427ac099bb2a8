"""Evidence cards: one page per finding beside the unit's report, with a picture of the stored page where there is one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from crawler.captures import CaptureError, Place, read_capture
from crawler.chromium import find_browser
from reports.excerpts import Excerpt, excerpt_of
from reports.model import Finding, UnitView
from reports.render import card_page
from reports.view import Material
from reports.words import load_figures
from rules.model import Workspace

if TYPE_CHECKING:
    from crawler.picturing import Scene

FOLDER = "evidence"
_NAME = re.compile(r"[0-9a-f]{8,64}")
_WEIGHT = {"veto": 0, "deduct": 1}


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding with what is quoted of it, and where its page stands."""

    view: UnitView
    finding: Finding
    excerpt: Excerpt
    page: Path


def carded(view: UnitView) -> Iterator[Finding]:
    """The findings of a unit that have a card: those that its page shows one by one."""
    for group in view.groups:
        for finding in group.findings[: load_figures().rows_per_group]:
            if _NAME.fullmatch(finding.judged.id):
                yield finding


def picture_of(units: Path, name: str, finding: str) -> Path:
    """Where the picture of a finding stands below a folder of units."""
    return units / name / FOLDER / f"{finding}.png"


def write_cards(
    db: Database, material: Material, homes: Mapping[str, Path], views: Sequence[UnitView], drawn: Path | None
) -> None:
    """Write the cards of these units into their folders. `drawn`: units as written before, whose pictures still hold."""
    cards = [
        _Card(view, finding, excerpt_of(db, material.sweep, finding.judged),
              homes[view.unit.code] / FOLDER / f"{finding.judged.id}.html")
        for view in views
        for finding in carded(view)
    ]  # fmt: skip
    for card in cards:
        card.page.parent.mkdir(exist_ok=True)
    told = _draw(db, material.workspace, cards, drawn)
    for card in cards:
        picture = card.page.with_suffix(".png")
        png = picture.read_bytes() if picture.is_file() else None
        why = told.get(card.finding.judged.id, "")
        card.page.write_text(
            card_page(material, card.view, card.finding, card.excerpt, png, why), encoding="utf-8"
        )


def _draw(db: Database, workspace: Workspace, cards: Sequence[_Card], drawn: Path | None) -> dict[str, str]:
    """Put pictures beside the cards, the heaviest first, as many as the office wants; returns why one has none."""
    told: dict[str, str] = {}
    scenes: list[tuple[_Card, Scene]] = []
    wanted = workspace.screenshots if workspace.render != "never" else 0
    none_left = "截图数量已到上限" if wanted else "按设置没有截图"
    for card in sorted(cards, key=lambda one: _WEIGHT.get(one.finding.judged.severity, 2)):
        name = card.finding.judged.id
        before = picture_of(drawn, card.page.parents[1].name, name) if drawn is not None else None
        if wanted <= 0:
            told[name] = none_left
        elif before is not None and before.is_file():
            shutil.copyfile(before, card.page.with_suffix(".png"))
            wanted -= 1
        elif (scene := _scene(db, workspace, card.excerpt)) is None:
            told[name] = "存档不是网页，没有截图"
        else:
            scenes.append((card, scene))
            wanted -= 1
    if not scenes:
        return told
    absent = "截图没有完成" if find_browser() else "本机没有 Chromium，没有截图"
    from crawler.picturing import draw  # noqa: PLC0415 - as below

    pictures = draw([scene for _, scene in scenes], load_figures().screenshot_seconds)
    for (card, _), picture in zip(scenes, pictures, strict=True):
        if picture is None:
            told[card.finding.judged.id] = absent
        else:
            card.page.with_suffix(".png").write_bytes(picture.png)
    return told


def _scene(db: Database, workspace: Workspace, excerpt: Excerpt) -> Scene | None:
    """The stored page that an excerpt is from; None where it is no page, or cannot be read back."""
    from crawler.picturing import Scene  # noqa: PLC0415 - this and the next bring the reader along: only for pictures
    from crawler.unpacking import stored_page  # noqa: PLC0415

    row = next(iter(db.query("SELECT * FROM fetches WHERE id = ?", (excerpt.fetch,))), None)
    if row is None or row["capture"] is None:
        return None
    try:
        stored = read_capture(workspace.var / "captures", Place(row["capture"], row["capture_offset"]))
        body = stored_page(stored)
    except CaptureError:
        return None
    kind = next((value for name, value in stored.headers if name.lower() == "content-type"), "")
    rendered = row["via"] == "browser"
    if not body or not (rendered or "html" in kind.lower()):
        return None
    return Scene(stored.url, body, stored.headers, rendered, excerpt.words)
