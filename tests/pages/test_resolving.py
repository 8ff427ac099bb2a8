"""Addresses joined by hand: the short ways of the resolver lead where the standard library's long one leads."""

from __future__ import annotations

from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import without_fragment
from crawler.pages.links import Resolver

NAMES = st.text("ab1_-%", min_size=1, max_size=3)
FOLDERS = st.lists(st.one_of(NAMES, st.sampled_from(["", ".", "..", "政务", "a;b"])), max_size=4)
TAILS = st.one_of(
    st.just(""),
    st.builds("/".join, st.lists(st.one_of(NAMES, st.sampled_from([".", "..", ".x", "x.html"])), max_size=3)),
)


@given(FOLDERS, st.integers(1, 6), TAILS)
def test_folders_above_are_found_as_the_standard_library_finds_them(
    folders: list[str], steps: int, tail: str
) -> None:
    base = "http://www.portal.example/" + "".join(f"{folder}/" for folder in folders) + "page.html"
    assert Resolver(base).resolve("../" * steps + tail) == urljoin(base, "../" * steps + tail)


@given(st.sampled_from(["", "/", "/a/b.html", "/?id=1"]), st.text("a1/!.-=&", max_size=6))
def test_a_whole_addresses_fragment_stays_only_where_a_script_routes_by_it(path: str, fragment: str) -> None:
    address = f"https://data.portal.example:8443{path}#{fragment}"
    resolved = Resolver("http://www.portal.example/a/").resolve(address)
    assert resolved == without_fragment(urljoin("", address))
