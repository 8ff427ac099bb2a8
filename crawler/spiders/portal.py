"""The portal's sweep: fronts, columns, articles, second looks. Decides nothing by itself; the survey does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from crawler import browser
from crawler.addresses import page_key
from crawler.areas import Areas
from crawler.asks import Ask, Via
from crawler.items import Kind, Reason
from crawler.outcomes import reason_of_page, reason_of_status
from crawler.spiders.readings import Readings
from crawler.spiders.staged import StagedSpider
from crawler.survey import rows
from crawler.survey.articles import Articles
from crawler.survey.columns import Columns
from crawler.survey.fronts import Fronts
from crawler.survey.linked import LinkedAccounts
from crawler.survey.shelf import Cabinet
from crawler.survey.splicing import care_of_second_look
from crawler.survey.state import Got
from crawler.survey.witnesses import witnesses

if TYPE_CHECKING:
    from crawler.desk import Desk


class PortalSpider(StagedSpider):
    """Sweeps one portal for one week."""

    name = "portal"
    title = "门户"

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(desk, **kwargs)
        workspace = desk.workspace
        needs = desk.notebook.needs_browser()
        self._cabinet = Cabinet(workspace.var)
        self._areas = Areas(workspace)
        self._fronts = Fronts(workspace, self._areas, desk.reach, browser=desk.browser is not None)
        self._columns = Columns(
            workspace,
            self._areas,
            desk.reach,
            browser=desk.browser is not None,
            needs=needs,
            cabinet=self._cabinet,
            past=desk.past,
        )
        self._articles = Articles(workspace, desk.clock, self._areas, desk.reach, self._cabinet, desk.past)
        self._linked = LinkedAccounts(desk.reach, self._areas.owner)
        self._named = self._cabinet.shelf(str, str)
        self._latest = rows.latest_credible(desk.clock, datetime.now(desk.clock.zone).date())
        self._readings = Readings(self._latest, desk.clock.zone, self._areas.home)

    async def plan(self) -> AsyncIterator[Request]:
        """The whole sweep, in order."""
        columns, articles, fronts = self._columns, self._articles, self._fronts
        begun = (("首页与单位页", fronts.asks), ("浏览器读取", fronts.renders), ("二维码", self._linked.asks))
        for name, asks in begun:
            async for request in self.stage(name, asks()):
                yield request
        async for request in self._read_columns(
            [*columns.from_office(), *columns.from_leads(fronts.leads())]
        ):
            yield request
        self._write_columns()
        self.desk.notebook.forget("links")  # a run gone on with opens the pages that told them anew
        wanted = articles.asks(fronts, columns.states)
        linked = [*articles.home_links(fronts, columns.states)]
        opened, count = chain(wanted, linked), len(wanted) + len(linked)
        async for request in self.stage("文章与链接", opened, count):
            yield request
        async for request in self.stage("核对同类页面", witnesses(articles)):
            yield request
        async for request in self.stage("复看", self._second_looks(2)):
            yield request
        async for request in self.stage("浏览器复看", [*fronts.renders(2), *columns.renders(2)]):
            yield request
        async for request in self._read_columns([*columns.from_columns()]):
            yield request
        async for request in self.stage("补看", self._third_looks()):
            yield request
        self._write_columns()
        self._write_links()

    async def _read_columns(self, asks: list[Ask]) -> AsyncIterator[Request]:
        """Columns, the columns below them, and so on: each level begins when the one above is read."""
        while asks:
            async for request in self.stage("栏目", asks):
                yield request
            asks = [*self._columns.from_columns()]
            if not asks:
                async for request in self.stage("浏览器读取", self._columns.renders()):
                    yield request
                asks = [*self._columns.from_columns()]

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's word
        """The sweep is over; what the survey remembered lies in the store."""
        self._cabinet.close()

    # --- answers ---------------------------------------------------------------------------------------------------

    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """Read the answer, note what it was worth, and pass it on."""
        if ask.purpose == "picture":
            return self._picture(ask, response)
        got = self._read(ask, response)
        if "stored" not in response.flags:
            self.heed(got.reason, got.status)
        if ask.purpose in ("home", "front") and ask.look == 1 and got.content is not None:
            html = response.body.decode(got.content.charset or "utf-8", "replace")
            for front in self._fronts.at(ask):
                self._linked.note(got.content, html, front.unit, got.fetch)
        kind = got.page.kind.value if got.page else None
        with self.desk.notebook.together():
            self.desk.notebook.settled(got.fetch, got.reason, kind=kind, detail=got.detail)
            return list(self._dispatch(ask, got))

    def worth(self, ask: Ask, response: Response) -> Reason | None:
        """What is written on a page may say that it is none."""
        return self._read(ask, response).reason

    def _picture(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """A picture that may be a QR code."""
        fetch, reason = response.meta.get("fetch"), reason_of_status(response.status)
        self.desk.notebook.settled(fetch, reason)
        if reason is None:
            self._linked.answered(ask.note, response.body, fetch)
        return ()

    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:
        """Note that there is no answer, and pass that on."""
        self.desk.notebook.settled(fetch, reason, detail=detail)
        if ask.purpose == "picture":
            return ()
        return list(self._dispatch(ask, Got(reason, fetch=fetch, detail=detail)))

    def _dispatch(self, ask: Ask, got: Got) -> Iterator[Ask]:
        if ask.purpose in ("home", "front"):
            yield from self._fronts.answered(ask, got)
        elif ask.purpose in ("column", "list"):
            take = self._columns.answered if self._first_reading(ask) else self._columns.looked
            yield from take(ask, got)
            self._remember(ask)
        elif ask.purpose == "article":
            yield from self._article(ask, got)
        else:
            yield from self._articles.link_answered(ask, got)

    @staticmethod
    def _first_reading(ask: Ask) -> bool:
        return ask.purpose == "list" or ask.look == 1

    def _read(self, ask: Ask, response: Response) -> Got:
        fetch = response.meta.get("fetch")
        if ask.method == "HEAD":
            jumped = page_key(response.url) == page_key(self._areas.home) != page_key(ask.url)
            reason = Reason.SOFT_404 if jumped else reason_of_status(response.status)
            return Got(reason, fetch=fetch, status=response.status, carried="carried" in response.flags)
        page, walked = self._readings.page(response, ask), self._readings.walked(response, ask)
        reason = reason_of_page(page, response.status)
        told = page.blocked_by or page.moved_to
        return Got(reason, page, fetch, response.status, walked, told, "carried" in response.flags)

    def _article(self, ask: Ask, got: Got) -> Iterator[Ask]:
        following = self._articles.moved(ask, got)
        if following is not None:
            yield following
            return
        listed = self._articles.listed[ask.note]
        unit, unit_from = self._articles.whose(listed, got.content)
        if unit_from == "source":
            self._named[ask.note] = unit
        reached = self._articles.arrive(ask.note, ask.look, got)
        page = got.page if reached.reason is None else None
        row = rows.article_row(listed, unit, unit_from, page, reached.reason, got.fetch)
        self.desk.notebook.write("articles", [row])
        if page is not None and page.kind is Kind.ARTICLE:
            yield from self._articles.follow_links(unit, page, listed.order)

    def _remember(self, ask: Ask) -> None:
        state = self._columns.states.get(ask.note)
        if state is not None and ask.via == "browser" and state.read_by == "browser" and state.entries:
            self.desk.notebook.remember_browser(state.url)

    # --- looks and rows ---------------------------------------------------------------------------------------------

    def _second_looks(self, look: int) -> Iterator[Ask]:
        yield from self._fronts.asks(look)
        for key, state in self._columns.states.items():
            if state.role in ("list", "parent"):
                via: Via = "browser" if state.read_by == "browser" else "http"
                care = care_of_second_look(state) if look == 2 else "real"
                yield Ask(state.url, "column", look, via, note=key, care=care)
        yield from self._articles.second_looks()

    def _third_looks(self) -> Iterator[Ask]:
        """Where one of two looks failed: a third decides."""
        for ask in self._second_looks(3):
            looks = self._looks_of(ask)
            if looks and sum(reason is not None for reason in looks) == 1:
                yield ask

    def _looks_of(self, ask: Ask) -> list[Reason | None]:
        if ask.purpose == "column":
            return [look.reason for look in self._columns.states[ask.note].looks.values()]
        if ask.purpose in ("home", "front"):
            return [look.reason for front in self._fronts.at(ask)[:1] for look in front.looks.values()]
        return []

    def request_meta(self, ask: Ask) -> dict[str, Any]:
        """Rendering goes through Scrapy's own scheduling, to the browser behind its download handler."""
        meta = super().request_meta(ask)
        walked = self.desk.workspace.limits.max_list_pages if ask.purpose in ("column", "list") else 0
        return meta | browser.request_meta(walked) if ask.via == "browser" else meta

    def _write_columns(self) -> None:
        book, columns = self.desk.notebook, self._columns
        book.replace({
            "areas": rows.area_rows(self.desk.workspace, self._fronts, columns),
            "columns": rows.column_rows(columns),
            "looks": rows.look_rows(self._fronts, columns, self._latest),
            "entries": rows.entry_rows(self._fronts, columns, self._areas, self._named),
        })  # fmt: skip

    def _write_links(self) -> None:
        self._articles.menu_links(self._columns.states)
        links = rows.link_rows(self._articles, self._fronts, self._columns)
        self.desk.notebook.replace({"links": links, "linked_accounts": self._linked.rows()})
        documents = (
            (key, listed)
            for key, listed in self._articles.listed.items()
            if any(s.role == "document" for s in listed.columns)
        )
        for key, listed in documents:
            state = listed.columns[0]
            look = next((look for _, look in sorted(state.looks.items()) if look.reason is None), None)
            if key not in self._articles.reached and state.head is not None:
                unit, unit_from = self._articles.whose(listed, state.head)
                row = rows.article_row(
                    listed, unit, unit_from, state.head, None, look.fetch if look else None
                )
                self.desk.notebook.write("articles", [row])
