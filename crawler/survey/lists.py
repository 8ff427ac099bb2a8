"""The lists of columns: every further page, and the proof that a list without entries is really empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import NextPage, Page
from crawler.survey.state import ColumnState, Got, LookState, Reading

_AT_ONCE = 4
_GIVE_UP = 3
"""List pages of one column under way at a time; and how many lost ones show that the rest will be lost too."""


def begin(state: ColumnState, head: Page) -> None:
    """Begin to read a list, or begin anew: with a browser, or because it failed before."""
    asked = {_page_key(url, None): 0 for url in (state.url, head.url)}
    state.reading = Reading(head.list_total, asked, read=1)
    state.carried_from = None


def further_pages(state: ColumnState, page: Page, ask: Ask, reach: Reach, most: int) -> Iterator[Ask]:
    """The pages that a list page leads to: its paging, and frames that hold the list it lacks. A few at a time."""
    reading = state.reading
    before = len(reading.waiting)
    frames = (NextPage(frame) for frame in page.frames) if not page.entries else ()
    for following in (*page.next_pages, *frames):
        key = _page_key(following.url, following.form)
        if key in reading.asked or not reach.internal(following.url):
            continue
        if reading.offered >= most:
            cut_short(state, most)
            break
        reading.asked[key] = reading.offered
        reading.offered += 1
        reading.waiting.append(Ask(following.url, "list", 1, ask.via, form=following.form, note=ask.note))
    if before == 0:
        for _ in range(min(_AT_ONCE, len(reading.waiting))):
            yield reading.waiting.popleft()


def cut_short(state: ColumnState, most: int) -> None:
    """Note that a list has more pages than the office lets a sweep read."""
    state.reading.lost += 1
    state.detail = f"列表超过{most}页，其余未读"


def take_list_page(state: ColumnState, ask: Ask, got: Got, reach: Reach, most: int) -> Iterator[Ask]:
    """Read one further page. One that fails or is empty before the end is asked once more, then counted as lost.

    Pages are taken in the order of the list, whatever the order of the answers, so that two sweeps read the same.
    """
    reading = state.reading
    if not _has_rows(got) and ask.look == 1:
        yield ask.again(2)
        return
    reading.arrived[reading.asked[_page_key(ask.url, ask.form)]] = ask, got
    if reading.waiting:
        yield reading.waiting.popleft()
    while reading.turn in reading.arrived:
        yield from _take_in_turn(state, *reading.arrived.pop(reading.turn), reach, most)
        reading.turn += 1


def _take_in_turn(state: ColumnState, ask: Ask, got: Got, reach: Reach, most: int) -> Iterator[Ask]:
    reading, page = state.reading, got.content
    if page is None or not _has_rows(got):
        if reading.total is None or reading.rows < reading.total:
            _lose(state, got.detail)
        return
    reading.read += 1 + len(got.snapshots)
    reading.total = reading.total if reading.total is not None else page.list_total
    fresh = [state.take(walked, 1) for walked in (*got.snapshots, page)]
    if not any(fresh):
        reading.echoes += 1
        return
    if reading.echoes:  # what lay between was no end of the list
        _lose(state, None)
    reading.newest, reading.echoes = reading.turn, 0
    yield from further_pages(state, page, ask, reach, most)


def _lose(state: ColumnState, detail: str | None) -> None:
    """Count a page as lost; where nothing but losses comes, the rest will be lost too."""
    reading = state.reading
    reading.lost += 1
    state.detail = detail or "列表分页未能读全"
    if reading.lost >= _GIVE_UP and reading.read <= 1:
        reading.lost += len(reading.waiting)
        reading.offered -= len(reading.waiting)
        for ask in reading.waiting:
            del reading.asked[_page_key(ask.url, ask.form)]
        reading.waiting.clear()


def _has_rows(got: Got) -> bool:
    return got.content is not None and bool(got.content.entries)


def _page_key(url: str, form: Mapping[str, str] | None) -> str:
    """Names a page of a list: its address, and the form where it is asked for by POST."""
    return page_key(url) + repr(sorted((form or {}).items()))


class Proofs:
    """What the sweep knows of templates: which element holds the list on pages of one template."""

    def __init__(self, states: Iterable[ColumnState]) -> None:
        frames: dict[str, set[str]] = {}
        for state in states:
            for look in state.looks.values():
                for page in look.pages:
                    if page.entries and page.template and page.list_frame:
                        frames.setdefault(page.template, set()).add(page.list_frame)
        self._frames: Mapping[str, set[str]] = frames

    def empty(self, look: LookState) -> str | None:
        """What proves, after rendering too, that a look's list is empty; None when nothing does (contract, section 3)."""
        rendered = look.read_by == "browser" or len(look.pages) > 1
        if look.reason is not None or look.entries or not look.pages or not rendered:
            return None
        last = look.pages[-1]
        if any(page.entries for page in look.pages) or last.needs_browser:
            return None
        for page in (last, look.pages[0]):
            if page.empty_claim:
                return f"页面自述：{page.empty_claim}"
            known = self._frames.get(page.template or "", set()) & page.frames_present
            if known and not page.needs_browser:
                return f"同模板列表容器为空：{min(known)}"
        return None
