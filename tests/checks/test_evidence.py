"""From stored rows to evidence: nothing is dropped, nothing is belied."""

from __future__ import annotations

from datetime import date

import pytest
from store_builder import HOME, TODAY, Store, account, days_ago, item, workspace

from checks.evidence import load_evidence
from checks.model import Evidence, Found
from crawler.items import Kind, Reason
from crawler.store import StoreError
from rules.model import Column as OfficeColumn
from rules.model import ColumnType, Workspace
from rules.periods import Period


@pytest.fixture(autouse=True)
def _begun(store: Store) -> None:
    store.begin()


def _load(store: Store, of: Workspace | None = None) -> dict[str, Evidence]:
    return {one.unit.code: one for one in load_evidence(store.db, store.sweep, of or workspace())}


def test_an_unknown_sweep_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError):
        load_evidence(store.db, 99, workspace())


def test_a_sweep_that_holds_nothing_is_untested_evidence(store: Store) -> None:
    office = OfficeColumn("mzj", "通知公告", f"{HOME}mzj/tzgg/", ColumnType.NOTICES)
    units = _load(
        store, workspace(accounts=(account("A01"),), catalog=(item("1", "低保名单"),), columns=(office,))
    )
    assert list(units) == ["zwb", "mzj", "bqz"]
    assert units["zwb"].sites[0].looks == ()
    assert not units["mzj"].sites
    assert units["mzj"].area_gap is Reason.NOT_SWEPT
    assert not units["mzj"].area_agreed
    assert [column.looks for column in units["mzj"].columns] == [()]
    assert units["mzj"].columns[0].period == Period(months=6)
    assert units["mzj"].accounts[0].reports == ()
    assert units["mzj"].items[0].found.gap is Reason.NOT_SWEPT
    assert units["mzj"].first_sweep


def test_the_clock(store: Store) -> None:
    store.fetch(HOME, at="2026-11-23T17:00:00+00:00")  # the 24th in Shanghai
    evidence = _load(store)["mzj"]
    assert (evidence.today, evidence.fetched_on) == (TODAY, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("scope", "swept"),
    [("all", {"portal", "accounts"}), ("portal", {"portal"}), ("accounts", {"accounts"}), ("probe", set())],
)
def test_what_was_swept(store: Store, scope: str, swept: set[str]) -> None:
    store.begin(attempt=2, scope=scope)
    assert _load(store)["mzj"].swept == swept


def test_areas(store: Store) -> None:
    store.area("zwb")
    store.area("mzj", complete=0)
    store.area("bqz", outcome="blocked", look_outcome="timeout")
    units = _load(store)
    assert (units["zwb"].area_gap, units["zwb"].area_agreed) == (None, True)
    assert units["mzj"].area_gap is Reason.INCOMPLETE
    assert (units["bqz"].area_gap, units["bqz"].area_agreed) == (Reason.BLOCKED, False)


def test_the_whole_reading_leads_the_looks(store: Store) -> None:
    rows = [{"url": f"{HOME}1.html", "date": days_ago(1)}]
    failed = store.column("mzj", "a", [], ("timeout", "timeout", "timeout"))
    short = store.column("mzj", "b", rows, ("ok", "ok"), outcome="budget", complete=0)
    saved = store.column("mzj", "c", rows, ("timeout", "ok", "ok"), outcome="ok")
    unproved = store.column("mzj", "d", [], ("ok", "ok"), outcome="empty_unproven")
    waiting = store.column("mzj", "e", [], (), outcome=None)
    looks = {column.url: [look.reason for look in column.looks] for column in _load(store)["mzj"].columns}
    assert looks[failed] == [Reason.TIMEOUT] * 3
    assert looks[short] == [Reason.BUDGET, None]
    assert looks[saved] == [None, None, Reason.TIMEOUT]
    assert looks[unproved] == [Reason.EMPTY_UNPROVEN, None]
    assert looks[waiting] == [Reason.NOT_SWEPT]


def test_the_office_overrides_type_and_period(store: Store) -> None:
    store.column("mzj", "信息", [], url=f"{HOME}mzj/xx/index.html")
    office = OfficeColumn("mzj", "信息", f"{HOME}mzj/xx/", ColumnType.NEWS, 30)
    columns = _load(store, workspace(columns=(office,)))["mzj"].columns
    assert [(column.type, column.period) for column in columns] == [(ColumnType.NEWS, Period(days=30))]


def test_undated_and_incredible_rows_take_the_date_of_their_page(store: Store) -> None:
    store.article("mzj", f"{HOME}1.html", published="2026-10-01T09:00:00+08:00")
    store.article("mzj", f"{HOME}2.html", published="2026-10-02")
    store.article("mzj", f"{HOME}3.html", published="2026-10-03")
    store.column(
        "mzj",
        "a",
        [
            {"url": f"{HOME}1.html"},
            {"url": f"{HOME}2.html", "date": "2027-10-02"},
            {"url": f"{HOME}3.html", "date": "2026-09-03"},
            {"url": f"{HOME}4.html"},
        ],
    )
    entries = _load(store)["mzj"].columns[0].entries
    assert [entry.date for entry in entries] == [date(2026, 10, 1), date(2026, 10, 2), date(2026, 9, 3), None]


def test_a_list_is_as_new_as_the_pages_it_leads_to(store: Store) -> None:
    rows = [{"url": f"{HOME}{number}.html", "date": "2026-11-07"} for number in (1, 2, 3)]
    store.article("mzj", f"{HOME}1.html", published="2026-11-08", published_from="页面日期")
    store.article("mzj", f"{HOME}2.html", published="2026-11-20", published_from="meta:PubDate")
    store.article("mzj", f"{HOME}3.html", published="2027-11-20", published_from="页面日期")
    store.column("mzj", "动态", rows)
    store.home(rows)
    units = _load(store)
    assert units["mzj"].columns[0].opened == date(2026, 11, 8)
    assert units["zwb"].sites[0].opened == date(2026, 11, 8)


def test_rows_of_the_portals_columns_belong_to_the_unit_they_name(store: Store) -> None:
    mine = {"url": f"{HOME}gg/1.html", "title": "示例区民政局低保名单", "unit": "mzj", "date": days_ago(3)}
    store.column("zwb", "公告", [mine, {"url": f"{HOME}gg/2.html", "title": "通知"}])
    store.area("mzj")
    units = _load(store, workspace(catalog=(item("1", "低保名单"),)))
    assert len(units["zwb"].columns[0].entries) == 2
    assert [entry.url for entry in units["mzj"].items[0].found.entries] == [f"{HOME}gg/1.html"]


def _guide(store: Store) -> Found:
    """What mzj's 公开指南 comes to, with nothing of it in its own area."""
    store.area("mzj")
    store.column("mzj", "通知公告", [{"url": f"{HOME}mzj/1.html", "title": "停水通知", "date": days_ago(1)}])
    return _load(store, workspace(catalog=(item("1", "公开指南"),)))["mzj"].items[0].found


def test_what_nobody_opened_in_the_portals_columns_may_be_a_units(store: Store) -> None:
    row = {"url": f"{HOME}gk/1.html", "title": "公开指南", "date": days_ago(700)}
    store.column("zwb", "公告", [row])
    found = _guide(store)
    assert (found.nothing, found.gap) == (True, Reason.AMBIGUOUS)
    assert found.candidates == (("公开指南", row["url"]),)


def test_what_was_opened_there_and_names_nobody_is_the_owners(store: Store) -> None:
    row = {"url": f"{HOME}gk/1.html", "title": "公开指南", "date": days_ago(7)}
    store.column("zwb", "公告", [row, {"url": f"{HOME}gk/2.html", "title": "示例区白泉镇公开指南"}])
    store.article("zwb", row["url"])
    found = _guide(store)
    assert (found.nothing, found.complete, found.gap) == (True, True, None)


def test_a_portals_column_of_the_name_that_was_not_read_leaves_absence_open(store: Store) -> None:
    store.column("zwb", "公告", [], ("timeout", "timeout"))
    assert _guide(store).gap is None
    store.column("zwb", "政府信息公开指南", [], ("timeout", "timeout"))
    found = _load(store, workspace(catalog=(item("1", "公开指南"),)))["mzj"].items[0].found
    assert (found.nothing, found.gap) == (True, Reason.TIMEOUT)


def test_absence_needs_two_looks_at_every_list(store: Store) -> None:
    assert _guide(store).agreed
    store.column(
        "mzj", "公示", [{"url": f"{HOME}mzj/2.html", "title": "公示一则"}], ("ok", "timeout", "timeout")
    )
    found = _load(store, workspace(catalog=(item("1", "公开指南"),)))["mzj"].items[0].found
    assert (found.nothing, found.gap, found.agreed) == (True, None, False)


def test_an_article_belongs_to_one_unit_and_strangers_to_the_owner(store: Store) -> None:
    store.article("mzj", f"{HOME}1.html")
    store.article("nobody", f"{HOME}2.html")
    found = {code: [article.url for article in one.articles] for code, one in _load(store).items()}
    assert found == {"zwb": [f"{HOME}2.html"], "mzj": [f"{HOME}1.html"], "bqz": []}


def test_an_article_as_read(store: Store) -> None:
    url = store.column("mzj", "公告", [], type="静态")
    store.article(
        "mzj",
        f"{HOME}1.html",
        column_url=url,
        list_date="2026-10-30",
        attachments='[["http://a/1.xls", "附件"]]',
    )
    store.article(
        "mzj", f"{HOME}2.html", outcome="blocked", kind="blocked", published=None, date_marks=None, text=None
    )
    store.article("mzj", f"{HOME}3.pdf", kind="attachment", published=None, date_marks="[]", text=None)
    first, second, third = _load(store)["mzj"].articles
    assert (first.column_type, first.list_date, first.day) == (
        ColumnType.STATIC,
        date(2026, 10, 30),
        date(2026, 11, 1),
    )
    assert first.attachments[0].url == "http://a/1.xls"
    assert first.seen is not None
    assert first.seen.capture is not None
    assert first.seen.capture.startswith("w/1.warc.gz#")
    assert (second.reason, second.page, second.text) == (Reason.BLOCKED, Kind.ARTICLE, "")
    assert third.is_file


def test_another_page_of_the_template_must_show_its_date(store: Store) -> None:
    store.article("mzj", f"{HOME}1.html", template="alone")
    store.article("mzj", f"{HOME}2.html", template="pair")
    store.article("bqz", f"{HOME}3.html", template="pair", published=None, date_marks="[]")
    store.article("mzj", f"{HOME}4.html", template="tags", date_marks='[["meta:pubdate", "2026-11-01"]]')
    store.article("mzj", f"{HOME}5.html", template="tags", published=None, date_marks="[]")
    articles = {one.url: one.template_dated for unit in _load(store).values() for one in unit.articles}
    assert articles == {
        f"{HOME}1.html": False,
        f"{HOME}2.html": False,
        f"{HOME}3.html": True,
        f"{HOME}4.html": False,
        f"{HOME}5.html": False,
    }


def test_rows_dated_in_the_future_are_subjects_even_unopened(store: Store) -> None:
    store.column(
        "mzj",
        "公告",
        [{"url": f"{HOME}1.html", "date": "2027-01-01"}, {"url": f"{HOME}2.html", "date": days_ago(900)}],
    )
    articles = _load(store)["mzj"].articles
    assert [(one.url, one.reason, one.list_date) for one in articles] == [
        (f"{HOME}1.html", Reason.NOT_SWEPT, date(2027, 1, 1))
    ]


def test_incidents_strike_only_what_failed_that_way(store: Store) -> None:
    blocked = store.column("mzj", "a", [], ("blocked", "blocked"))
    store.column("mzj", "b", [], ("timeout", "timeout"))
    store.column("mzj", "c", [], ("blocked", "blocked"), template="t2")
    empty = store.column("mzj", "d", [], proof="共0条", template="t3")
    store.incident("columns", "t1", "blocked")
    store.incident("columns", "t3", "empty_unproven")
    store.incident("articles", "t1", "timeout")
    store.article("mzj", f"{HOME}1.html", column_url=blocked, outcome="timeout")
    store.article("mzj", f"{HOME}2.html", column_url=blocked)
    store.link("mzj", f"{HOME}1.html", outcome="timeout")
    store.link("mzj", blocked, outcome="blocked")
    store.link("mzj", f"{HOME}2.html")
    mzj = _load(store)["mzj"]
    assert {column.url for column in mzj.columns if column.incident} == {blocked, empty}
    assert {article.url for article in mzj.articles if article.incident} == {f"{HOME}1.html"}
    assert {target.url for target in mzj.targets if target.incident} == {f"{HOME}1.html", blocked}


def test_the_home_page(store: Store) -> None:
    store.home([{"url": f"{HOME}1.html", "date": days_ago(3)}, {"url": f"{HOME}2.html"}])
    site = _load(store)["zwb"].sites[0]
    assert [entry.date for entry in site.entries] == [date(2026, 11, 19), None]
    assert not site.all_dated


def test_a_home_page_that_only_leads_on_is_judged_by_the_owners_columns(store: Store) -> None:
    store.home([])
    store.column("zwb", "要闻", [{"url": f"{HOME}yw/1.html", "date": days_ago(3)}])
    store.column("mzj", "动态", [{"url": f"{HOME}mzj/1.html", "date": days_ago(1)}])
    site = _load(store)["zwb"].sites[0]
    assert [entry.url for entry in site.entries] == [f"{HOME}yw/1.html"]
    assert site.all_dated
    store.column("zwb", "通知", [], ("timeout",))
    assert not _load(store)["zwb"].sites[0].all_dated


def test_accounts_with_their_chain(store: Store) -> None:
    chain = account("A01")
    chain = type(chain)("A01", "mzj", "wechat", "账号", ("wechat_api", "feed"))
    store.source("A01", 1, posts=1, newest="2026-11-01T01:00:00+00:00")
    for look in (1, 2):
        store.source(
            "A01", look, source="wechat_api", proves_silence=1, covered_from="2026-11-08", covered_to="2026-11-21",
            liveness='["授权有效"]',
        )  # fmt: skip
    store.post("A01", "2026-10-31T17:00:00+00:00", deleted=1)
    store.post("A01", None)
    found = _load(store, workspace(accounts=(chain,)))["mzj"].accounts[0]
    assert [report.source for report in found.reports] == ["wechat_api", "feed"]
    assert found.reports[0].covered == (date(2026, 11, 8), date(2026, 11, 21))
    assert found.reports[0].looks == (None, None)
    assert found.reports[1].newest_by_look[0].date() == date(2026, 11, 1)  # type: ignore[union-attr]
    assert sorted((post.published.date() if post.published else date.min) for post in found.posts) == [
        date.min,
        date(2026, 11, 1),
    ]


def test_an_incident_of_a_source_strikes_its_accounts(store: Store) -> None:
    store.source("A01", outcome="blocked")
    store.source("A02", outcome="timeout")
    store.incident("accounts", "wechat/feed", "blocked")
    found = _load(store, workspace(accounts=(account("A01"), account("A02"))))["mzj"].accounts
    assert [one.incident for one in found] == [True, False]


def test_columns_of_a_unit_that_left_the_table_are_the_owners(store: Store) -> None:
    store.column("nobody", "公告", [{"url": f"{HOME}1.html"}])
    assert [column.name for column in _load(store)["zwb"].columns] == ["公告"]
