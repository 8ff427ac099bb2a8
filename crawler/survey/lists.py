"""The lists of columns: every further page, and the proof that a list without entries is really empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import NextPage, Page
from crawler.survey.state import ColumnState, Got, LookState

_AT_ONCE = 4
_GIVE_UP = 3
"""List pages of one column under way at a time; and how many lost ones show that the rest will be lost too."""


def further_pages(state: ColumnState, page: Page, ask: Ask, reach: Reach, most: int) -> Iterator[Ask]:
    """The pages that a list page leads to: its paging, and frames that hold the list it lacks. A few at a time."""
    before = len(state.waiting)
    frames = (NextPage(frame) for frame in page.frames) if not page.entries else ()
    for following in (*page.next_pages, *frames):
        key = page_key(following.url) + repr(sorted((following.form or {}).items()))
        if key in state.asked or not reach.internal(following.url):
            continue
        if len(state.asked) > most:
            state.pages_lost += 1
            state.detail = f"列表超过{most}页，其余未读"
            break
        state.asked.add(key)
        state.waiting.append(Ask(following.url, "list", 1, ask.via, form=following.form, note=ask.note))
    if before == 0:
        for _ in range(min(_AT_ONCE, len(state.waiting))):
            yield state.waiting.popleft()


def take_list_page(state: ColumnState, ask: Ask, got: Got, reach: Reach, most: int) -> Iterator[Ask]:
    """Read one further page. One that fails or is empty before the end is asked once more, then counted as lost."""
    page = got.content
    if page is not None and page.entries:
        state.pages_read += 1
        state.list_total = state.list_total if state.list_total is not None else page.list_total
        if state.take(page, 1):
            yield from further_pages(state, page, ask, reach, most)
    elif ask.look == 1:
        yield ask.again(2)
        return
    elif state.list_total is None or state.rows_read < state.list_total:
        state.pages_lost += 1
        state.detail = got.detail or "列表分页未能读全"
        if state.pages_lost >= _GIVE_UP and state.pages_read <= 1:
            state.pages_lost += len(state.waiting)
            state.waiting.clear()
    if state.waiting:
        yield state.waiting.popleft()


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
