"""What was learned, as the store's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from crawler.addresses import page_key
from crawler.areas import Areas
from crawler.items import Page, Reason
from crawler.notebook import Row
from crawler.survey.articles import Articles, Listed, Reached
from crawler.survey.columns import Columns
from crawler.survey.fronts import Fronts
from crawler.survey.lists import Proofs
from crawler.survey.state import ColumnState, FrontState, LookState
from rules.model import Workspace
from rules.periods import Clock

_TEXT = 200_000
"""Characters of an article that are kept; the whole lies in the capture."""


def column_rows(columns: Columns) -> Iterator[Row]:
    """One row per column. A list without entries that nothing proves empty was not read: `empty_unproven`."""
    proofs = Proofs(columns.states.values())
    for state in present(columns):
        unproven = state.role == "list" and not state.entries and _proof(state.looks.get(1), proofs) is None
        outcome = Reason.EMPTY_UNPROVEN if unproven and state.outcome is None else state.outcome
        head = state.head
        yield {
            "url": state.url, "unit": state.unit, "unit_from": state.unit_from, "name": state.name,
            "path": state.path, "type": state.type.value, "type_from": state.type_from,
            "update_within_days": state.office.update_within_days if state.office else None, "role": state.role,
            "read_by": state.read_by, "family": head.family if head else None,
            "template": head.template if head else None, "found_on": state.found_on, "outcome": _code(outcome),
            "detail": state.detail, "complete": state.complete and outcome is None, "pages": state.reading.read,
            "list_total": state.reading.total, "rows": state.reading.rows, "carried_from": state.carried_from,
        }  # fmt: skip


def look_rows(fronts: Fronts, columns: Columns, latest: date) -> Iterator[Row]:
    """Every look at the home page and at columns."""
    proofs = Proofs(columns.states.values())
    for url, looks in (
        (fronts.home.url, fronts.home.looks),
        *((state.url, state.looks) for state in present(columns)),
    ):
        for number, look in sorted(looks.items()):
            yield {
                "url": url, "look": number, "fetch": look.fetch, "outcome": _code(look.reason),
                "entries": len(look.entries), "newest": look.newest(latest), "read_by": look.read_by,
                "empty_proof": _proof(look, proofs),
            }  # fmt: skip


def entry_rows(fronts: Fronts, columns: Columns, areas: Areas, named: Mapping[str, str]) -> Iterator[Row]:
    """Every entry of every column, and the rows of the home page; `named` are units that opened articles name."""
    home = fronts.home.looks.get(1)
    for position, entry in enumerate(home.entries if home else ()):
        yield {
            "column_url": fronts.home.url, "url": entry.url, "position": position, "look": 1,
            "page_url": fronts.home.url, "title": entry.title, "date": entry.date, "pinned": entry.pinned, "unit": None,
        }  # fmt: skip
    for state in present(columns):
        for seen in state.entries.values():
            entry = seen.entry
            unit = state.unit
            if unit == areas.owner:
                key = page_key(entry.url)
                unit = areas.of_url(entry.url) or named.get(key) or areas.of_title(entry.title) or unit
            yield {
                "column_url": state.url, "url": entry.url, "position": seen.position, "look": seen.look,
                "page_url": seen.page_url, "title": entry.title, "date": entry.date, "pinned": entry.pinned,
                "unit": unit,
            }  # fmt: skip


def area_rows(workspace: Workspace, fronts: Fronts, columns: Columns) -> Iterator[Row]:
    """One row per unit: whether its whole area was swept, and whether the second look at its page agrees."""
    incomplete = {str(row["unit"]) for row in column_rows(columns) if not row["complete"]}
    incomplete |= columns.uncertain | fronts.uncertain
    owner = workspace.district.portal_owner
    for unit in workspace.units:
        front = fronts.units.get(unit.code)
        needed = [front] if front is not None else []
        needed += [fronts.home] if unit.code == owner else []
        first, second = _worst(needed, 1), _worst(needed, 2)
        known = bool(needed)
        outcome = first.reason if first else Reason.NOT_SWEPT
        yield {
            "unit": unit.code, "url": front.url if front else None, "outcome": _code(outcome),
            "detail": None if known else "未填公开平台地址",
            "complete": known and outcome is None and unit.code not in incomplete,
            "fetch": first.fetch if first else None,
            "look_outcome": _code(second.reason) if second else None,
            "look_fetch": second.fetch if second else None,
        }  # fmt: skip


def link_rows(articles: Articles, fronts: Fronts, columns: Columns) -> Iterator[Row]:
    """One row per unit and target; what no request reached has no outcome."""
    seen = {front.key: front.looks for front in (fronts.home, *fronts.units.values())}
    seen |= {key: state.looks for key, state in columns.states.items()}
    for key, units in articles.links.items():
        looks = articles.reached.get(key) or _looks(seen.get(key, {}))
        first, second = looks.get(1), looks.get(2)
        for unit, placed in units.items():
            yield {
                "unit": unit, "url": placed.url, "page_url": placed.page_url, "place": placed.place,
                "text": placed.text[:200], "external": not articles.own(placed.url),
                "fetch": first.fetch if first else None, "outcome": _code(first.reason) if first else None,
                "http_status": first.status if first else None,
                "look_outcome": _code(second.reason) if second else None,
                "look_status": second.status if second else None, "look_fetch": second.fetch if second else None,
            }  # fmt: skip


def article_row(
    listed: Listed, unit: str, unit_from: str, page: Page | None, reason: Reason | None, fetch: int | None
) -> Row:
    """One article, as read or as missed."""
    entry, column = listed.entry, listed.columns[0] if listed.columns else None
    read = page if reason is None else None
    return {
        "url": entry.url, "unit": unit, "unit_from": unit_from, "column_url": column.url if column else None,
        "fetch": fetch, "outcome": _code(reason), "kind": page.kind.value if page else None,
        "title": (read.title if read else None) or entry.title, "published": read.published if read else None,
        "published_from": read.published_from if read else None, "list_date": entry.date,
        "date_marks": [[mark.mark, mark.value.isoformat()] for mark in read.date_marks] if read else [],
        "written": read.written if read else None, "decided": read.decided if read else None,
        "source": read.source if read else None, "index_no": read.index_no if read else None,
        "document_no": read.document_no if read else None, "validity": read.validity if read else None,
        "breadcrumbs": read.breadcrumbs if read else (),
        "attachments": [[link.url, link.text] for link in read.attachments] if read else [],
        "family": read.family if read else None, "template": read.template if read else None,
        "text": (read.text or "")[:_TEXT] if read else None, "content_hash": read.content_hash if read else None,
    }  # fmt: skip


def _worst(fronts: list[FrontState], number: int) -> LookState | None:
    """Of the fronts that an area needs, the look that failed, else the last; None when one was not looked at."""
    looks = [front.looks.get(number) for front in fronts]
    if not looks or any(look is None for look in looks):
        return None
    failed = [look for look in looks if look is not None and look.reason is not None]
    return failed[0] if failed else looks[-1]


def _proof(look: LookState | None, proofs: Proofs) -> str | None:
    return proofs.empty(look) if look is not None else None


def _looks(looks: dict[int, LookState]) -> dict[int, Reached]:
    """The looks at a front or column, as requests to a link's target."""
    return {number: Reached(look.reason, look.status, look.fetch) for number, look in looks.items()}


def present(columns: Columns) -> Iterator[ColumnState]:
    """The columns that exist: not those that only a dead menu entry names."""
    return (state for state in columns.states.values() if not state.vanished)


def _code(reason: Reason | None) -> str:
    return reason.value if reason is not None else "ok"


def latest_credible(clock: Clock, today: date) -> date:
    """The last day that a date may bear to be believed: the sweep's day, or the real one if that is later."""
    return max(clock.as_of, today)
