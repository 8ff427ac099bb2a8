"""Whose is a page: units' own folders in the address schemes of the CMS families, breadcrumbs, names, and nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import CIVIL, HOST, OWNER, SCHOOL, TOWN, TRS, areas, at, links, page

TRS_INDEX = {code: f"{path}index.shtml" for code, path in TRS.items()}
VSB = {CIVIL: "/mzj.htm", SCHOOL: "/jyj.htm", TOWN: "/lxz.htm"}
VSB_DEEP = {CIVIL: "/mzj/xxgk.htm", SCHOOL: "/jyj/xxgk.htm", TOWN: "/lxz/xxgk.htm"}
VSB_SHARED = {CIVIL: "/bmxxgk/mzj.htm", SCHOOL: "/bmxxgk/jyj.htm"}
JCMS = {CIVIL: "/col/col101/index.html", SCHOOL: "/col/col102/index.html", TOWN: "/col/col1011/index.html"}
OWN_HOST = {CIVIL: "http://mzj.qinghe.example/", SCHOOL: "/xxgk/bmxxgkpt/jyj/"}
QUERY = {CIVIL: "/xxgk/unit.jsp?id=1", SCHOOL: "/xxgk/unit.jsp?id=11"}
NESTED = {CIVIL: "/bm/mzj/", SCHOOL: "/bm/mzj/jyj/"}

CASES = [
    ("trs: the front", TRS, "/xxgk/bmxxgkpt/mzj/", CIVIL),
    ("trs: the front's index page", TRS, "/xxgk/bmxxgkpt/mzj/index.html", CIVIL),
    ("trs: a column below", TRS, "/xxgk/bmxxgkpt/mzj/fdzdgk/tzgg/", CIVIL),
    ("trs: a document below", TRS, "/xxgk/bmxxgkpt/jyj/202611/t20261105_8.html", SCHOOL),
    ("trs: the folder of all units", TRS, "/xxgk/bmxxgkpt/", None),
    ("trs: a unit that nobody registered", TRS, "/xxgk/bmxxgkpt/czj/tzgg/", None),
    ("trs: a longer name", TRS, "/xxgk/bmxxgkpt/mzjx/tzgg/", None),
    ("trs: the portal", TRS, "/zwgk/tzgg/", None),
    ("trs: the home page", TRS, "/", None),
    ("trs: another host", TRS, "http://mzj.other.example/xxgk/bmxxgkpt/mzj/tzgg/", None),
    ("trs: registered with its index page", TRS_INDEX, "/xxgk/bmxxgkpt/mzj/tzgg/", CIVIL),
    ("trs: https", TRS, "https://www.qinghe.example/xxgk/bmxxgkpt/mzj/tzgg/", CIVIL),
    ("vsb: the front", VSB, "/mzj.htm", CIVIL),
    ("vsb: a column below", VSB, "/mzj/tzgg.htm", CIVIL),
    ("vsb: deeper", VSB, "/mzj/tzgg/2026.htm", CIVIL),
    ("vsb: beside it", VSB, "/mzjgk.htm", None),
    ("vsb: a document of nobody's folder", VSB, "/info/1023/4567.htm", None),
    ("vsb: the front below the unit's folder", VSB_DEEP, "/mzj/xxgk.htm", CIVIL),
    ("vsb: its columns beside the front", VSB_DEEP, "/mzj/tzgg.htm", CIVIL),
    ("vsb: its columns below the front", VSB_DEEP, "/mzj/xxgk/tzgg.htm", CIVIL),
    ("vsb: fronts in one shared folder", VSB_SHARED, "/bmxxgk/mzj/tzgg.htm", CIVIL),
    ("vsb: the shared folder", VSB_SHARED, "/bmxxgk/tzgg.htm", None),
    ("jcms: the front", JCMS, "/col/col101/index.html", CIVIL),
    ("jcms: the front's folder", JCMS, "/col/col101/", CIVIL),
    ("jcms: a documents of the front's column", JCMS, "/col/col101/art/2026/art_0a1b2c3d.html", CIVIL),
    ("jcms: a longer number", JCMS, "/col/col1011/index.html", TOWN),
    ("jcms: another column says nothing", JCMS, "/col/col205/index.html", None),
    ("own host: everything on it", OWN_HOST, "http://mzj.qinghe.example/tzgg/1.html", CIVIL),
    ("own host: its root", OWN_HOST, "http://mzj.qinghe.example/", CIVIL),
    ("own host: the portal is not it", OWN_HOST, "/tzgg/", None),
    ("query: the front itself", QUERY, "/xxgk/unit.jsp?id=1", CIVIL),
    ("query: a longer number", QUERY, "/xxgk/unit.jsp?id=11", SCHOOL),
    ("query: no folder", QUERY, "/xxgk/list.jsp?id=1", None),
    ("nested: the outer unit", NESTED, "/bm/mzj/tzgg/", None),
    ("nested: the inner unit", NESTED, "/bm/mzj/jyj/tzgg/", SCHOOL),
]


@pytest.mark.parametrize(
    ("portals", "path", "whose"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_units_by_address(portals: dict[str, str], path: str, whose: str | None) -> None:
    assert areas(portals=portals).of_url(at(path)) == whose


def test_two_units_with_one_page_own_no_folder() -> None:
    shared = areas(portals={CIVIL: "/bm/zh/", SCHOOL: "/bm/zh/index.html"})
    assert shared.of_url(at("/bm/zh/tzgg/")) is None


@pytest.mark.parametrize("other", ["/bm/unit.jsp?id=2", "/bm/#/jyj"])
def test_a_folder_that_holds_another_units_page_is_not_ones_own(other: str) -> None:
    beside = areas(portals={CIVIL: "/bm/mzj.htm", SCHOOL: other})
    assert beside.of_url(at("/bm/tzgg/")) is None
    assert beside.of_url(at("/bm/mzj/tzgg/")) == CIVIL


def test_the_owners_page_at_the_root_owns_no_folder() -> None:
    assert areas(portals={OWNER: "/", CIVIL: "/mzj/"}).of_url(at("/zwgk/tzgg/")) is None
    assert areas(portals={OWNER: "/", CIVIL: "/mzj/"}).of_url(at("/")) == OWNER


def test_the_folder_of_the_home_page_is_nobodys() -> None:
    below = areas(portals={CIVIL: "/web/mzj.htm"}, home=f"{HOST}/web/index.html")
    assert below.of_url(at("/web/tzgg/")) is None


def test_a_front_is_known_under_https() -> None:
    assert areas().front_of("https://www.qinghe.example/xxgk/bmxxgkpt/mzj/") == CIVIL


def test_a_front_is_known_by_any_of_its_names() -> None:
    assert areas().front_of(at("/xxgk/bmxxgkpt/mzj/index.html#top")) == CIVIL
    assert areas().front_of(at("/xxgk/bmxxgkpt/mzj/tzgg/")) is None


@pytest.mark.parametrize(
    ("crumbs", "linked", "whose"),
    [
        (("首页", "青禾区民政局", "通知公告"), (), CIVIL),
        (("首页", "民政局", "通知公告"), (), CIVIL),
        (("首页", "区民政局"), (), CIVIL),
        (("首页", "通知公告"), (("/xxgk/bmxxgkpt/mzj/", "信息公开平台"),), CIVIL),
        (("首页", "民政局", "教育局"), (), None),
        (("首页", "民政局"), (("/xxgk/bmxxgkpt/jyj/", "教育"),), None),
        (("首页", "民政局"), (("/xxgk/bmxxgkpt/mzj/", "民政"),), CIVIL),
        (("首页", "咸宁市民政局"), (), None),
        (("首页", "民政"), (), None),
        ((), (), None),
    ],
)
def test_units_by_breadcrumb(
    crumbs: tuple[str, ...], linked: tuple[tuple[str, str], ...], whose: str | None
) -> None:
    trail = links(*((path, text, "breadcrumb") for path, text in linked))
    assert areas().of_trail(page("/x/", breadcrumbs=crumbs, breadcrumb_links=trail)) == whose


@pytest.mark.parametrize(
    ("source", "whose"),
    [
        ("青禾区民政局", CIVIL),
        ("区民政局", CIVIL),
        ("本站原创", None),
        ("", None),
        (None, None),
        ("民政", None),
    ],
)
def test_units_by_source(source: str | None, whose: str | None) -> None:
    assert areas().of_source(source) == whose


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("青禾区民政局2026年部门预算", CIVIL),
        ("青禾区民政局 青禾区教育局关于联合执法的通知", None),
        ("关于冬季供暖的通知", None),
        ("温泉区民政局2026年部门预算", None),
    ],
)
def test_units_by_title(title: str, whose: str | None) -> None:
    assert areas().of_title(title) == whose


@given(st.text("abcdefgh/.", max_size=30))
def test_nobody_owns_what_lies_in_no_folder(path: str) -> None:
    assert areas().of_url(at("/zwgk/" + path)) is None


@given(
    st.text("abcdefgh", min_size=1, max_size=8),
    st.sampled_from(["", "index.html", "t20261101_3.html", "?p=2"]),
)
def test_all_below_a_front_is_the_units(folder: str, last: str) -> None:
    assert areas().of_url(at(f"/xxgk/bmxxgkpt/jyj/{folder}/{last}")) == SCHOOL
