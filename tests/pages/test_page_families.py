"""Families register themselves, one file each; a mark is what they are known by."""

from __future__ import annotations

from pathlib import Path

import pytest

import crawler.pages.families
from crawler.pages.family import Paging, View, families, family, family_of


def test_one_file_is_one_family() -> None:
    files = {path.stem for path in Path(crawler.pages.families.__path__[0]).glob("[a-z]*.py")}
    assert {known.name for known in families()} == files
    assert all(known.marks and known.paging.__doc__ for known in families())


def test_a_name_cannot_be_taken_twice() -> None:
    def paging(view: View) -> Paging | None:
        return None

    paging.__module__ = "crawler.pages.families.trs"
    with pytest.raises(ValueError, match="twice"):
        family("mark")(paging)


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<div class="TRS_Editor">', "trs"), ("<script>require(['list2.trsapi'])</script><div class=TRS_Editor>", "fjdzapp"), ('<div id="vsb_content">', "vsb"),
        ("proxyUrl:'/module/web/jpage/dataproxy.jsp'", "jcms"), ("window.NFCMS_SITE_ID=1", "kaipu"), ('<div class="j-fontContent newscontnet">', "lonsun"), ('<div class="wp_articlecontent">', "sudy"),
        ('<div id="js_content">', "wechat"), ("<ul><li>一般页面</li></ul>", None),
    ],
)  # fmt: skip
def test_marks(markup: str, name: str | None) -> None:
    known = family_of(markup)
    assert (known and known.name) == name
